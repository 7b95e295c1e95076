//! The committed sample bundles are what the generator makes, and small enough to be served at a click.

use std::path::Path;

use jiance_tests::samples::{samples, served};

#[test]
fn the_committed_samples_are_what_the_generator_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/samples");
    for (name, bytes) in samples() {
        let committed = std::fs::read(folder.join(name)).unwrap_or_default();
        assert!(
            committed == bytes,
            "static/samples/{name} is stale: cargo run -p jiance-tests --bin samples"
        );
        assert!(bytes.len() < 60 * 1024, "{name}: {} bytes", bytes.len());
    }
    let committed = std::fs::read(folder.join("../samples.txt")).unwrap_or_default();
    assert!(
        committed == served(),
        "static/samples.txt is stale: cargo run -p jiance-tests --bin samples"
    );
}
