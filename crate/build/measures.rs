//! In: `measures.toml`: the protective measures and their steps for each generation of Windows.
//! Out: Rust source with the same as statics.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

/// A text in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Each {
    #[serde(rename = "zh-CN")]
    zh_cn: String,
    en: String,
}

impl Each {
    /// As Rust source.
    pub(crate) fn source(&self) -> String {
        format!("Text {{ zh_cn: {:?}, en: {:?} }}", self.zh_cn.trim_end(), self.en.trim_end())
    }
}

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
            Text::Same(text) => {
                format!("Text {{ zh_cn: {0:?}, en: {0:?} }}", text.trim_end())
            }
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
    source: String,
    #[serde(default)]
    step: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    #[serde(rename = "for", default)]
    generations: Vec<String>,
    only_if_open: Option<String>,
    shell: String,
    command: Text,
    effect: Each,
    undo: Text,
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
        let _ = writeln!(out, "    Measure {{ id: {:?}, steps: &[", measure.id);
        for step in &measure.step {
            write_step(&mut out, step).map_err(|e| format!("measure {}: {e}", measure.id))?;
        }
        out.push_str("    ] },\n");
    }
    out.push_str("];\n");
    Ok(out)
}

fn write_step(out: &mut String, step: &Step) -> Result<(), String> {
    let shell = match step.shell.as_str() {
        "cmd" => "Cmd",
        "powershell" => "Powershell",
        "gui" => "Gui",
        "cloud_console" => "CloudConsole",
        other => return Err(format!("{other} is no shell")),
    };
    let mut generations = Vec::new();
    for id in &step.generations {
        let (_, variant) = GENERATIONS
            .iter()
            .find(|(known, _)| known == id)
            .ok_or(format!("{id} is no generation of Windows"))?;
        generations.push(format!("Generation::{variant}"));
    }
    let _ = writeln!(
        out,
        "        MeasureStep {{ generations: &[{}], only_if_open: {:?}, shell: Shell::{shell}, command: {}, effect: {}, undo: {} }},",
        generations.join(", "),
        step.only_if_open,
        step.command.source(),
        step.effect.source(),
        step.undo.source(),
    );
    Ok(())
}
