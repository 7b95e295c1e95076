//! Writes what fuzzing begins with into `crate/fuzz/seeds/`, one folder per target. Run it after adding a form.

use std::fs;
use std::path::Path;

use jiance_tests::seeds::seeds;

fn main() -> std::io::Result<()> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crate/fuzz/seeds");
    if top.exists() {
        fs::remove_dir_all(&top)?;
    }
    let mut size = 0;
    for (target, name, bytes) in seeds() {
        let folder = top.join(target);
        fs::create_dir_all(&folder)?;
        size += bytes.len();
        fs::write(folder.join(name), bytes)?;
    }
    eprintln!("crate/fuzz/seeds: {size} bytes");
    Ok(())
}
