//! In: named bytes. Out: a ZIP archive, the same one every time: fixed time, one compressor, no extras.

use miniz_oxide::deflate::compress_to_vec;

/// 2 June 2017, 16:35:00, as MS-DOS writes dates and times.
const DOS_DATE: u16 = ((2017 - 1980) << 9) | (6 << 5) | 2;
const DOS_TIME: u16 = (16 << 11) | (35 << 5);
const DEFLATE: u16 = 8;
const STORED: u16 = 0;
/// Bit 11: names are UTF-8.
const UTF8_NAMES: u16 = 1 << 11;
const VERSION: u16 = 20;

/// An archive of the entries, in their order.
pub fn zip<'a>(entries: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    pack(entries, DEFLATE)
}

/// The same, with the entries as they are.
pub fn stored<'a>(entries: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    pack(entries, STORED)
}

fn pack<'a>(entries: impl IntoIterator<Item = (&'a str, &'a [u8])>, method: u16) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    let mut count: u16 = 0;
    for (name, bytes) in entries {
        let packed = if method == STORED { bytes.to_vec() } else { compress_to_vec(bytes, 9) };
        let offset = archive.len() as u32;
        let common = common_header(name, bytes, &packed, method);
        archive.extend_from_slice(b"PK\x03\x04");
        archive.extend_from_slice(&common);
        archive.extend_from_slice(name.as_bytes());
        archive.extend_from_slice(&packed);

        directory.extend_from_slice(b"PK\x01\x02");
        directory.extend_from_slice(&VERSION.to_le_bytes());
        directory.extend_from_slice(&common);
        // Comment length, disk number, internal attributes, external attributes.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
        count += 1;
    }
    let start = archive.len() as u32;
    archive.extend_from_slice(&directory);
    archive.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    archive.extend_from_slice(&count.to_le_bytes());
    archive.extend_from_slice(&count.to_le_bytes());
    archive.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    archive.extend_from_slice(&start.to_le_bytes());
    archive.extend_from_slice(&[0, 0]);
    archive
}

/// What a local header and a directory entry share: from the version needed to the length of the extra field.
fn common_header(name: &str, bytes: &[u8], packed: &[u8], method: u16) -> Vec<u8> {
    let mut header = Vec::new();
    for field in [VERSION, UTF8_NAMES, method, DOS_TIME, DOS_DATE] {
        header.extend_from_slice(&field.to_le_bytes());
    }
    for field in [crc32fast::hash(bytes), packed.len() as u32, bytes.len() as u32] {
        header.extend_from_slice(&field.to_le_bytes());
    }
    for field in [name.len() as u16, 0] {
        header.extend_from_slice(&field.to_le_bytes());
    }
    header
}
