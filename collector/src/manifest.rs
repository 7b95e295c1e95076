//! In: what the collector did. Out: the lines of `jiance-manifest/1` (docs/FORMATS.md).

use alloc::vec::Vec;

use crate::text::push_name;

/// A manifest being written. It is small, so it is held until all other parts are written.
#[derive(Debug)]
pub struct Manifest {
    text: Vec<u8>,
}

impl Default for Manifest {
    fn default() -> Manifest {
        Manifest { text: b"jiance-manifest/1\r\n".to_vec() }
    }
}

impl Manifest {
    /// One statement. What it says is ASCII, or UTF-8.
    pub fn say(&mut self, key: &str, value: &[u8]) {
        self.text.extend_from_slice(key.as_bytes());
        self.text.push(b'=');
        self.text.extend_from_slice(value);
        self.text.extend_from_slice(b"\r\n");
    }

    /// One statement with Windows' own text.
    pub fn say_wide(&mut self, key: &str, value: &[u16]) {
        let mut text = Vec::new();
        push_name(&mut text, value);
        self.say(key, &text);
    }

    /// The text.
    pub fn text(&self) -> &[u8] {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_a_line_whatever_it_holds() {
        let mut manifest = Manifest::default();
        manifest.say("elevated", b"yes");
        manifest.say_wide("host", &"检测\n1".encode_utf16().collect::<Vec<_>>());
        let text = "jiance-manifest/1\r\nelevated=yes\r\nhost=检测/000a1\r\n";
        assert_eq!(manifest.text(), text.as_bytes());
    }
}
