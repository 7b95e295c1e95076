//! What the command prints, in the user's language.

use jiance::{HostText, Lang};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The languages that can be asked for, one after the other.
pub(crate) fn languages(between: &str) -> String {
    Lang::ALL.map(Lang::tag).join(between)
}

/// How the command is called.
pub(crate) fn usage(lang: Lang) -> String {
    said(lang, Code::Usage, &[("languages", &languages("|"))])
}

/// A message with its placeholders filled; what is filled in is made safe for a terminal.
pub(crate) fn said(lang: Lang, code: Code, filling: &[(&str, &str)]) -> String {
    let mut text = code.template(lang.tag()).to_owned();
    for (name, value) in filling {
        text = text.replace(&format!("{{{name}}}"), HostText::shown(value).as_str());
    }
    text
}
