//! In: a report, and files. Out: whether the report is of these files, and if not, why: one line each.

use std::collections::BTreeMap;
use std::fs;

use jiance::report::{Engine, Input, Report, SCHEMA};
use jiance::{Advisory, Check, Lang};

use crate::arguments::VerifyRequest;
use crate::feed;
use crate::messages::{Code, said};

/// What was found out.
pub(crate) struct Finding {
    /// The report is of these files.
    pub(crate) belongs: bool,
    /// What to tell, in order.
    pub(crate) lines: Vec<String>,
}

/// Compares by content: names and order do not matter.
///
/// # Errors
/// One sentence: there is no such report, or it is none.
pub(crate) fn verify(request: &VerifyRequest) -> Result<Finding, String> {
    let lang = request.lang;
    let report = read(request)?;
    // Where this program lacks the advisory, its contents can't be compared; the files can.
    let advisory = Advisory::by_id(&report.advisory.id);
    let mut check = match advisory.or_else(|| Advisory::built_in().first()) {
        Some(advisory) => Check::new(advisory),
        None => return Err(said(lang, Code::UnknownAdvisory, &[("id", &report.advisory.id)])),
    };
    feed::feed(&mut check, &request.sources, lang);
    let ours = check.finish().report(lang);

    let mut lines = Vec::new();
    for input in without(&report.inputs, &ours.inputs) {
        lines.push(said(
            lang,
            Code::VerifyAbsent,
            &[("file", &input.file), ("sha256", &input.sha256)],
        ));
    }
    for input in without(&ours.inputs, &report.inputs) {
        lines.push(said(
            lang,
            Code::VerifyExtra,
            &[("file", &input.file), ("sha256", &input.sha256)],
        ));
    }
    let same_maker = report.engine == ours.engine && report.advisory == ours.advisory;
    // Encodings that a user chose, and another engine or advisory, may rightly lead to another verdict.
    let comparable = same_maker && !report.inputs.iter().any(|input| input.encoding_chosen);
    if lines.is_empty() && comparable && report.verdict != ours.verdict {
        let filling = [("theirs", report.verdict.name()), ("ours", ours.verdict.name())];
        lines.push(said(lang, Code::VerifyVerdict, &filling));
    }
    let belongs = lines.is_empty();
    lines.insert(0, said(lang, if belongs { Code::VerifyYes } else { Code::VerifyNo }, &[]));
    if !same_maker {
        let (theirs, ours) = (maker(&report, lang), maker(&ours, lang));
        lines.push(said(lang, Code::VerifyVersions, &[("theirs", &theirs), ("ours", &ours)]));
    }
    Ok(Finding { belongs, lines })
}

fn read(request: &VerifyRequest) -> Result<Report, String> {
    let file = request.report.to_string_lossy();
    let unusable =
        |why: String| said(request.lang, Code::VerifyNoReport, &[("file", &file), ("why", &why)]);
    let bytes = fs::read(&request.report).map_err(|error| unusable(error.to_string()))?;
    let report: Report =
        serde_json::from_slice(&bytes).map_err(|error| unusable(error.to_string()))?;
    if report.schema == SCHEMA { Ok(report) } else { Err(unusable(report.schema)) }
}

fn maker(report: &Report, lang: Lang) -> String {
    let Engine { name, version } = &report.engine;
    let filling = [
        ("engine", &**name),
        ("version", version),
        ("id", &report.advisory.id),
        ("edition", &report.advisory.version),
    ];
    said(lang, Code::VerifyMaker, &filling)
}

/// Those of the first whose content is not among the second; of equal ones, as many as there are too many.
fn without<'a>(these: &'a [Input], those: &[Input]) -> Vec<&'a Input> {
    let mut left = BTreeMap::<&str, usize>::new();
    for input in those {
        *left.entry(&input.sha256).or_default() += 1;
    }
    let is_absent = |input: &&Input| match left.get_mut(&*input.sha256) {
        Some(count) if 0 < *count => {
            *count -= 1;
            false
        }
        _ => true,
    };
    these.iter().filter(is_absent).collect()
}
