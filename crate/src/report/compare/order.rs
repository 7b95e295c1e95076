//! In: two reports. Out: which was collected first, as far as their own words tell.
//!
//! A host writes its time in its own way, and days and months may stand in either order: where the two readings disagree about the
//! order, nobody knows it.

use std::cmp::Ordering;

use crate::report::Report;

/// Year, month, day, hour, minute, second.
type Moment = [u32; 6];

/// How the first report's collection stands to the second's in time; `None` if that is not told for certain.
pub(super) fn of(one: &Report, other: &Report) -> Option<Ordering> {
    by_name(one).zip(by_name(other)).map(|(one, other)| one.cmp(&other)).or_else(|| {
        let texts = one.host.collected_at.as_ref().zip(other.host.collected_at.as_ref());
        texts.and_then(|(one, other)| by_text(one.as_str(), other.as_str()))
    })
}

/// The time in the collector's own name for what it writes: `jiance-<host>-<yyyymmdd-hhmmss>`.
fn by_name(report: &Report) -> Option<String> {
    report.inputs.iter().flat_map(|input| input.file.split('/')).find_map(|name| {
        let name = name.strip_prefix("jiance-")?;
        let name = name.split_once('.').map_or(name, |(stem, _)| stem);
        let at = name.len().checked_sub("yyyymmdd-hhmmss".len())?;
        let time = name.get(at..)?;
        let shape = |(at, letter): (usize, char)| match at {
            8 => letter == '-',
            _ => letter.is_ascii_digit(),
        };
        time.char_indices().all(shape).then(|| time.to_owned())
    })
}

/// By the times as the hosts wrote them, which must have the same shape.
fn by_text(one: &str, other: &str) -> Option<Ordering> {
    let (one, other) = (readings(one), readings(other));
    let pairs = one.into_iter().zip(other).filter_map(|(one, other)| one.zip(other));
    let mut orders = pairs.map(|(one, other)| one.cmp(&other));
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// What a time can mean: year first; day first; month first.
fn readings(text: &str) -> [Option<Moment>; 3] {
    let words = text.split(|letter: char| !letter.is_ascii_digit()).filter(|word| !word.is_empty());
    let numbers: Vec<u32> = words.clone().filter_map(|word| word.parse().ok()).collect();
    let lengths: Vec<usize> = words.map(str::len).collect();
    let ([a, b, c, rest @ ..], [first, _, third, ..]) = (numbers.as_slice(), lengths.as_slice())
    else {
        return [None; 3];
    };
    let clock = |at: usize| rest.get(at).copied().unwrap_or_default();
    let moment = |year: u32, month: u32, day: u32| {
        let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then(|| [year, month, day, clock(0), clock(1), clock(2)])
    };
    match (*first, *third) {
        (4, _) => [moment(*a, *b, *c), None, None],
        (_, 4) => [None, moment(*c, *b, *a), moment(*c, *a, *b)],
        _ => [None; 3],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_the_hosts_own_shape() {
        for (one, other, expected) in [
            ("2017/06/02 周五 16:35:00.12", "2017/06/10 周六  9:05:00.12", Some(Ordering::Less)),
            ("2017-06-02 16:35:00", "2017-06-02 16:34:59", Some(Ordering::Greater)),
            ("Fri 06/02/2017 16:35:00.12", "Fri 06/02/2017 16:35:01.00", Some(Ordering::Less)),
            ("Tue 06/13/2017 16:35:00.12", "Sun 07/02/2017 16:35:01.00", Some(Ordering::Less)),
            ("02.06.2017 16:35:00,12", "02.06.2018 16:35:00,12", Some(Ordering::Less)),
            // 2 June and 3 May, or 6 February and 5 March.
            ("02/06/2017 16:35:00", "03/05/2017 16:35:00", None),
            ("06-02-17 16:35:00", "07-02-17 16:35:00", None),
            ("2017/06/02 16:35:00", "02.06.2018 16:35:00", None),
            ("", "2017/06/02", None),
        ] {
            assert_eq!(by_text(one, other), expected, "{one} and {other}");
        }
    }
}
