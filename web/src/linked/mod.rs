//! Links on the page: what the address asks for, and how what a link says is put into words.

mod ticket_text;

use jiance::link::{self, Link, LinkError, LinkedOs, Numbered};

use crate::text::{Code, Texts};

pub(crate) use ticket_text::ticket_text;

/// What a fragment asks for; none if it is no link, as `#lang=en` and the page's own places aren't.
pub(crate) fn asked_by(fragment: &str) -> Option<Result<Link, LinkError>> {
    match link::open(&format!("#{fragment}")) {
        Err(LinkError::NotALink) => None,
        opened => Some(opened),
    }
}

/// What something is called, or its number where this page's catalogue does not have it.
pub(crate) fn name<T>(t: Texts, it: &Numbered<T>, name: impl Fn(&T) -> String) -> String {
    match it {
        Numbered::Known(it) => name(it),
        Numbered::Unknown(number) => t.fill(Code::LinkedUnknown, &[("n", number)]),
    }
}

/// Which Windows a link speaks of, as far as it says: `Windows 7 SP1 x64 (6.1.7601.24214)`.
pub(crate) fn windows(t: Texts, os: &LinkedOs) -> Option<String> {
    let names: Vec<&str> = os.products().map(|product| product.name).collect();
    let known = |it: &Numbered<&'static str>| name(t, it, |it| (*it).to_owned());
    let number = |it: Option<u32>| it.map(|it| it.to_string());
    let version = os.version.map(|(major, minor)| format!("{major}.{minor}"));
    let numbers = [version, number(os.build), number(os.revision)];
    let numbers: Vec<String> = numbers.into_iter().flatten().collect();
    let parts = [
        (!names.is_empty()).then(|| names.join(" / ")),
        os.service_pack.filter(|pack| 0 < *pack).map(|pack| format!("SP{pack}")),
        os.architecture.as_ref().map(known),
        // A product's name says as much as these two do.
        os.installation_type
            .as_ref()
            .map(known)
            .filter(|kind| names.is_empty() || !["Client", "Server"].contains(&kind.as_str())),
        (!numbers.is_empty()).then(|| format!("({})", numbers.join("."))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_begins_as_a_link_is_one() {
        for fragment in ["lang=en", "main", "hand-on"] {
            assert!(asked_by(fragment).is_none(), "{fragment}");
        }
        for fragment in ["", "result=", "check?v=1"] {
            assert_eq!(asked_by(fragment).unwrap().unwrap_err(), LinkError::Cut, "{fragment}");
        }
    }
}
