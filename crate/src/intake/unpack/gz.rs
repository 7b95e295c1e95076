//! In: a gzip file. Out: its one entry, under the name it carries.

use super::super::EntrySink;
use super::inflate::{Inflate, Unpack as _};
use super::{Container, names};
use crate::checksum::Checksum;
use crate::message::{Code, Phrase};

/// The longest header that is believed.
const MAX_HEADER: usize = 128 * 1024;

/// A gzip file; several in a row are one entry.
#[derive(Debug, Default)]
pub(super) struct Gz {
    state: State,
    begun: bool,
    problem: Option<Phrase>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Header,
    Body(Inflate, Checksum),
    Trailer(u32),
    /// Behind a whole member: another may follow.
    Between,
    Over,
}

impl Container for Gz {
    fn read(&mut self, input: &[u8], last: bool, out: &mut dyn EntrySink) -> usize {
        let mut at = 0;
        while let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) {
            match &mut self.state {
                State::Header => match header(rest) {
                    Header::Whole(length, name) => {
                        at += length;
                        if !self.begun {
                            self.begun = true;
                            out.begin(&names::relative(&names::decode(name, false)));
                        }
                        self.state = State::Body(Inflate::new(), Checksum::new());
                    }
                    Header::Short if rest.len() < MAX_HEADER => return at,
                    Header::Short | Header::Foreign => {
                        return self.fail(Code::ContainerDamaged, input, out);
                    }
                },
                State::Body(inflate, sum) => {
                    let (taken, ended) = inflate.feed(rest, &mut |bytes| {
                        sum.update(bytes);
                        out.data(bytes);
                    });
                    at += taken;
                    match ended {
                        Ok(false) => {}
                        Ok(true) => self.state = State::Trailer(sum.clone().finalize()),
                        Err(_) => return self.fail(Code::ContainerDamaged, input, out),
                    }
                }
                State::Trailer(sum) => {
                    let [a, b, c, d, _, _, _, _, ..] = *rest else { return at };
                    if u32::from_le_bytes([a, b, c, d]) != *sum {
                        return self.fail(Code::ContainerChecksum, input, out);
                    }
                    at += 8;
                    self.state = State::Between;
                }
                State::Between => match rest {
                    [0x1F, 0x8B, ..] => self.state = State::Header,
                    [0x1F] if !last => return at,
                    _ => self.state = State::Over,
                },
                State::Over => return input.len(),
            }
        }
        at
    }

    fn finish(&mut self, out: &mut dyn EntrySink) -> Vec<Phrase> {
        if matches!(self.state, State::Header | State::Body(..) | State::Trailer(_)) {
            self.fail(Code::ContainerCut, &[], out);
        } else if self.problem.is_none() {
            out.end(Ok(()));
        }
        self.problem.take().into_iter().collect()
    }
}

impl Gz {
    fn fail(&mut self, code: Code, input: &[u8], out: &mut dyn EntrySink) -> usize {
        if self.begun {
            out.end(Err(Phrase::new(if code == Code::ContainerCut {
                Code::ContainerEntryCut
            } else {
                code
            })));
        }
        self.problem = Some(Phrase::new(code));
        self.state = State::Over;
        input.len()
    }
}

enum Header<'a> {
    Whole(usize, &'a [u8]),
    Short,
    Foreign,
}

fn header(bytes: &[u8]) -> Header<'_> {
    if bytes.len() < 10 {
        return Header::Short;
    }
    let [0x1F, 0x8B, 8, flags, ..] = *bytes else { return Header::Foreign };
    let mut at = 10;
    let mut name = &b""[..];
    if flags & 4 != 0 {
        let Some([low, high]) = bytes.get(at..at + 2) else { return Header::Short };
        at += 2 + usize::from(u16::from_le_bytes([*low, *high]));
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            let Some(rest) = bytes.get(at..) else { return Header::Short };
            let Some(end) = memchr::memchr(0, rest) else { return Header::Short };
            if flag == 8 {
                name = &rest[..end];
            }
            at += end + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    if bytes.len() < at { Header::Short } else { Header::Whole(at, name) }
}
