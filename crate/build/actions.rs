//! In: the `do` of a step. Out: Rust source with the same, and what a reader types for it.

use serde::Deserialize;

use crate::languages::Each;

/// What a script does, and can take back.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Action {
    Value {
        key: String,
        name: String,
        data: u32,
        usual: Option<u32>,
    },
    EachValue {
        below: String,
        name: String,
        data: u32,
        usual: u32,
    },
    Service {
        name: String,
        start: Start,
        usual: Start,
    },
    Run(Run),
    Kept {
        id: String,
        extension: String,
        save: String,
        run: String,
        restore: String,
        usual: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
    id: String,
    unless: Option<String>,
    when: Option<String>,
    left: Option<Each>,
    run: String,
    undo: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum Start {
    Auto,
    Demand,
    Disabled,
}

impl Start {
    fn word(self) -> &'static str {
        match self {
            Start::Auto => "auto",
            Start::Demand => "demand",
            Start::Disabled => "disabled",
        }
    }
}

impl Action {
    /// As Rust source.
    pub(super) fn source(&self) -> String {
        match self {
            Action::Value { key, name, data, .. } => {
                format!("Action::Value {{ key: {key:?}, name: {name:?}, data: {data} }}")
            }
            Action::EachValue { below, name, data, .. } => {
                format!("Action::EachValue {{ below: {below:?}, name: {name:?}, data: {data} }}")
            }
            Action::Service { name, start, .. } => {
                format!("Action::Service {{ name: {name:?}, start: Start::{start:?} }}")
            }
            Action::Run(Run { id, unless, when, left, run, undo }) => {
                let guard = match (unless, when) {
                    (Some(unless), None) => format!("Guard::Unless({unless:?})"),
                    (_, Some(when)) => format!("Guard::When({when:?})"),
                    (None, None) => "Guard::None".to_owned(),
                };
                let left = left.as_ref().map(Each::source);
                let left = left.map_or("None".to_owned(), |left| format!("Some({left})"));
                format!(
                    "Action::Run {{ id: {id:?}, guard: {guard}, left: {left}, run: &{:?}, undo: &{:?} }}",
                    lines(run),
                    lines(undo)
                )
            }
            Action::Kept { id, extension, save, run, restore, .. } => format!(
                "Action::Kept {{ id: {id:?}, extension: {extension:?}, save: {save:?}, run: &{:?}, restore: &{:?} }}",
                lines(run),
                lines(restore)
            ),
        }
    }

    /// What is typed to do it.
    pub(super) fn typed(&self, in_cmd: bool) -> String {
        match self {
            Action::Value { key, name, data, .. } => add(&format!("\"{key}\""), name, *data),
            Action::EachValue { below, name, data, .. } => in_each(below, name, *data, in_cmd),
            Action::Service { name, start, .. } => service(name, *start, in_cmd),
            Action::Run(run) => run.run.trim_end().to_owned(),
            Action::Kept { run, .. } => run.trim_end().to_owned(),
        }
    }

    /// What is typed to take it back where nobody noted what was there before: what a fresh Windows has.
    pub(super) fn typed_undo(&self, in_cmd: bool) -> String {
        match self {
            Action::Value { key, name, usual: Some(usual), .. } => {
                add(&format!("\"{key}\""), name, *usual)
            }
            Action::Value { key, name, usual: None, .. } => {
                format!("reg delete \"{key}\" /v {name} /f")
            }
            Action::EachValue { below, name, usual, .. } => in_each(below, name, *usual, in_cmd),
            Action::Service { name, usual, .. } => service(name, *usual, in_cmd),
            Action::Run(run) => run.undo.trim_end().to_owned(),
            Action::Kept { usual, .. } => usual.trim_end().to_owned(),
        }
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.trim_end().lines().collect()
}

fn add(key: &str, name: &str, data: u32) -> String {
    format!("reg add {key} /v {name} /t REG_DWORD /d {data} /f")
}

fn in_each(below: &str, name: &str, data: u32, in_cmd: bool) -> String {
    if in_cmd {
        let add = add("\"%k\"", name, data);
        format!("for /f \"delims=\" %k in ('reg query \"{below}\" ^| find \"HKEY_\"') do {add}")
    } else {
        let below = below.replacen("HKLM\\", "HKLM:\\", 1);
        format!(
            "Get-ChildItem '{below}' | ForEach-Object {{ Set-ItemProperty -LiteralPath $_.PSPath -Name {name} -Value {data} -Type DWord }}"
        )
    }
}

fn service(name: &str, start: Start, in_cmd: bool) -> String {
    if in_cmd {
        let then = match start {
            Start::Disabled => format!("\nnet stop {name} /y"),
            Start::Auto => format!("\nnet start {name}"),
            Start::Demand => String::new(),
        };
        return format!("sc config {name} start= {}{then}", start.word());
    }
    match start {
        Start::Disabled => {
            format!(
                "Set-Service -Name {name} -StartupType Disabled\nStop-Service -Name {name} -Force"
            )
        }
        Start::Auto => {
            format!("Set-Service -Name {name} -StartupType Automatic\nStart-Service -Name {name}")
        }
        Start::Demand => format!("Set-Service -Name {name} -StartupType Manual"),
    }
}
