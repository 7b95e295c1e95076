//! In: files and a place in one of them. Out: the lines around it.

use jiance::report::Source;
use jiance::{NearbyLine, Surroundings, TextEncoding};

use super::protocol::Given;
use super::read::Slices;

/// Reads the files that the place may be in, until it is found or nobody wants it any more. A file that cannot be read has no lines.
pub(super) async fn nearby(
    files: &[Given],
    place: &Source,
    encoding: Option<&str>,
    is_wanted: impl Fn() -> bool,
) -> Vec<NearbyLine> {
    let encoding = encoding.and_then(TextEncoding::named);
    for Given { name, file, .. } in files.iter().filter(|given| given.fault.is_none()) {
        let Some(mut around) = Surroundings::new(name, place, encoding) else { continue };
        let mut slices = Slices::of(file);
        while let Ok(Some((_, slice))) = slices.next().await {
            if !is_wanted() {
                return Vec::new();
            }
            if around.feed(&slice.to_vec()).is_break() {
                break;
            }
        }
        let lines = around.finish();
        if !lines.is_empty() {
            return lines;
        }
    }
    Vec::new()
}
