//! In: sightings, and how the user wants to see them. Out: which of them, in which order; and their lines for the clipboard.

use jiance::in_small;
use jiance::report::export::guard;
use jiance::report::{Sighting, Weight};

use crate::components::{place_words, weight_words};
use crate::text::Texts;

/// What the sightings can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// What weighs most first; within that, as the report has them.
    Weight,
    /// By file, and in it from its start to its end.
    Place,
    /// By the text that was found.
    Text,
}

/// How the sightings are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    /// Words that must stand in a sighting.
    pub(crate) words: String,
    /// What it must mean.
    pub(crate) weight: Option<Weight>,
    /// The malware it must belong to.
    pub(crate) family: Option<String>,
    /// The notice itself must name it.
    pub(crate) only_notice: bool,
    pub(crate) order: Order,
}

impl Default for View {
    fn default() -> View {
        let (words, order) = (String::new(), Order::Weight);
        View { words, weight: None, family: None, only_notice: false, order }
    }
}

impl View {
    /// The sightings to show, by their places in the report.
    pub(crate) fn pick(&self, sightings: &[Sighting]) -> Vec<usize> {
        let words = in_small(self.words.trim());
        let fits = |sighting: &Sighting| {
            (sighting.in_notice || !self.only_notice)
                && self.weight.is_none_or(|weight| weight == sighting.weight)
                && self.family.as_ref().is_none_or(|family| *family == sighting.family)
                && (words.is_empty() || has_words(sighting, &words))
        };
        let mut picked: Vec<(usize, &Sighting)> =
            sightings.iter().enumerate().filter(|(_, sighting)| fits(sighting)).collect();
        picked.sort_by(|(_, one), (_, other)| match self.order {
            Order::Weight => one.weight.cmp(&other.weight),
            Order::Place => one.source.cmp(&other.source),
            Order::Text => one.evidence.cmp(&other.evidence),
        });
        picked.into_iter().map(|(at, _)| at).collect()
    }
}

/// True if the words, in small letters, stand in a sighting, whatever its letters are.
fn has_words(sighting: &Sighting, words: &str) -> bool {
    let Sighting { indicator, family, source, evidence, .. } = sighting;
    let texts = [indicator, family, &source.file, evidence.as_str()];
    texts.iter().any(|text| in_small(text).contains(words))
}

/// The malware that the sightings belong to.
pub(crate) fn families(sightings: &[Sighting]) -> Vec<&str> {
    let mut families: Vec<&str> = Vec::new();
    for sighting in sightings {
        if let Err(at) = families.binary_search(&sighting.family.as_str()) {
            families.insert(at, &sighting.family);
        }
    }
    families
}

/// A sighting as one line with tabs, as spreadsheets and tickets take it.
pub(crate) fn line(t: Texts, sighting: &Sighting) -> String {
    let Sighting { indicator, family, source, evidence, .. } = sighting;
    let number = source.line.map(|line| line.to_string());
    let cells = [
        indicator,
        t.say(weight_words(sighting.weight).1),
        family,
        t.say(place_words(sighting.place)),
        &source.file,
        number.as_deref().unwrap_or_default(),
        evidence.as_str(),
    ];
    let mut line = String::new();
    for cell in cells {
        if !line.is_empty() {
            line.push('\t');
        }
        line.push_str(guard(cell));
        line.push_str(cell);
    }
    line
}

#[cfg(test)]
mod tests {
    use jiance::report::{Match, PlaceKind, Source};
    use jiance::{HostText, Lang};

    use super::*;

    fn sighting(indicator: &str, weight: Weight, file: &str, line: u64, text: &str) -> Sighting {
        Sighting {
            indicator: indicator.to_owned(),
            family: if indicator.starts_with("N1") { "WannaCry" } else { "EternalRocks" }
                .to_owned(),
            in_notice: indicator.starts_with('N'),
            weight,
            matched: Match::Exact,
            place: PlaceKind::LivePath,
            source: Source { file: file.to_owned(), line: Some(line), offset: None },
            evidence: HostText::shown(text),
        }
    }

    fn three() -> [Sighting; 3] {
        [
            sighting("N1.1", Weight::Context, "b.txt", 2, r"C:\Recycle\MSSECSVC.EXE"),
            sighting("E7", Weight::Suspected, "a.txt", 30, r"C:\x"),
            sighting("N1.2", Weight::Infected, "a.txt", 4, r"=C:\Windows\tasksche.exe"),
        ]
    }

    #[track_caller]
    fn check(view: View, expected: &[usize]) {
        assert_eq!(view.pick(&three()), expected);
    }

    #[test]
    fn what_weighs_most_comes_first_and_other_orders_can_be_had() {
        check(View::default(), &[2, 1, 0]);
        check(View { order: Order::Place, ..View::default() }, &[2, 1, 0]);
        check(View { order: Order::Text, ..View::default() }, &[2, 0, 1]);
    }

    #[test]
    fn each_filter_narrows() {
        check(View { words: " mssecsvc ".to_owned(), ..View::default() }, &[0]);
        check(View { words: "A.TXT".to_owned(), ..View::default() }, &[2, 1]);
        check(View { weight: Some(Weight::Suspected), ..View::default() }, &[1]);
        check(View { family: Some("WannaCry".to_owned()), ..View::default() }, &[2, 0]);
        check(View { only_notice: true, ..View::default() }, &[2, 0]);
        let both = View { only_notice: true, weight: Some(Weight::Suspected), ..View::default() };
        check(both, &[]);
    }

    #[test]
    fn a_copied_line_has_its_file_and_line_and_is_no_formula() {
        let line = line(Texts(Lang::En), &three()[2]);
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells[0], "N1.2");
        assert_eq!(cells[4..], ["a.txt", "4", r"'=C:\Windows\tasksche.exe"]);
    }
}
