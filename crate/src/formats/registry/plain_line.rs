//! In: a line of a `.reg` file that begins one thing and ends it. Out: the value on it, where it stands there without an escape, as on
//! most lines that are no keys; `reg_file` reads all others, and would read these alike.

use memchr::memchr2;

use super::data::kind;
use crate::records::{RegistryData, RegistryValue};

/// What a line is.
pub(super) enum PlainLine<'t> {
    Empty,
    Value(RegistryValue<'t>),
}

/// Reads a line.
pub(super) fn read(text: &str) -> Option<PlainLine<'_>> {
    let (name, data) = match text.as_bytes() {
        [] => return Some(PlainLine::Empty),
        [b'@', ..] => ("", text.get(1..)?),
        [b'"', ..] => quoted(text.get(1..)?)?,
        _ => return None,
    };
    let data = data.strip_prefix('=')?;
    let value = |kind, data| Some(PlainLine::Value(RegistryValue { name, kind, data }));
    if let Some(text) = data.strip_prefix('"') {
        let (text, behind) = quoted(text)?;
        return if behind.is_empty() { value(kind::SZ, RegistryData::Text(text)) } else { None };
    }
    let digits = data.strip_prefix("dword:").filter(|digits| digits.len() == 8)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    value(kind::DWORD, RegistryData::Number(number.into()))
}

/// What stands before a closing quote, and behind it; `None` if anything is escaped before that.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let end = memchr2(b'"', b'\\', text.as_bytes())?;
    let behind = text.get(end..)?.strip_prefix('"')?;
    Some((text.get(..end)?, behind))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::formats::registry::reg_file::VERSION_5;
    use crate::formats::test_sink::read;

    proptest! {
        /// A line that begins with a space is read letter by letter, and means the same.
        #[test]
        fn a_plain_line_is_read_as_any_other(
            name in "@|\"[a-z\u{e9} ]{0,6}[\\\\\"=a]?\"?",
            between in "=|= | =|==",
            data in prop_oneof![
                "\"[a-z\u{e9} \\\\]{0,6}\"?[ a\"]?",
                "dword:[0-9a-fA-F]{8}[ 0g]?",
                "dword:[+0-9]{7,8}",
                "hex(\\(2\\))?:41,00[,\\\\]?",
                "-|[a-z]?",
            ],
            before in "|;x|\"a\"=dword:00000001|\"a\"=hex:00",
        ) {
            let seen = |line: &str| {
                let text = format!("REGEDIT4\r\n\r\n[HKEY_USERS\\a]\r\n{before}\r\n{line}\r\n\r\n");
                let seen = read(&VERSION_5, &text);
                let values: Vec<_> = seen.registry.into_iter().map(|(_, value, _)| value).collect();
                (values, seen.unreadable, seen.ending)
            };
            let line = format!("{name}{between}{data}");
            prop_assert_eq!(seen(&line), seen(&format!(" {line}")), "{}", line);
        }
    }
}
