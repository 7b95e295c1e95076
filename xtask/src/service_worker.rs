//! The page's service worker. In: the built page in `dist/`, and `static/sw.js`. Out: `dist/sw.js`, which names each file that it keeps, its
//! checksum, and a version that is another one as soon as any of them is.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::checksum;
use crate::job::{self, Outcome};

/// Its name in `dist/`.
pub(crate) const NAME: &str = "sw.js";

/// What else is in `dist/`: it is handed out, but the page runs without.
const NOT_KEPT: [&str; 4] = [NAME, crate::single_file::NAME, "examples", crate::module::NAME];

/// Writes it.
pub(crate) fn write(dist: &Path) -> Outcome {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !NOT_KEPT.contains(&name.as_str()) {
            collect(dist, &name, &mut files)?;
        }
    }
    let template = fs::read_to_string(job::root().join("static").join(NAME))?;
    Ok(fs::write(dist.join(NAME), filled(&template, &files))?)
}

/// The checksum of a file, or of all files of a folder, by their addresses.
fn collect(dist: &Path, name: &str, files: &mut BTreeMap<String, String>) -> Outcome {
    let path = dist.join(name);
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let inner = entry?.file_name().to_string_lossy().into_owned();
            collect(dist, &format!("{name}/{inner}"), files)?;
        }
        return Ok(());
    }
    let address = if name == "index.html" { "./".to_owned() } else { format!("./{name}") };
    files.insert(address, checksum::source(fs::read(path)?));
    Ok(())
}

fn filled(template: &str, files: &BTreeMap<String, String>) -> String {
    let mut list = String::from("{\n");
    for (address, sum) in files {
        let _ = writeln!(list, "  {address:?}: {sum:?},");
    }
    list.push('}');
    let version = checksum::digits(format!("{template}{list}"));
    template.replace("{VERSION}", &version).replace("{FILES}", &list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_changed_file_or_name_makes_another_version() {
        let with = |name: &str, sum: &str| {
            let files = BTreeMap::from([
                ("./".to_owned(), "sha256-a".to_owned()),
                (name.into(), sum.into()),
            ]);
            let script = filled("const VERSION = \"{VERSION}\";\nconst FILES = {FILES};\n", &files);
            assert!(script.contains("  \"./\": \"sha256-a\",\n"), "{script}");
            script.lines().next().unwrap().to_owned()
        };
        assert_eq!(with("./x.js", "sha256-b"), with("./x.js", "sha256-b"));
        assert_ne!(with("./x.js", "sha256-b"), with("./x.js", "sha256-c"));
        assert_ne!(with("./x.js", "sha256-b"), with("./y.js", "sha256-b"));
    }
}
