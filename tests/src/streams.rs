//! Inputs of any length, made piece by piece: ordinary ones, and ones built to cost a checker time or memory.

use std::io::Write as _;

use crate::encode::utf16;

/// An endless input.
#[derive(Clone, Copy)]
pub struct Stream {
    /// What it is.
    pub name: &'static str,
    /// Appends its piece of that number.
    pub piece: fn(usize, &mut Vec<u8>),
}

const fn stream(name: &'static str, piece: fn(usize, &mut Vec<u8>)) -> Stream {
    Stream { name, piece }
}

/// Heading and first key of an export, before piece 0.
fn export(number: usize, out: &mut Vec<u8>, key: &str) {
    if number == 0 {
        let _ = write!(out, "Windows Registry Editor Version 5.00\r\n\r\n[{key}]\r\n");
    }
}

fn long_key() -> String {
    format!("HKEY_LOCAL_MACHINE\\SOFTWARE\\{}", "k\\".repeat(100_000))
}

/// Every stream.
pub const STREAMS: &[Stream] = &[
    stream("files", |n, out| {
        let _ = write!(out, "C:\\Windows\\System32\\folder{}\\file{n}.dll\r\n", n / 50);
    }),
    stream("long listing", |n, out| {
        if n == 0 {
            let _ = write!(
                out,
                " Volume in drive C has no label.\r\n Volume Serial Number is 1234-ABCD\r\n"
            );
        }
        if n.is_multiple_of(50) {
            let _ = write!(out, "\r\n Directory of C:\\d{n}\r\n\r\n");
        }
        let _ = write!(out, "01/02/2017  10:00 AM           {:>6} f{n}.txt\r\n", n % 100_000);
    }),
    stream("folders that stay shut", |n, out| {
        if n == 0 {
            let _ =
                write!(out, " Volume in drive C has no label.\r\n\r\n Directory of C:\\\r\n\r\n");
        }
        let _ = write!(out, "01/02/2017  10:00 AM    <DIR>          folder{n}\r\n");
    }),
    stream("registry values", |n, out| {
        export(n, out, "HKEY_LOCAL_MACHINE\\SOFTWARE\\A");
        if n % 10 == 9 {
            let _ = write!(out, "\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\A\\K{n}]\r\n");
        }
        let _ = write!(out, "\"v{n}\"=\"some text\"\r\n");
    }),
    stream("sightings", |n, out| {
        let _ = write!(out, "C:\\x{n}\\configs\\eternalblue.inconfig.xml\r\n");
    }),
    stream("sightings in one very long key", |n, out| {
        export(n, out, &long_key());
        let _ = write!(out, "\"v{n}\"=\"EternalRocks\"\r\n");
    }),
    stream("words in one name of a long key", |n, out| {
        export(n, out, &long_key());
        let _ = write!(out, "\"{}\"=\"x\"\r\n", "RgreanyEbpxf".repeat(4000));
    }),
    stream("words that almost are", |n, out| {
        export(n, out, "HKEY_LOCAL_MACHINE\\SOFTWARE\\A");
        let _ = write!(out, "\"v\"=\"{}\"\r\n", "EternalRockEternalRocktasksche.ex".repeat(100));
    }),
    stream("one hex value", |n, out| {
        export(n, out, "HKEY_LOCAL_MACHINE\\SOFTWARE\\A");
        out.extend_from_slice(if n == 0 { b"\"v\"=hex:00," } else { b"45,00,74,00,65,\\\r\n  " });
    }),
    stream("one hex value in one line", |n, out| {
        export(n, out, "HKEY_LOCAL_MACHINE\\SOFTWARE\\A");
        out.extend_from_slice(if n == 0 { b"\"v\"=hex:00," } else { b"45,00,74,00,65,00," });
    }),
    stream("one text value", |n, out| {
        export(n, out, "HKEY_LOCAL_MACHINE\\SOFTWARE\\A");
        out.extend_from_slice(if n == 0 { b"\"v\"=\"" } else { b"Eternal\\\\Rocks \r\n" });
    }),
    stream("one key", |n, out| {
        export(n, out, "HKEY_LOCAL_MACHINE\\SOFTWARE\\A");
        out.extend_from_slice(if n == 0 { b"[HKEY_LOCAL_MACHINE\\" } else { b"EternalRocks\\k\\" });
    }),
    stream("unreadable lines in an export", |n, out| {
        export(n, out, "HKEY_LOCAL_MACHINE\\SOFTWARE\\A");
        let _ = write!(out, "junk {n}\r\n");
    }),
    stream("outputs glued together", |n, out| {
        out.extend_from_slice(if n.is_multiple_of(2) {
            b"REGEDIT4\r\n\r\n[HKEY_USERS\\A]\r\n\"x\"=\"y\"\r\n\r\n" as &[u8]
        } else {
            b"\"Image Name\",\"PID\",\"Session Name\",\"Session#\",\"Mem Usage\"\r\n\"a.exe\",\"1\",\"Console\",\"0\",\"1 K\"\r\n"
        });
    }),
    stream("text of no format", |n, out| {
        let _ = write!(out, "line {n} of a novel\r\n");
    }),
    stream("a line without end, ASCII", |_, out| out.extend_from_slice(b"C:\\Windows\\abc ")),
    stream("a line without end, UTF-16LE", |n, out| {
        if n == 0 {
            out.extend_from_slice(&[0xFF, 0xFE]);
        }
        out.extend(utf16("C:\\检测 "));
    }),
    stream("a line without end, UTF-16BE", |n, out| {
        if n == 0 {
            out.extend_from_slice(&[0xFE, 0xFF]);
        }
        out.extend("C:\\检测 ".encode_utf16().flat_map(u16::to_be_bytes));
    }),
    stream("a line without end, GBK", |_, out| out.extend_from_slice(b"C:\\\xBC\xEC\xB2\xE2 ")),
    stream("a line without end, UTF-8", |_, out| out.extend_from_slice("C:\\检测 ".as_bytes())),
    stream("a line without end, code page 850", |_, out| {
        out.extend_from_slice(b"C:\\gr\x81n\x84 ")
    }),
    stream("a line of returns", |_, out| out.extend_from_slice(b"\r\r\r\r\r\r\r\r")),
    stream("text with zeros", |n, out| {
        if n < 100 {
            out.extend_from_slice(
                b"C:\\Windows\\abc.txt and more of it, long enough to be text\r\n",
            );
        }
        out.extend_from_slice(b"C:\\Windows\\a\0bc ");
    }),
    stream("lines that may be GBK or UTF-8", |_, out| {
        out.extend_from_slice(b"C:\\\xCF\xB5\xCD\xB3\r\n")
    }),
    stream("empty lines", |_, out| out.extend_from_slice(b"\r\n")),
    stream("an open quote in CSV", |n, out| {
        if n == 0 {
            out.extend_from_slice(
                b"\"Image Name\",\"PID\",\"Session Name\",\"Session#\",\"Mem Usage\"\r\n",
            );
        }
        out.extend_from_slice(b"\"a.exe,1,\r\n");
    }),
    stream("a block without end", |n, out| {
        let _ = write!(out, "Name=a{n}.exe\r\nProcessId={n}\r\n");
    }),
    stream("sockets", |n, out| {
        if n == 0 {
            out.extend_from_slice(b"\r\nActive Connections\r\n\r\n  Proto  Local Address          Foreign Address        State           PID\r\n");
        }
        let (a, b, c) = (n >> 16 & 255, n >> 8 & 255, n & 255);
        let _ = write!(
            out,
            "  TCP    10.{a}.{b}.{c}:445      1.{a}.{b}.{c}:445        ESTABLISHED     4\r\n"
        );
    }),
    stream("updates", |n, out| {
        let _ = write!(out, "HotFixID=KB{}\r\n\r\n", 1_000_000 + n % 8_000_000);
    }),
    stream("firewall rules", |n, out| {
        export(
            n,
            out,
            "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules",
        );
        let _ = write!(
            out,
            "\"r{n}\"=\"v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort={}|\"\r\n",
            n % 65536
        );
    }),
    stream("a manifest", |n, out| {
        if n == 0 {
            out.extend_from_slice(b"jiance-manifest/1\r\n");
        }
        let _ = write!(out, "begin=p{n}.txt\r\ncommand=dir /s /a C:\\\r\nend=p{n}.txt\r\n");
    }),
];
