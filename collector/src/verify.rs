//! `/verify`: reads a file that was written earlier, and says whether it is whole.

use alloc::string::String;
use alloc::vec::Vec;

use jiance_collector::unzip::{self, Source};
use jiance_collector::words::{Lang, Word};
use sha2::{Digest, Sha256};

use crate::status;
use crate::sys::console::Console;
use crate::sys::file::File;
use crate::sys::wide;

/// What a collection that ran to its end says at its end.
const END_MARK: &[u8] = b"\r\nend=manifest\r\n";
const MANIFEST: &str = "manifest.txt";

pub(crate) fn run(path: &[u16], console: &Console, lang: Lang) -> u32 {
    let Ok(Some(mut file)) = File::open(path) else {
        console.print(&wide(lang.say(Word::Damaged)));
        console.print(&wide("\r\n"));
        return status::CANNOT_WRITE;
    };
    let mut manifest = Vec::new();
    let read = unzip::read(&mut file, &mut |name, bytes| {
        if name == MANIFEST {
            manifest.extend_from_slice(bytes);
        }
    });
    let whole = read.is_ok() && manifest.ends_with(END_MARK);
    console.print(&wide(lang.say(if whole { Word::Verified } else { Word::Damaged })));
    console.print(&wide(lang.say(Word::Checksum)));
    console.print(&wide(&checksum(&mut file)));
    console.print(&wide("\r\n"));
    if whole { status::WHOLE } else { status::CANNOT_WRITE }
}

/// A file's SHA-256, in hexadecimal digits.
pub(crate) fn checksum(file: &mut File) -> String {
    let mut sum = Sha256::new();
    let mut buffer = alloc::vec![0; 64 * 1024];
    let mut at = 0;
    loop {
        let got = file.read(at, &mut buffer);
        if got == 0 {
            break;
        }
        sum.update(buffer.get(..got).unwrap_or_default());
        at += got as u64;
    }
    let mut text = Vec::new();
    for byte in sum.finalize() {
        jiance_collector::text::push_hex(&mut text, byte.into(), 2);
    }
    String::from_utf8(text).unwrap_or_default()
}
