//! In: a name of the advisory's or the knowledge's catalogue. Out: the number by which links carry it; and back.
//!
//! The lists are `data/link_numbers.toml`, which only grow: a number means the same for ever.

use crate::message::Code;

include!(concat!(env!("OUT_DIR"), "/link_numbers.rs"));

/// Something by its number: what this program's catalogue has under it, or the number alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbered<T> {
    /// What it is.
    Known(T),
    /// The catalogue here has nothing under this number: the link was made with a newer one, or the thing is gone from this one.
    Unknown(u64),
}

impl<T> Numbered<T> {
    pub(super) fn of(number: u64, find: impl FnOnce(u64) -> Option<T>) -> Numbered<T> {
        find(number).map_or(Numbered::Unknown(number), Numbered::Known)
    }

    /// What it is, if it is known here.
    pub fn known(&self) -> Option<&T> {
        match self {
            Numbered::Known(it) => Some(it),
            Numbered::Unknown(_) => None,
        }
    }
}

/// A message that links can carry.
#[derive(Debug)]
pub(super) struct Row {
    /// The message's code, whether or not there still is one of it.
    name: &'static str,
    /// The message; `None` if it is gone.
    pub(super) code: Option<Code>,
    /// Its placeholders are still these.
    pub(super) is_current: bool,
    /// Its placeholders, and what each may hold.
    pub(super) arguments: &'static [(&'static str, Kind)],
}

/// What a placeholder may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number.
    Number,
    /// Two to four numbers: a version, a build with its revision.
    Dotted,
    /// Year and month, or year, month and day.
    Date,
    /// The letter of a drive.
    Drive,
    /// A Knowledge Base number, or a package by build and revision.
    Update,
    /// Ports with their protocols.
    Ports,
    /// Services of the catalogue.
    Services,
    /// Windows products of the catalogue.
    Windows,
    /// A system file of the catalogue.
    File,
    /// Another message.
    Saying,
    /// The name of a file that was handed in: carried only if the customer chose it.
    Input,
    /// The name of a file that was not handed in: carried as those of the others are.
    Part,
    /// Text that is never carried.
    Withheld,
}

/// A name's number in its list.
pub(super) fn number(list: &[&str], name: &str) -> Option<u64> {
    list.iter().position(|row| *row == name).map(|at| at as u64)
}

/// The name under a number.
pub(super) fn name(list: &[&'static str], number: u64) -> Option<&'static str> {
    list.get(usize::try_from(number).ok()?).copied()
}

/// The numbered indicator ids of an advisory.
pub(super) fn indicators(advisory: &str) -> &'static [&'static str] {
    INDICATORS.iter().find(|(id, _)| *id == advisory).map_or(&[], |(_, ids)| ids)
}

/// The message of a code, as it stands now.
pub(super) fn saying(code: &str) -> Option<(u64, &'static Row)> {
    let at = SAYINGS.iter().position(|row| row.is_current && row.name == code)?;
    Some((at as u64, SAYINGS.get(at)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::coverage::ARTIFACTS as REPORTED;
    use crate::assessment::host::SERVICES as SPOKEN_OF;

    /// The lists as links in the world hold them: how many rows each had, and their CRC-32. A list that grew gets a new line here;
    /// the old lines stay, and go on to prove that no row has moved.
    const ISSUED: &[(&str, usize, u32)] = &[
        ("weaknesses", 4, 0x80409D46),
        ("measures", 12, 0x91017FDD),
        ("measures", 13, 0x72FBE151),
        ("products", 16, 0xEF31BD12),
        ("files", 4, 0xD4332AFA),
        ("services", 4, 0x84AB2B49),
        ("artifacts", 6, 0x8544758F),
        ("architectures", 4, 0x7D50C3A6),
        ("installation_types", 3, 0xB6ABB0FB),
        ("smb-worms-2017", 178, 0xE8205474),
        ("sayings", 147, 0x66E56137),
        ("sayings", 156, 0xFD1F477E),
        ("sayings", 158, 0x8A47597D),
        ("sayings", 160, 0xB9553021),
    ];

    fn lists() -> Vec<(String, Vec<String>)> {
        let named = [
            ("weaknesses", WEAKNESSES),
            ("measures", MEASURES),
            ("products", PRODUCTS),
            ("files", FILES),
            ("services", SERVICES),
            ("artifacts", ARTIFACTS),
            ("architectures", ARCHITECTURES),
            ("installation_types", INSTALLATION_TYPES),
        ];
        let mut all: Vec<(String, Vec<String>)> = Vec::new();
        for (name, rows) in named.into_iter().chain(INDICATORS.iter().copied()) {
            all.push((name.to_owned(), rows.iter().map(|row| (*row).to_owned()).collect()));
        }
        let sayings = SAYINGS.iter().map(|row| format!("{} {:?}", row.name, row.arguments));
        all.push(("sayings".to_owned(), sayings.collect()));
        all
    }

    #[test]
    fn no_number_that_was_issued_means_something_else() {
        let lists = lists();
        for (name, len, sum) in ISSUED {
            let (_, rows) = lists.iter().find(|(list, _)| list == name).unwrap();
            let now = crate::checksum::crc32(rows[..*len].join("\n").as_bytes());
            assert_eq!(now, *sum, "a row of {name} has moved or changed: put it back");
        }
        let grown = lists.iter().filter(|(name, rows)| {
            !ISSUED.iter().any(|(list, len, _)| list == name && *len == rows.len())
        });
        let lines: Vec<String> = grown
            .map(|(name, rows)| {
                let sum = crate::checksum::crc32(rows.join("\n").as_bytes());
                format!("({name:?}, {}, {sum:#010X}),", rows.len())
            })
            .collect();
        assert!(lines.is_empty(), "lists have grown. Add to ISSUED:\n{}", lines.join("\n"));
    }

    #[test]
    fn what_the_engine_names_itself_has_its_number() {
        for service in SPOKEN_OF {
            assert!(number(SERVICES, service).is_some(), "{service}");
        }
        for artifact in REPORTED {
            assert!(number(ARTIFACTS, artifact.name()).is_some(), "{}", artifact.name());
        }
    }
}
