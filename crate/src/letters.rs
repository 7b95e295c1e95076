//! In: a letter or a text. Out: in small letters, each the single small one of its capital.
//!
//! The same as in Rust's own library but for the two capitals that it knows more about: İ stays as it is, and Σ is σ at the end of a word
//! too. The library's table alone would be four kilobytes of what a visitor downloads.

include!(concat!(env!("OUT_DIR"), "/letters.rs"));

/// The small letter of a capital; anything else is given back.
pub fn small(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let code = letter as u32;
    let at = RUNS.partition_point(|(first, ..)| *first <= code);
    let found = at.checked_sub(1).and_then(|at| RUNS.get(at)).and_then(|run| {
        let (first, letters, step, distance) = *run;
        let (from_first, step) = (code - first, u32::from(step));
        let is_one = from_first < u32::from(letters) * step && from_first.is_multiple_of(step);
        char::from_u32(is_one.then(|| code.wrapping_add_signed(distance))?)
    });
    found.unwrap_or(letter)
}

/// A text in small letters.
pub fn in_small(text: &str) -> String {
    text.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_the_small_one_that_the_library_knows() {
        for letter in '\0'..=char::MAX {
            let known: Vec<char> = letter.to_lowercase().collect();
            let expected = if known.len() == 1 { known[0] } else { letter };
            assert_eq!(small(letter), expected, "{letter:?}");
        }
    }

    #[test]
    fn a_text_keeps_its_length_in_letters() {
        assert_eq!(in_small("İSTANBUL ΟΔΟΣ 主机 K"), "İstanbul οδοσ 主机 k");
    }
}
