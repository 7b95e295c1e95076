//! In: a host. Out: the other ways in which Windows says what it is and what is installed on it, command by command.

use std::fmt::Write as _;

use crate::host::{Host, HostFacts};
use crate::locale::Locale;
use crate::registry::{Form, export};
use crate::systeminfo::{Row, rows};

/// `systeminfo /fo csv`: every cell in quotes, lists inside their cell.
pub fn systeminfo_csv(host: &Host) -> String {
    let rows = rows(host);
    let quoted = |cells: Vec<String>| format!("\"{}\"\r\n", cells.join("\",\""));
    let headings = rows.iter().map(|row| row.label.to_owned()).collect();
    format!("{}{}", quoted(headings), quoted(rows.iter().map(|row| cell(row, ",")).collect()))
}

/// `systeminfo /fo table`: one row as wide as all of it.
pub fn systeminfo_table(host: &Host) -> String {
    let columns: Vec<[String; 2]> =
        rows(host).iter().map(|row| [row.label.to_owned(), cell(row, ", ")]).collect();
    let widths: Vec<usize> = columns
        .iter()
        .map(|cells| cells.iter().map(|cell| Locale::cells(cell)).max().unwrap_or_default().max(8))
        .collect();
    let line = |at: usize| -> String {
        let cells = columns.iter().zip(&widths);
        cells.map(|(cells, width)| Locale::padded(&cells[at], *width) + " ").collect()
    };
    let ruler: String = widths.iter().map(|width| "=".repeat(*width) + " ").collect();
    format!("\r\n{}\r\n{ruler}\r\n{}\r\n", line(0), line(1))
}

fn cell(row: &Row, comma: &str) -> String {
    let list = row.list.iter().map(|entry| format!("{comma}{}", entry.trim_start()));
    format!("{}{}", row.value, list.collect::<String>())
}

/// PowerShell's `Get-ComputerInfo`, which shows four updates and then dots.
pub fn computer_info(host: &Host) -> String {
    const SHOWN: usize = 4;
    let (major, minor, build) = host.windows.version;
    let revision = facts(host).revision();
    let mut updates: Vec<String> =
        host.updates.iter().take(SHOWN).map(|kb| format!("KB{kb}")).collect();
    if let Some(last) = updates.last_mut().filter(|_| SHOWN < host.updates.len()) {
        last.push_str("...");
    }
    let properties = [
        ("WindowsBuildLabEx", format!("{build}.1.{}fre.rtm", host.windows.architecture())),
        ("WindowsCurrentVersion", "6.3".to_owned()),
        ("WindowsInstallationType", role(host, "Server", "Client")),
        ("WindowsProductName", host.windows.product.to_owned()),
        ("WindowsUBR", revision.map(|revision| revision.to_string()).unwrap_or_default()),
        ("BiosCharacteristics", "{4, 7, 8, 9...}".to_owned()),
        ("CsName", host.name.clone()),
        ("OsName", format!("Microsoft {}", host.windows.shown_product)),
        ("OsVersion", format!("{major}.{minor}.{build}")),
        ("OsCSDVersion", service_pack(host)),
        ("OsBuildNumber", build.to_string()),
        ("OsHotFixes", format!("{{{}}}", updates.join(", "))),
        ("OsWindowsDirectory", "C:\\Windows".to_owned()),
        ("OsArchitecture", (if host.windows.x64 { "64-bit" } else { "32-bit" }).to_owned()),
        ("OsProductType", role(host, "Server", "WorkStation")),
    ];
    let line = |(name, value)| format!("{name:<55} : {value}\r\n");
    format!("\r\n\r\n{}\r\n\r\n", properties.map(line).concat())
}

/// `msinfo32 /report`.
pub fn msinfo_report(host: &Host) -> String {
    let words = match host.locale {
        Locale::ZhCn => ["系统信息报告写入时间", "系统名称", "系统摘要", "项目\t数值"],
        _ => {
            ["System Information report written at", "System Name", "System Summary", "Item\tValue"]
        }
    };
    let rows: String =
        summary(host).iter().map(|(label, value)| format!("{label}\t{value}\t\r\n")).collect();
    format!(
        "{}: 06/02/17 16:35:00\r\n{}: {}\r\n[{}]\r\n\r\n{}\t\r\n{rows}\r\n[Components]\r\n\r\n[Drivers]\r\n\r\nnull\tc:\\windows\\system32\\drivers\\null.sys\tOK\t\r\n",
        words[0], words[1], host.name, words[2], words[3]
    )
}

/// `msinfo32 /nfo`.
pub fn msinfo_nfo(host: &Host) -> String {
    let row = |(label, value): &(&str, String)| {
        format!(
            "<Data>\r\n<Item><![CDATA[{label}]]></Item>\r\n<Value><![CDATA[{value}]]></Value>\r\n</Data>\r\n"
        )
    };
    let rows: String = summary(host).iter().map(row).collect();
    format!(
        "<?xml version=\"1.0\"?>\r\n<MsInfo>\r\n<Metadata>\r\n<Version>8.0</Version>\r\n</Metadata>\r\n<Category name=\"System Summary\">\r\n{rows}</Category>\r\n</MsInfo>\r\n"
    )
}

fn summary(host: &Host) -> Vec<(&'static str, String)> {
    let (major, minor, build) = host.windows.version;
    let pack = service_pack(host);
    let gap = if pack.is_empty() { "" } else { " " };
    vec![
        ("OS Name", format!("Microsoft {}", host.windows.shown_product)),
        ("Version", format!("{major}.{minor}.{build} {pack}{gap}Build {build}")),
        ("OS Manufacturer", "Microsoft Corporation".to_owned()),
        ("System Name", host.name.clone()),
        (
            "System Type",
            (if host.windows.x64 { "x64-based PC" } else { "X86-based PC" }).to_owned(),
        ),
        ("Processor", "Intel(R) Xeon(R) CPU @ 2.40GHz, 2400 Mhz, 1 Core(s)".to_owned()),
        ("Windows Directory", "C:\\Windows".to_owned()),
        ("System Directory", "C:\\Windows\\system32".to_owned()),
    ]
}

/// `dism /online /get-packages`.
pub fn dism_list(host: &Host) -> String {
    let words = dism_words(host.locale);
    let rows: String = packages(host)
        .iter()
        .map(|name| {
            format!(
                "{} : {name}\r\n{} : {}\r\n{} : Update\r\n{} : 2017/3/16 8:03\r\n\r\n",
                words.identity, words.state, words.installed, words.kind, words.time
            )
        })
        .collect();
    format!("{}{rows}{}\r\n", words.head, words.end)
}

/// `dism /online /get-packages /format:table`.
pub fn dism_table(host: &Host) -> String {
    let words = dism_words(host.locale);
    let ruler = "----------- | ---- | ---- | ----\r\n";
    let rows: String = packages(host)
        .iter()
        .map(|name| format!("{name} | {} | Update | 2017/3/16 8:03\r\n", words.installed))
        .collect();
    format!(
        "{}{ruler}{} | {} | {} | {}\r\n{ruler}{rows}\r\n{}\r\n",
        words.head, words.identity, words.state, words.kind, words.time, words.end
    )
}

/// `Get-WindowsPackage -Online`.
pub fn windows_packages(host: &Host) -> String {
    let rows: String = packages(host)
        .iter()
        .map(|name| {
            format!("PackageName  : {name}\r\nPackageState : Installed\r\nReleaseType  : Update\r\nInstallTime  : 16.03.2017 08:03:00\r\n\r\n")
        })
        .collect();
    format!("\r\n\r\n{rows}\r\n")
}

/// What the servicing stack holds: a part of Windows itself, and the updates, those of Windows 10 by their revision.
fn packages(host: &Host) -> Vec<String> {
    let arch = host.windows.architecture();
    let (major, minor, build) = host.windows.version;
    let name = |what: &str, version: &str| format!("{what}~31bf3856ad364e35~{arch}~~{version}");
    let mut all =
        vec![name("Microsoft-Windows-Foundation-Package", &format!("{major}.{minor}.{build}.1"))];
    match facts(host).revision().filter(|_| host.windows.is_nt10()) {
        Some(revision) => {
            all.push(name("Package_for_RollupFix", &format!("{build}.{revision}.1.5")))
        }
        None => all.extend(
            host.updates
                .iter()
                .map(|kb| name(&format!("Package_for_KB{kb}"), &format!("{major}.{minor}.1.3"))),
        ),
    }
    all
}

/// How many of the packages are updates.
pub fn updates_in_packages(host: &Host) -> usize {
    packages(host).iter().filter(|name| name.starts_with("Package_for_")).count()
}

/// `reg export HKLM\SOFTWARE`.
pub fn software(host: &Host) -> String {
    export(&host.registry, "HKEY_LOCAL_MACHINE\\SOFTWARE", Form::Five, host.locale)
}

struct DismWords {
    head: &'static str,
    identity: &'static str,
    state: &'static str,
    installed: &'static str,
    kind: &'static str,
    time: &'static str,
    end: &'static str,
}

fn dism_words(locale: Locale) -> DismWords {
    match locale {
        Locale::ZhCn => DismWords {
            head: "\r\n部署映像服务和管理工具\r\n版本: 10.0.14393.0\r\n\r\n映像版本: 10.0.14393.0\r\n\r\n",
            identity: "程序包标识",
            state: "状态",
            installed: "已安装",
            kind: "发行版类型",
            time: "安装时间",
            end: "操作成功完成。",
        },
        _ => DismWords {
            head: "\r\nDeployment Image Servicing and Management tool\r\nVersion: 10.0.14393.0\r\n\r\nImage Version: 10.0.14393.0\r\n\r\nPackages listing:\r\n\r\n",
            identity: "Package Identity",
            state: "State",
            installed: "Installed",
            kind: "Release Type",
            time: "Install Time",
            end: "The operation completed successfully.",
        },
    }
}

/// `Get-HotFix`, as a table.
pub fn hotfix_table(host: &Host) -> String {
    let mut text = "\r\nSource        Description      HotFixID      InstalledBy          InstalledOn              \r\n------        -----------      --------      -----------          -----------              \r\n".to_owned();
    for kb in &host.updates {
        let _ = write!(
            text,
            "{:<14}Security Update  {:<14}NT AUTHORITY\\SYSTEM  2017/3/16 0:00:00        \r\n",
            host.name,
            format!("KB{kb}")
        );
    }
    text + "\r\n\r\n"
}

/// `Get-HotFix | ConvertTo-Csv`.
pub fn hotfix_csv(host: &Host) -> String {
    let mut text = "#TYPE System.Management.ManagementObject#root\\cimv2\\Win32_QuickFixEngineering\r\n\"PSComputerName\",\"InstalledOn\",\"Caption\",\"Description\",\"HotFixID\",\"InstalledBy\"\r\n".to_owned();
    for kb in &host.updates {
        let _ = write!(
            text,
            "\"{}\",\"3/16/2017 12:00:00 AM\",\"http://support.microsoft.com/?kbid={kb}\",\"Security Update\",\"KB{kb}\",\"NT AUTHORITY\\SYSTEM\"\r\n",
            host.name
        );
    }
    text
}

/// What `winver` shows, copied line by line.
pub fn winver(host: &Host) -> String {
    let (major, minor, build) = host.windows.version;
    let inside = match (host.windows.is_nt10(), facts(host).revision()) {
        (true, Some(revision)) => format!("Version 22H2 (OS Build {build}.{revision})"),
        _ if 0 < host.windows.service_pack => {
            format!("Version {major}.{minor} (Build {build}: {})", service_pack(host))
        }
        _ => format!("Version {major}.{minor} (Build {build})"),
    };
    format!("Microsoft Windows\r\n{inside}\r\n")
}

fn facts(host: &Host) -> HostFacts<'_> {
    HostFacts {
        windows: host.windows,
        locale: host.locale,
        name: &host.name,
        updates: &host.updates,
    }
}

fn service_pack(host: &Host) -> String {
    match host.windows.service_pack {
        0 => String::new(),
        number => format!("Service Pack {number}"),
    }
}

fn role(host: &Host, server: &str, client: &str) -> String {
    (if host.windows.server { server } else { client }).to_owned()
}
