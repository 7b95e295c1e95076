//! In: the table of forms. Out: the tables of `docs/FORMATS.md`.

use std::fmt::Write as _;

use super::{Alone, Form, GROUPS, Write, containers};
use crate::locale::Locale;

const BEGIN: &str =
    "<!-- Made from tests/src/forms by `cargo run -p jiance-tests --bin forms` -->\n";
const END: &str = "<!-- End of what is made -->\n";

/// The document with its tables as they should be; `None` if it lacks the marks between which they stand.
pub fn in_document(document: &str) -> Option<String> {
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{}{END}{after}", self::document()))
}

/// The tables.
pub fn document() -> String {
    let languages: Vec<&str> = Locale::ALL.iter().map(|locale| locale.id()).collect();
    let mut text = format!(
        "\nEach row is tried in every combination of its Windows, languages and encodings, by the test above its table in\n\
         `tests/tests/forms.rs`: on a clean host, and with the signs that the form can show. `all` languages are {}.\n\
         The last column is what the form alone makes of its artifact's coverage.\n",
        languages.join(", ")
    );
    for group in GROUPS {
        let _ = write!(text, "\n### {}: `{}`\n\n", group.title, group.test);
        text.push_str("| command | kind | Windows | languages | encodings | alone |\n");
        text.push_str("|---|---|---|---|---|---|\n");
        for form in group.forms {
            text.push_str(&row(form));
        }
    }
    let _ = write!(text, "\n### Containers: `{}`\n\n", containers::TEST);
    text.push_str("| packed as | kind |\n|---|---|\n");
    for container in containers::CONTAINERS {
        let _ = writeln!(text, "| {} | `{}` |", container.packer, container.kind);
    }
    text + "\n"
}

fn row(form: &Form) -> String {
    let windows: Vec<&str> = form.windows.iter().map(|windows| windows.id).collect();
    let languages = if form.locales == Locale::ALL {
        "all".to_owned()
    } else {
        form.locales.iter().map(|locale| locale.id()).collect::<Vec<_>>().join(", ")
    };
    let encodings = match form.write {
        Write::Text(_) => {
            form.encodings.iter().map(|encoding| encoding.shown()).collect::<Vec<_>>().join(", ")
        }
        Write::Bytes(_) => "binary".to_owned(),
    };
    let alone = match form.alone {
        Alone::Complete => "complete".to_owned(),
        Alone::Partial(reasons) => format!("partial: `{}`", reasons.join("`, `")),
    };
    let command = form.command.replace('|', "\\|");
    format!(
        "| `{command}` | `{}` | {} | {languages} | {encodings} | {alone} |\n",
        form.kind,
        windows.join(", ")
    )
}
