//! In: the first lines of something. Out: the format that they show.

use crate::formats::{FORMATS, Format};

/// How sure no other format can be.
const UNMISTAKABLE: u8 = 100;
/// How sure a format must be to be taken at once, with only the beginning seen.
pub(super) const SURE: u8 = 80;
/// How sure a format must be to be taken at all.
pub(super) const PLAUSIBLE: u8 = 50;

/// The format that the lines show: the first that is sure on the shortest beginning, else the surest on all; and how many lines it needed.
pub(super) fn pick(head: &[&str], least: u8) -> Option<(&'static Format, usize)> {
    let mut length = 1;
    loop {
        let seen = length.min(head.len());
        let beginning = head.get(..seen)?;
        let wanted = if seen == head.len() { least } else { SURE };
        let (sure, format) = surest(beginning);
        if let Some(format) = format
            && sure >= wanted
        {
            return Some((format, seen));
        }
        if seen == head.len() {
            return None;
        }
        length *= 2;
    }
}

/// The surest format, the first of equals, and how sure it is.
pub(super) fn surest(beginning: &[&str]) -> (u8, Option<&'static Format>) {
    let mut best = (0, None);
    for format in FORMATS {
        let sure = (format.sniff)(beginning);
        if best.0 < sure {
            best = (sure, Some(format));
        }
        if UNMISTAKABLE <= sure {
            break;
        }
    }
    best
}
