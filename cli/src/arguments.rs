//! In: the command line as typed. Out: what it asks for.

use std::ffi::OsString;
use std::path::PathBuf;

use jiance::{Advisory, Lang, TextEncoding};
use lexopt::prelude::*;

use crate::messages::{Code, languages, said, usage};

/// What the command line asks for.
pub(crate) enum Request {
    Help,
    Advisories { json: bool },
    Check(CheckRequest),
    Verify(VerifyRequest),
}

pub(crate) struct CheckRequest {
    pub(crate) json: bool,
    pub(crate) lang: Lang,
    pub(crate) advisory: &'static Advisory,
    /// The encoding of every text, where the user knows better.
    pub(crate) encoding: Option<TextEncoding>,
    /// The page's address, to which a result link is wanted.
    pub(crate) page: Option<String>,
    /// Where to write the scripts that harden the host.
    pub(crate) scripts: Option<PathBuf>,
    /// The steps they take; none: those that the report suggests.
    pub(crate) steps: Vec<String>,
    pub(crate) sources: Vec<Source>,
}

pub(crate) struct VerifyRequest {
    pub(crate) lang: Lang,
    pub(crate) report: PathBuf,
    /// What it may be the report of.
    pub(crate) sources: Vec<Source>,
}

pub(crate) enum Source {
    StandardInput,
    Path(PathBuf),
}

/// Reads the command line; `system_lang` is used where `--lang` is not given.
///
/// # Errors
/// One sentence saying what is wrong.
pub(crate) fn parse(arguments: Vec<OsString>, system_lang: Lang) -> Result<Request, String> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let (mut command, mut json, mut lang, mut id, mut sources) =
        (None, false, system_lang, None, Vec::new());
    let (mut encoding, mut page) = (None, None);
    let (mut scripts, mut steps) = (None, Vec::new());
    while let Some(argument) = parser.next().map_err(|e| e.to_string())? {
        match argument {
            Long("help") | Short('h') => return Ok(Request::Help),
            Long("json") => json = true,
            Long("lang") => {
                let tag = parser.value().map_err(|e| e.to_string())?.to_string_lossy().into_owned();
                lang = Lang::from_tag(&tag).ok_or_else(|| {
                    said(
                        system_lang,
                        Code::UnknownLanguage,
                        &[("tag", &tag), ("languages", &languages(", "))],
                    )
                })?;
            }
            Long("advisory") => {
                id =
                    Some(parser.value().map_err(|e| e.to_string())?.to_string_lossy().into_owned());
            }
            Long("encoding") => {
                let name = parser.value().map_err(|e| e.to_string())?;
                let name = name.to_string_lossy().into_owned();
                let known = TextEncoding::named(&name);
                encoding = Some(known.ok_or_else(|| {
                    let names: Vec<_> = TextEncoding::all().map(TextEncoding::name).collect();
                    let filling = [("name", name.as_str()), ("names", &names.join(", "))];
                    said(system_lang, Code::UnknownEncoding, &filling)
                })?);
            }
            Long("link") => {
                let address = parser.value().map_err(|e| e.to_string())?;
                let address = address.to_string_lossy();
                page = Some(address.split('#').next().unwrap_or_default().to_owned());
            }
            Long("scripts") => {
                scripts = Some(PathBuf::from(parser.value().map_err(|e| e.to_string())?));
            }
            Long("step") => {
                let id = parser.value().map_err(|e| e.to_string())?;
                steps.push(id.to_string_lossy().into_owned());
            }
            Value(value) if command.is_none() => {
                command = Some(value.to_string_lossy().into_owned())
            }
            Value(value) if value == "-" => sources.push(Source::StandardInput),
            Value(value) => sources.push(Source::Path(PathBuf::from(value))),
            other => return Err(other.unexpected().to_string()),
        }
    }
    match command.as_deref() {
        Some("advisories") if sources.is_empty() => Ok(Request::Advisories { json }),
        Some("verify") => match sources.split_first() {
            Some((Source::Path(report), files)) if !files.is_empty() => {
                let report = report.clone();
                Ok(Request::Verify(VerifyRequest { lang, report, sources: sources.split_off(1) }))
            }
            _ => Err(said(lang, Code::VerifyNothingGiven, &[])),
        },
        Some("check") if sources.is_empty() => Err(said(lang, Code::NothingGiven, &[])),
        Some("check") => {
            let advisory = match &id {
                Some(id) => Advisory::by_id(id),
                None => Advisory::built_in().first(),
            };
            let id = id.unwrap_or_default();
            let advisory =
                advisory.ok_or_else(|| said(lang, Code::UnknownAdvisory, &[("id", &id)]))?;
            Ok(Request::Check(CheckRequest {
                json,
                lang,
                advisory,
                encoding,
                page,
                scripts,
                steps,
                sources,
            }))
        }
        _ => Err(usage(lang)),
    }
}
