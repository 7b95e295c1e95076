//! The notice's 15 indicators: for each, the ways its sign can stand on a host, one alone. Facts: the notice's self-check table,
//! and what public analyses say of the real artefacts (`UpdateInstaller.exe` is the file the notice prints without its extension).

use crate::host::Host;
use crate::processes::Process;
use crate::registry::Data;

/// One way in which one indicator's sign can stand on a host.
#[derive(Clone, Copy)]
pub struct Sign {
    /// Short name for case names.
    pub name: &'static str,
    /// The indicator that it belongs to.
    pub indicator: &'static str,
    /// What the evidence must contain.
    pub evidence: &'static str,
    /// Puts exactly this sign on a host.
    pub plant: fn(&mut Host),
}

/// What the registry keyword is.
const KEYWORD: &str = "EternalRocks";

const SERVICE: &str = "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\svcupd";
const RUN: &str = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run";

/// Every sign, by indicator.
pub const SIGNS: &[Sign] = &[
    sign_of("n1-1", "N1.1", "C:\\Windows\\mssecsvc.exe", |host| {
        host.files.add_file("C:\\Windows\\mssecsvc.exe")
    }),
    // Its SYSTEM attribute keeps it out of a listing made without /a.
    sign_of("n1-2", "N1.2", "C:\\Windows\\tasksche.exe", |host| {
        host.files.add_hidden("C:\\Windows\\tasksche.exe")
    }),
    sign_of("n1-3", "N1.3", "C:\\Windows\\qeriuwjhrf", |host| {
        host.files.add_hidden("C:\\Windows\\qeriuwjhrf")
    }),
    sign_of(
        "n1-4-as-printed",
        "N1.4",
        "C:\\Program Files\\Microsoft Updates\\updateinstaller",
        |host| {
            host.files.add_file("C:\\Program Files\\Microsoft Updates\\updateinstaller");
        },
    ),
    sign_of(
        "n1-4-with-extension",
        "N1.4",
        "C:\\Program Files\\Microsoft Updates\\UpdateInstaller.exe",
        |host| {
            host.files.add_file("C:\\Program Files\\Microsoft Updates\\UpdateInstaller.exe");
        },
    ),
    sign_of("n1-5", "N1.5", "C:\\Program Files\\Microsoft Updates\\svchost.exe", |host| {
        host.files.add_file("C:\\Program Files\\Microsoft Updates\\svchost.exe");
    }),
    sign_of("n1-6", "N1.6", "C:\\Program Files\\Microsoft Updates\\torunzip.exe", |host| {
        host.files.add_file("C:\\Program Files\\Microsoft Updates\\torunzip.exe");
    }),
    sign_of("n2-1", "N2.1", "Architouch.inconfig.xml", |host| unpacked(host, "Architouch")),
    sign_of("n2-2", "N2.2", "Doublepulsar.inconfig.xml", |host| unpacked(host, "Doublepulsar")),
    sign_of("n2-3", "N2.3", "Eternalblue.inconfig.xml", |host| unpacked(host, "Eternalblue")),
    sign_of("n2-4", "N2.4", "Eternalchampion.inconfig.xml", |host| {
        unpacked(host, "Eternalchampion")
    }),
    sign_of("n2-5", "N2.5", "Eternalromance.inconfig.xml", |host| unpacked(host, "Eternalromance")),
    sign_of("n2-6", "N2.6", "Eternalsynergy.inconfig.xml", |host| unpacked(host, "Eternalsynergy")),
    sign_of("n2-7", "N2.7", "Smbtouch.inconfig.xml", |host| unpacked(host, "Smbtouch")),
    sign_of("n3", "N3", "tasksche.exe", |host| {
        host.processes.push(Process::at("C:\\ProgramData\\qzvknfhd418\\tasksche.exe"))
    }),
    sign_of("n4-service-image", "N4", KEYWORD, |host| {
        host.registry.set(
            SERVICE,
            "ImagePath",
            Data::expand("\"%ProgramFiles%\\EternalRocks\\EternalRocks.exe\" /svc"),
        );
        host.registry.set(SERVICE, "Start", Data::Number(2));
    }),
    sign_of("n4-run-value", "N4", KEYWORD, |host| {
        host.registry.set(RUN, "Updater", Data::text("C:\\Tools\\EternalRocks\\start.exe"));
    }),
    sign_of("n4-key-name", "N4", KEYWORD, |host| {
        host.registry.add_key("HKEY_LOCAL_MACHINE\\SOFTWARE\\EternalRocks")
    }),
    sign_of("n4-value-name", "N4", KEYWORD, |host| {
        host.registry.set(
            "HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\State",
            "eternalrocks",
            Data::Number(1),
        );
    }),
    sign_of("n4-binary-utf16", "N4", KEYWORD, |host| {
        let data = Data::binary_around("C:\\x\\EternalRocks.dat");
        host.registry.set("HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\State", "Blob", data);
    }),
    sign_of("n4-multi-string", "N4", KEYWORD, |host| {
        let data =
            Data::Multi(vec!["first".to_owned(), "EternalRocks".to_owned(), "last".to_owned()]);
        host.registry.set("HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso\\State", "List", data);
    }),
    sign_of("n4-user-hive", "N4", KEYWORD, |host| {
        let key =
            "HKEY_USERS\\S-1-5-21-3109682451-2417043209-1182270021-500\\Software\\EternalRocks";
        host.registry.set(key, "Version", Data::text("1.0"));
    }),
];

const fn sign_of(
    name: &'static str,
    indicator: &'static str,
    evidence: &'static str,
    plant: fn(&mut Host),
) -> Sign {
    Sign { name, indicator, evidence, plant }
}

/// The second stage of EternalRocks unpacks its exploits' settings into `configs`.
fn unpacked(host: &mut Host, exploit: &str) {
    host.files.add_file(&format!("C:\\Users\\Public\\x\\configs\\{exploit}.inconfig.xml"));
}

/// The sign of that name.
pub fn sign(name: &str) -> Option<&'static Sign> {
    SIGNS.iter().find(|sign| sign.name == name)
}
