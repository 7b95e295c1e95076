//! The same bytes wherever something is built. In: the folder of the sources. Out: compiler flags that put fixed names in place of this
//! machine's folders.

use std::path::{Path, PathBuf};

use crate::job::{self, Outcome};

/// One flag a folder: cargo's own, the sources', and that of the standard library's sources, where these are installed.
pub(crate) fn cut_off(root: &Path) -> Outcome<Vec<String>> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let home = home.ok_or("cannot tell where cargo's own folder is")?;
    let said = |arguments: &[&str]| job::output_of("rustc", arguments).ok_or("rustc says nothing");
    let library = Path::new(&said(&["--print", "sysroot"])?).join("lib/rustlib/src/rust");
    let version = said(&["--version", "--verbose"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: "));
    let library_name = format!("/rustc/{}", commit.unwrap_or("unknown"));
    let names = [(home.as_path(), "/cargo"), (root, "/jiance"), (&library, &library_name)];
    Ok(names
        .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
        .to_vec())
}
