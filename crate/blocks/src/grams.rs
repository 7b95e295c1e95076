//! In: words, and the bytes of a field. Out: whether one of the words can stand there: no for nearly every field of a host.
//!
//! Of each word a run of letters is chosen, and every four letters in a row of it are remembered. In the field only every eighth place
//! is looked at: wherever the run stands, one of its fours begins at one of those. So the cost hardly grows with the number of words.

/// Makes ASCII letters lower case; other bytes become others, the same ones every time.
const FOLD: u8 = 0x20;
/// The letters of a four.
const FOUR: usize = 4;
/// The longest first; 0 for words that are too short for any.
const STRIDES: [usize; 5] = [8, 4, 2, 1, 0];

/// What stands all over a registry, so that its fours tell little.
const COMMON: &str = r"hkey_local_machine\software\microsoft\windows nt\currentversion c:\windows\system32\ c:\program files (x86)\ \classes\interface\{0000 component based servicing\packages\ microsoft windows package service.exe update.dll";

/// The fours of some words.
#[derive(Debug)]
pub struct Grams {
    /// One bit for each four, by its hash.
    bits: Box<[u64; 1024]>,
    /// Each four, in order, with its place in a run, and the run.
    fours: Vec<(u32, usize, Vec<u8>)>,
    /// Every how many letters a field is looked at; 0 if words are so short that every field may hold one.
    stride: usize,
    /// The shortest word's length.
    shortest: usize,
    /// Every word is ASCII, so that its letters in UTF-16 have an empty half.
    is_ascii: bool,
}

impl Grams {
    /// The fours of these words, in whichever case, apart for each stride that their lengths allow.
    pub fn of_words<'a>(words: impl Iterator<Item = &'a [u8]> + Clone) -> Vec<Grams> {
        let of_stride = |wanted: &usize| {
            let words = words.clone().filter(|word| stride(word) == *wanted);
            words.clone().next().map(|_| Grams::new(words, *wanted))
        };
        STRIDES.iter().filter_map(of_stride).collect()
    }

    fn new<'a>(words: impl Iterator<Item = &'a [u8]> + Clone, stride: usize) -> Grams {
        let shortest = words.clone().map(<[u8]>::len).min().unwrap_or_default();
        let is_ascii = words.clone().all(<[u8]>::is_ascii);
        let bits = Box::new([0; 1024]);
        let mut grams = Grams { bits, fours: Vec::new(), stride, shortest, is_ascii };
        for word in words.filter(|_| 0 < stride) {
            grams.add(word);
        }
        grams.fours.sort();
        grams.fours.dedup();
        grams
    }

    fn add(&mut self, word: &[u8]) {
        let word: Vec<u8> = word.iter().map(|letter| letter | FOLD).collect();
        let is_common = |four: &&[u8; FOUR]| {
            COMMON
                .as_bytes()
                .array_windows()
                .any(|common: &[u8; FOUR]| folded(*common) == folded(**four))
        };
        let runs = word.windows(self.stride + FOUR - 1);
        let rarest = runs.min_by_key(|run| run.array_windows().filter(is_common).count());
        let run = rarest.unwrap_or_default();
        for (at, four) in run.array_windows().enumerate() {
            let four = folded(*four);
            let (word, bit) = place(four);
            if let Some(bits) = self.bits.get_mut(word) {
                *bits |= bit;
            }
            self.fours.push((four, at, run.to_vec()));
        }
    }

    /// False if none of the words stands in these bytes, a byte a letter.
    pub fn may_stand_in(&self, bytes: &[u8]) -> bool {
        if bytes.len() < self.shortest {
            return false;
        }
        let is_known =
            |piece: &[u8]| piece.first_chunk().is_some_and(|four| self.has(folded(*four)));
        if self.stride == 8 {
            let (pieces, rest) = bytes.as_chunks::<8>();
            // Every piece is looked at, so that nothing waits for what an earlier one says.
            if !pieces.iter().fold(is_known(rest), |any, piece| any | is_known(piece)) {
                return false;
            }
        }
        self.stride == 0
            || (0..bytes.len())
                .step_by(self.stride)
                .any(|at| bytes.get(at..).is_some_and(is_known) && self.is_run(bytes, at, 1))
    }

    /// False if none of the words stands in these bytes in UTF-16LE, at an even or an odd place.
    pub fn may_stand_wide_in(&self, bytes: &[u8]) -> bool {
        // The length of such a word is that of its UTF-8, and says nothing here.
        if !self.is_ascii {
            return true;
        }
        if bytes.len() / 2 < self.shortest {
            return false;
        }
        if self.stride == 0 {
            return true;
        }
        let is_known = |at: usize| {
            let units = bytes.get(at..).and_then(|rest| rest.first_chunk());
            let units = units.map_or(u64::MAX, |units| u64::from_le_bytes(*units));
            // The four's letters, moved together; what has anything between them is no ASCII.
            let pairs = (units | units >> 8) & 0x0000_FFFF_0000_FFFF;
            let four = (pairs | pairs >> 16) as u32;
            units & 0xFF00_FF00_FF00_FF00 == 0 && self.has(folded(four.to_le_bytes()))
        };
        let places = (0..bytes.len()).step_by(2 * self.stride).flat_map(|at| [at, at + 1]);
        places.into_iter().any(|at| is_known(at) && self.is_run(bytes, at, 2))
    }

    fn has(&self, four: u32) -> bool {
        let (word, bit) = place(four);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// True if a run stands around its four at this place, a letter every `step` bytes.
    fn is_run(&self, bytes: &[u8], at: usize, step: usize) -> bool {
        let letters = |from: usize| {
            let rest = bytes.get(from..).unwrap_or_default();
            rest.iter().step_by(step).map(|letter| letter | FOLD)
        };
        let mut four = letters(at);
        let four = [(); FOUR].map(|()| four.next().unwrap_or_default());
        let four = u32::from_le_bytes(four);
        let known = self.fours.partition_point(|(known, ..)| *known < four);
        let same = self.fours.iter().skip(known).take_while(|(known, ..)| *known == four);
        same.into_iter().any(|(_, before, run)| {
            at.checked_sub(before * step)
                .is_some_and(|from| letters(from).take(run.len()).eq(run.iter().copied()))
        })
    }
}

/// Every how many letters a field has to be looked at for a word: a run of `stride + 3` letters holds a four at each of `stride` places.
fn stride(word: &[u8]) -> usize {
    STRIDES.into_iter().find(|stride| stride + FOUR - 1 <= word.len()).unwrap_or(0)
}

/// Four letters as a number, whichever case they are in.
fn folded(four: [u8; FOUR]) -> u32 {
    u32::from_le_bytes(four) | u32::from_le_bytes([FOLD; FOUR])
}

/// The place of a four's bit.
fn place(four: u32) -> (usize, u64) {
    let hash = four.wrapping_mul(0x9E37_79B1) >> 16;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn grams(words: &[&str]) -> Vec<Grams> {
        Grams::of_words(words.iter().map(|word| word.as_bytes()))
    }

    fn may_stand(grams: &[Grams], bytes: &[u8]) -> bool {
        grams.iter().any(|grams| grams.may_stand_in(bytes))
    }

    fn may_stand_wide(grams: &[Grams], bytes: &[u8]) -> bool {
        grams.iter().any(|grams| grams.may_stand_wide_in(bytes))
    }

    #[test]
    fn nearly_every_field_holds_none() {
        let grams = grams(&["tasksche.exe", r"Microsoft Updates\svchost.exe", "EternalRocks"]);
        for field in [
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer",
            r"C:\Program Files\Microsoft Office\svchost.exe",
            "tasksche",
            "",
        ] {
            assert!(!may_stand(&grams, field.as_bytes()), "{field}");
            let wide: Vec<u8> = field.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(!may_stand_wide(&grams, &wide), "{field}");
        }
    }

    #[test]
    fn a_word_outside_ascii_may_stand_in_a_field_of_its_own_length() {
        let word: Vec<u8> = "系统 ".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(may_stand_wide(&grams(&["系统 "]), &word));
    }

    proptest! {
        #[test]
        fn a_word_is_never_ruled_out(
            words in prop::collection::vec("[a-zA-Z.@ 系\\\\]{3,20}", 1..12),
            at in any::<prop::sample::Index>(),
            (before, after) in ("[ -~]{0,40}", "[ -~]{0,40}"),
            upper in any::<bool>(),
            odd in any::<bool>(),
        ) {
            let list: Vec<&str> = words.iter().map(String::as_str).collect();
            let grams = grams(&list);
            let mut word = at.get(&words).clone();
            if upper {
                word.make_ascii_uppercase();
            }
            let field = format!("{before}{word}{after}");
            prop_assert!(may_stand(&grams, field.as_bytes()));
            let wide = field.encode_utf16().flat_map(u16::to_le_bytes);
            let wide: Vec<u8> = odd.then_some(7).into_iter().chain(wide).collect();
            prop_assert!(may_stand_wide(&grams, &wide));
        }
    }
}
