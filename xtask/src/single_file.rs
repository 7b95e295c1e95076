//! The page as one file. In: the built page in `dist/`. Out: `jiance.html`, in which all of it stands; it opens without a server, and its
//! policy allows it not a single request.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use miniz_oxide::deflate::compress_to_vec_zlib;

use crate::checksum;
use crate::first_paint;
use crate::html::{attribute, tags};
use crate::job::{self, Outcome};

/// The file's name in `dist/`.
pub(crate) const NAME: &str = "jiance.html";

/// The program behind the glue, in this order: each uses what stands before it.
const MODULES: [&str; 5] = ["lock.js", "watch.js", "run.js", "samples.js", "single.js"];

/// Runs before them, where index.html says so: it chooses the language.
const FIRST: &str = "first.js";

/// What is handed out or used as it is: files of `dist/`, or folders of them.
const PACKED: [&str; 3] = ["samples.txt", "jiance.bat", "collector"];

/// The best that deflate can do.
const LEVEL: u8 = 10;

/// Makes the file from what stands in `dist`.
pub(crate) fn write(dist: &Path) -> Outcome {
    let index = first_paint::without(&text(&dist.join("index.html"))?);
    let start = tags(&index, "<script ")
        .find(|tag| tag.contains("data-wasm="))
        .ok_or("index.html starts no wasm")?;
    let named = |name| attribute(start, name).ok_or_else(|| format!("index.html names no {name}"));
    let mut hashes = Hashes::default();

    let glue = classic(&text(&dist.join(named("data-js")?))?)?;
    let worker = text(&dist.join("worker.js"))?;
    let program = program()?;
    let mut scripts = format!(
        "<script id=\"glue\">{}</script>\n<script type=\"text/plain\" id=\"worker\">{}</script>\n",
        hashes.script(inline(&glue)?),
        inline(&worker)?
    );
    scripts += &packed("./jiance.wasm", &fs::read(dist.join(named("data-wasm")?))?);
    for name in PACKED {
        pack_all(dist, name, &mut scripts)?;
    }
    scripts += &format!("<script type=\"module\">{}</script>", hashes.script(inline(&program)?));

    let mut html = index.clone();
    for link in tags(&index, "<link ") {
        let with = match attribute(link, "rel") {
            Some("stylesheet") => style(dist, link, &mut hashes)?,
            Some("icon") => continue,
            _ => String::new(),
        };
        html = html.replace(link, &with);
    }
    let first = text(&dist.join(FIRST))?;
    let begin = tags(&index, "<script ")
        .find(|tag| tag.contains(FIRST))
        .ok_or_else(|| format!("index.html does not run {FIRST}"))?;
    html = html.replace(begin, &format!("<script>{}", hashes.script(inline(&first)?)));
    let policy = tags(&index, "<meta").find(|tag| tag.contains("Content-Security-Policy"));
    html = html
        .replace(policy.ok_or("index.html has no policy")?, &hashes.policy())
        .replace(&format!("{start}</script>"), &scripts);
    Ok(fs::write(dist.join(NAME), html)?)
}

/// What may run, and how the page may look: exactly what stands in the file.
#[derive(Default)]
struct Hashes {
    scripts: String,
    styles: String,
}

impl Hashes {
    fn script<'a>(&mut self, text: &'a str) -> &'a str {
        self.scripts += &format!(" '{}'", checksum::source(text));
        text
    }

    fn style<'a>(&mut self, text: &'a str) -> &'a str {
        self.styles += &format!(" '{}'", checksum::source(text));
        text
    }

    /// Without `connect-src`, and for all else that could ask for something: `'none'`.
    fn policy(&self) -> String {
        let Hashes { scripts, styles } = self;
        format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; \
             script-src 'wasm-unsafe-eval'{scripts}; worker-src blob:; style-src{styles}; img-src data:; \
             require-trusted-types-for 'script'; trusted-types jiance-worker\" />"
        )
    }
}

/// The glue as a classic script, in whose place a worker may be made from it: it exports nothing, and is told where the wasm is.
fn classic(glue: &str) -> Outcome<String> {
    let at = glue.rfind("export {").ok_or("the glue ends in no `export {`")?;
    let (body, exports) = glue.split_at(at);
    if exports.trim_end().find('}') != Some(exports.trim_end().len() - 2) {
        return Err("the glue goes on after what it exports".into());
    }
    let body: String = body
        .lines()
        .map(|line| line.strip_prefix("export ").unwrap_or(line))
        .flat_map(|line| [line, "\n"])
        .collect();
    if body.lines().any(|line| line.starts_with("import ")) {
        return Err("the glue imports other scripts, which are not packed".into());
    }
    Ok(body.replace("import.meta.url", "location.href"))
}

/// The scripts that start the page, as one.
fn program() -> Outcome<String> {
    let mut program = String::new();
    for name in MODULES {
        for line in text(&job::root().join("static").join(name))?.lines() {
            if !line.starts_with("import ") {
                program += line.strip_prefix("export ").unwrap_or(line);
                program.push('\n');
            }
        }
    }
    Ok(program)
}

fn style(dist: &Path, link: &str, hashes: &mut Hashes) -> Outcome<String> {
    let css = text(&dist.join(attribute(link, "href").ok_or("a style sheet has no address")?))?;
    let media =
        attribute(link, "media").map(|media| format!(" media=\"{media}\"")).unwrap_or_default();
    Ok(format!("<style{media}>{}</style>", hashes.style(inline(&css)?)))
}

/// Packs a file, or all files of a folder.
fn pack_all(dist: &Path, name: &str, scripts: &mut String) -> Outcome {
    let path = dist.join(name);
    if !path.is_dir() {
        *scripts += &packed(&format!("./{name}"), &fs::read(path)?);
        return Ok(());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    names.iter().try_for_each(|inner| pack_all(dist, &format!("{name}/{inner}"), scripts))
}

fn packed(path: &str, bytes: &[u8]) -> String {
    let packed = BASE64.encode(compress_to_vec_zlib(bytes, LEVEL));
    format!("<script type=\"text/plain\" data-file=\"{path}\">{packed}</script>\n")
}

/// A text as it may stand in an element of scripts or styles.
fn inline(text: &str) -> Outcome<&str> {
    let lower = text.to_ascii_lowercase();
    match ["</script", "</style", "<!--"].into_iter().find(|end| lower.contains(end)) {
        Some(end) => {
            Err(format!("a text to be packed has `{end}` in it, which would end it").into())
        }
        None => Ok(text),
    }
}

fn text(path: &Path) -> Outcome<String> {
    Ok(fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_becomes_a_classic_script() {
        let glue = "let wasm;\nexport class Check {\n}\nconst at = import.meta.url;\nexport { initSync, __wbg_init as default };\n";
        let classic = classic(glue).unwrap();
        assert_eq!(classic, "let wasm;\nclass Check {\n}\nconst at = location.href;\n");
        assert!(super::classic("import { x } from './snippets/x.js';\nexport { x };\n").is_err());
    }

    #[test]
    fn what_would_end_its_element_is_not_packed() {
        for text in ["a</SCRIPT >", "<!-- x", "x</style>"] {
            assert!(inline(text).is_err(), "{text}");
        }
        assert!(inline("if (a < b && c > d) {}").is_ok());
    }
}
