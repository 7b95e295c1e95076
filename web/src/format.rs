//! In: times. Out: how many of the units that the page tells them in, or the same in a form that browsers read.

/// A host's own time, `2017/6/2 周五  9:35:00.12`, in the form that browsers read, as if its clock showed UTC; and how far from UTC it says
/// that its clock is. None where it is not told for certain what is meant: days and months may stand in either order.
pub(crate) fn host_time(text: &str) -> Option<(String, &str)> {
    let (date, rest) = text.trim().split_once([' ', 'T'])?;
    // The year comes first.
    date.get(..4).filter(|year| year.bytes().all(|it| it.is_ascii_digit()))?;
    let clock = rest.rsplit(' ').next()?;
    let (clock, offset) = clock.split_at(clock.find(['+', '-', 'Z']).unwrap_or(clock.len()));
    let words = date.split(['-', '/', '.']).chain(clock.split(':'));
    let numbers: Vec<u32> = words.map_while(|word| word.parse().ok()).collect();
    let [year, month @ 1..=12, day @ 1..=31, hour @ ..24, minute @ ..60, ..] = numbers.as_slice()
    else {
        return None;
    };
    let offset = match offset.as_bytes() {
        [] => "",
        b"Z" => "+00:00",
        [b'+' | b'-', b'0'..=b'1', b'0'..=b'9', b':', b'0'..=b'5', b'0'..=b'9'] => offset,
        _ => return None,
    };
    Some((format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}Z"), offset))
}

/// A time still to wait, as minutes and seconds.
pub(crate) fn minutes(seconds: f64) -> (u64, u64) {
    let seconds = seconds.ceil() as u64;
    (seconds / 60, seconds % 60)
}

/// Whole months from a month, `2026-06`, to another; none if it lies ahead or is no month.
pub(crate) fn months_between(month: &str, year: u32, month_of_year: u32) -> Option<u32> {
    let (then_year, then_month) = month.split_once('-')?;
    let months = |year: u32, month: u32| year.checked_mul(12)?.checked_add(month);
    months(year, month_of_year)?
        .checked_sub(months(then_year.parse().ok()?, then_month.get(..2)?.parse().ok()?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knowledge_ages_by_the_month() {
        assert_eq!(months_between("2026-06", 2026, 6), Some(0));
        assert_eq!(months_between("2025-11", 2026, 2), Some(3));
        assert_eq!(months_between("2026-06-09", 2027, 6), Some(12));
        assert_eq!(months_between("2026-06", 2026, 5), None);
        assert_eq!(months_between("soon", 2026, 5), None);
    }

    #[test]
    fn a_hosts_time_is_read_where_it_is_told_what_is_meant() {
        for (text, expected) in [
            ("2017-06-02 16:35:00.12", Some(("2017-06-02T16:35Z", ""))),
            ("2017/6/2 周五  9:05:00.12", Some(("2017-06-02T09:05Z", ""))),
            ("2017-06-02T16:35:00+08:00", Some(("2017-06-02T16:35Z", "+08:00"))),
            ("2017-06-02T16:35Z", Some(("2017-06-02T16:35Z", "+00:00"))),
            ("Fri 06/02/2017 16:35:00.12", None),
            ("02.06.2017 16:35:00,12", None),
            ("2017-06-02 04:35:00 PM", None),
            ("2017-13-02 16:35:00", None),
            ("2017-06-02 24:35:00", None),
            ("2017-06-02 16:35:00-port", None),
            ("2017-06-02", None),
            ("", None),
        ] {
            let expected = expected.map(|(time, offset)| (time.to_owned(), offset));
            assert_eq!(host_time(text), expected, "{text}");
        }
    }

    #[test]
    fn waiting_time_is_rounded_up() {
        assert_eq!([0.2, 59.0, 59.5, 125.0].map(minutes), [(0, 1), (0, 59), (1, 0), (2, 5)]);
    }
}
