//! In: what `netsh advfirewall show …profile(s)`, `netsh advfirewall firewall show rule` and XP's `netsh firewall show …` print, in
//! any language. Out: which profiles are on, and rules as the registry writes them.
//!
//! All of them are sections: a title, a ruler of dashes, rows up to a blank line. What a section is, its rows show: `label = value` is
//! a profile of XP; rows that begin with a port are ports that XP lets in; a title with a value begins a rule; else it is a profile.

use super::{rule, words};
use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::message::{Code, Phrase};
use crate::records::{HostFact, Position, Record};

/// The most rows of a rule: `verbose` prints 18.
const MOST_ROWS: usize = 24;
/// The longest rule kept, in bytes: a list of addresses may fill some hundred thousand, but then the rule is for them alone.
const LONGEST_RULE: usize = 16 * 1024;
/// The shortest ruler; `netsh` prints 67 or 70 dashes.
const RULER: usize = 60;

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Netsh::default())
}

/// A ruler with a title above and a row below that belong together.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let known = head.windows(3).any(|lines| {
        let [title, ruler, row] = lines else { return false };
        is_ruler(ruler)
            && (is_title(title) && (profile_state(row).is_some() || xp_mode(row).is_some())
                || titled(title).is_some() && titled(row).is_some()
                || port_row(row))
    });
    if known { 92 } else { 0 }
}

/// A line that another one must explain.
struct Held {
    text: String,
    at: Position,
}

impl Held {
    fn of(line: &Line<'_>) -> Held {
        Held { text: line.text.to_owned(), at: position(line) }
    }

    fn unreadable(&self, out: &mut dyn RecordSink) {
        let Position { line: number, offset } = self.at;
        out.unreadable(&Line { text: &self.text, number, offset, end: LineEnd::Newline });
    }
}

#[derive(Default)]
enum At {
    /// Between sections.
    #[default]
    Outside,
    /// Below a title that ends with a colon; lines with columns may follow, with or without a ruler.
    Titled(String),
    /// Below a title with a value; a ruler must follow.
    Named(Held),
    /// In a rule.
    Rule { name: Held, values: Vec<String>, bytes: usize },
    /// In another section; `said` once its profile's state was read.
    Rows { title: String, said: bool },
}

#[derive(Default)]
struct Netsh {
    pieces: Pieces,
    at: At,
    facts: u64,
    end: Option<LineEnd>,
}

impl Reader for Netsh {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.end = Some(line.end);
            return out.unreadable(line);
        }
        let text = line.text.trim_end();
        if text.trim().is_empty() {
            return self.close(out);
        }
        self.end = Some(line.end);
        self.at = match std::mem::take(&mut self.at) {
            At::Titled(title) if is_ruler(text) => At::Rows { title, said: false },
            At::Titled(title) if has_columns(text) => At::Titled(title),
            At::Named(name) if is_ruler(text) => At::Rule { name, values: Vec::new(), bytes: 0 },
            At::Named(name) => {
                name.unreadable(out);
                self.outside(line, out)
            }
            At::Rule { name, mut values, mut bytes } => {
                // An indented row without a label adds to the one above: the types and codes of ICMP.
                if let Some((_, value)) = titled(text)
                    && values.len() < MOST_ROWS
                    && bytes + value.len() <= LONGEST_RULE
                {
                    bytes += value.len();
                    values.push(value.to_owned());
                } else if !text.starts_with(' ') {
                    out.unreadable(line);
                }
                At::Rule { name, values, bytes }
            }
            At::Rows { title, said } => {
                let said = self.row(&title, said, line, out);
                At::Rows { title, said }
            }
            At::Outside | At::Titled(_) => self.outside(line, out),
        };
    }

    fn finish(&mut self, out: &mut dyn RecordSink) -> Ending {
        let inside = !matches!(self.at, At::Outside);
        if self.end == Some(LineEnd::Newline) {
            self.close(out);
        }
        match (self.facts, self.end) {
            (0, _) => Ending::Cut(Phrase::new(Code::EndingHeadingOnly)),
            (_, Some(LineEnd::Newline)) if !inside => Ending::Whole,
            (_, Some(LineEnd::Newline)) => Ending::Cut(Phrase::new(Code::EndingRecordIncomplete)),
            _ => Ending::Cut(Phrase::new(Code::EndingNoLineEnd)),
        }
    }
}

impl Netsh {
    fn outside(&self, line: &Line<'_>, out: &mut dyn RecordSink) -> At {
        let text = line.text.trim_end();
        if is_title(text) {
            return At::Titled(text.trim_end_matches([':', '：', ' ']).to_owned());
        }
        if titled(text).is_some_and(|(_, value)| !value.is_empty()) {
            return At::Named(Held::of(line));
        }
        if !is_sentence(text) {
            out.unreadable(line);
        }
        At::Outside
    }

    /// A section's end: a rule is told when all of it was seen.
    fn close(&mut self, out: &mut dyn RecordSink) {
        match std::mem::take(&mut self.at) {
            At::Rule { name, values, .. } => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                let shown = titled(&name.text).map_or("", |(_, shown)| shown);
                match rule::in_registry_form(shown, &values) {
                    Some(rule) => self.tell(HostFact::FirewallRule(rule), name.at, out),
                    None => name.unreadable(out),
                }
            }
            At::Named(name) => name.unreadable(out),
            At::Outside | At::Titled(_) | At::Rows { .. } => {}
        }
    }

    /// A row below a title and a ruler; true once the profile's state is known.
    fn row(&mut self, title: &str, said: bool, line: &Line<'_>, out: &mut dyn RecordSink) -> bool {
        let text = line.text;
        if port_row(text) {
            match port(text) {
                Some(Some(rule)) => self.tell(HostFact::FirewallRule(rule), position(line), out),
                Some(None) => {}
                None => out.unreadable(line),
            }
            return said;
        }
        if said {
            return true;
        }
        let Some(on) = profile_state(text).or_else(|| xp_mode(text)) else {
            // XP names the profile before it says its state; tables of programs and services have no state.
            if !text.contains(" = ") && !has_columns(text) {
                out.unreadable(line);
            }
            return false;
        };
        let profile = title.to_owned();
        self.tell(HostFact::FirewallProfile { profile, on }, position(line), out);
        true
    }

    fn tell(&mut self, fact: HostFact, at: Position, out: &mut dyn RecordSink) {
        self.facts += 1;
        out.record(Record::Fact(fact), at);
    }
}

fn is_ruler(line: &str) -> bool {
    let line = line.trim();
    RULER <= line.len() && line.bytes().all(|byte| byte == b'-')
}

/// `Domain Profile Settings:`.
fn is_title(line: &str) -> bool {
    !line.starts_with(' ') && line.trim_end().ends_with([':', '：'])
}

/// `Rule Name:                            Remote Desktop`: label and value.
fn titled(line: &str) -> Option<(&str, &str)> {
    if line.starts_with(' ') {
        return None;
    }
    let (label, value) = line.split_once([':', '：'])?;
    (value.is_empty() || value.starts_with("  ")).then_some((label.trim_end(), value.trim()))
}

fn has_columns(line: &str) -> bool {
    !line.starts_with(' ') && line.trim_end().contains("  ")
}

/// `State                                 ON`.
fn profile_state(row: &str) -> Option<bool> {
    let (_, value) = row.trim_end().rsplit_once("  ").filter(|_| has_columns(row))?;
    if row.contains('=') { None } else { words::on(value) }
}

/// `Operational mode                  = Enable`.
fn xp_mode(row: &str) -> Option<bool> {
    let (label, value) = row.split_once(" = ")?;
    if label.starts_with(' ') { None } else { words::on(value) }
}

/// `445    TCP       IPv4     (null)`, `445    TCP       Enable   SMB over TCP`.
fn port_row(row: &str) -> bool {
    let mut cells = row.split_whitespace();
    let number = cells.next().is_some_and(|cell| cell.bytes().all(|byte| byte.is_ascii_digit()));
    number && matches!(cells.next(), Some("TCP" | "UDP"))
}

/// A port of XP's: `Some(None)` if it is not let in, `None` if the row can't be read.
fn port(row: &str) -> Option<Option<String>> {
    let mut cells = row.split_whitespace();
    let port: u16 = cells.next()?.parse().ok()?;
    let protocol = if cells.next()? == "TCP" { 6 } else { 17 };
    let mode = cells.next()?;
    let open = matches!(mode, "IPv4" | "IPv6") || words::any(mode) || words::on(mode)?;
    let rule = format!("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol={protocol}|LPort={port}|");
    Some(open.then_some(rule))
}

/// What `netsh` says when it is done, or about its own age.
fn is_sentence(line: &str) -> bool {
    let line = line.trim();
    let short = line.chars().count() <= 10 && !line.contains(['\\', '/', ' ', ':']);
    short
        || line.ends_with(['.', '。'])
        || line.contains("netsh")
        || line.contains("go.microsoft.com")
}

#[cfg(test)]
mod tests {
    use crate::formats::Ending;
    use crate::formats::firewall::NETSH;
    use crate::formats::test_sink::{Seen, read};
    use crate::records::HostFact;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) -> Seen {
        let seen = read(&NETSH, text);
        let shown: Vec<String> = seen
            .facts
            .iter()
            .map(|fact| match fact {
                HostFact::FirewallProfile { profile, on } => format!("{profile} {on}"),
                HostFact::FirewallRule(rule) => rule.clone(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
        assert_eq!((NETSH.sniff)(&text.lines().collect::<Vec<_>>()), 92, "{text}");
        seen
    }

    const RULER: &str = "----------------------------------------------------------------------";

    fn rule(state: &str) -> String {
        format!(
            "\n规则名称:                             Jiance\n{RULER}\n已启用:                               是\n方向:                                 {state}\n配置文件:                             域,专用,公用\n分组:                                 \n本地 IP:                              任何\n远程 IP:                              任何\n协议:                                 TCP\n本地端口:                             445\n远程端口:                             任何\n边缘遍历:                             否\n操作:                                 阻止\n\n确定。\n\n"
        )
    }

    #[test]
    fn profiles() {
        let one = |title: &str, state: &str| {
            format!(
                "\n{title}: \n{RULER}\n{state}\nFirewall Policy                       BlockInbound,AllowOutbound\nLocalFirewallRules                    N/A (GPO-store only)\n\nLogging:\nLogAllowedConnections                 Disable\nMaxFileSize                           4096\n\n"
            )
        };
        let text = one("Domain Profile Settings", "State                                 ON")
            + &one("公用配置文件 设置", "状态                                  关闭")
            + "Ok.\n\n";
        let seen = check(&text, &["Domain Profile Settings true", "公用配置文件 设置 false"]);
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
    }

    #[test]
    fn rules() {
        let block = "v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=445|Name=Jiance|";
        let seen = check(&rule("入"), &[block]);
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
        assert_eq!(check(&rule("Kyllä"), &[]).unreadable, 1);
        let cut = rule("入");
        let cut = read(&NETSH, cut.split_once("边缘").unwrap().0);
        assert!(cut.facts.is_empty() && cut.unreadable == 1 && cut.ending != Ending::Whole);
    }

    #[test]
    fn windows_xp() {
        let text = "\nFirewall status:\n-------------------------------------------------------------------\nProfile                           = Standard\nOperational mode                  = Enable\nException mode                    = Enable\n\nPorts currently open on all network interfaces:\nPort   Protocol  Version  Program\n-------------------------------------------------------------------\n445    TCP       IPv4     (null)\n137    UDP       Disable  NetBIOS\n\n";
        let port = "v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=445|";
        let seen = check(text, &["Firewall status true", port]);
        assert_eq!((seen.unreadable, seen.ending), (0, Ending::Whole));
    }

    #[test]
    fn what_follows_is_not_swallowed() {
        let text = rule("入")
            + "C:\\a.exe\nHost Name:                 PC\nOS Name:                   Windows\n";
        assert_eq!(read(&NETSH, &text).unreadable, 3);
    }
}
