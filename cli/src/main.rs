//! `jiance`: the engine on a command line. Paths in; a report on standard output and an exit status out.
#![allow(clippy::print_stdout, reason = "this is the one program whose job is to print")]

mod arguments;
mod feed;
mod hashing;
mod messages;
mod print;
mod scripts;
mod verify;

use std::process::ExitCode;

use jiance::link::{Extras, ResultLink};
use jiance::report::{Report, Verdict};
use jiance::{Advisory, Check, Lang};

use arguments::{CheckRequest, Request, VerifyRequest};
use messages::{Code, said, usage};

/// Wrong usage, nothing readable, no report, or a folder for scripts that can't be made.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let lang = system_lang();
    match arguments::parse(std::env::args_os().skip(1).collect(), lang) {
        Ok(Request::Help) => {
            println!("{}", usage(lang));
            ExitCode::SUCCESS
        }
        Ok(Request::Advisories { json }) => {
            advisories(json, lang);
            ExitCode::SUCCESS
        }
        Ok(Request::Check(request)) => check(&request),
        Ok(Request::Verify(request)) => verify(&request),
        Err(problem) => {
            eprintln!("jiance: {problem}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn check(request: &CheckRequest) -> ExitCode {
    if let Some(folder) = &request.scripts
        && let Err(problem) = scripts::make_folder(folder, request.lang)
    {
        eprintln!("jiance: {problem}");
        return ExitCode::from(UNUSABLE);
    }
    let mut check = Check::new(request.advisory);
    if let Some(encoding) = request.encoding {
        check.read_all_as(encoding);
    }
    feed::feed(&mut check, &request.sources, request.lang);
    let outcome = check.finish();
    let report = outcome.report(request.lang);
    if outcome.nothing_readable() {
        eprintln!(
            "jiance: {}",
            said(request.lang, Code::Unreadable, &[("problems", &problems(&report))])
        );
        return ExitCode::from(UNUSABLE);
    }
    let collections = outcome.collections();
    if 1 < collections {
        let n = collections.to_string();
        eprintln!("jiance: {}", said(request.lang, Code::Several, &[("n", &n)]));
    }
    if request.json {
        print!("{}", report.to_json());
    } else {
        print!("{}", print::text(&report, request.lang));
    }
    if let Some(page) = &request.page {
        print_link(&report, page, request);
    }
    if let Some(folder) = &request.scripts {
        scripts::write(&report, folder, &request.steps, request.lang);
    }
    ExitCode::from(match report.verdict {
        Verdict::NoSigns => 0,
        Verdict::Infected => 10,
        Verdict::Suspected => 11,
        Verdict::CannotTell => 12,
    })
}

fn verify(request: &VerifyRequest) -> ExitCode {
    match verify::verify(request) {
        Ok(finding) => {
            for line in &finding.lines {
                println!("{line}");
            }
            ExitCode::from(u8::from(!finding.belongs))
        }
        Err(problem) => {
            eprintln!("jiance: {problem}");
            ExitCode::from(UNUSABLE)
        }
    }
}

/// The result link, below the report for people; beside the one for programs, which stands alone on standard output.
fn print_link(report: &Report, page: &str, request: &CheckRequest) {
    match ResultLink::of(report, request.lang, Extras::default()) {
        Ok(link) if request.json => eprintln!("{page}#{}", link.fragment()),
        Ok(link) => {
            println!("\n{}\n{page}#{}", said(request.lang, Code::HeadingLink, &[]), link.fragment())
        }
        Err(error) => eprintln!("jiance: {}", error.phrase().said(request.lang).text),
    }
}

/// Which file has what wrong, as one line.
fn problems(report: &Report) -> String {
    let of_file = |input: &jiance::report::Input| {
        let texts: Vec<&str> = input.problems.iter().map(|problem| problem.text.as_str()).collect();
        format!("{}: {}", input.file, texts.join(" "))
    };
    let with_problems = report.inputs.iter().filter(|input| !input.problems.is_empty());
    with_problems.map(of_file).collect::<Vec<_>>().join(" ")
}

fn advisories(json: bool, lang: Lang) {
    let rows = Advisory::built_in();
    if json {
        let list: Vec<_> = rows
            .iter()
            .map(|a| {
                serde_json::json!({
                    "id": a.id, "version": a.version, "title": a.title, "published": a.published,
                    "indicators": a.indicators.len(),
                })
            })
            .collect();
        println!("{:#}", serde_json::Value::from(list));
        return;
    }
    for row in rows {
        println!(
            "{}  {}  {}  {}  {}",
            row.id,
            row.version,
            row.published,
            row.indicators.len(),
            row.title.text(lang)
        );
    }
}

/// The language of the user's environment; Chinese where it says nothing.
fn system_lang() -> Lang {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let tag = variables
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    tag.and_then(|tag| Lang::from_tag(tag.split(['.', '@']).next().unwrap_or_default()))
        .unwrap_or(Lang::ZhCn)
}
