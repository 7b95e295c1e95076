//! In: text with a version in it. Out: its numbers.

/// The numbers of `6.1.7601` or `10.0.14393.693`, if a text is nothing else. At most four.
pub(super) fn numbers(text: &str) -> Option<Vec<u32>> {
    let parts: Option<Vec<u32>> = text.split('.').map(|part| part.parse().ok()).collect();
    parts.filter(|parts| parts.len() <= 4)
}

/// Major, minor and build of a Windows, with the revision where it is there: builds have four or five digits.
pub(super) fn windows(text: &str) -> Option<(u32, u32, u32, Option<u32>)> {
    match *numbers(text)? {
        [major @ 4..=20, minor, build @ 1000..=99_999] => Some((major, minor, build, None)),
        [major @ 4..=20, minor, build @ 1000..=99_999, revision] => {
            Some((major, minor, build, Some(revision)))
        }
        _ => None,
    }
}
