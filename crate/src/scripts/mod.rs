//! In: a report and the steps its reader chose. Out: a script for that Windows that takes them, and one that takes them back.
//!
//! What the steps do is data (`data/knowledge/measures.toml`), what stands around them too (`data/scripts/`); the code here only
//! puts them together. A script asks for administrator's rights, keeps what was there before it changes anything, goes on where a
//! step fails, says what it did and how to check it, and can be run twice. Of the host's own text only its name gets into a
//! script, and that as [`HostName`].

mod batch;
mod host_name;
mod plan;
mod powershell;
mod wording;

use host_name::HostName;
use plan::Plan;

use crate::knowledge::MEASURES;
use crate::lang::Lang;
use crate::message::{Code, Phrase, Said};
use crate::report::{Report, Shell};

/// A script as it is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// File name: `harden-WEB01.bat`. ASCII letters, digits, `-`, `_` and one dot.
    pub name: String,
    /// Its bytes, in the encoding that its interpreter reads: a `.bat` in English is ASCII, in Chinese GBK (code page 936, which it
    /// switches to); a `.ps1` is UTF-8 with a byte-order mark. Lines end with CR LF.
    pub bytes: Vec<u8>,
}

/// The two scripts of one choice. They belong into one folder: the second reads what the first kept beside itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scripts {
    /// Takes the steps.
    pub harden: Script,
    /// Takes them back.
    pub undo: Script,
}

/// Why there are no scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoScripts {
    /// The report does not say which Windows the host runs, so no command is known to fit.
    WindowsUnknown,
    /// Windows 2000 lacks what a script needs; its steps are there to be read.
    WindowsTooOld,
    /// None of the chosen steps can be taken by a script on this Windows.
    NothingChosen,
}

impl NoScripts {
    /// The reason as a sentence.
    pub fn said(self, lang: Lang) -> Said {
        let code = match self {
            NoScripts::WindowsUnknown => Code::ScriptWindowsUnknown,
            NoScripts::WindowsTooOld => Code::ScriptWindowsTooOld,
            NoScripts::NothingChosen => Code::ScriptNothingChosen,
        };
        Phrase::new(code).said(lang)
    }
}

/// The ids of the steps that a script takes unless the reader chooses otherwise (`hardening[].steps[].suggested`).
pub fn suggested(report: &Report) -> Vec<String> {
    let steps = report.hardening.iter().flat_map(|measure| &measure.steps);
    steps.filter(|step| step.suggested).map(|step| step.id.clone()).collect()
}

/// Writes the scripts that take the steps with these ids (`hardening[].steps[].id`), in the order of the report.
///
/// Ids of steps that this host's scripts can't take (`scripted` is false) are passed over; what is left to do by hand stands in
/// the script as comments.
///
/// # Errors
/// There is nothing to write, see [`NoScripts`].
pub fn write<S: AsRef<str>>(
    report: &Report,
    chosen: &[S],
    lang: Lang,
) -> Result<Scripts, NoScripts> {
    let plan = Plan::of(report, &|id| chosen.iter().any(|it| it.as_ref() == id))?;
    Ok(match plan.shell {
        Shell::Powershell => powershell::scripts(&plan, lang),
        _ => batch::scripts(&plan, lang),
    })
}
