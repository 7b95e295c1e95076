//! What fuzzing begins with: a small host in every form. Out: for each target of `crate/fuzz`, files by name.

use crate::collection::Collection;
use crate::encode::Encoding;
use crate::files::Files;
use crate::forms::{GROUPS, Write, containers};
use crate::host::Host;
use crate::links;
use crate::locale::Locale;
use crate::registry::{Data, Registry};
use crate::signs::sign;
use crate::windows::Windows;

/// The two bytes by which a form's target is told to read the rest as it stands.
const AS_IT_STANDS: [u8; 2] = [0, 0];

/// Target, file name, bytes.
pub type Seed = (&'static str, String, Vec<u8>);

/// Every seed. Languages and encodings take turns, so that few files show them all.
pub fn seeds() -> Vec<Seed> {
    let mut seeds = Vec::new();
    for group in GROUPS {
        for (at, form) in group.forms.iter().enumerate() {
            for (turn, windows) in form.windows.iter().enumerate() {
                let Some(locale) = form.locales.iter().cycle().nth(at + turn) else { continue };
                let host = small(windows, *locale);
                let encoding = form.encodings.iter().cycle().nth(turn);
                let bytes = match (form.write, encoding) {
                    (Write::Text(write), Some(encoding)) => encoding.encode(&write(&host), *locale),
                    (Write::Text(_), None) => continue,
                    (Write::Bytes(write), _) => {
                        let target = if form.kind == "mft" { "file_tables" } else { "hives" };
                        let name = format!("{}-{at:02}-{}", form.kind, windows.id);
                        if turn == 0 {
                            seeds.push((target, name, [&[0], write(&host).as_slice()].concat()));
                        }
                        continue;
                    }
                };
                let name = format!("{}-{at:02}-{}-{}", form.kind, windows.id, locale.id());
                seeds.push((
                    group.target,
                    name.clone(),
                    [&AS_IT_STANDS, bytes.as_slice()].concat(),
                ));
                if turn == 0 {
                    seeds.push(("text", name, bytes));
                }
            }
        }
    }
    let collection = Collection::of(&small(&crate::windows::WIN7_SP1, Locale::ZhCn));
    for (at, container) in containers::CONTAINERS.iter().enumerate() {
        let name = format!("{at:02}-{}", container.file);
        seeds.push(("containers", name, (container.pack)(&collection)));
    }
    for part in &collection.parts {
        if part.name == "manifest.txt" {
            let bytes = [&AS_IT_STANDS, part.bytes.as_slice()].concat();
            seeds.push(("manifest", part.name.clone(), bytes));
        }
        seeds.push(("whole", part.name.clone(), [&[0], part.bytes.as_slice()].concat()));
    }
    for target in ["hives", "file_tables"] {
        // A change to one byte.
        seeds.push((target, "changed".to_owned(), vec![u8::MAX, 0, 0x60, 1]));
    }
    for choice in 0..u8::MAX {
        if choice % 16 == 0 {
            seeds.push((
                "glued",
                format!("{choice:02x}"),
                [&[choice, 128], b"junk\r\n#### ".as_slice()].concat(),
            ));
        }
    }
    for (name, text) in links::ISSUED {
        seeds.push(("links", name.to_owned(), text.trim().as_bytes().to_vec()));
        if let Some(content) = links::content(text) {
            seeds.push(("links", format!("{name}-content"), [vec![1], content].concat()));
        }
    }
    let text = Encoding::Utf16Bom.encode("first line\r\n第二行\r\n", Locale::ZhCn);
    seeds.push((
        "text",
        "two-encodings".to_owned(),
        [b"one byte each\r\n", text.as_slice()].concat(),
    ));
    seeds
}

/// A host with little on it, and a sign in each artifact.
pub fn small(windows: &'static Windows, locale: Locale) -> Host {
    let mut host = Host::clean(windows, locale);
    host.files = Files::default();
    for path in ["C:\\Windows\\System32\\ntdll.dll", "C:\\Users\\a.txt"] {
        host.files.add_file(path);
    }
    host.files.add_file(&format!("C:\\Program Files\\{}", locale.documents()[0]));
    host.files.add_hidden("C:\\pagefile.sys");
    host.processes.truncate(4);
    let machine = "HKEY_LOCAL_MACHINE";
    let services = format!("{machine}\\SYSTEM\\ControlSet001\\Services");
    let mut registry = Registry::default();
    registry.set(&format!("{services}\\LanmanServer"), "Start", Data::Number(2));
    let version = format!("{machine}\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion");
    registry.set(&version, "ProductName", Data::text(windows.product));
    registry.set(&version, "CurrentBuildNumber", Data::Text(windows.version.2.to_string()));
    registry.set("HKEY_USERS\\.DEFAULT\\Software", "", Data::text(locale.documents()[1]));
    host.registry = registry;
    for name in ["n1-2", "n3", "n4-service-image", "n4-binary-utf16"] {
        if let Some(sign) = sign(name) {
            (sign.plant)(&mut host);
        }
    }
    host
}
