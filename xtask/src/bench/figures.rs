//! In: what was measured. Out: the table of the figures, each with its goal and a verdict.

use std::io::{self, Write as _};

/// A figure, and what it may be at most.
struct Goal {
    id: &'static str,
    part: &'static str,
    what: &'static str,
    most: f64,
    unit: &'static str,
}

const fn goal(
    part: &'static str,
    id: &'static str,
    most: f64,
    unit: &'static str,
    what: &'static str,
) -> Goal {
    Goal { id, part, what, most, unit }
}

const GOALS: &[Goal] = &[
    goal(
        "native",
        "registry",
        1.0,
        "×",
        "registry export, 200 MiB ÷ rg -i -F for the same keywords (processor time)",
    ),
    goal("native", "registry-wall", 1.0, "×", "the same by the clock"),
    goal(
        "native",
        "listing",
        1.0,
        "×",
        "dir /s /b, 300 MiB ÷ rg -i -F for the same names (processor time)",
    ),
    goal("native", "listing-wall", 1.0, "×", "the same by the clock"),
    goal(
        "native",
        "collected",
        1.0,
        "×",
        "jiance-files/2, 300 MiB ÷ rg -i -F for the same names (processor time)",
    ),
    goal("native", "collected-wall", 1.0, "×", "the same by the clock"),
    goal(
        "native",
        "many-rg",
        0.1,
        "×",
        "2,000 indicators, dir /s /b ÷ rg -i -F for the same 2,000 names",
    ),
    goal("native", "many", 1.3, "×", "dir /s /b: 2,000 indicators ÷ 15"),
    goal("native", "many-registry", 1.3, "×", "registry export: 2,000 indicators ÷ 15"),
    goal("native", "growth-100", 10.5, "×", "registry export: 100 MiB ÷ 10 MiB"),
    goal("native", "growth-1000", 10.5, "×", "registry export: 1,000 MiB ÷ 100 MiB"),
    goal("browser", "bundle", 1.15, "×", "Chromium: a folder of 900 MiB ÷ reading it"),
    goal("browser", "bundle-firefox", 1.25, "×", "Firefox: a folder of 900 MiB ÷ reading it"),
    goal("browser", "zip", 1.15, "×", "Chromium: the same as a zip ÷ inflating it"),
    goal("browser", "memory", 48.0, "MiB", "wasm memory of a worker, 2 GiB of input"),
    goal("browser", "memory-growth", 1.1, "×", "wasm memory of a worker: 2 GiB of input ÷ 10 MiB"),
    goal("browser", "task", 50.0, "ms", "longest task of the page's own thread"),
    goal("browser", "first", 300.0, "ms", "first sign on screen, beyond reading 8 MiB"),
];

/// What was measured.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<(String, f64, String)>,
    failed: Vec<(String, String)>,
}

impl Table {
    /// A figure, and how it came about.
    pub(super) fn add(&mut self, id: &str, value: f64, how: &str) {
        eprintln!("xtask: bench: {id}: {value:.2} ({how})");
        self.rows.push((id.to_owned(), value, how.to_owned()));
    }

    /// A part of the figures could not be measured.
    pub(super) fn fail(&mut self, part: &str, why: &str) {
        eprintln!("xtask: bench: {part}: {why}");
        self.failed.push((part.to_owned(), why.to_owned()));
    }

    pub(super) fn print(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "| figure | goal | measured | verdict | how |")?;
        writeln!(out, "|---|--:|--:|---|---|")?;
        for Goal { id, part, what, most, unit } in GOALS {
            let row = self.rows.iter().find(|(known, ..)| known == id);
            let (measured, verdict, how) = match row {
                Some((_, value, how)) => {
                    let verdict = if value <= most { "reached" } else { "missed" };
                    (format!("{value:.2} {unit}"), verdict, how.as_str())
                }
                None => {
                    let why = self.failed.iter().find(|(known, _)| known == part || known == id);
                    ("–".to_owned(), "not measured", why.map_or("not asked for", |(_, why)| why))
                }
            };
            writeln!(out, "| {what} | ≤ {most} {unit} | {measured} | {verdict} | {how} |")?;
        }
        Ok(())
    }
}
