//! In: one record of a CSV table, without its line end. Out: its fields, unquoted.
//!
//! A field in quotes may hold separators, line ends, and quotes if they are doubled. What stands behind its closing quote belongs to it,
//! and a quote inside a field that does not begin with one is a letter like any other.

use std::borrow::Cow;

use memchr::memchr;

/// The fields of a record, one after the other: at least one.
pub(super) fn fields(record: &str, separator: u8) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = Some(record);
    std::iter::from_fn(move || {
        let (field, behind) = first(rest?, separator);
        rest = behind;
        Some(field)
    })
}

/// The first field, and what stands behind the separator that ends it.
fn first(record: &str, separator: u8) -> (Cow<'_, str>, Option<&str>) {
    let Some(quoted) = record.strip_prefix('"') else {
        let (field, behind) = until(record, separator);
        return (Cow::Borrowed(field), behind);
    };
    let mut field = Cow::Borrowed("");
    let mut rest = quoted;
    loop {
        let (text, behind) = until(rest, b'"');
        join(&mut field, text);
        let Some(behind) = behind else { return (field, None) };
        let Some(doubled) = behind.strip_prefix('"') else {
            let (tail, behind) = until(behind, separator);
            join(&mut field, tail);
            return (field, behind);
        };
        join(&mut field, "\"");
        rest = doubled;
    }
}

/// What stands before the first such byte, and behind it.
fn until(text: &str, byte: u8) -> (&str, Option<&str>) {
    match memchr(byte, text.as_bytes()).and_then(|at| text.split_at_checked(at)) {
        Some((before, from)) => (before, from.get(1..)),
        None => (text, None),
    }
}

/// Without a copy where one of both is empty.
fn join<'a>(field: &mut Cow<'a, str>, more: &'a str) {
    if field.is_empty() {
        *field = Cow::Borrowed(more);
    } else if !more.is_empty() {
        field.to_mut().push_str(more);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::fields;

    /// As the `csv` crate reads it.
    fn second_opinion(record: &str, separator: u8) -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .from_reader(record.as_bytes());
        let mut row = csv::StringRecord::new();
        reader.read_record(&mut row).unwrap();
        row.iter().map(str::to_owned).collect()
    }

    proptest! {
        #[test]
        fn as_another_reader_has_them(
            pieces in prop::collection::vec(
                prop::sample::select(vec!["a", "中", ",", ";", "\"", "\"\"", " ", "x\"y"]),
                1..12,
            ),
            separator in prop::sample::select(vec![b',', b';']),
        ) {
            let record = pieces.concat();
            let read: Vec<_> = fields(&record, separator).collect();
            prop_assert_eq!(read, second_opinion(&record, separator));
        }
    }

    #[test]
    fn doubled_quotes_separators_and_line_ends() {
        let read: Vec<_> = fields("\"a, \"\"b\"\"\",,\"c\nd\",e\"f,\"g\"h", b',').collect();
        assert_eq!(read, ["a, \"b\"", "", "c\nd", "e\"f", "gh"]);
        assert_eq!(fields("", b';').collect::<Vec<_>>(), [""]);
        assert_eq!(fields("\"open;", b';').collect::<Vec<_>>(), ["open;"]);
    }
}
