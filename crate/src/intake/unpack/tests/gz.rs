//! Gzip files.

use super::*;

#[test]
fn gzip_files() {
    let text = listing(5000);
    check(&gz_of(Some("registry.reg"), &text), "gz", &[whole("registry.reg", &text)]);
    check(&gz_of(None, &text), "gz", &[whole("", &text)]);
    let twice = [gz_of(Some("a"), b"one "), gz_of(None, b"two"), vec![0; 512]].concat();
    check(&twice, "gz", &[whole("a", b"one two")]);
    let mut wrong = gz_of(None, &text);
    let sum = wrong.len() - 8;
    wrong[sum] ^= 1;
    assert_eq!(
        unpack(&wrong),
        (
            vec![(String::new(), text, Some("checksum".to_owned()))],
            "gz",
            vec!["checksum".to_owned()]
        )
    );
}
