//! In: a plan. Out: what its scripts say, as plain lines in the reader's language, not yet quoted for any interpreter.

use super::plan::{Plan, Planned};
use crate::lang::Lang;
use crate::message::{Code, Phrase};
use crate::report::Duty;

/// Which of the two scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Harden,
    Undo,
}

/// The words of one script.
pub(super) struct Wording<'p> {
    pub(super) plan: &'p Plan,
    pub(super) lang: Lang,
    pub(super) way: Way,
    /// `bat` or `ps1`.
    pub(super) extension: &'static str,
}

impl Wording<'_> {
    pub(super) fn said(&self, code: Code) -> String {
        self.fill(Phrase::new(code))
    }

    fn fill(&self, phrase: Phrase) -> String {
        phrase.said(self.lang).text
    }

    /// One message when hardening, another when undoing.
    pub(super) fn either(&self, harden: Code, undo: Code) -> String {
        self.said(match self.way {
            Way::Harden => harden,
            Way::Undo => undo,
        })
    }

    /// `harden-WEB01.bat`.
    pub(super) fn file_name(&self) -> String {
        let way = match self.way {
            Way::Harden => "harden",
            Way::Undo => "undo",
        };
        format!("{way}-{}.{}", self.plan.host.as_str(), self.extension)
    }

    /// What stands at the top: what this is, for whom, how to run it, what is left to do by hand.
    pub(super) fn head(&self) -> Vec<String> {
        let mut lines = vec![self.file_name(), self.title(), self.for_host()];
        lines.push(self.either(Code::ScriptWhatHarden, Code::ScriptWhatUndo));
        let run = match self.extension {
            "ps1" => Code::ScriptRunPowershell,
            _ => Code::ScriptRunBatch,
        };
        lines.push(self.fill(Phrase::new(run).with("file", self.file_name())));
        if self.way == Way::Undo {
            return lines;
        }
        if !self.plan.by_hand.is_empty() {
            lines.extend([String::new(), self.said(Code::ScriptByHand)]);
        }
        for (title, step) in &self.plan.by_hand {
            let command = step.command.get(self.lang);
            let command = command.replace("{rdp_port}", &self.plan.remote_desktop.to_string());
            lines.push(self.item(title.get(self.lang), &command));
        }
        lines
    }

    pub(super) fn title(&self) -> String {
        self.either(Code::ScriptTitleHarden, Code::ScriptTitleUndo)
    }

    fn for_host(&self) -> String {
        let phrase = Phrase::new(Code::ScriptForHost).with("host", self.plan.host.as_str());
        self.fill(phrase.with("windows", self.plan.windows.get(self.lang)))
    }

    /// What a run says first.
    pub(super) fn opening(&self) -> Vec<String> {
        let mut lines = vec![self.title(), self.for_host()];
        if self.way == Way::Undo {
            return lines;
        }
        if self.plan.infected {
            lines.push(self.said(Code::ScriptInfected));
        }
        if !self.plan.duties.is_empty() {
            let names: Vec<String> =
                self.plan.duties.iter().map(|duty| self.said(named(*duty))).collect();
            let duties = names.join(&self.said(Code::ScriptAnd));
            lines.push(self.fill(Phrase::new(Code::ScriptDuties).with("duties", duties)));
        }
        lines
    }

    /// What stands above a step: its measure and id, what it does, and what it says if others depend on the host.
    pub(super) fn about(&self, planned: &Planned) -> Vec<String> {
        let step = planned.step;
        let mut lines = vec![self.heading(planned)];
        if self.way == Way::Harden {
            lines.push(step.effect.get(self.lang).to_owned());
        }
        lines
    }

    pub(super) fn heading(&self, planned: &Planned) -> String {
        format!("{} ({})", planned.title.get(self.lang), planned.step.id)
    }

    /// How to check each step afterwards.
    pub(super) fn checks(&self) -> Vec<String> {
        let steps = self.plan.steps.iter();
        let check = |planned: &Planned| {
            self.item(planned.title.get(self.lang), planned.step.verify.get(self.lang))
        };
        steps.map(check).collect()
    }

    /// One of a list: what, and what to do for it.
    fn item(&self, what: &str, how: &str) -> String {
        format!("- {what}{}{how}", Code::LanguageColon.template(self.lang.tag()))
    }

    /// How to go back, or that it is done.
    pub(super) fn ending(&self) -> String {
        match self.way {
            Way::Harden => {
                let name = Wording { way: Way::Undo, ..*self }.file_name();
                let folder = format!("jiance-before-{}", self.plan.host.as_str());
                let phrase = Phrase::new(Code::ScriptHowToUndo).with("file", name);
                self.fill(phrase.with("folder", folder))
            }
            Way::Undo => self.said(Code::ScriptUndoEnds),
        }
    }
}

fn named(duty: Duty) -> Code {
    match duty {
        Duty::DomainController => Code::ScriptDomainController,
        Duty::FileServer => Code::ScriptFileServer,
        Duty::ClusterNode => Code::ScriptClusterNode,
    }
}
