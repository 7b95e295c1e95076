//! In: numbers and texts, or the bytes they were written as. Out: the other of the two. The smallest steps of the format.

use super::error::LinkError;

/// The most bytes a number takes: 64 bits, seven at a time.
const LONGEST_NUMBER: usize = 10;

/// Writes a link's content.
#[derive(Debug, Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    /// A number, its lowest seven bits first; the highest bit of a byte says that more follow.
    pub(super) fn number(&mut self, mut number: u64) {
        while 0x7F < number {
            self.0.push((number & 0x7F) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// A list's length.
    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// A text: its length in bytes, then UTF-8.
    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Texts that begin alike: the list's length, and for each how many bytes it shares with the one before, and the rest.
    pub(super) fn list(&mut self, texts: &[String]) {
        self.count(texts.len());
        let mut before = "";
        for text in texts {
            let alike = |(at, letter): &(usize, char)| {
                before.get(*at..).is_some_and(|it| it.starts_with(*letter))
            };
            let shared = text.char_indices().take_while(alike).last();
            let shared = shared.map_or(0, |(at, letter)| at + letter.len_utf8());
            self.count(shared);
            self.text(text.get(shared..).unwrap_or_default());
            before = text;
        }
    }

    /// Bytes whose number both sides know.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// How many bytes are written.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// What was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Reads a link's content. Whatever it can't be is [`LinkError::Impossible`].
#[derive(Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    /// A number in its shortest form.
    pub(super) fn number(&mut self) -> Result<u64, LinkError> {
        let mut number = 0_u64;
        for at in 0..LONGEST_NUMBER {
            let (byte, rest) = self.rest.split_first().ok_or(LinkError::Impossible)?;
            self.rest = rest;
            let bits = u64::from(byte & 0x7F);
            let is_last = byte & 0x80 == 0;
            let is_padded = is_last && bits == 0 && 0 < at;
            let is_too_large = at == LONGEST_NUMBER - 1 && 1 < bits;
            if is_padded || is_too_large {
                return Err(LinkError::Impossible);
            }
            number |= bits << (7 * at);
            if is_last {
                return Ok(number);
            }
        }
        Err(LinkError::Impossible)
    }

    /// A number that fits `T`.
    pub(super) fn small<T: TryFrom<u64>>(&mut self) -> Result<T, LinkError> {
        T::try_from(self.number()?).map_err(|_| LinkError::Impossible)
    }

    /// A list's length, which may not be more than `most`.
    pub(super) fn count(&mut self, most: usize) -> Result<usize, LinkError> {
        let count = self.small()?;
        if most < count { Err(LinkError::Impossible) } else { Ok(count) }
    }

    /// A text of at most `most` bytes.
    pub(super) fn text(&mut self, most: usize) -> Result<&'a str, LinkError> {
        let len = self.count(most)?;
        std::str::from_utf8(self.bytes(len)?).map_err(|_| LinkError::Impossible)
    }

    /// At most `most` texts that begin alike, each of at most `longest` bytes.
    pub(super) fn list(&mut self, most: usize, longest: usize) -> Result<Vec<String>, LinkError> {
        let mut texts: Vec<String> = Vec::new();
        for _ in 0..self.count(most)? {
            let shared = self.count(longest)?;
            let before = texts.last().map_or("", String::as_str);
            let shared = before.get(..shared).ok_or(LinkError::Impossible)?;
            let rest = self.text(longest - shared.len())?;
            texts.push(format!("{shared}{rest}"));
        }
        Ok(texts)
    }

    /// Bytes whose number both sides know.
    pub(super) fn bytes(&mut self, len: usize) -> Result<&'a [u8], LinkError> {
        let (bytes, rest) = self.rest.split_at_checked(len).ok_or(LinkError::Impossible)?;
        self.rest = rest;
        Ok(bytes)
    }

    /// Nothing may be left.
    pub(super) fn end(self) -> Result<(), LinkError> {
        if self.rest.is_empty() { Ok(()) } else { Err(LinkError::Impossible) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_have_one_form_only() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX] {
            let mut writer = Writer::default();
            writer.number(number);
            let bytes = writer.into_bytes();
            let mut reader = Reader::new(&bytes);
            assert_eq!(reader.number(), Ok(number));
            assert_eq!(reader.end(), Ok(()));
        }
        for bytes in [
            &[0x80, 0][..],
            &[0xFF],
            &[],
            &[0xFF; 11],
            &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2],
        ] {
            assert_eq!(Reader::new(bytes).number(), Err(LinkError::Impossible), "{bytes:?}");
        }
    }

    #[test]
    fn texts_that_begin_alike_come_back() {
        let texts = ["", "文件/甲.txt", "文件/乙.txt", "文件", "x"].map(str::to_owned);
        let mut writer = Writer::default();
        writer.list(&texts);
        let bytes = writer.into_bytes();
        assert!(bytes.len() < texts.concat().len() + 2 * texts.len());
        assert_eq!(Reader::new(&bytes).list(5, 14), Ok(texts.to_vec()));
        assert_eq!(Reader::new(&bytes).list(4, 14), Err(LinkError::Impossible));
        assert_eq!(Reader::new(&bytes).list(5, 9), Err(LinkError::Impossible));
        // Inside a letter, and beyond the text before.
        for shared in [1, 9] {
            let bytes = [2, 0, 3, 0xE6, 0x96, 0x87, shared, 0];
            assert_eq!(Reader::new(&bytes).list(2, 9), Err(LinkError::Impossible));
        }
    }

    #[test]
    fn lengths_beyond_their_bound_or_the_end_are_refused() {
        assert_eq!(Reader::new(&[3, b'a', b'b', b'c']).text(2), Err(LinkError::Impossible));
        assert_eq!(Reader::new(&[3, b'a', b'b']).text(9), Err(LinkError::Impossible));
        assert_eq!(Reader::new(&[1, 0xFF]).text(9), Err(LinkError::Impossible));
        assert_eq!(Reader::new(&[3, b'a', b'b', b'c']).text(3), Ok("abc"));
    }
}
