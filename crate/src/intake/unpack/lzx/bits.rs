//! The bits of an LZX frame, and the bytes that stand between them.

use super::super::fields::u16_at;

/// Bits of 16-bit words, the highest first. Behind the end there are zeros; [`Bits::is_overrun`] tells that some were taken.
#[derive(Debug)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The lowest `count` bits are still to be taken.
    buffer: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Bits<'a> {
        Bits { bytes, at: 0, buffer: 0, count: 0 }
    }

    fn fill(&mut self, count: u32) {
        while self.count < count {
            let word = u16_at(self.bytes, self.at);
            self.buffer = self.buffer << 16 | u64::from(word);
            self.at += 2;
            self.count += 16;
        }
    }

    /// The next bits, at most 17.
    pub(super) fn take(&mut self, count: u32) -> u32 {
        self.fill(count);
        self.count -= count;
        (self.buffer >> self.count) as u32 & ((1 << count) - 1)
    }

    pub(super) fn take_32(&mut self) -> u32 {
        let high = self.take(16);
        high << 16 | self.take(16)
    }

    pub(super) fn peek_16(&mut self) -> u32 {
        self.fill(16);
        (self.buffer >> (self.count - 16)) as u32 & 0xFFFF
    }

    pub(super) fn is_overrun(&self) -> bool {
        self.bytes.len() + (self.count / 8) as usize + 1 < self.at
    }

    /// Bytes behind the word in which the bits taken last stand; behind a whole word if that one is used up.
    pub(super) fn raw_after_alignment(&mut self, length: usize) -> Option<&'a [u8]> {
        if self.count == 0 {
            self.fill(16);
        }
        (self.buffer, self.count) = (0, 0);
        self.raw(length)
    }

    /// Bytes as they stand.
    pub(super) fn raw(&mut self, length: usize) -> Option<&'a [u8]> {
        let bytes = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(bytes)
    }

    /// Skips a byte, if there is one.
    pub(super) fn skip_byte(&mut self) -> bool {
        self.raw(1).is_some()
    }
}
