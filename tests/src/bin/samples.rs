//! Writes the sample bundles into `static/samples/` and `static/samples.txt`. Run it after changing the generator; a test compares them.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/samples");
    std::fs::create_dir_all(&folder)?;
    for (name, bytes) in jiance_tests::samples::samples() {
        std::fs::write(folder.join(name), &bytes)?;
        eprintln!("static/samples/{name}: {} bytes", bytes.len());
    }
    std::fs::write(folder.join("../samples.txt"), jiance_tests::samples::served())
}
