//! The registry of a fresh Windows with the given updates: what the checks read, and enough around it.

use super::{Data, Registry};
use crate::host::HostFacts;
use crate::windows::Windows;

const MACHINE: &str = "HKEY_LOCAL_MACHINE";
const SERVICES: &str = "HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services";
const USER: &str = "HKEY_USERS\\S-1-5-21-3109682451-2417043209-1182270021-500";

/// Key name, start type, image path, display name.
const SERVICE_ROWS: [(&str, u32, &str, &str); 16] = [
    ("AFD", 1, "\\SystemRoot\\system32\\drivers\\afd.sys", "Ancillary Function Driver for Winsock"),
    (
        "BITS",
        3,
        "%SystemRoot%\\System32\\svchost.exe -k netsvcs",
        "Background Intelligent Transfer Service",
    ),
    (
        "Dhcp",
        2,
        "%SystemRoot%\\system32\\svchost.exe -k LocalServiceNetworkRestricted",
        "DHCP Client",
    ),
    ("Disk", 0, "system32\\drivers\\disk.sys", "Disk Driver"),
    (
        "EventLog",
        2,
        "%SystemRoot%\\System32\\svchost.exe -k LocalServiceNetworkRestricted",
        "Windows Event Log",
    ),
    ("LanmanServer", 2, "%SystemRoot%\\system32\\svchost.exe -k netsvcs", "Server"),
    (
        "LanmanWorkstation",
        2,
        "%SystemRoot%\\System32\\svchost.exe -k NetworkService",
        "Workstation",
    ),
    (
        "MpsSvc",
        2,
        "%SystemRoot%\\system32\\svchost.exe -k LocalServiceNoNetwork",
        "Windows Firewall",
    ),
    ("msiserver", 3, "%systemroot%\\system32\\msiexec.exe /V", "Windows Installer"),
    ("NetBT", 1, "System32\\DRIVERS\\netbt.sys", "NETBT"),
    ("RpcSs", 2, "%SystemRoot%\\system32\\svchost.exe -k rpcss", "Remote Procedure Call (RPC)"),
    ("Schedule", 2, "%systemroot%\\system32\\svchost.exe -k netsvcs", "Task Scheduler"),
    ("Spooler", 2, "%SystemRoot%\\System32\\spoolsv.exe", "Print Spooler"),
    (
        "TermService",
        3,
        "%SystemRoot%\\System32\\svchost.exe -k NetworkService",
        "Remote Desktop Services",
    ),
    (
        "wscsvc",
        2,
        "%SystemRoot%\\System32\\svchost.exe -k LocalServiceNetworkRestricted",
        "Security Center",
    ),
    ("wuauserv", 2, "%systemroot%\\system32\\svchost.exe -k netsvcs", "Windows Update"),
];

/// The registry of a fresh Windows.
pub fn of_windows(host: &HostFacts<'_>) -> Registry {
    let mut registry = Registry::default();
    hardware(&mut registry);
    version(&mut registry, host);
    installed_updates(&mut registry, host);
    programs(&mut registry, host.windows);
    services(&mut registry, host.windows);
    network(&mut registry, host.windows);
    registry.set(
        &format!("{MACHINE}\\SYSTEM\\ControlSet001\\Control\\ComputerName\\ComputerName"),
        "ComputerName",
        Data::text(host.name),
    );
    registry.set(
        &format!("{MACHINE}\\SYSTEM\\ControlSet001\\Control\\Session Manager\\Environment"),
        "PROCESSOR_ARCHITECTURE",
        Data::text(if host.windows.x64 { "AMD64" } else { "x86" }),
    );
    registry.set(
        &format!("{MACHINE}\\SYSTEM\\ControlSet001\\Control\\ProductOptions"),
        "ProductType",
        Data::text(if host.windows.server { "ServerNT" } else { "WinNT" }),
    );
    registry.set(&format!("{MACHINE}\\SYSTEM\\Select"), "Current", Data::Number(1));
    mirror_current_control_set(&mut registry);
    users(&mut registry, host);
    registry
}

fn hardware(registry: &mut Registry) {
    registry.add_key(&format!("{MACHINE}\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0"));
    registry.set(
        &format!("{MACHINE}\\HARDWARE\\DESCRIPTION\\System"),
        "Identifier",
        Data::text("AT/AT COMPATIBLE"),
    );
    registry.add_key(&format!("{MACHINE}\\SAM\\SAM"));
    registry.add_key(&format!("{MACHINE}\\SECURITY"));
}

fn version(registry: &mut Registry, host: &HostFacts<'_>) {
    let windows = host.windows;
    let key = format!("{MACHINE}\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion");
    let (major, minor, build) = windows.version;
    // Frozen from Windows 10 on.
    let shown = if windows.is_nt10() { "6.3".to_owned() } else { format!("{major}.{minor}") };
    let mut set = |name: &str, data| registry.set(&key, name, data);
    set("SystemRoot", Data::text(if windows.is_nt5() { "C:\\WINDOWS" } else { "C:\\Windows" }));
    set("ProductName", Data::text(windows.product));
    set("CurrentVersion", Data::Text(shown));
    set("CurrentBuildNumber", Data::Text(build.to_string()));
    if windows.is_nt5() {
        set("CurrentBuild", Data::text("1.511.1 () (Obsolete data - do not use)"));
    } else {
        set("CurrentBuild", Data::Text(build.to_string()));
        set("InstallationType", Data::text(if windows.server { "Server" } else { "Client" }));
        set(
            "BuildLabEx",
            Data::Text(format!("{build}.1.{}fre.rtm.170101-1200", windows.architecture())),
        );
    }
    if 0 < windows.service_pack {
        set("CSDVersion", Data::Text(format!("Service Pack {}", windows.service_pack)));
    }
    if windows.is_nt10() {
        set("CurrentMajorVersionNumber", Data::Number(major));
        set("CurrentMinorVersionNumber", Data::Number(minor));
    }
    if let Some(revision) = host.revision() {
        set("UBR", Data::Number(revision));
    }
    set("InstallDate", Data::Number(0x57a0_0a1b));
    set("DigitalProductId", Data::Binary((0..164).map(|at| (at * 37 % 251) as u8).collect()));
    registry.set(&format!("{key}\\Winlogon"), "Shell", Data::text("explorer.exe"));
    registry.set(
        &format!("{key}\\Winlogon"),
        "Userinit",
        Data::text("C:\\Windows\\system32\\userinit.exe,"),
    );
}

fn installed_updates(registry: &mut Registry, host: &HostFacts<'_>) {
    let windows = host.windows;
    let branch = if windows.server { "Windows Server 2003\\SP3" } else { "Windows XP\\SP4" };
    let packages = format!(
        "{MACHINE}\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages"
    );
    let (major, minor, build) = windows.version;
    if windows.is_nt5() {
        registry.add_key(&format!(
            "{MACHINE}\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\HotFix"
        ));
    } else {
        let arch = windows.architecture();
        let foundation = format!(
            "{packages}\\Microsoft-Windows-Foundation-Package~31bf3856ad364e35~{arch}~~{major}.{minor}.{build}.1"
        );
        registry.set(&foundation, "CurrentState", Data::Number(0x70));
    }
    for kb in host.updates {
        if windows.is_nt5() {
            let key = format!("{MACHINE}\\SOFTWARE\\Microsoft\\Updates\\{branch}\\KB{kb}");
            registry.set(&key, "Description", Data::Text(format!("Security Update (KB{kb})")));
            registry.set(&key, "Type", Data::text("Update"));
            let key = format!(
                "{MACHINE}\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\HotFix\\KB{kb}"
            );
            registry.set(&key, "Installed", Data::Number(1));
        } else {
            let arch = windows.architecture();
            let key = format!(
                "{packages}\\Package_for_KB{kb}~31bf3856ad364e35~{arch}~~{major}.{minor}.1.3"
            );
            registry.set(&key, "InstallClient", Data::text("WindowsUpdateAgent"));
            registry.set(&key, "CurrentState", Data::Number(0x70));
            registry.set(&key, "SelfUpdate", Data::Number(0));
        }
    }
    if let (true, Some(revision)) = (windows.is_nt10(), host.revision()) {
        let key = format!(
            "{packages}\\Package_for_RollupFix~31bf3856ad364e35~amd64~~{build}.{revision}.1.5"
        );
        registry.set(&key, "CurrentState", Data::Number(0x70));
    }
}

fn programs(registry: &mut Registry, windows: &Windows) {
    let current = format!("{MACHINE}\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion");
    registry.set(
        &format!("{current}\\Run"),
        "VMware User Process",
        Data::text("\"C:\\Program Files\\VMware\\VMware Tools\\vmtoolsd.exe\" -n vmusr"),
    );
    registry.set(
        &format!("{current}\\Run"),
        "SecurityHealth",
        Data::expand("%ProgramFiles%\\Windows Defender\\MSASCuiL.exe"),
    );
    registry.add_key(&format!("{current}\\RunOnce"));
    registry.set(&format!("{current}\\Uninstall\\7-Zip"), "DisplayName", Data::text("7-Zip 16.04"));
    registry.set(
        &format!("{current}\\Explorer\\Shell Folders"),
        "Common Desktop",
        Data::text("C:\\Users\\Public\\Desktop"),
    );
    registry.set(&format!("{MACHINE}\\SOFTWARE\\Classes\\.txt"), "", Data::text("txtfile"));
    registry.set(
        &format!("{MACHINE}\\SOFTWARE\\Classes\\txtfile\\shell\\open\\command"),
        "",
        Data::expand("%SystemRoot%\\system32\\NOTEPAD.EXE %1"),
    );
    registry.set(
        &format!("{MACHINE}\\SOFTWARE\\7-Zip"),
        "Path",
        Data::text("C:\\Program Files\\7-Zip\\"),
    );
    registry.set(
        &format!("{MACHINE}\\SOFTWARE\\Microsoft\\Updates"),
        "UpdateExeVolatile",
        Data::Number(0),
    );
    if !windows.is_nt5() {
        let tasks = format!(
            "{MACHINE}\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tree\\Microsoft\\Windows\\Defrag\\ScheduledDefrag"
        );
        registry.set(&tasks, "Id", Data::text("{77C5AD9A-5E3B-4E1B-8D7F-9F4C2A1D6E01}"));
        registry.set(&tasks, "Index", Data::Number(3));
    }
}

/// From this build on SMB version 1 is not installed: Windows 10 1709.
const WITHOUT_SMB1: u32 = 16299;

fn services(registry: &mut Registry, windows: &Windows) {
    let smb1 = ("srv", 3, "System32\\DRIVERS\\srv.sys", "Server SMB 1.xxx Driver");
    let smb1 = (windows.version.2 < WITHOUT_SMB1).then_some(smb1);
    for (name, start, image, display) in SERVICE_ROWS.into_iter().chain(smb1) {
        let key = format!("{SERVICES}\\{name}");
        registry.set(&key, "DisplayName", Data::text(display));
        registry.set(&key, "ImagePath", Data::expand(image));
        registry.set(&key, "Start", Data::Number(start));
        registry.set(&key, "Type", Data::Number(if image.ends_with(".sys") { 1 } else { 0x20 }));
        registry.set(
            &key,
            "DependOnService",
            Data::Multi(vec!["RPCSS".to_owned(), "http".to_owned()]),
        );
    }
}

fn network(registry: &mut Registry, windows: &Windows) {
    let parameters = format!("{SERVICES}\\LanmanServer\\Parameters");
    registry.set(&parameters, "ServiceDll", Data::expand("%SystemRoot%\\system32\\srvsvc.dll"));
    registry.set(&parameters, "NullSessionPipes", Data::Multi(Vec::new()));
    registry.set(
        &parameters,
        "Guid",
        Data::Binary(vec![0x9c, 0x21, 0x5a, 0x77, 0x13, 0xd8, 0x4e, 0x42]),
    );
    registry.set(
        &format!("{SERVICES}\\NetBT\\Parameters\\Interfaces\\Tcpip_{{4C2F8E1A-90D3-4C61-B8B0-6A6C8B3A7F10}}"),
        "NetbiosOptions",
        Data::Number(0),
    );
    let policy = format!("{SERVICES}\\SharedAccess\\Parameters\\FirewallPolicy");
    registry.set(&format!("{policy}\\StandardProfile"), "EnableFirewall", Data::Number(1));
    registry.set(&format!("{policy}\\DomainProfile"), "EnableFirewall", Data::Number(1));
    if !windows.is_nt5() {
        registry.set(&format!("{policy}\\PublicProfile"), "EnableFirewall", Data::Number(1));
        for profile in ["DomainProfile", "StandardProfile", "PublicProfile"] {
            for name in ["LogDroppedPackets", "LogSuccessfulConnections"] {
                registry.set(&format!("{policy}\\{profile}\\Logging"), name, Data::Number(0));
            }
        }
        registry.set(
            &format!("{policy}\\FirewallRules"),
            "RemoteDesktop-In-TCP",
            Data::text("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|App=System|Name=@FirewallAPI.dll,-28753|"),
        );
    }
    registry.set(
        &format!(
            "{MACHINE}\\SYSTEM\\ControlSet001\\Control\\Terminal Server\\WinStations\\RDP-Tcp"
        ),
        "PortNumber",
        Data::Number(3389),
    );
    registry.set(
        &format!("{SERVICES}\\LanmanServer\\Linkage"),
        "Bind",
        Data::Multi(vec!["\\Device\\Tcpip_{4C2F8E1A}".to_owned()]),
    );
}

/// `CurrentControlSet` is a link to the set that started: an export shows its keys a second time.
fn mirror_current_control_set(registry: &mut Registry) {
    let first = format!("{MACHINE}\\SYSTEM\\ControlSet001");
    let keys: Vec<super::Key> = registry.below(&first).cloned().collect();
    for key in keys {
        let path = key.path.replacen("ControlSet001", "CurrentControlSet", 1);
        registry.add_key(&path);
        for (name, data) in key.values {
            registry.set(&path, &name, data);
        }
    }
}

fn users(registry: &mut Registry, host: &HostFacts<'_>) {
    registry.add_key("HKEY_USERS\\.DEFAULT\\Control Panel\\Desktop");
    for system in ["S-1-5-18", "S-1-5-19", "S-1-5-20"] {
        registry.add_key(&format!("HKEY_USERS\\{system}\\Software\\Microsoft"));
    }
    let current = format!("{USER}\\Software\\Microsoft\\Windows\\CurrentVersion");
    registry.set(
        &format!("{USER}\\Control Panel\\Desktop"),
        "Wallpaper",
        Data::text("C:\\Windows\\web\\wallpaper\\Windows\\img0.jpg"),
    );
    registry.set(
        &format!("{current}\\Run"),
        "ctfmon.exe",
        Data::text("C:\\Windows\\system32\\ctfmon.exe"),
    );
    registry.set(&format!("{current}\\Explorer\\RunMRU"), "a", Data::text("cmd\\1"));
    registry.set(&format!("{current}\\Explorer\\RunMRU"), "MRUList", Data::text("a"));
    registry.set(&format!("{current}\\Explorer\\TypedPaths"), "url1", Data::text("C:\\"));
    for (at, document) in host.locale.documents().iter().enumerate() {
        let key = format!("{current}\\Explorer\\RecentDocs");
        registry.set(&key, &at.to_string(), Data::binary_around(document));
    }
    registry.set(
        &format!("{USER}\\Software\\Microsoft\\Internet Explorer\\TypedURLs"),
        "url1",
        Data::text("http://www.example.cn/"),
    );
    registry.set(
        &format!("{USER}\\Volatile Environment"),
        "USERNAME",
        Data::text(host.locale.user()),
    );
    registry.set(
        &format!("{USER}\\Environment"),
        "TEMP",
        Data::expand("%USERPROFILE%\\AppData\\Local\\Temp"),
    );
    registry.add_key(&format!("{USER}_Classes\\Local Settings"));
}
