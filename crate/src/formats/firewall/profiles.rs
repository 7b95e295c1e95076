//! In: `Get-NetFirewallProfile`, as it prints itself or as the table `Format-Table Name, Enabled`. Out: which profiles are on.

use crate::formats::pieces::Pieces;
use crate::formats::{Ending, Reader, RecordSink, position};
use crate::intake::{Line, LineEnd};
use crate::records::{HostFact, Record};

pub(super) fn reader() -> Box<dyn Reader> {
    Box::new(Profiles::default())
}

/// The two properties, in a row of headings or below each other, with one that only a firewall's profile has.
pub(super) fn sniff(head: &[&str]) -> u8 {
    let is_list =
        |name: &str| head.iter().any(|line| property(line).is_some_and(|it| it.0 == name));
    let list = is_list("Name") && is_list("Enabled") && is_list("DefaultInboundAction");
    if list || head.iter().any(|line| is_heading(line)) { 90 } else { 0 }
}

fn is_heading(line: &str) -> bool {
    line.split_whitespace().eq(["Name", "Enabled"])
}

/// `Enabled                         : True`.
fn property(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    let is_name = !name.is_empty() && name.chars().all(|mark| mark.is_ascii_alphanumeric());
    is_name.then_some((name, value.trim()))
}

#[derive(Default)]
struct Profiles {
    pieces: Pieces,
    table: bool,
    name: Option<String>,
    seen: u64,
    end: Option<LineEnd>,
}

impl Profiles {
    fn tell(&mut self, name: &str, on: &str, line: &Line<'_>, out: &mut dyn RecordSink) {
        let on = match on {
            "True" => true,
            "False" => false,
            // A profile that a policy leaves open says neither.
            _ => return out.unreadable(line),
        };
        self.seen += 1;
        let profile = name.to_owned();
        out.record(Record::Fact(HostFact::FirewallProfile { profile, on }), position(line));
    }
}

impl Reader for Profiles {
    fn line(&mut self, line: &Line<'_>, out: &mut dyn RecordSink) {
        if self.pieces.is_piece(line) {
            self.end = Some(line.end);
            return out.unreadable(line);
        }
        let text = line.text.trim();
        if text.is_empty() {
            self.name = None;
            return;
        }
        self.end = Some(line.end);
        if is_heading(text) {
            self.table = true;
        } else if let Some((property, value)) = property(text) {
            match (property, self.name.take()) {
                ("Name", _) => self.name = Some(value.to_owned()),
                ("Enabled", Some(name)) => self.tell(&name, value, line, out),
                ("Enabled", None) => out.unreadable(line),
                (_, name) => self.name = name,
            }
        } else if let (true, [name, on]) =
            (self.table, &text.split_whitespace().collect::<Vec<_>>()[..])
        {
            if !name.starts_with('-') {
                self.tell(name, on, line, out);
            }
        } else {
            out.unreadable(line);
        }
    }

    fn finish(&mut self, _out: &mut dyn RecordSink) -> Ending {
        Ending::of_rows(self.seen, self.end)
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::Ending;
    use crate::formats::firewall::PROFILES;
    use crate::formats::test_sink::read;
    use crate::records::HostFact;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, bool)], unreadable: u64) {
        let seen = read(&PROFILES, text);
        let profile = |&(profile, on): &(&str, bool)| HostFact::FirewallProfile {
            profile: profile.to_owned(),
            on,
        };
        assert_eq!(seen.facts, expected.iter().map(profile).collect::<Vec<_>>(), "{text}");
        assert_eq!((seen.unreadable, seen.ending), (unreadable, Ending::Whole), "{text}");
        assert_eq!((PROFILES.sniff)(&text.lines().collect::<Vec<_>>()), 90, "{text}");
    }

    #[test]
    fn lists_and_tables() {
        let list = "\nName                            : Domain\nEnabled                         : True\nDefaultInboundAction            : NotConfigured\n\nName                            : Public\nEnabled                         : False\nDefaultInboundAction            : Block\n\n";
        check(list, &[("Domain", true), ("Public", false)], 0);
        let table = "\nName    Enabled\n----    -------\nDomain     True\nPublic    False\n\n";
        check(table, &[("Domain", true), ("Public", false)], 0);
        check(&table.replace("False", "NotConfigured"), &[("Domain", true)], 1);
    }
}
