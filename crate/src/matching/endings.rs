//! In: names that are looked for, folded. Out: whether a path or name can end in one of them, told by its last eight bytes: no for nearly
//! every name of a host, however many are looked for. What may end so is looked up whole.

/// Makes ASCII letters lower case; other bytes become others, the same ones every time.
const FOLD: u64 = 0x2020_2020_2020_2020;
/// The bits that no ASCII byte has.
const NOT_ASCII: u64 = 0x8080_8080_8080_8080;
/// The most that is compared of a name that is shorter than eight bytes, or of which only the end is known.
const FEW: usize = 4;

/// The ends of names.
#[derive(Debug)]
pub(super) struct Endings {
    /// The last eight bytes of each long name.
    long: Bits,
    /// The last few bytes of each shorter one.
    short: Bits,
    /// How far the last eight bytes are moved to leave those few.
    shift: u32,
}

impl Endings {
    /// The ends of these names, which are folded; a text may end in one wherever it begins.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Endings {
        let shortest = names.clone().map(str::len).min().unwrap_or(FEW).clamp(1, FEW);
        let mut endings =
            Endings { long: Bits::new(), short: Bits::new(), shift: 64 - 8 * shortest as u32 };
        for name in names {
            let last = last_eight(name.as_bytes()) | FOLD;
            if name.len() < 8 {
                endings.short.set(last >> endings.shift);
            } else {
                endings.long.set(last);
            }
        }
        endings
    }

    /// False if the text, folded, ends in none of the names.
    pub(super) fn may_end(&self, text: &str) -> bool {
        let last = last_eight(text.as_bytes());
        // Other letters are folded in ways that change their bytes.
        last & NOT_ASCII != 0
            || self.long.has(last | FOLD)
            || self.short.has((last | FOLD) >> self.shift)
    }
}

/// The last eight bytes, the last one highest; spaces stand before a shorter text.
fn last_eight(text: &[u8]) -> u64 {
    match text.last_chunk() {
        Some(last) => u64::from_le_bytes(*last),
        None => text.iter().fold(FOLD, |last, byte| last >> 8 | u64::from(*byte) << 56),
    }
}

/// A set of numbers that may seem to hold some that it does not.
#[derive(Debug)]
struct Bits(Box<[u64; 1024]>);

impl Bits {
    fn new() -> Bits {
        Bits(Box::new([0; 1024]))
    }

    /// The word and the bit in it that stand for a number.
    fn place(number: u64) -> (usize, u64) {
        let hash = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48;
        ((hash >> 6) as usize, 1 << (hash & 63))
    }

    fn set(&mut self, number: u64) {
        let (word, bit) = Bits::place(number);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    fn has(&self, number: u64) -> bool {
        let (word, bit) = Bits::place(number);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::fold::folded;

    #[test]
    fn nearly_every_name_is_none_of_them() {
        let known = ["tasksche.exe", "m.vbs", ".wncry", "my1", "@wanadecryptor@.exe"];
        let endings = Endings::new(known.into_iter());
        for is in ["TaskSche.EXE", r"C:\x\m.vbs", "a.WNCRY", "my1", "@WanaDecryptor@.exe"] {
            assert!(endings.may_end(is), "{is}");
        }
        let hosts = ["svchost.exe", "taskschd.dll", "", "my", "a.vbe", r"C:\Windows\notepad.exe"];
        assert!(!hosts.into_iter().any(|name| endings.may_end(name)));
    }

    proptest! {
        #[test]
        fn what_ends_in_a_name_is_never_ruled_out(
            names in prop::collection::vec("[a-zA-Z.@_ÄéжK系]{1,14}", 1..20),
            before in "[ -~系é]{0,20}",
            at in any::<prop::sample::Index>(),
            upper in any::<bool>(),
        ) {
            let known: Vec<String> = names.iter().map(|name| folded(name)).collect();
            let endings = Endings::new(known.iter().map(String::as_str));
            let name = at.get(&names);
            let name = if upper { name.to_uppercase() } else { name.clone() };
            if known.contains(&folded(&name)) {
                let text = format!("{before}{name}");
                prop_assert!(endings.may_end(&text), "{}", text);
            }
        }
    }
}
