//! In: a size. Out: `reg export HKLM` of about that size, key by key.

use std::fmt::Write as _;
use std::io;

use super::random::Random;
use super::{Put, Sign, hex};

const SOFTWARE: &str = r"HKEY_LOCAL_MACHINE\SOFTWARE";
const CLASSES: &str = r"HKEY_LOCAL_MACHINE\SOFTWARE\Classes";
const CURRENT: &str = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion";
const SET: &str = r"HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001";

/// What fills a registry, with its share in a hundred pieces; the last stand below SYSTEM.
const MAKERS: [(u64, Maker); 12] = [
    (17, class),
    (17, interface),
    (8, file_type),
    (12, package),
    (12, winner),
    (12, installer),
    (4, certificate),
    (4, task),
    (4, program),
    (4, service),
    (4, driver),
    (2, rule),
];

/// Appends a few keys.
type Maker = fn(&mut Random, &mut String);

/// What has been written before the share of [`SYSTEM_FROM`] in ten belongs to SOFTWARE.
const SYSTEM_FROM: u64 = 8;
const MAKERS_OF_SOFTWARE: usize = 9;
/// How many characters are written before the sign.
const BEFORE_SIGN: u64 = 1 << 19;

/// Writes so many characters, and the rest of the last key.
pub(super) fn write(characters: u64, sign: Sign, put: &mut Put<'_>) -> io::Result<()> {
    let mut random = Random::new(20_170_512);
    let mut text = String::new();
    let mut written = 0;
    let mut signs = if sign == Sign::Early { 1 } else { 0 };
    let _ = write!(text, "Windows Registry Editor Version 5.00\r\n\r\n");
    for root in [r"HKEY_LOCAL_MACHINE", SOFTWARE] {
        let _ = write!(text, "[{root}]\r\n\r\n");
    }
    version(&mut text);
    let mut in_system = false;
    while written < characters {
        if !in_system && characters * SYSTEM_FROM / 10 <= written {
            in_system = true;
            let _ = write!(text, "[HKEY_LOCAL_MACHINE\\SYSTEM]\r\n\r\n[{SET}]\r\n\r\n");
        }
        if 0 < signs && BEFORE_SIGN <= written {
            signs -= 1;
            let _ = write!(
                text,
                "[{CURRENT}\\Run]\r\n\"Microsoft Update\"=\"C:\\\\Windows\\\\tasksche.exe\"\r\n\r\n"
            );
        }
        let (own, others) = MAKERS.split_at(MAKERS_OF_SOFTWARE);
        pick(if in_system { others } else { own }, &mut random)(&mut random, &mut text);
        written += text.len() as u64;
        put(&text)?;
        text.clear();
    }
    Ok(())
}

fn pick(makers: &[(u64, Maker)], random: &mut Random) -> Maker {
    let all = makers.iter().map(|(share, _)| share).sum();
    let mut at = random.below(all);
    for (share, maker) in makers {
        match at.checked_sub(*share) {
            Some(rest) => at = rest,
            None => return *maker,
        }
    }
    class
}

/// What this Windows says of itself.
fn version(out: &mut String) {
    let _ = write!(
        out,
        "[{SOFTWARE}\\Microsoft\\Windows NT\\CurrentVersion]\r\n\"ProductName\"=\"Windows 10 Pro\"\r\n\"CurrentVersion\"=\"6.3\"\r\n\"CurrentMajorVersionNumber\"=dword:0000000a\r\n\"CurrentMinorVersionNumber\"=dword:00000000\r\n\"CurrentBuildNumber\"=\"15063\"\r\n\"UBR\"=dword:000002a2\r\n\r\n"
    );
}

fn class(random: &mut Random, out: &mut String) {
    let key = format!("{CLASSES}\\CLSID\\{{{}}}", random.guid());
    let name = random.name();
    let _ = write!(out, "[{key}]\r\n@=\"{name} Class\"\r\n");
    if random.below(3) == 0 {
        let _ = write!(out, "\"AppID\"=\"{{{}}}\"\r\n", random.guid());
    }
    let _ = write!(out, "\r\n[{key}\\InprocServer32]\r\n");
    let file = format!("{}{}.dll", random.word(), random.word());
    if random.below(2) == 0 {
        out.push('@');
        expandable(out, 1, &format!("%SystemRoot%\\system32\\{file}"));
    } else {
        let _ = write!(out, "@=\"C:\\\\Windows\\\\System32\\\\{file}\"\r\n");
    }
    let model = random.pick(&["Both", "Apartment", "Free"]);
    let _ = write!(out, "\"ThreadingModel\"=\"{model}\"\r\n\r\n");
    let _ = write!(out, "[{key}\\ProgID]\r\n@=\"{name}.1\"\r\n\r\n");
}

fn interface(random: &mut Random, out: &mut String) {
    let key = format!("{CLASSES}\\Interface\\{{{}}}", random.guid());
    let _ = write!(out, "[{key}]\r\n@=\"I{}\"\r\n\r\n", random.name());
    let _ = write!(out, "[{key}\\NumMethods]\r\n@=\"{}\"\r\n\r\n", 3 + random.below(20));
    let _ = write!(
        out,
        "[{key}\\ProxyStubClsid32]\r\n@=\"{{00020424-0000-0000-C000-000000000046}}\"\r\n\r\n"
    );
}

fn file_type(random: &mut Random, out: &mut String) {
    let key = format!("{CLASSES}\\{}.{}", random.name(), random.word());
    let program = random.name();
    let _ = write!(out, "[{key}]\r\n@=\"{} Document\"\r\n", random.name());
    let _ = write!(out, "\"EditFlags\"=dword:{}\r\n\"FriendlyTypeName\"", random.hex(8));
    expandable(
        out,
        18,
        &format!("@%SystemRoot%\\system32\\{}.dll,-{}", program, random.below(9999)),
    );
    let _ = write!(out, "\r\n[{key}\\shell\\open\\command]\r\n");
    let _ = write!(
        out,
        "@=\"\\\"C:\\\\Program Files\\\\{program}\\\\{program}.exe\\\" \\\"%1\\\"\"\r\n\r\n"
    );
}

fn package(random: &mut Random, out: &mut String) {
    let name = format!(
        "Microsoft-Windows-{}-{}-Package~31bf3856ad364e35~amd64~~10.0.15063.{}",
        random.name(),
        random.name(),
        random.below(700)
    );
    let _ = write!(
        out,
        "[{CURRENT}\\Component Based Servicing\\Packages\\{name}]\r\n\"InstallClient\"=\"DISM Package Manager Provider\"\r\n\"InstallName\"=\"{name}.mum\"\r\n\"InstallLocation\"=\"\\\\\\\\?\\\\C:\\\\Windows\\\\servicing\\\\Packages\\\\\"\r\n\"InstallTimeHigh\"=dword:01d2{}\r\n\"InstallTimeLow\"=dword:{}\r\n\"InstallUser\"=\"S-1-5-18\"\r\n\"CurrentState\"=dword:00000070\r\n\"Visibility\"=dword:00000002\r\n\"SelfUpdate\"=dword:00000000\r\n\"LastError\"=dword:00000000\r\n\r\n",
        random.hex(4),
        random.hex(8)
    );
    let _ = write!(
        out,
        "[{CURRENT}\\Component Based Servicing\\Packages\\{name}\\Owners]\r\n\"{name}\"=dword:00020070\r\n\r\n"
    );
}

fn winner(random: &mut Random, out: &mut String) {
    let name = random.component();
    let arch = random.pick(&["amd64", "x86", "wow64"]);
    let key = format!(
        "{CURRENT}\\SideBySide\\Winners\\{arch}_{name}_31bf3856ad364e35_none_{}",
        random.hex(16)
    );
    let _ = write!(out, "[{key}]\r\n@=\"10.0\"\r\n\r\n[{key}\\10.0]\r\n");
    let _ = write!(out, "@=\"10.0.15063.{}\"\r\n", random.below(700));
    for version in [0, 296, 447] {
        let _ = write!(out, "\"10.0.15063.{version}\"");
        hex::append(out, 17, "=hex:", &[1]);
        out.push_str("\r\n");
    }
    out.push_str("\r\n");
}

fn installer(random: &mut Random, out: &mut String) {
    let (key, product) = (random.hex(32).to_uppercase(), random.hex(32).to_uppercase());
    let _ = write!(
        out,
        "[{CURRENT}\\Installer\\UserData\\S-1-5-18\\Components\\{key}]\r\n\"{product}\"=\"C:\\\\Program Files\\\\{}\\\\{}\\\\{}{}.dll\"\r\n\r\n",
        random.name(),
        random.name(),
        random.word(),
        random.word()
    );
}

fn certificate(random: &mut Random, out: &mut String) {
    let bytes: Vec<u8> = (0..600 + random.below(900)).map(|_| random.next() as u8).collect();
    let store = random.pick(&["ROOT", "CA", "AuthRoot"]);
    let _ = write!(
        out,
        "[{SOFTWARE}\\Microsoft\\SystemCertificates\\{store}\\Certificates\\{}]\r\n\"Blob\"",
        random.hex(40).to_uppercase()
    );
    hex::append(out, 6, "=hex:", &bytes);
    out.push_str("\r\n\r\n");
}

fn task(random: &mut Random, out: &mut String) {
    let id = random.guid();
    let cache = format!("{SOFTWARE}\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache");
    let (folder, name) = (random.name(), random.name());
    let _ = write!(
        out,
        "[{cache}\\Tasks\\{{{id}}}]\r\n\"Path\"=\"\\\\Microsoft\\\\Windows\\\\{folder}\\\\{name}\"\r\n\"Hash\""
    );
    let bytes: Vec<u8> = (0..32).map(|_| random.next() as u8).collect();
    hex::append(out, 6, "=hex:", &bytes);
    out.push_str("\r\n\"Actions\"");
    let action = format!("\0%windir%\\system32\\{}.exe\0/{}", random.word(), random.word());
    hex::append(out, 9, "=hex:", &wide(&action));
    out.push_str("\r\n\"DynamicInfo\"");
    let bytes: Vec<u8> =
        (0..36).map(|at| if at % 4 == 3 { 0 } else { random.next() as u8 }).collect();
    hex::append(out, 13, "=hex:", &bytes);
    let _ = write!(
        out,
        "\r\n\r\n[{cache}\\Tree\\Microsoft\\Windows\\{folder}\\{name}]\r\n\"Id\"=\"{{{id}}}\"\r\n\"Index\"=dword:00000003\r\n\r\n"
    );
}

fn program(random: &mut Random, out: &mut String) {
    let key = format!("{SOFTWARE}\\{}\\{}\\{}", random.name(), random.name(), random.name());
    let _ = write!(out, "[{key}]\r\n\"{}\"=dword:{}\r\n", random.name(), random.hex(8));
    let _ = write!(out, "\"Path\"=\"C:\\\\Program Files\\\\{}\\\\\"\r\n", random.name());
    if random.below(4) == 0 {
        let _ = write!(out, "\"显示名\"=\"{}{}\"\r\n", random.chinese(), random.chinese());
    }
    out.push_str("\"Languages\"");
    let list = format!("{}\0{}\0{}\0\0", random.word(), random.word(), random.word());
    hex::append(out, 11, "=hex(7):", &wide(&list));
    out.push_str("\r\n\r\n");
}

fn service(random: &mut Random, out: &mut String) {
    let name = random.name();
    let key = format!("{SET}\\Services\\{name}");
    let _ = write!(
        out,
        "[{key}]\r\n\"Type\"=dword:00000020\r\n\"Start\"=dword:0000000{}\r\n\"ErrorControl\"=dword:00000001\r\n\"ImagePath\"",
        2 + random.below(3)
    );
    expandable(out, 11, &format!("%SystemRoot%\\System32\\svchost.exe -k {}", random.word()));
    let _ = write!(
        out,
        "\"DisplayName\"=\"@%SystemRoot%\\\\System32\\\\{name}.dll,-100\"\r\n\"ObjectName\"=\"LocalSystem\"\r\n\r\n[{key}\\Parameters]\r\n\"ServiceDll\""
    );
    expandable(out, 12, &format!("%SystemRoot%\\System32\\{name}.dll"));
    out.push_str("\r\n[");
    let bytes: Vec<u8> =
        (0..148).map(|at| if at % 4 < 2 { random.next() as u8 } else { 0 }).collect();
    let _ = write!(out, "{key}\\Security]\r\n\"Security\"");
    hex::append(out, 10, "=hex:", &bytes);
    out.push_str("\r\n\r\n");
}

fn driver(random: &mut Random, out: &mut String) {
    let name = random.word();
    let key = format!(
        "{SET}\\Enum\\PCI\\VEN_{}&DEV_{}&SUBSYS_{}&REV_00\\3&11583659&0&{}",
        random.hex(4).to_uppercase(),
        random.hex(4).to_uppercase(),
        random.hex(8).to_uppercase(),
        random.hex(2).to_uppercase()
    );
    let _ = write!(
        out,
        "[{key}]\r\n\"DeviceDesc\"=\"@{name}.inf,%{name}.devicedesc%;{} Controller\"\r\n\"ClassGUID\"=\"{{{}}}\"\r\n\"HardwareID\"",
        random.name(),
        random.guid().to_lowercase()
    );
    let ids = format!(
        "PCI\\VEN_8086&DEV_{}&SUBSYS_{}\0PCI\\VEN_8086&CC_0601\0\0",
        random.hex(4),
        random.hex(8)
    );
    hex::append(out, 12, "=hex(7):", &wide(&ids));
    out.push_str("\r\n\r\n");
    let properties = format!(
        "{key}\\Properties\\{{{}}}\\{:04X}",
        random.guid().to_lowercase(),
        random.below(40)
    );
    let _ = write!(out, "[{properties}]\r\n@");
    let kind = random.pick(&["=hex(ffff0012):", "=hex(ffff0007):", "=hex(ffff000d):"]);
    let text = wide(&format!("{} {}\0", random.name(), random.name()));
    hex::append(out, 1, kind, &text);
    out.push_str("\r\n\r\n");
}

fn rule(random: &mut Random, out: &mut String) {
    let _ = write!(out, "[{SET}\\Services\\{}\\Linkage]\r\n\"Bind\"", random.name());
    let list: String = (0..4).map(|_| format!("\\Device\\Tcpip_{{{}}}\0", random.guid())).collect();
    hex::append(out, 6, "=hex(7):", &wide(&(list + "\0")));
    out.push_str("\r\n\r\n");
}

/// `REG_EXPAND_SZ`, and the line's end.
fn expandable(out: &mut String, column: usize, text: &str) {
    hex::append(out, column, "=hex(2):", &wide(&format!("{text}\0")));
    out.push_str("\r\n");
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
