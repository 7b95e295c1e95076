//! In: the crates of all that ships. Out: a page that names each with its licence and the licence's text. It loads nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use super::shipped::Crate;
use crate::job::Outcome;

/// For crates whose package leaves their licence's text out.
const MIT: &str = include_str!("mit.txt");

/// The page. Texts that are the same stand once.
pub(crate) fn page(crates: &[Crate]) -> Outcome<String> {
    let mut texts: BTreeMap<String, Vec<&Crate>> = BTreeMap::new();
    for it in crates {
        texts.entry(text_of(it)?).or_default().push(it);
    }
    let mut page = String::from(HEAD);
    for it in crates {
        let name = escaped(&format!("{} {}", it.name, it.version));
        let licence = escaped(&it.licence);
        let _ = match &it.repository {
            Some(address) => writeln!(page, "<li>{name} — {licence} — {}</li>", escaped(address)),
            None => writeln!(page, "<li>{name} — {licence}</li>"),
        };
    }
    page.push_str("</ul>\n");
    for (text, of) in texts {
        let names: Vec<&str> = of.iter().map(|it| it.name.as_str()).collect();
        let _ = writeln!(
            page,
            "<h2>{}</h2>\n<pre>{}</pre>",
            escaped(&names.join(", ")),
            escaped(&text)
        );
    }
    page.push_str("</main>\n</body>\n</html>\n");
    Ok(page)
}

const HEAD: &str = r#"<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>检测 · 第三方软件许可 / Jiance · Third-party licences</title>
</head>
<body>
<main>
<h1>第三方软件许可</h1>
<p>本页面、命令行工具和采集工具使用了下列软件。许可证原文如下。Rust 标准库：MIT OR Apache-2.0。</p>
<h1 lang="en">Third-party licences</h1>
<p lang="en">This page, the command line and the collector are made with the software below, whose licences follow. Rust's standard library: MIT OR Apache-2.0.</p>
<ul>
"#;

/// The licence's text, as the crate brings it: where there is a choice, MIT's. Notices belong to it.
fn text_of(it: &Crate) -> Outcome<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(&it.folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        let begins = |word: &&str| name.starts_with(*word);
        if entry.file_type()?.is_file() && ["LICEN", "COPYING", "NOTICE"].iter().any(begins) {
            files.push((name, entry.path()));
        }
    }
    files.sort();
    let is_choice = !it.licence.contains(" AND ");
    if is_choice && files.iter().any(|(name, _)| name.contains("MIT")) {
        files.retain(|(name, _)| name.contains("MIT") || name.starts_with("NOTICE"));
    }
    if files.is_empty() && it.licence.split(" OR ").any(|word| word == "MIT") {
        let holders = if it.authors.is_empty() {
            format!("the authors of {}", it.name)
        } else {
            it.authors.join(", ")
        };
        return Ok(MIT.replace("{holders}", &holders));
    }
    if files.is_empty() {
        return Err(format!("{} {}: no licence text is to be found", it.name, it.version).into());
    }
    let mut text = String::new();
    for (_, path) in files {
        text.push_str(String::from_utf8_lossy(&fs::read(path)?).replace("\r\n", "\n").trim_end());
        text.push_str("\n\n");
    }
    Ok(text.trim_end().to_owned())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
