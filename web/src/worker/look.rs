//! In: files and what is wanted of one of them. Out: its lines.

use jiance::{Excerpt, ExcerptLine, TextEncoding, Wanted};

use super::protocol::Given;
use super::read::pieces;
use super::reading::Slices;

/// Reads the files that the lines may be in, until they are found. A file that cannot be read has none.
pub(super) async fn lines(
    files: &[Given],
    wanted: &Wanted,
    encoding: Option<&str>,
) -> Vec<ExcerptLine> {
    let encoding = encoding.and_then(TextEncoding::named);
    for Given { name, file, .. } in files.iter().filter(|given| given.fault.is_none()) {
        let Some(mut excerpt) = Excerpt::new(name, wanted, encoding) else { continue };
        let mut slices = Slices::of(file);
        'file: while let Ok(Some(slice)) = slices.next().await {
            for piece in pieces(&slice) {
                if excerpt.feed(&piece.to_vec()).is_break() {
                    break 'file;
                }
            }
        }
        let lines = excerpt.finish();
        if !lines.is_empty() {
            return lines;
        }
    }
    Vec::new()
}
