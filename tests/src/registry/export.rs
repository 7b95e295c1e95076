//! In: keys of a registry. Out: the text `reg export` writes for them.

use std::fmt::Write as _;

use super::{Data, Key, Registry};
use crate::encode::{Encoding, utf16};
use crate::locale::Locale;

/// Which of the two forms of `.reg` files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `Windows Registry Editor Version 5.00`, written in UTF-16LE.
    Five,
    /// `REGEDIT4`, written in the ANSI code page, with ANSI bytes in hex(2) and hex(7).
    Four,
}

/// The longest line, with the backslash that continues it.
const MAX_COLUMNS: usize = 80;

/// `reg export KEY`: the key and everything below it.
pub fn export(registry: &Registry, key: &str, form: Form, locale: Locale) -> String {
    let mut text = match form {
        Form::Five => "Windows Registry Editor Version 5.00\r\n\r\n".to_owned(),
        Form::Four => "REGEDIT4\r\n\r\n".to_owned(),
    };
    for key in registry.below(key) {
        write_key(&mut text, key, form, locale);
    }
    text
}

fn write_key(out: &mut String, key: &Key, form: Form, locale: Locale) {
    let _ = write!(out, "[{}]\r\n", key.path);
    for (name, data) in &key.values {
        let mut line =
            if name.is_empty() { "@=".to_owned() } else { format!("\"{}\"=", escaped(name)) };
        write_data(&mut line, data, form, locale);
        out.push_str(&line);
        out.push_str("\r\n");
    }
    out.push_str("\r\n");
}

fn write_data(line: &mut String, data: &Data, form: Form, locale: Locale) {
    let bytes_of = |text: &str| match form {
        Form::Five => utf16(text),
        Form::Four => Encoding::Ansi.encode(text, locale),
    };
    match data {
        Data::Text(text) => {
            let _ = write!(line, "\"{}\"", escaped(text));
        }
        Data::Number(number) => {
            let _ = write!(line, "dword:{number:08x}");
        }
        Data::Expand(text) => write_hex(line, "hex(2):", &bytes_of(&format!("{text}\0"))),
        Data::Multi(texts) => {
            let joined: String = texts.iter().map(|text| format!("{text}\0")).collect();
            write_hex(line, "hex(7):", &bytes_of(&format!("{joined}\0")));
        }
        Data::Long(number) => write_hex(line, "hex(b):", &number.to_le_bytes()),
        Data::Binary(bytes) => write_hex(line, "hex:", bytes),
        Data::Untyped(bytes) => write_hex(line, "hex(0):", bytes),
        Data::Typed(kind, bytes) => write_hex(line, &format!("hex({kind:x}):"), bytes),
    }
}

/// Hex bytes, broken into lines as the registry editor breaks them: a backslash at the end, two spaces at the start.
fn write_hex(line: &mut String, prefix: &str, bytes: &[u8]) {
    line.push_str(prefix);
    let mut column = line.chars().count();
    for (at, byte) in bytes.iter().enumerate() {
        let is_last = at + 1 == bytes.len();
        if 0 < at && MAX_COLUMNS < column + "xx,\\".len() {
            line.push_str("\\\r\n  ");
            column = 2;
        }
        let _ = write!(line, "{byte:02x}{}", if is_last { "" } else { "," });
        column += 3;
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line as Windows 7's regedit writes it for `%SystemRoot%\System32\spoolsv.exe`.
    #[test]
    fn hex_lines_break_where_windows_breaks_them() {
        let mut registry = Registry::default();
        registry.set(
            "HKEY_LOCAL_MACHINE\\X",
            "ImagePath",
            Data::expand("%SystemRoot%\\System32\\spoolsv.exe"),
        );
        let text = export(&registry, "HKEY_LOCAL_MACHINE\\X", Form::Five, Locale::En);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[3],
            "\"ImagePath\"=hex(2):25,00,53,00,79,00,73,00,74,00,65,00,6d,00,52,00,6f,00,6f,00,\\"
        );
        assert_eq!(
            lines[4],
            "  74,00,25,00,5c,00,53,00,79,00,73,00,74,00,65,00,6d,00,33,00,32,00,5c,00,73,\\"
        );
        assert_eq!(
            lines[5],
            "  00,70,00,6f,00,6f,00,6c,00,73,00,76,00,2e,00,65,00,78,00,65,00,00,00"
        );
        assert!(text.ends_with("\r\n\r\n"));
    }
}
