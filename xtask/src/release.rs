//! `cargo xtask release [--prove]`. In: the sources. Out: `dist/` with all that makes it checkable; and, on demand, the proof that another
//! folder gives the same bytes.

use crate::checkable::CHECKSUMS;
use crate::job::Outcome;
use crate::{dist, prove};

pub(crate) fn run(options: &[&str]) -> Outcome {
    let proves = match options {
        [] => false,
        ["--prove"] => true,
        other => return Err(format!("unknown: {}", other.join(" ")).into()),
    };
    dist::build()?;
    eprintln!(
        "xtask: dist/ holds the page and both collectors, licences.html, sbom-*.cdx.json and {CHECKSUMS}"
    );
    if proves { prove::run() } else { Ok(()) }
}
