//! In: a report, and steps by their ids. Out: in a folder, the scripts that take them and that take them back.

use std::fs;
use std::path::Path;

use jiance::Lang;
use jiance::report::Report;
use jiance::scripts::{self, Script};

use crate::messages::{Code, said};

/// Writes both scripts and says where they are; where there are none to write, why. Without `steps`, those that are suggested.
///
/// # Errors
/// One sentence: what could not be written.
pub(crate) fn write(
    report: &Report,
    folder: &Path,
    steps: &[String],
    lang: Lang,
) -> Result<(), String> {
    let suggested = scripts::suggested(report);
    let steps = if steps.is_empty() { &suggested } else { steps };
    let scripts = match scripts::write(report, steps, lang) {
        Ok(scripts) => scripts,
        Err(none) => {
            let why = none.said(lang).text;
            eprintln!("jiance: {}", said(lang, Code::ScriptsNone, &[("why", &why)]));
            return Ok(());
        }
    };
    let write = |script: &Script| {
        let path = folder.join(&script.name);
        let shown = path.to_string_lossy().into_owned();
        fs::create_dir_all(folder).and_then(|()| fs::write(&path, &script.bytes)).map_err(
            |error| {
                let filling = [("file", shown.as_str()), ("error", &error.to_string())];
                said(lang, Code::ScriptsUnwritable, &filling)
            },
        )?;
        eprintln!("{}", said(lang, Code::ScriptsWritten, &[("file", &shown)]));
        Ok(())
    };
    write(&scripts.harden)?;
    write(&scripts.undo)
}
