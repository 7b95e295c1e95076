//! Check links: readable, without data, and strict.

use jiance::Lang;
use jiance::link::{CheckLink, Link, LinkError, Step, Ticket, open};
use proptest::prelude::*;

use crate::judge::default_advisory;

fn checked(text: &str) -> Result<CheckLink, LinkError> {
    match open(text)? {
        Link::Check(link) => Ok(link),
        Link::Result(_) => panic!("a result"),
    }
}

fn full() -> CheckLink {
    CheckLink {
        advisory: default_advisory(),
        lang: Some(Lang::ZhCn),
        step: Some(Step::Run),
        ticket: Ticket::new("T-4711"),
    }
}

/// The fields with a checksum that fits.
fn forged(fields: &str) -> String {
    let text = format!("check?{fields}");
    format!("{text}&sum={:08x}", crc32fast::hash(text.as_bytes()))
}

#[test]
fn it_can_be_read_with_the_naked_eye() {
    let fragment = full().fragment();
    let fields = "v=1&advisory=smb-worms-2017&lang=zh-CN&step=run&ticket=T-4711";
    assert_eq!(fragment, forged(fields));
}

#[test]
fn every_choice_comes_back() {
    for lang in [None, Some(Lang::ZhCn), Some(Lang::En)] {
        for step in [None, Some(Step::Get), Some(Step::Run), Some(Step::Drop)] {
            for ticket in [None, Ticket::new("A"), Ticket::new(&"9".repeat(32))] {
                let link = CheckLink { lang, step, ticket: ticket.clone(), ..full() };
                let read =
                    checked(&format!("https://example.com/#{}", link.fragment())).expect("a link");
                assert_eq!((read.lang, read.step, read.ticket), (lang, step, ticket));
                assert_eq!(read.advisory.id, link.advisory.id);
            }
        }
    }
}

#[test]
fn tickets_are_letters_digits_and_hyphens() {
    for wrong in ["", "a b", "<b>", "号", "a_b", "\u{202E}1", &"1".repeat(33)] {
        assert_eq!(Ticket::new(wrong), None, "{wrong}");
    }
}

#[test]
fn what_does_not_belong_there_is_refused() {
    for (fields, error) in [
        ("v=1&advisory=smb-worms-2017&x=1", LinkError::Impossible),
        ("v=1&advisory=smb-worms-2017&ticket=a%20b", LinkError::Impossible),
        ("v=1&advisory=smb-worms-2017&ticket=", LinkError::Impossible),
        ("v=1&advisory=smb-worms-2017&step=run&lang=en", LinkError::Impossible),
        ("v=1&advisory=smb-worms-2017&lang=en&lang=en", LinkError::Impossible),
        ("v=1", LinkError::Impossible),
        ("v=0&advisory=smb-worms-2017", LinkError::Impossible),
        ("advisory=smb-worms-2017", LinkError::Impossible),
        ("v=2&advisory=smb-worms-2017&anything", LinkError::Newer { version: 2 }),
    ] {
        assert_eq!(checked(&forged(fields)).unwrap_err(), error, "{fields}");
    }
    let unknown = checked(&forged("v=1&advisory=ransom-2030")).unwrap_err();
    assert!(matches!(unknown, LinkError::UnknownAdvisory { .. }));
    let newer_page =
        checked(&forged("v=1&advisory=smb-worms-2017&lang=fr&step=verify")).expect("a link");
    assert_eq!((newer_page.lang, newer_page.step), (None, None));
}

proptest! {
    #[test]
    fn cuts_and_changes_are_told(at in 6_usize..80, letter in prop::sample::select(vec!["x", "&", "=", "字", ""])) {
        let whole = full().fragment();
        let at = at.min(whole.len() - 1);
        prop_assert_eq!(checked(&whole[..at]).unwrap_err(), LinkError::Cut);
        let mut changed = whole.clone();
        changed.replace_range(at..=at, letter);
        if changed != whole {
            prop_assert!(checked(&changed).is_err());
        }
    }
}
