//! In: one host's report. Out: its row of the table, the same in every language.

use jiance::report::{CoverageState, ExposureState, HardeningState, Os, Report, Verdict};
use serde::{Deserialize, Serialize};

/// The artifacts that the verdict rests on.
const NEEDED: [&str; 3] = ["file_listing", "process_list", "registry"];

/// What the table says of a host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HostRow {
    /// Its computer name, if it says one.
    pub(crate) name: Option<String>,
    /// The file or folder it was read from.
    pub(crate) file: String,
    /// Its Windows, in one line.
    pub(crate) windows: Option<String>,
    /// When it was collected, as the host wrote it.
    pub(crate) collected_at: Option<String>,
    /// The answer.
    pub(crate) verdict: Verdict,
    /// Weaknesses whose patch is missing, and those of which it is not known.
    pub(crate) missing: Vec<String>,
    /// See above.
    pub(crate) unknown: Vec<String>,
    /// The dangerous ports.
    pub(crate) ports: Ports,
    /// How many of the [`NEEDED`] artifacts were seen in full, of how many.
    pub(crate) complete: usize,
    /// See above.
    pub(crate) needed: usize,
}

/// What is known of the ports to close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Ports {
    /// Open, as far as is known which: `TCP 445`.
    Open(Vec<String>),
    /// Closed.
    Closed,
    /// What was given does not say.
    Unknown,
}

impl HostRow {
    /// The row of a report that was made from what stands in `file`.
    pub(crate) fn of(report: &Report, file: String) -> HostRow {
        let host = &report.host;
        let weaknesses = |state| {
            let rows = report.exposure.iter().filter(move |row| row.state == state);
            rows.map(|row| row.weakness.clone()).collect()
        };
        let complete = report.coverage.iter().filter(|row| {
            NEEDED.contains(&row.artifact.as_str()) && row.state == CoverageState::Complete
        });
        HostRow {
            name: host.name.as_ref().map(ToString::to_string),
            file,
            windows: windows(&host.os),
            collected_at: host.collected_at.as_ref().map(ToString::to_string),
            verdict: report.verdict,
            missing: weaknesses(ExposureState::Missing),
            unknown: weaknesses(ExposureState::Unknown),
            ports: ports(report),
            complete: complete.count(),
            needed: NEEDED.len(),
        }
    }

    /// What the host is called here: by its own name, or else by its file's.
    pub(crate) fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.file)
    }
}

/// What a row is called after: the file, with the folder inside it that is meant; of several files the folder that they share, or the
/// first of them.
pub(crate) fn label<'n>(parts: impl Iterator<Item = (&'n str, &'n str)>) -> String {
    let mut paths = parts.map(|(file, folder)| match folder {
        "" => file.to_owned(),
        folder => format!("{file}/{folder}"),
    });
    let Some(first) = paths.next() else { return String::new() };
    let others: Vec<String> = paths.collect();
    if others.is_empty() {
        return first;
    }
    let folders = first.match_indices('/').rev().map(|(end, _)| first.split_at(end).0);
    let mut shared = folders.filter(|folder| {
        others.iter().all(|other| other.strip_prefix(folder).is_some_and(|r| r.starts_with('/')))
    });
    shared.next().map_or_else(|| format!("{first} + {}", others.len()), str::to_owned)
}

/// `Windows 7 Professional SP1 x64`.
pub(crate) fn windows(os: &Os) -> Option<String> {
    let mut words = vec![os.product.as_ref()?.to_string()];
    words.extend(os.service_pack.filter(|pack| 0 < *pack).map(|pack| format!("SP{pack}")));
    words.extend(os.architecture.clone());
    Some(words.join(" "))
}

fn ports(report: &Report) -> Ports {
    let row = report.hardening.iter().find(|row| row.measure == "close_smb_ports");
    match row {
        Some(row) if row.state == HardeningState::Needed => {
            let mut ports: Vec<String> =
                row.evidence.iter().filter_map(|item| listening(item.text.as_str())).collect();
            ports.sort_by_key(|port| port.len());
            ports.sort();
            ports.dedup();
            Ports::Open(ports)
        }
        Some(row) if row.state == HardeningState::Done => Ports::Closed,
        _ => Ports::Unknown,
    }
}

/// `TCP 0.0.0.0:445`, as the report writes a socket that waits, as `TCP 445`.
fn listening(evidence: &str) -> Option<String> {
    let (protocol, address) = evidence.split_once(' ')?;
    let (_, port) = address.rsplit_once(':')?;
    let is_socket = ["TCP", "UDP"].contains(&protocol) && port.bytes().all(|b| b.is_ascii_digit());
    is_socket.then(|| format!("{protocol} {port}"))
}

#[cfg(test)]
pub(super) mod tests {
    use jiance::report::Evidence;
    use jiance::{Advisory, Check, HostText, Lang};

    use super::*;

    pub(in crate::hosts) fn clean(file: &str) -> HostRow {
        HostRow {
            name: None,
            file: file.to_owned(),
            windows: None,
            collected_at: None,
            verdict: Verdict::NoSigns,
            missing: Vec::new(),
            unknown: Vec::new(),
            ports: Ports::Closed,
            complete: 3,
            needed: 3,
        }
    }

    fn empty() -> Report {
        Check::new(Advisory::built_in().first().unwrap()).finish().report(Lang::En)
    }

    #[test]
    fn a_row_is_what_the_report_says() {
        let mut report = empty();
        report.verdict = Verdict::Infected;
        report.host.name = Some(HostText::shown("WEB-01"));
        report.host.os.product = Some(HostText::shown("Windows 7 Professional"));
        report.host.os.service_pack = Some(1);
        report.host.os.architecture = Some("x64".to_owned());
        report.exposure[0].state = ExposureState::Missing;
        report.exposure[1].state = ExposureState::Patched;
        let registry = report.coverage.iter_mut().find(|row| row.artifact == "registry");
        registry.unwrap().state = CoverageState::Complete;
        let row = HostRow::of(&report, "a.zip".to_owned());
        assert_eq!(row.title(), "WEB-01");
        assert_eq!(row.windows.as_deref(), Some("Windows 7 Professional SP1 x64"));
        assert_eq!(row.missing, [report.exposure[0].weakness.clone()]);
        assert_eq!(row.unknown.len(), report.exposure.len() - 2);
        assert_eq!((row.complete, row.needed), (1, 3));
    }

    #[test]
    fn a_host_without_a_name_is_called_by_its_file() {
        assert_eq!(HostRow::of(&empty(), "a.zip".to_owned()).title(), "a.zip");
    }

    #[test]
    fn a_collection_is_called_by_what_holds_it() {
        for (parts, expected) in [
            (vec![("a.zip", "")], "a.zip"),
            (vec![("all.zip", "one")], "all.zip/one"),
            (vec![("all/a/files.txt", ""), ("all/a/deep/x.reg", "")], "all/a"),
            (vec![("all/ab/files.txt", ""), ("all/a/x.reg", "")], "all"),
            (vec![("files.txt", ""), ("x.reg", ""), ("y.zip", "")], "files.txt + 2"),
            (vec![], ""),
        ] {
            assert_eq!(label(parts.iter().copied()), expected);
        }
    }

    #[test]
    fn open_ports_are_named_once_each() {
        let mut report = empty();
        let row = report.hardening.iter_mut().find(|row| row.measure == "close_smb_ports").unwrap();
        row.state = HardeningState::Needed;
        row.evidence = ["TCP 0.0.0.0:445", "TCP [::]:445", "UDP 10.0.0.1:137", "publicprofile off"]
            .map(|text| Evidence { text: HostText::shown(text), source: None })
            .to_vec();
        let open = ["TCP 445", "UDP 137"].map(str::to_owned).to_vec();
        assert_eq!(HostRow::of(&report, String::new()).ports, Ports::Open(open));
        assert_eq!(HostRow::of(&empty(), String::new()).ports, Ports::Unknown);
    }
}
