//! Cabinets.

use super::*;

#[test]
fn cabinets() {
    // Longer than one block, so that the second refers to the first.
    let text = listing(20_000);
    let files = [("files-C.txt", &text[..]), ("empty.txt", b""), ("reg\\用户.reg", b"x")];
    let entries =
        [whole("files-C.txt", &text), whole("empty.txt", b""), whole("reg/用户.reg", b"x")];
    for packing in [::cab::CompressionType::None, ::cab::CompressionType::MsZip] {
        check(&cab_of(packing, &files), "cab", &entries);
    }
}

#[test]
fn a_damaged_cabinet() {
    let text = listing(20_000);
    let mut bytes = cab_of(::cab::CompressionType::MsZip, &[("a.txt", &text), ("b.txt", b"x")]);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let (entries, kind, problems) = unpack(&bytes);
    assert_eq!((kind, problems), ("cab", vec![]));
    assert!(text.starts_with(&entries[0].1) && entries[0].1.len() < text.len());
    let found: Vec<_> =
        entries.iter().map(|entry| (entry.0.as_str(), entry.2.as_deref())).collect();
    assert_eq!(found, [("a.txt", Some("checksum")), ("b.txt", Some("checksum"))]);
}
