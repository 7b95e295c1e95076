//! What index.html shows before the program is there. In: the built page. Out: the same, with the start page in each language, as the page's own
//! components draw it (`web/src/first_paint.rs`), and with one style sheet, since nothing is shown before all of them are there. The wasm comes
//! after all of that.

use std::fs;
use std::path::Path;

use crate::checksum;
use crate::html::{attribute, tags};
use crate::job::{self, Outcome};

/// What the templates stand before.
const PAGE: &str = "<div id=\"page\">";
/// The root element, which is told the languages that there are.
const ROOT: &str = "<html ";
const TEMPLATE: &str = "<template ";
/// How Trunk has the wasm fetched: at once, and as urgently as scripts.
const WASM: &str = "<link rel=\"preload\" ";
/// How first.js finds it, which has it fetched once the page is painted.
const WASM_LATER: &str = "<link rel=\"later\" ";

/// Adds it to the page in `dist`, which was built from the sources below `root`.
pub(crate) fn add(dist: &Path, root: &Path, target: &Path) -> Outcome {
    let index = dist.join("index.html");
    let mut page = fs::read_to_string(&index)?;
    if ![PAGE, ROOT, WASM].iter().all(|it| page.contains(it)) || page.contains(TEMPLATE) {
        return Err("index.html has no place for the start page, or has it already".into());
    }
    let templates = draw(root, target)?;
    let languages: Vec<&str> =
        tags(&templates, TEMPLATE).filter_map(|tag| attribute(tag, "lang")).collect();
    page = page.replacen(PAGE, &format!("{templates}{PAGE}"), 1);
    page = page.replacen(ROOT, &format!("{ROOT}data-languages=\"{}\" ", languages.join(" ")), 1);
    page = page.replacen(WASM, WASM_LATER, 1);
    page = join_styles(dist, &page)?;
    Ok(fs::write(index, page)?)
}

/// The page without it: where all is in one file, there is nothing to wait for.
pub(crate) fn without(page: &str) -> String {
    page.lines()
        .filter(|line| !line.trim_start().starts_with(TEMPLATE))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// A line for each language.
fn draw(root: &Path, target: &Path) -> Outcome<String> {
    let mut cargo = job::command("cargo")?;
    cargo.current_dir(root).env("CARGO_TARGET_DIR", target);
    cargo.args(["run", "--quiet", "--locked", "--package", "jiance-web", "--", "first-paint"]);
    let output = cargo.output()?;
    if !output.status.success() {
        return Err(format!("cargo: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The page with one sheet in place of those that are for every medium.
fn join_styles(dist: &Path, page: &str) -> Outcome<String> {
    let is_part = |tag: &&str| {
        attribute(tag, "rel") == Some("stylesheet") && attribute(tag, "media").is_none()
    };
    let mut joined = String::new();
    let mut rest = page.to_owned();
    let mut first = None;
    for tag in tags(page, "<link ").filter(is_part) {
        let path = dist.join(attribute(tag, "href").ok_or("a style sheet has no address")?);
        joined += &fs::read_to_string(&path)?;
        fs::remove_file(path)?;
        // The first keeps its place.
        match first {
            None => first = Some(tag),
            Some(_) => rest = rest.replacen(tag, "", 1),
        }
    }
    let first = first.ok_or("index.html has no style sheet")?;
    let name = format!("jiance-web-{}.css", checksum::digits(&joined));
    let integrity = checksum::integrity(&joined);
    fs::write(dist.join(&name), joined)?;
    let link = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"{integrity}\"/>");
    Ok(rest.replacen(first, &link, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_for_every_medium_become_one_in_their_order_and_in_the_place_of_the_first() {
        let dist = job::target_dir().unwrap().join("xtask-tests/join-styles");
        fs::create_dir_all(&dist).unwrap();
        for name in ["b", "a", "print"] {
            fs::write(dist.join(format!("{name}.css")), name).unwrap();
        }
        let link = |name, more| format!("<link rel=\"stylesheet\" href=\"./{name}.css\"{more}/>");
        let page =
            ["<x/>", &link("b", ""), &link("print", " media=\"print\""), &link("a", ""), "<y/>"];
        let joined = join_styles(&dist, &page.concat()).unwrap();
        let sheets: Vec<&str> = tags(&joined, "<link ").collect();
        let [first, print] = sheets.as_slice() else { panic!("two sheets: {joined}") };
        assert_eq!(joined, format!("<x/>{first}{print}<y/>"));
        assert_eq!(*print, page[2]);
        let name = attribute(first, "href").unwrap();
        assert_eq!(fs::read_to_string(dist.join(name)).unwrap(), "ba");
        assert!(!dist.join("a.css").exists());
    }

    #[test]
    fn without_it_the_page_is_what_it_was() {
        let page = "<body>\n    <template lang=\"en\"><p>a</p></template>\n<template lang=\"zh-CN\"></template>\n<div id=\"page\">\n";
        assert_eq!(without(page), "<body>\n<div id=\"page\">\n");
    }
}
