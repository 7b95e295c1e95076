//! In: `measures.toml`: the protective measures and their steps for each generation of Windows.
//! Out: Rust source with the same as statics; what the reader types is made from what a script does, where it is not given.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

#[path = "actions.rs"]
mod actions;

use crate::languages::{Each, same};
use actions::Action;

/// A text that is the same in every language (a command), or one for each.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Same(String),
    Each(Each),
}

impl Text {
    fn source(&self) -> String {
        match self {
            Text::Same(text) => same(text),
            Text::Each(each) => each.source(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measures {
    generation: BTreeMap<String, Each>,
    measure: Vec<Measure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measure {
    id: String,
    title: Each,
    source: String,
    #[serde(default)]
    step: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    id: String,
    #[serde(rename = "for", default)]
    generations: Vec<String>,
    only_if_open: Option<String>,
    #[serde(default)]
    only_if_firewall_off: bool,
    role: Option<super::Role>,
    shell: String,
    #[serde(rename = "do", default)]
    actions: Vec<Action>,
    command: Option<Text>,
    effect: Each,
    verify: Each,
    undo: Option<Text>,
    #[serde(default = "super::yes")]
    suggested: bool,
    #[serde(default)]
    not_on: Vec<Duty>,
    #[serde(default)]
    closes_ports: bool,
    #[serde(default)]
    in_order: bool,
    #[serde(default)]
    restart: bool,
}

#[derive(Deserialize, Debug)]
#[serde(rename_all = "snake_case")]
enum Duty {
    DomainController,
    FileServer,
    ClusterNode,
}

/// The generations in their order in time; `data` and `Generation` name the same.
const GENERATIONS: [(&str, &str); 5] = [
    ("xp", "Xp"),
    ("server_2003", "Server2003"),
    ("vista_to_7", "VistaTo7"),
    ("eight", "Eight"),
    ("ten", "Ten"),
];

/// Reads the file and gives the source.
pub(crate) fn generate(path: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let measures: Measures =
        toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut out = String::new();
    out.push_str("/// How each generation of Windows is called.\npub static GENERATIONS: &[(Generation, Text)] = &[\n");
    for (id, variant) in GENERATIONS {
        let name = measures.generation.get(id).ok_or(format!("generation {id} has no name"))?;
        let _ = writeln!(out, "    (Generation::{variant}, {}),", name.source());
    }
    out.push_str("];\n\n/// Every protective measure.\npub static MEASURES: &[Measure] = &[\n");
    for measure in &measures.measure {
        if measure.source.is_empty() || measure.step.is_empty() {
            return Err(format!("measure {} lacks its source or steps", measure.id));
        }
        let title = measure.title.source();
        let _ = writeln!(out, "    Measure {{ id: {:?}, title: {title}, steps: &[", measure.id);
        let mut ids = BTreeSet::new();
        for step in &measure.step {
            let id = format!("{}.{}", measure.id, step.id);
            if !ids.insert(&step.id) {
                return Err(format!("two steps are called {id}"));
            }
            write_step(&mut out, &id, step).map_err(|e| format!("{id}: {e}"))?;
        }
        out.push_str("    ] },\n");
    }
    out.push_str("];\n");
    Ok(out)
}

fn write_step(out: &mut String, id: &str, step: &Step) -> Result<(), String> {
    let shell = match step.shell.as_str() {
        "cmd" => "Cmd",
        "powershell" => "Powershell",
        "gui" => "Gui",
        "cloud_console" => "CloudConsole",
        other => return Err(format!("{other} is no shell")),
    };
    if step.actions.is_empty() == matches!(shell, "Cmd" | "Powershell") {
        return Err("what is typed needs `do`, and nothing else may have it".to_owned());
    }
    let mut generations = Vec::new();
    for id in &step.generations {
        let (_, variant) = GENERATIONS
            .iter()
            .find(|(known, _)| known == id)
            .ok_or(format!("{id} is no generation of Windows"))?;
        generations.push(format!("Generation::{variant}"));
    }
    let shown = |given: &Option<Text>, made: fn(&Action, bool) -> String| {
        given.as_ref().map_or_else(
            || {
                let in_cmd = shell == "Cmd";
                let lines: Vec<_> = step.actions.iter().map(|it| made(it, in_cmd)).collect();
                Text::Same(lines.join("\n")).source()
            },
            Text::source,
        )
    };
    let command = shown(&step.command, Action::typed);
    let undo = shown(&step.undo, Action::typed_undo);
    let duties: Vec<String> = step.not_on.iter().map(|duty| format!("Duty::{duty:?}")).collect();
    let actions: Vec<String> = step.actions.iter().map(Action::source).collect();
    let role = step.role.as_ref().map_or("None".into(), |role| format!("Some(Role::{role:?})"));
    let _ = writeln!(
        out,
        "        MeasureStep {{ id: {id:?}, generations: &[{}], only_if_open: {:?}, only_if_firewall_off: {}, role: {role}, \
         shell: Shell::{shell}, actions: &[{}], command: {command}, effect: {}, verify: {}, undo: {undo}, suggested: {}, \
         not_on: &[{}], closes_ports: {}, in_order: {}, restart: {} }},",
        generations.join(", "),
        step.only_if_open,
        step.only_if_firewall_off,
        actions.join(", "),
        step.effect.source(),
        step.verify.source(),
        step.suggested,
        duties.join(", "),
        step.closes_ports,
        step.in_order,
        step.restart,
    );
    Ok(())
}
