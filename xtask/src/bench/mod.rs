//! `cargo xtask bench`. In: the checkout. Out: a table of how fast the check is, each figure a ratio measured in one run, with its goal.

mod browser;
mod figures;
mod inputs;
mod native;
mod page;

use std::path::Path;

use crate::job::{self, Outcome};
use crate::system;

use figures::Table;

/// Measures what the words name: `native`, `browser`, or with none of them both; or, by Lighthouse, `page`.
pub(crate) fn run(options: &[&str]) -> Outcome {
    let (native, browser) = match options {
        [] => (true, true),
        ["native"] => (true, false),
        ["browser"] => (false, true),
        ["page"] => return page::run(),
        other => return Err(format!("bench: there is no `{}`", other.join(" ")).into()),
    };
    let folder = job::target_dir()?.join("bench");
    std::fs::create_dir_all(&folder)?;
    let mut table = Table::default();
    if native {
        measure(&mut table, "native", |table| native::measure(&folder, table));
    }
    if browser {
        measure(&mut table, "browser", |table| in_browser(&folder, table));
    }
    Ok(table.print()?)
}

fn in_browser(folder: &Path, table: &mut Table) -> Outcome {
    browser::measure(folder, &system::ensure()?, table)
}

/// What can't be measured says so in the table, and the rest is measured all the same.
fn measure(table: &mut Table, part: &str, of: impl FnOnce(&mut Table) -> Outcome) {
    if let Err(error) = of(table) {
        table.fail(part, &error.to_string());
    }
}
