//! In: a plan. Out: its scripts for cmd.exe (XP to 7 and Server 2008 R2).
//!
//! cmd.exe reads a file in the code page of its window. English is written in ASCII. Chinese is written in GBK, and the script
//! switches its window to page 936 before the first Chinese byte (other languages to theirs, which their message files name); where
//! that page is not installed it says so and stops, since in another page the second byte of a Chinese letter may be read as `|` or
//! `^`. UTF-8 (page 65001) is no way out: cmd.exe before Windows 8 stops at it, or loses its place in the file.

use super::plan::{Plan, Planned, start_type, target};
use super::wording::{Way, Wording};
use super::{Script, Scripts};
use crate::knowledge::{Action, Guard};
use crate::lang::Lang;
use crate::message::Code;
use crate::pages::Page;

const FRAME: &str = include_str!("../../data/scripts/script.bat");
const HARDEN_PARTS: &str = include_str!("../../data/scripts/harden-parts.bat");
const UNDO_PARTS: &str = include_str!("../../data/scripts/undo-parts.bat");

/// In ASCII, since it runs before the window is in the right page.
const TO_PAGE: &str = r#"rem The rest of this file is in code page <<page>>. A run without a window has no page but Windows' own.
set "PAGE="
for /f "tokens=2 delims=:." %%a in ('"%SystemRoot%\System32\chcp.com"') do set /a PAGE=%%a
if "%PAGE%"=="<<page>>" goto page_<<page>>
"%SystemRoot%\System32\chcp.com" <<page>> >nul
if not errorlevel 1 goto page_<<page>>
"%SystemRoot%\System32\reg.exe" query HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage /v OEMCP | "%SystemRoot%\System32\find.exe" "<<page>>" >nul
if not errorlevel 1 goto page_<<page>>
echo This script is written in code page <<page>>, which this Windows does not have.
echo Nothing was changed. Choose English on the page and save the script again.
pause
exit /b 1
:page_<<page>>
"#;
const PAGE_BACK: &str = "if defined PAGE \"%SystemRoot%\\System32\\chcp.com\" %PAGE% >nul\n";

/// The folder of what was there before.
const KEPT: &str = "%KEPT%";

/// Both scripts.
pub(super) fn scripts(plan: &Plan, lang: Lang) -> Scripts {
    let of = |way| {
        let wording = Wording { plan, lang, way, extension: "bat" };
        Script { name: wording.file_name(), bytes: encoded(&Batch(wording).text(), lang) }
    };
    Scripts { harden: of(Way::Harden), undo: of(Way::Undo) }
}

fn encoded(text: &str, lang: Lang) -> Vec<u8> {
    let text = text.replace('\n', "\r\n");
    match page(lang).parse().ok().and_then(Page::of) {
        Some(page) => page.encode(&text),
        None => text.into_bytes(),
    }
}

/// The number of the page that a language is written in, or a word for none but ASCII.
fn page(lang: Lang) -> &'static str {
    Code::LanguageCodePage.template(lang.tag())
}

struct Batch<'p>(Wording<'p>);

impl Batch<'_> {
    fn text(&self) -> String {
        let wording = &self.0;
        let page = page(wording.lang);
        let (to_page, page_back) = match page.parse::<u16>() {
            Ok(_) => (TO_PAGE.replace("<<page>>", page), PAGE_BACK),
            Err(_) => (String::new(), ""),
        };
        let (parts, prepare) = match wording.way {
            Way::Harden => (HARDEN_PARTS, self.make_folder()),
            Way::Undo => (UNDO_PARTS, self.find_folder()),
        };
        FRAME
            .replace("<<code_page>>\n", &to_page)
            .replace("<<code_page_back>>\n", page_back)
            .replace("<<head>>\n", &each(&wording.head(), comment))
            .replace("<<opening>>\n", &each(&wording.opening(), echo))
            .replace(
                "echo <<not_administrator>>\n",
                &echo(&wording.said(Code::ScriptNotAdministrator)),
            )
            .replace("<<prepare>>\n", &prepare)
            .replace("<<steps>>\n", &self.steps())
            .replace("<<summary>>\n", &self.summary())
            .replace("<<subroutines>>\n", parts)
            .replace(
                "<<changed>>",
                &escaped(&wording.either(Code::ScriptChanged, Code::ScriptUndone)),
            )
            .replace("<<same>>", &escaped(&wording.either(Code::ScriptSame, Code::ScriptNotOurs)))
            .replace("<<failed>>", &escaped(&wording.said(Code::ScriptFailed)))
            .replace("<<no_service>>", &escaped(&wording.said(Code::ScriptNoService)))
            .replace("<<host>>", wording.plan.host.as_str())
    }

    fn make_folder(&self) -> String {
        let no_folder = echo(&self.0.said(Code::ScriptNoFolder));
        format!(
            "if not exist \"{KEPT}\\\" mkdir \"{KEPT}\"\nif exist \"{KEPT}\\\" goto has_folder\n{no_folder}goto the_end\n:has_folder\n"
        )
    }

    fn find_folder(&self) -> String {
        let nothing = echo(&self.0.said(Code::ScriptNothingKept));
        format!(
            "if exist \"{KEPT}\\\" goto has_folder\n{nothing}set \"STATUS=0\"\ngoto the_end\n:has_folder\n"
        )
    }

    fn steps(&self) -> String {
        let numbered = self.0.plan.steps.iter().zip(1..);
        let mut steps: Vec<String> =
            numbered.map(|(step, number)| self.step(step, number)).collect();
        if self.0.way == Way::Undo {
            steps.reverse();
        }
        steps.concat()
    }

    fn step(&self, planned: &Planned, number: usize) -> String {
        let wording = &self.0;
        let step = planned.step;
        let mut out = format!("\nrem ---- {number} {}\n", "-".repeat(66));
        out.push_str(&each(&wording.about(planned), comment));
        out.push_str("echo.\n");
        out.push_str(&echo(&wording.heading(planned)));
        if wording.way == Way::Undo {
            for action in planned.actions.iter().rev() {
                out.push_str(&undone(action));
            }
            return out;
        }
        if planned.cuts_off {
            out.push_str(&echo(&wording.said(Code::ScriptCutsOff)));
        }
        let end = format!("end_{number}");
        if step.closes_ports {
            out.push_str("if not defined CLASH goto open_");
            out.push_str(&format!(
                "{number}\n{}goto {end}\n:open_{number}\n",
                echo(&wording.said(Code::ScriptClash))
            ));
        }
        for (action, at) in planned.actions.iter().zip(1..) {
            out.push_str(&self.done(action, &format!("{number}_{at}")));
            if step.in_order {
                out.push_str(&format!("if defined FAILED goto {end}\n"));
            }
        }
        out.push_str(&format!(":{end}\n"));
        out
    }

    /// Takes one action. `label` makes the jumps within it its own.
    fn done(&self, action: &Action, label: &str) -> String {
        let kept = target(action);
        match action {
            Action::Value { key, name, data } => {
                format!("call :value \"{kept}\" \"{key}\" \"{name}\" {data}\n")
            }
            Action::EachValue { below, name, data } => below_each(
                below,
                &format!("call :each_value \"{}\" \"%%k\" \"{name}\" {data}", whole(below)),
            ),
            Action::Service { name, start } => {
                let (word, number) = start_type(*start);
                format!("call :service \"{name}\" {word} {number}\n")
            }
            Action::Run { id, guard, left, run, .. } => {
                let mut out = String::from("set \"FAILED=\"\n");
                match guard {
                    Guard::None => {}
                    Guard::Unless(command) => {
                        out.push_str(&format!(
                            "{}\nif not errorlevel 1 goto same_{label}\n",
                            quiet(command)
                        ));
                    }
                    Guard::When(command) => {
                        out.push_str(&format!(
                            "{}\nif errorlevel 1 goto same_{label}\n",
                            quiet(command)
                        ));
                    }
                }
                out.push_str(&format!(">\"{KEPT}\\{kept}.txt\" echo changed\n"));
                out.push_str(&commands(run, ""));
                out.push_str(&format!("if not defined FAILED call :changed \"{id}\"\nif defined FAILED call :failed \"{id}\"\ngoto next_{label}\n:same_{label}\n"));
                match left {
                    None => out.push_str(&format!("call :same \"{id}\"\n")),
                    Some(left) => {
                        let words = escaped(left.get(self.0.lang));
                        out.push_str(&format!("echo   [=] {id}  {words}\nset /a SAME+=1\n"));
                    }
                }
                out.push_str(&format!(":next_{label}\n"));
                out
            }
            Action::Kept { id, save, run, .. } => {
                let file = format!("{KEPT}\\{kept}");
                let save = save.replace("{kept}", &file);
                let mut out =
                    format!("set \"FAILED=\"\nif not exist \"{file}\" {} >nul\n", filled(&save));
                out.push_str(&format!("if not exist \"{file}\" set \"FAILED=1\"\n"));
                out.push_str(&commands(run, "if not defined FAILED "));
                out.push_str(&format!("if not defined FAILED call :changed \"{id}\"\nif defined FAILED call :failed \"{id}\"\n"));
                out
            }
        }
    }

    fn summary(&self) -> String {
        let wording = &self.0;
        let mut out = String::from("echo.\n");
        let counted =
            |code, variable: &str| format!("{}: %{variable}%", escaped(&wording.said(code)));
        out.push_str(&format!(
            "echo {}   {}   {}\n",
            counted(Code::ScriptCountChanged, "CHANGED"),
            counted(Code::ScriptCountSame, "SAME"),
            counted(Code::ScriptCountFailed, "BAD"),
        ));
        if wording.plan.needs_restart() {
            out.push_str("if not \"%CHANGED%\"==\"0\" set \"RESTART=1\"\n");
        }
        out.push_str(&format!("if defined RESTART {}", echo(&wording.said(Code::ScriptRestart))));
        if wording.way == Way::Harden {
            out.push_str(&echo(&wording.said(Code::ScriptCheck)));
            out.push_str(&each(&wording.checks(), echo));
        } else {
            out.push_str(&format!("rmdir \"{KEPT}\" 2>nul\n"));
        }
        out.push_str(&echo(&wording.ending()));
        out
    }
}

/// Takes one action back.
fn undone(action: &Action) -> String {
    let kept = target(action);
    let back = |id: &str, file: &str, commands: &[&str]| {
        let taken_back: String = commands
            .iter()
            .map(|command| {
                let command = filled(&command.replace("{kept}", &format!("{KEPT}\\{file}")));
                format!("{command}\nif errorlevel 1 set \"FAILED=1\"\n")
            })
            .collect();
        let label = file.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
        format!(
            "set \"FAILED=\"\nif not exist \"{KEPT}\\{file}\" goto same_{label}\n{taken_back}\
             if not defined FAILED del \"{KEPT}\\{file}\"\nif not defined FAILED call :changed \"{id}\"\n\
             if defined FAILED call :failed \"{id}\"\ngoto next_{label}\n:same_{label}\ncall :same \"{id}\"\n:next_{label}\n"
        )
    };
    match action {
        Action::Value { key, name, .. } => format!("call :value \"{kept}\" \"{key}\" \"{name}\"\n"),
        Action::EachValue { below, name, .. } => {
            below_each(below, &format!("call :each_value \"{}\" \"%%k\" \"{name}\"", whole(below)))
        }
        Action::Service { name, start } => {
            format!("call :service \"{name}\" {}\n", start_type(*start).0)
        }
        Action::Run { id, undo, .. } => back(id, &format!("{kept}.txt"), undo),
        Action::Kept { id, restore, .. } => back(id, &kept, restore),
    }
}

/// Does something with each key below one.
fn below_each(below: &str, what: &str) -> String {
    format!("for /f \"delims=\" %%k in ('reg query \"{below}\" ^| find \"HKEY_\"') do {what}\n")
}

/// The key as `reg query` prints it.
fn whole(key: &str) -> String {
    key.replacen("HKLM\\", "HKEY_LOCAL_MACHINE\\", 1)
}

/// Each command, and a note if it failed.
fn commands(lines: &[&str], before: &str) -> String {
    let command =
        |line: &&str| format!("{before}{}\nif errorlevel 1 set \"FAILED=1\"\n", filled(line));
    lines.iter().map(command).collect()
}

/// A question: what the commands of its pipe print is nobody's concern.
fn quiet(command: &str) -> String {
    format!("{} >nul 2>nul", filled(command).replace(" | ", " 2>nul | "))
}

/// A command of the data, which is cmd's own but for the port.
fn filled(command: &str) -> String {
    command.replace("{rdp_port}", "%RDP%")
}

fn each(lines: &[String], shown: impl Fn(&str) -> String) -> String {
    lines.iter().map(|line| shown(line)).collect()
}

/// A comment. A `%` would be read even there.
fn comment(text: &str) -> String {
    if text.is_empty() { "rem\n".to_owned() } else { format!("rem {}\n", text.replace('%', "%%")) }
}

fn echo(text: &str) -> String {
    if text.is_empty() { "echo.\n".to_owned() } else { format!("echo {}\n", escaped(text)) }
}

/// Text that cmd prints as it stands. Between quotes only `%` means something to it.
fn escaped(text: &str) -> String {
    let mut quoted = false;
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            '%' => out.push('%'),
            '^' | '&' | '|' | '<' | '>' | '(' | ')' if !quoted => out.push('^'),
            _ => {}
        }
        out.push(letter);
    }
    out
}
