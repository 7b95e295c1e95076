//! What the user has ticked off, check by check. In and out: the text that the browser keeps. Pure: no browser in here.
//!
//! A check is known by its files' fingerprint, from which nothing can be told of the host.

/// Where the ticks are kept between visits.
pub(crate) const STORAGE_KEY: &str = "jiance.ticks.v1";

/// Checks that are remembered; the one ticked longest ago is forgotten first.
const MOST_CHECKS: usize = 64;
/// Ticks of one check. There are fewer things to do; a stored text that has more is not ours.
const MOST_TICKS: usize = 256;

/// Every check's ticks, the last ticked first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ticks(Vec<(String, Vec<String>)>);

impl Ticks {
    /// Reads what was kept; what is no tick is passed over.
    pub(crate) fn read(text: &str) -> Ticks {
        let row = |line: &str| {
            let mut words = line.split(' ').filter(|word| is_code(word)).map(str::to_owned);
            let check = words.next()?;
            let ticked: Vec<String> = words.take(MOST_TICKS).collect();
            (!ticked.is_empty()).then_some((check, ticked))
        };
        Ticks(text.lines().filter_map(row).take(MOST_CHECKS).collect())
    }

    /// The text to keep; empty if nothing is ticked.
    pub(crate) fn text(&self) -> String {
        let row =
            |(check, ticked): &(String, Vec<String>)| format!("{check} {}\n", ticked.join(" "));
        self.0.iter().map(row).collect()
    }

    /// What is ticked of a check.
    pub(crate) fn of(&self, check: &str) -> Vec<String> {
        let row = self.0.iter().find(|(known, _)| known == check);
        row.map(|(_, ticked)| ticked.clone()).unwrap_or_default()
    }

    /// The same with some things ticked, or no more.
    #[must_use]
    pub(crate) fn with(&self, check: &str, changed: &[String], ticked: bool) -> Ticks {
        let mut things = self.of(check);
        things.retain(|thing| !changed.contains(thing));
        if ticked {
            things.extend_from_slice(changed);
        }
        let mut ticks = self.without(check);
        if !things.is_empty() {
            ticks.0.insert(0, (check.to_owned(), things));
            ticks.0.truncate(MOST_CHECKS);
        }
        ticks
    }

    /// The same without one check's.
    #[must_use]
    pub(crate) fn without(&self, check: &str) -> Ticks {
        Ticks(self.0.iter().filter(|(known, _)| known != check).cloned().collect())
    }
}

/// Ids and fingerprints are made of these; anything else was not written by this page.
fn is_code(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 64
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(thing: &str) -> [String; 1] {
        [thing.to_owned()]
    }

    #[test]
    fn what_is_ticked_is_kept_by_check() {
        let ticks =
            Ticks::default().with("aa", &one("smb1_off"), true).with("bb", &one("isolate"), true);
        let ticks = Ticks::read(&ticks.with("aa", &one("netbios_off"), true).text());
        assert_eq!(ticks.of("aa"), ["smb1_off", "netbios_off"]);
        assert_eq!(ticks.of("bb").len(), 1);
        assert!(ticks.of("cc").is_empty());
    }

    #[test]
    fn ticks_are_taken_back_one_by_one_or_all() {
        let ticks = Ticks::default().with("aa", &one("a"), true).with("aa", &one("b"), true);
        assert_eq!(ticks.with("aa", &one("a"), false).of("aa").len(), 1);
        assert_eq!(ticks.without("aa").text(), "");
        assert_eq!(ticks.with("aa", &one("a"), false).with("aa", &one("b"), false).text(), "");
    }

    #[test]
    fn what_this_page_did_not_write_is_passed_over() {
        let ticks = Ticks::read("aa smb1_off <script> ../x\n\nbb\n  \nC:\\Users x\n");
        assert_eq!(ticks.text(), "aa smb1_off\n");
    }

    #[test]
    fn what_is_kept_does_not_grow_without_end() {
        let mut ticks = Ticks::default();
        for check in 0..MOST_CHECKS + 10 {
            ticks = ticks.with(&format!("{check:x}"), &one("a"), true);
        }
        assert_eq!(ticks.text().lines().count(), MOST_CHECKS);
        assert!(ticks.of("0").is_empty(), "the oldest went");
        assert_eq!(ticks.of(&format!("{:x}", MOST_CHECKS + 9)).len(), 1);
    }
}
