//! What the Windows firewall of a host says of itself, and the log it writes: it lets in what the host listens on.

use std::fmt::Write as _;
use std::net::Ipv4Addr;

use crate::host::Host;
use crate::locale::Locale;
use crate::sockets::Socket;

/// Where `netsh advfirewall` begins its values.
const RULER: &str = "----------------------------------------------------------------------";
/// What `netsh firewall` rules its tables with.
const OLD_RULER: &str = "-------------------------------------------------------------------";

/// TCP ports that are listened on over IPv4.
fn served(host: &Host) -> impl Iterator<Item = &Socket> {
    host.sockets.iter().filter(|socket| {
        socket.protocol == "TCP" && socket.remote.is_none() && !socket.address.starts_with('[')
    })
}

/// `netsh advfirewall show allprofiles`.
pub fn profiles(host: &Host) -> String {
    let (titles, state, on, policy, logging, done) = match host.locale {
        Locale::ZhCn => (
            ["域配置文件 设置", "专用配置文件 设置", "公用配置文件 设置"],
            "状态",
            "启用",
            "防火墙策略",
            "日志",
            "确定。",
        ),
        _ => (
            ["Domain Profile Settings", "Private Profile Settings", "Public Profile Settings"],
            "State",
            "ON",
            "Firewall Policy",
            "Logging",
            "Ok.",
        ),
    };
    let mut text = String::new();
    for title in titles {
        let _ = write!(
            text,
            "\r\n{title}: \r\n{RULER}\r\n{state:<38}{on}\r\n{policy:<38}BlockInbound,AllowOutbound\r\n\
             \r\n{logging}:\r\n{:<38}%systemroot%\\system32\\LogFiles\\Firewall\\pfirewall.log\r\n{:<38}4096\r\n\r\n",
            "FileName", "MaxFileSize"
        );
    }
    text + done + "\r\n\r\n"
}

/// `netsh advfirewall firewall show rule name=all`, with `verbose` or without: one rule for each port that is listened on.
pub fn rules(host: &Host, verbose: bool) -> String {
    let words = words(host.locale);
    let mut text = String::new();
    for socket in served(host) {
        let port = socket.port.to_string();
        let name = format!("Port {port}");
        let [yes, inbound, profiles, any, no, allow] = words.values;
        let [
            title,
            enabled,
            direction,
            where_,
            group,
            near,
            far,
            protocol,
            port_near,
            port_far,
            edge,
            action,
        ] = words.labels;
        row(&mut text, title, &name);
        let _ = write!(text, "{RULER}\r\n");
        row(&mut text, enabled, yes);
        row(&mut text, direction, inbound);
        row(&mut text, where_, profiles);
        row(&mut text, group, "");
        row(&mut text, near, any);
        row(&mut text, far, any);
        row(&mut text, protocol, "TCP");
        row(&mut text, port_near, &port);
        row(&mut text, port_far, any);
        row(&mut text, edge, no);
        if verbose {
            row(&mut text, "Program", "System");
            row(&mut text, "InterfaceTypes", any);
            row(&mut text, "Security", "NotRequired");
            row(&mut text, "Rule source", "Local Setting");
        }
        row(&mut text, action, allow);
        text += "\r\n";
    }
    format!("\r\n{text}{}\r\n\r\n", words.done)
}

fn row(text: &mut String, label: &str, value: &str) {
    let _ = write!(text, "{:<38}{value}\r\n", format!("{label}:"));
}

/// What `netsh advfirewall firewall show rule` translates.
struct Words {
    labels: [&'static str; 12],
    /// Yes, in, the three profiles, any, no, allow.
    values: [&'static str; 6],
    done: &'static str,
}

fn words(locale: Locale) -> Words {
    match locale {
        Locale::ZhCn => Words {
            labels: [
                "规则名称",
                "已启用",
                "方向",
                "配置文件",
                "分组",
                "本地 IP",
                "远程 IP",
                "协议",
                "本地端口",
                "远程端口",
                "边缘遍历",
                "操作",
            ],
            values: ["是", "入", "域,专用,公用", "任何", "否", "允许"],
            done: "确定。",
        },
        Locale::De => Words {
            labels: [
                "Regelname",
                "Aktiviert",
                "Richtung",
                "Profile",
                "Gruppierung",
                "Lokales IP",
                "Remote-IP",
                "Protokoll",
                "Lokaler Port",
                "Remoteport",
                "Edgeausnahme",
                "Aktion",
            ],
            values: ["Ja", "Ein", "Domäne,Privat,Öffentlich", "Beliebig", "Nein", "Zulassen"],
            done: "OK.",
        },
        _ => Words {
            labels: [
                "Rule Name",
                "Enabled",
                "Direction",
                "Profiles",
                "Grouping",
                "LocalIP",
                "RemoteIP",
                "Protocol",
                "LocalPort",
                "RemotePort",
                "Edge traversal",
                "Action",
            ],
            values: ["Yes", "In", "Domain,Private,Public", "Any", "No", "Allow"],
            done: "Ok.",
        },
    }
}

/// `netsh firewall show state` of Windows XP.
pub fn state(host: &Host) -> String {
    let mut text = format!(
        "\r\nFirewall status:\r\n{OLD_RULER}\r\n\
         Profile                           = Standard\r\n\
         Operational mode                  = Enable\r\n\
         Exception mode                    = Enable\r\n\r\n\
         Ports currently open on all network interfaces:\r\n\
         Port   Protocol  Version  Program\r\n{OLD_RULER}\r\n"
    );
    for socket in served(host) {
        let _ = write!(text, "{:<7}TCP       IPv4     (null)\r\n", socket.port);
    }
    text + "\r\n"
}

/// `Get-NetFirewallProfile`: a list of properties for each profile, all of them on.
pub fn net_profiles(_host: &Host) -> String {
    let mut text = "\r\n".to_owned();
    for name in ["Domain", "Private", "Public"] {
        text.push_str("\r\n");
        for (property, value) in [
            ("Name", name),
            ("Enabled", "True"),
            ("DefaultInboundAction", "NotConfigured"),
            ("DefaultOutboundAction", "NotConfigured"),
            ("AllowInboundRules", "NotConfigured"),
            ("AllowLocalFirewallRules", "NotConfigured"),
            ("AllowLocalIPsecRules", "NotConfigured"),
            ("AllowUserApps", "NotConfigured"),
            ("AllowUserPorts", "NotConfigured"),
            ("AllowUnicastResponseToMulticast", "NotConfigured"),
            ("NotifyOnListen", "False"),
            ("EnableStealthModeForIPsec", "NotConfigured"),
            ("LogFileName", "%systemroot%\\system32\\LogFiles\\Firewall\\pfirewall.log"),
            ("LogMaxSizeKilobytes", "4096"),
            ("LogAllowed", "False"),
            ("LogBlocked", "False"),
            ("LogIgnored", "NotConfigured"),
            ("DisabledInterfaceAliases", "{NotConfigured}"),
        ] {
            let _ = write!(text, "{property:<31} : {value}\r\n");
        }
    }
    text + "\r\n\r\n\r\n"
}

/// `Get-NetFirewallProfile | Format-Table Name, Enabled`.
pub fn net_profiles_table(_host: &Host) -> String {
    "\r\nName    Enabled\r\n----    -------\r\nDomain     True\r\nPrivate    True\r\nPublic     True\r\n\r\n\r\n".to_owned()
}

/// `pfirewall.log`: somebody comes to each port that is listened on, and the host's own connections go out.
pub fn log(host: &Host) -> String {
    let mut text = String::from(
        "#Version: 1.5\r\n#Software: Microsoft Windows Firewall\r\n#Time Format: Local\r\n#Fields: date time action protocol \
         src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path\r\n\r\n",
    );
    let mut row = |source: &str, near: u16, to: &str, far: u16, path: &str| {
        let _ = write!(
            text,
            "2017-05-13 08:00:00 ALLOW TCP {source} {to} {near} {far} 0 - 0 0 0 - - - {path}\r\n"
        );
    };
    for socket in served(host) {
        row("192.168.10.99", 51_000, "192.168.10.21", socket.port, "RECEIVE");
    }
    for socket in &host.sockets {
        if let Some((address, port)) = socket.remote {
            row(socket.address, socket.port, &Ipv4Addr::from(address).to_string(), port, "SEND");
        }
    }
    text
}
