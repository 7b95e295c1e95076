//! Innocent things that careless checkers take for signs. On an otherwise clean host none of the first group may change the answer;
//! those of the second may raise `suspected`, never `infected`.

use crate::host::Host;
use crate::processes::Process;
use crate::registry::Data;

/// A path, and what it really is.
type Fact = (&'static str, &'static str);

/// Files that only resemble.
const FILES: &[Fact] = &[
    ("C:\\Windows\\System32\\svchost.exe", "Windows' own host of services"),
    ("C:\\Windows\\SysWOW64\\svchost.exe", "the same for 32-bit programs"),
    ("C:\\Windows\\winsxs\\x86_svchost\\svchost.exe", "the store that both come from"),
    ("C:\\Windows\\System32\\taskhostw.exe", "Windows 10 and Server 2016: host process for tasks"),
    ("C:\\Windows\\System32\\taskschd.dll", "Windows Task Scheduler, one letter from tasksche"),
    ("C:\\Windows\\System32\\taskschd.msc", "the same"),
    ("C:\\Windows\\System32\\taskmgr.exe", "Windows' own Task Manager"),
    ("C:\\Windows\\System32\\spoolsv.exe", "Windows' own print spooler"),
    ("C:\\Windows\\System32\\msiexec.exe", "Windows Installer, one letter from msiexev"),
    ("C:\\Windows\\System32\\dllhost.exe", "Windows COM host"),
    ("C:\\Windows\\perfc.dll", "immunisation against NotPetya"),
    ("C:\\Users\\Public\\Tor Browser\\Browser\\TorBrowser\\Tor\\tor.exe", "Tor Browser"),
    ("C:\\jiance\\jiance.exe", "this product's own collector"),
    ("C:\\jiance\\jiance-WIN-7SP1-20170602-163500.zip", "its bundle"),
    ("C:\\jiance\\jiance-report.html", "a saved report"),
    ("C:\\Windows\\System32\\taskhost.exe", "Windows 7 and Server 2008 R2: host process for tasks"),
    ("C:\\Windows\\System32\\taskhostex.exe", "Windows 8 and Server 2012: the same"),
    ("C:\\Windows\\System32\\mssecuser.dll", "a security component of Microsoft's"),
    ("C:\\Windows\\System32\\drivers\\mssecflt.sys", "the same"),
    (
        "C:\\wsusoffline\\client\\UpdateInstaller.exe",
        "WSUS Offline Update ships a program of this name",
    ),
    ("C:\\Program Files\\Microsoft Dynamics AX\\AXUpdateInstaller.exe", "Dynamics AX"),
    (
        "C:\\Program Files\\Skype for Business Server 2015\\SkypeServerUpdateInstaller.exe",
        "Skype for Business Server",
    ),
    ("C:\\Python27\\Scripts\\cpuinfo.exe", "the py-cpuinfo package"),
    ("C:\\Program Files\\SharpDevelop\\ICSharpCode.SharpZipLib.dll", "a .NET library in wide use"),
    ("C:\\Program Files\\SharpDevelop\\Microsoft.Win32.TaskScheduler.dll", "the same"),
    ("C:\\Windows\\perfc", "immunisation against NotPetya"),
    ("C:\\Windows\\perfc.dat", "the same"),
    ("C:\\Windows\\infpub.dat", "immunisation against BadRabbit"),
    ("C:\\Windows\\cscc.dat", "the same"),
    ("C:\\jiance\\jiance.bat", "this product's own collector"),
    ("C:\\jiance\\EternalBlue-DoublePulsar-notice.txt", "the notice, saved as a file"),
    (
        "C:\\jiance\\doublepulsar.inconfig.xml.txt",
        "notes that name an indicator, under a longer name",
    ),
    ("C:\\Windows\\mssecsvc.exe.txt", "the same"),
];

/// Processes that only resemble.
const PROCESSES: &[Fact] = &[
    (
        "C:\\Program Files\\Hewlett-Packard\\Shared\\hpqwmiex.exe",
        "HP Software Framework, holds `wmiex.exe`",
    ),
    ("C:\\Windows\\System32\\dllhost.exe", "Windows COM host"),
    ("C:\\Windows\\System32\\msiexec.exe", "Windows Installer"),
    ("C:\\Windows\\System32\\taskhost.exe", "Windows 7 and Server 2008 R2: host process for tasks"),
    ("C:\\Windows\\System32\\svchost.exe", "Windows' own host of services"),
    ("C:\\Windows\\System32\\spoolsv.exe", "Windows' own print spooler"),
    ("C:\\Windows\\System32\\findstr.exe", "somebody searches an export for the notice's words"),
];

/// Puts every look-alike on a host.
pub fn plant_look_alikes(host: &mut Host) {
    for (path, _) in FILES {
        host.files.add_file(path);
    }
    for (path, _) in PROCESSES {
        host.processes.push(Process::at(path));
    }
    // Windows Update's own service, whose name begins like Adylkuzz' `wuauser.exe`.
    let update = "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\wuauserv";
    host.registry.set(update, "DisplayName", Data::text("Windows Update"));
    host.registry.set(
        update,
        "ImagePath",
        Data::expand("%systemroot%\\system32\\svchost.exe -k netsvcs"),
    );
    // Records of Windows XP's own updates, one backslash away from the folder `Microsoft Updates`.
    let updates = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Updates\\Windows XP\\SP4\\KB2536276";
    host.registry.set(
        updates,
        "Description",
        Data::text("Security Update for Windows XP (KB2536276)"),
    );
    // An administrator's own rule, and AliDNS as name server: taken for other worms' marks.
    let rules = "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules";
    let rule =
        "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|Name=Open TCP Port 3389|";
    host.registry.set(rules, "{0D7E8E6B-5A5C-4B0C-8D6F-3D43C2D7A4B1}", Data::text(rule));
    let tcpip = "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Tcpip\\Parameters";
    host.registry.set(tcpip, "NameServer", Data::text("223.5.5.5,223.6.6.6"));
}

/// A trace that raises a question but proves no infection.
#[derive(Clone, Copy)]
pub struct Trace {
    /// Short name for case names.
    pub name: &'static str,
    /// The indicator that it touches.
    pub indicator: &'static str,
    /// What kind of place it stands in, as the report names it.
    pub place: &'static str,
    /// Puts it on a host.
    pub plant: fn(&mut Host),
}

const USER: &str = "HKEY_USERS\\S-1-5-21-3109682451-2417043209-1182270021-500\\Software\\Microsoft";

/// Every such trace.
pub const TRACES: &[Trace] = &[
    Trace {
        name: "typed-in-run-box",
        indicator: "N4",
        place: "typed_by_user",
        plant: |host| {
            let key = format!("{USER}\\Windows\\CurrentVersion\\Explorer\\RunMRU");
            host.registry.set(&key, "b", Data::text("regedit EternalRocks\\1"));
        },
    },
    Trace {
        name: "typed-path",
        indicator: "N4",
        place: "typed_by_user",
        plant: |host| {
            let key = format!("{USER}\\Windows\\CurrentVersion\\Explorer\\TypedPaths");
            host.registry.set(&key, "url2", Data::text("D:\\EternalRocks"));
        },
    },
    Trace {
        name: "searched-in-explorer",
        indicator: "N4",
        place: "typed_by_user",
        plant: |host| {
            let key = format!("{USER}\\Windows\\CurrentVersion\\Explorer\\WordWheelQuery");
            host.registry.set(&key, "0", Data::Binary(crate::encode::utf16("EternalRocks\0")));
        },
    },
    Trace {
        name: "typed-address",
        indicator: "N4",
        place: "typed_by_user",
        plant: |host| {
            let key = format!("{USER}\\Internet Explorer\\TypedURLs");
            host.registry.set(&key, "url2", Data::text("http://www.example.cn/EternalRocks"));
        },
    },
    Trace {
        name: "last-key-in-regedit",
        indicator: "N4",
        place: "typed_by_user",
        plant: |host| {
            let key = format!("{USER}\\Windows\\CurrentVersion\\Applets\\Regedit");
            host.registry.set(
                &key,
                "LastKey",
                Data::text("Computer\\HKEY_LOCAL_MACHINE\\SOFTWARE\\EternalRocks"),
            );
        },
    },
    Trace {
        name: "defender-exclusion",
        indicator: "N4",
        place: "security_product",
        plant: |host| {
            let key =
                "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Paths";
            host.registry.set(key, "C:\\Samples\\EternalRocks", Data::Number(0));
        },
    },
    Trace {
        name: "blocked-by-image-options",
        indicator: "N4",
        place: "security_product",
        plant: |host| {
            let key = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\EternalRocks.exe";
            host.registry.set(key, "Debugger", Data::text("ntsd -d"));
        },
    },
    Trace {
        name: "blocked-by-software-policy",
        indicator: "N4",
        place: "security_product",
        plant: |host| {
            let key = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\Safer\\CodeIdentifiers\\0\\Paths\\{7A2D}";
            host.registry.set(key, "ItemData", Data::expand("C:\\*\\EternalRocks.exe"));
        },
    },
    Trace {
        name: "copy-in-recycle-bin",
        indicator: "N2.3",
        place: "copy",
        plant: |host| {
            host.files.add_file("C:\\$Recycle.Bin\\S-1-5-18\\$R1\\Eternalblue.inconfig.xml");
        },
    },
    Trace {
        name: "copy-in-quarantine",
        indicator: "N2.2",
        place: "copy",
        plant: |host| {
            host.files.add_file("C:\\ProgramData\\Contoso\\Quarantine\\doublepulsar.inconfig.xml");
        },
    },
    Trace {
        name: "backup-of-another-machine",
        indicator: "N1.2",
        place: "copy",
        plant: |host| {
            host.add_data_drive();
            host.files.add_file("D:\\backup\\C\\Windows\\tasksche.exe");
        },
    },
];
