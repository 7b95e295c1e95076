//! Every form that there is. In: bytes, and which form of a small host with signs they are glued to. Out: a panic if the file was read as
//! that form and no other, and yet a sign in it is lost.

use std::sync::LazyLock;

use jiance_tests::forms::{GROUPS, Shows, Write};
use jiance_tests::seeds::small;
use jiance_tests::signs::sign;

use crate::forms::innocent;
use crate::report::{NamedBytes, alike};

/// A form, written.
struct Text {
    kind: &'static str,
    command: &'static str,
    text: String,
    /// The indicator of the sign that it shows.
    indicator: &'static str,
}

/// Every form in which a small host's signs show.
static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(|| {
    let forms = GROUPS.iter().flat_map(|group| group.forms);
    let texts = forms.filter_map(|form| {
        let Write::Text(write) = form.write else { return None };
        let shown = form.shows.iter().find_map(|shows| match shows {
            Shows::Sign { name, .. } => sign(name),
            _ => None,
        })?;
        let locale = *form.locales.first()?;
        let mut host = small(form.windows.first()?, locale);
        (shown.plant)(&mut host);
        let (kind, command) = (form.kind, form.command);
        Some(Text { kind, command, text: write(&host), indicator: shown.indicator })
    });
    texts.collect()
});

/// The bytes in front of a form and behind it: the first of them says of which, the second how many stand in front.
pub fn glued(data: &[u8]) {
    let [choice, place, data @ ..] = data else { return };
    let Some(text) = TEXTS.get(usize::from(*choice) % TEXTS.len().max(1)) else { return };
    let (before, after) = data.split_at(data.len() * usize::from(*place) / usize::from(u8::MAX));
    let parts = [
        &innocent(before),
        b"\r\n\r\n".as_slice(),
        text.text.as_bytes(),
        b"\r\n",
        &innocent(after),
    ];
    let bytes = parts.concat();
    let files: [NamedBytes<'_>; 1] = [("a.txt", &bytes)];
    let report = alike(&files, data);
    let is_form = report.inputs.iter().all(|input| input.kind == text.kind);
    let is_shown = report.sightings.iter().any(|seen| seen.indicator == text.indicator);
    assert!(
        !is_form || is_shown,
        "`{}`: a planted sign is lost in {}",
        text.command,
        String::from_utf8_lossy(&bytes)
    );
}
