//! In: a result link's content as letters. Out: lines that mail and chat carry unharmed, with a first and a last line; and back,
//! out of whatever the programs on the way made of them.
//!
//! Mail programs fold lines, quote them with `> `, add spaces, and turn hyphens into dashes. So nothing but letters, digits, `+` and
//! `/` counts.

use super::error::LinkError;

const FIRST: &str = "----- JIANCE RESULT -----";
const LAST: &str = "----- JIANCE END -----";

/// Short enough to be quoted a few times before a mail program folds it at 72.
const WIDTH: usize = 60;

/// The lines.
pub(super) fn write(letters: &str) -> String {
    let mut block = format!("{FIRST}\n");
    for (at, letter) in letters.chars().enumerate() {
        if 0 < at && at % WIDTH == 0 {
            block.push('\n');
        }
        block.push(letter);
    }
    block.push('\n');
    block.push_str(LAST);
    block.push('\n');
    block
}

/// The letters in a text; `None` if no block begins there.
///
/// # Errors
/// [`LinkError::Cut`] if the last line is missing.
pub(super) fn find(text: &str) -> Option<Result<String, LinkError>> {
    let letters = counting(text);
    let (_, rest) = letters.split_once(&counting(FIRST))?;
    let block = rest.split_once(&counting(LAST)).map(|(block, _)| block.to_owned());
    Some(block.ok_or(LinkError::Cut))
}

fn counting(text: &str) -> String {
    let counts = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/');
    text.chars().filter(counts).collect()
}
