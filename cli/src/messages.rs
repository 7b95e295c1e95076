//! What the command prints, in the user's language.

use jiance::{HostText, Lang};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A message with its placeholders filled; what is filled in is made safe for a terminal.
pub(crate) fn said(lang: Lang, code: Code, filling: &[(&str, &str)]) -> String {
    let mut text = code.template(lang.tag()).to_owned();
    for (name, value) in filling {
        text = text.replace(&format!("{{{name}}}"), HostText::shown(value).as_str());
    }
    text
}
