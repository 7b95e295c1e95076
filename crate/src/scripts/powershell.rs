//! In: a plan. Out: its scripts for PowerShell 3 and later (Windows 8, Server 2012 and later), in UTF-8 with a byte-order mark, which
//! Windows PowerShell needs to see that a file is not in the ANSI page.

use super::plan::{Plan, Planned, start_type, target};
use super::wording::{Way, Wording};
use super::{Script, Scripts};
use crate::knowledge::{Action, Guard};
use crate::lang::Lang;
use crate::message::Code;

const FRAME: &str = include_str!("../../data/scripts/script.ps1");
const HARDEN_PARTS: &str = include_str!("../../data/scripts/harden-parts.ps1");
const UNDO_PARTS: &str = include_str!("../../data/scripts/undo-parts.ps1");

/// Both scripts.
pub(super) fn scripts(plan: &Plan, lang: Lang) -> Scripts {
    let of = |way| {
        let wording = Wording { plan, lang, way, extension: "ps1" };
        let text = format!("\u{FEFF}{}", PowerShell(&wording).text().replace('\n', "\r\n"));
        Script { name: wording.file_name(), bytes: text.into_bytes() }
    };
    Scripts { harden: of(Way::Harden), undo: of(Way::Undo) }
}

struct PowerShell<'w, 'p>(&'w Wording<'p>);

impl PowerShell<'_, '_> {
    fn text(&self) -> String {
        let wording = self.0;
        let (parts, prepare) = match wording.way {
            Way::Harden => (HARDEN_PARTS, self.make_folder()),
            Way::Undo => (UNDO_PARTS, self.find_folder()),
        };
        let inside = |code| inside_quotes(&wording.said(code));
        FRAME
            .replace("<<head>>\n", &each(&wording.head(), comment))
            .replace("<<opening>>\n", &each(&wording.opening(), write))
            .replace("<<prepare>>\n", &prepare)
            .replace("<<functions>>\n", parts)
            .replace("<<steps>>\n", &self.steps())
            .replace("<<summary>>\n", &self.summary())
            .replace("<<not_administrator>>", &inside(Code::ScriptNotAdministrator))
            .replace("<<wait>>", &inside(Code::ScriptWait))
            .replace("<<other_type>>", &inside(Code::ScriptOtherType))
            .replace("<<no_service>>", &inside(Code::ScriptNoService))
            .replace(
                "<<changed>>",
                &inside_quotes(&wording.either(Code::ScriptChanged, Code::ScriptUndone)),
            )
            .replace(
                "<<same>>",
                &inside_quotes(&wording.either(Code::ScriptSame, Code::ScriptNotOurs)),
            )
            .replace("<<failed>>", &inside(Code::ScriptFailed))
            .replace("<<host>>", wording.plan.host.as_str())
    }

    fn make_folder(&self) -> String {
        let no_folder = write(&self.0.said(Code::ScriptNoFolder));
        format!(
            "try {{\n    New-Item -ItemType Directory -Path $Kept -Force | Out-Null\n}} catch {{\n    {no_folder}    Exit-Script 1\n}}\n"
        )
    }

    fn find_folder(&self) -> String {
        let nothing = write(&self.0.said(Code::ScriptNothingKept));
        format!("if (-not (Test-Path -LiteralPath $Kept)) {{\n    {nothing}    Exit-Script 0\n}}\n")
    }

    fn steps(&self) -> String {
        let steps = self.0.plan.steps.iter();
        match self.0.way {
            Way::Harden => steps.map(|step| self.step(step)).collect(),
            Way::Undo => steps.rev().map(|step| self.step(step)).collect(),
        }
    }

    fn step(&self, planned: &Planned) -> String {
        let wording = self.0;
        let mut out = format!("\n# {}\n", "-".repeat(76));
        out.push_str(&each(&wording.about(planned), comment));
        out.push_str("Write-Host ''\n");
        out.push_str(&write(&wording.heading(planned)));
        if wording.way == Way::Undo {
            out.extend(planned.actions.iter().rev().map(|action| undone(action)));
            return out;
        }
        if planned.cuts_off {
            out.push_str(&write(&wording.said(Code::ScriptCutsOff)));
        }
        let calls = planned.actions.iter().map(|action| self.done(action));
        let calls: Vec<String> = if planned.step.in_order {
            std::iter::once("$well = $true\n".to_owned())
                .chain(calls.map(|call| format!("if ($well) {{ $well = {call} }}\n")))
                .collect()
        } else {
            calls.map(|call| format!("$null = {call}\n")).collect()
        };
        if planned.step.closes_ports {
            let clash = write(&wording.said(Code::ScriptClash));
            let inner: String = calls.iter().map(|call| format!("    {call}")).collect();
            out.push_str(&format!("if ($Clash) {{\n    {clash}}} else {{\n{inner}}}\n"));
        } else {
            out.extend(calls);
        }
        out
    }

    /// The call that takes one action; it gives false if it failed.
    fn done(&self, action: &Action) -> String {
        let kept = target(action);
        match action {
            Action::Value { key, name, data } => {
                format!("Set-Number '{kept}' '{}' '{name}' {data}", drive(key))
            }
            Action::EachValue { below, name, data } => {
                format!("Set-EachNumber '{}' '{name}' {data}", drive(below))
            }
            Action::Service { name, start } => {
                let (word, number) = start_type(*start);
                format!("Set-Start '{name}' {word} {number}")
            }
            Action::Run { id, guard, left, run, .. } => {
                let needed = match guard {
                    Guard::None => "$true".to_owned(),
                    Guard::Unless(command) => format!("-not ({})", filled(command)),
                    Guard::When(command) => filled(command),
                };
                let left = left.map_or_else(
                    || self.0.said(Code::ScriptSame),
                    |left| left.get(self.0.lang).to_owned(),
                );
                let left = inside_quotes(&left);
                format!("Invoke-Run '{id}' '{left}' {{ {needed} }} {{ {} }}", commands(run))
            }
            Action::Kept { id, save, run, .. } => {
                let file = format!("(Join-Path $Kept '{kept}')");
                let save = commands(&[save]).replace("{kept}", "$File");
                format!("Invoke-Kept '{id}' {file} {{ {save} }} {{ {} }}", commands(run))
            }
        }
    }

    fn summary(&self) -> String {
        let wording = self.0;
        let counted = |code, name: &str| {
            format!("{}: $($Count.{name})", inside_double_quotes(&wording.said(code)))
        };
        let mut out = format!(
            "Write-Host ''\nWrite-Host \"{}   {}   {}\"\n",
            counted(Code::ScriptCountChanged, "Changed"),
            counted(Code::ScriptCountSame, "Same"),
            counted(Code::ScriptCountFailed, "Failed"),
        );
        if wording.plan.needs_restart() {
            out.push_str("if (0 -lt $Count.Changed) { $Restart = $true }\n");
        }
        let restart = write(&wording.said(Code::ScriptRestart));
        out.push_str(&format!("if ($Restart) {{\n    {restart}}}\n"));
        if wording.way == Way::Harden {
            out.push_str(&write(&wording.said(Code::ScriptCheck)));
            out.push_str(&each(&wording.checks(), write));
        } else {
            out.push_str(
                "if (-not (Get-ChildItem -LiteralPath $Kept)) { Remove-Item -LiteralPath $Kept }\n",
            );
        }
        out.push_str(&write(&wording.ending()));
        out
    }
}

/// Takes one action back.
fn undone(action: &Action) -> String {
    let kept = target(action);
    match action {
        Action::Value { key, name, .. } => {
            format!("Reset-Number '{kept}' '{}' '{name}'\n", drive(key))
        }
        Action::EachValue { below, name, .. } => {
            format!("Reset-EachNumber '{}' '{name}'\n", drive(below))
        }
        Action::Service { name, start } => {
            format!("Reset-Start '{name}' {}\n", start_type(*start).0)
        }
        Action::Run { id, undo, .. } => {
            format!(
                "Undo-Commands '{id}' (Join-Path $Kept '{kept}.txt') {{ {} }}\n",
                commands(undo)
            )
        }
        Action::Kept { id, restore, .. } => {
            let restore = commands(restore).replace("{kept}", "$File");
            format!("Undo-Commands '{id}' (Join-Path $Kept '{kept}') {{ {restore} }}\n")
        }
    }
}

/// Commands one after the other, each of which may fail.
fn commands(lines: &[&str]) -> String {
    let checked = |line: &&str| format!("{}; Assert-Exit", filled(line));
    lines.iter().map(checked).collect::<Vec<_>>().join("; ")
}

/// A command of the data, which is PowerShell's own but for the port.
fn filled(command: &str) -> String {
    command.replace("{rdp_port}", "$RdpPort")
}

/// `HKLM:\…`, as PowerShell names a key.
fn drive(key: &str) -> String {
    key.replacen("HKLM\\", "HKLM:\\", 1)
}

fn each(lines: &[String], shown: impl Fn(&str) -> String) -> String {
    lines.iter().map(|line| shown(line)).collect()
}

fn comment(text: &str) -> String {
    if text.is_empty() { "#\n".to_owned() } else { format!("# {text}\n") }
}

fn write(text: &str) -> String {
    format!("Write-Host '{}'\n", inside_quotes(text))
}

/// PowerShell takes each of these for a quote, and two of them for one that stays.
fn inside_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\'' | '\u{2018}'..='\u{201B}') {
            out.push(letter);
        }
        out.push(letter);
    }
    out
}

fn inside_double_quotes(text: &str) -> String {
    text.replace(['`', '$', '"', '\u{201C}', '\u{201D}', '\u{201E}'], "'")
}
