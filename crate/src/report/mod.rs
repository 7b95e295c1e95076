//! The report: one serialisable value that the page, the link, the exports and the printed page are all views of.
//!
//! Its JSON Schema is `data/report.schema.json`; names here are public interface.

pub mod compare;
pub mod export;

use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};

pub use crate::advisory::{Localised, Weight};
use crate::host_text::HostText;
use crate::lang::Lang;
use crate::message::Said;

/// The value of [`Report::schema`].
pub const SCHEMA: &str = "jiance-report/1";

/// The whole answer. A pure function of the input bytes, the advisory and the language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What was checked against.
    pub advisory: AdvisoryHead,
    /// The answer.
    pub verdict: Verdict,
    /// Why this verdict, most important first.
    pub reasons: Vec<Said>,
    /// What was seen, by indicator, file and line.
    pub sightings: Vec<Sighting>,
    /// One row per indicator of the advisory, in its order.
    pub checks: Vec<Check>,
    /// What was there to look at, one row per artifact.
    pub coverage: Vec<Coverage>,
    /// The host, as far as its files tell.
    pub host: Host,
    /// Which weaknesses are open.
    pub exposure: Vec<Exposure>,
    /// Which protective measures are needed.
    pub hardening: Vec<Hardening>,
    /// Every file read, by name.
    pub inputs: Vec<Input>,
    /// Who made this.
    pub engine: Engine,
}

impl Report {
    /// The report as JSON, indented, with a newline at its end.
    pub fn to_json(&self) -> String {
        json(self) + "\n"
    }

    /// Sixteen hexadecimal digits that stand for the files read, whatever their names and order. Nothing of the host can be told from
    /// them.
    pub fn fingerprint(&self) -> String {
        let mut sums: Vec<&str> = self.inputs.iter().map(|input| input.sha256.as_str()).collect();
        sums.sort_unstable();
        let digest = Sha256::digest(sums.join("\n"));
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A report, or a part of one, as JSON, indented.
pub fn json(part: &impl Serialize) -> String {
    serde_json::to_string_pretty(part).unwrap_or_default()
}

/// The four answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A sign stands where it means infection.
    Infected,
    /// A sign was seen, but where it stands has other explanations.
    Suspected,
    /// Everything the advisory asks for was seen whole, and holds no sign.
    NoSigns,
    /// No sign, but something needed was missing, cut or unreadable.
    CannotTell,
}

impl Verdict {
    /// The name in the report and on the page.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Infected => "infected",
            Verdict::Suspected => "suspected",
            Verdict::NoSigns => "no_signs",
            Verdict::CannotTell => "cannot_tell",
        }
    }
}

/// Which advisory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvisoryHead {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title in every language, those that are offered first and in their order.
    #[serde(serialize_with = "offered_first")]
    pub title: Localised,
    /// Date it was published, `2017-06-02`.
    pub published: String,
}

fn offered_first<S: Serializer>(title: &Localised, serializer: S) -> Result<S::Ok, S::Error> {
    let offered: Vec<&str> = Lang::ALL.into_iter().map(Lang::tag).collect();
    let mut texts: Vec<(&String, &String)> = title.0.iter().collect();
    texts.sort_by_key(|(tag, _)| offered.iter().position(|it| it == tag).unwrap_or(offered.len()));
    serializer.collect_map(texts)
}

/// One sign seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sighting {
    /// Indicator id: `N1.1`.
    pub indicator: String,
    /// The malware it belongs to.
    pub family: String,
    /// True if the notice itself names it.
    pub in_notice: bool,
    /// What it means for the verdict.
    pub weight: Weight,
    /// Whether it is what the advisory names, or a variant of it.
    #[serde(rename = "match")]
    pub matched: Match,
    /// What kind of place it stands in.
    pub place: PlaceKind,
    /// Where it was read.
    pub source: Source,
    /// The decoded text.
    pub evidence: HostText,
}

/// How closely a sighting matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// What the advisory names.
    Exact,
    /// Another drive, `(x86)`, an extension shown or hidden.
    Variant,
}

/// What kind of place a sighting stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A path from which the malware works.
    LivePath,
    /// A copy: recycle bin, quarantine, samples, a backup.
    Copy,
    /// A directory or an empty file of the malware's name: probably an immunisation.
    Vaccine,
    /// A file that was deleted; its record in the file table is left.
    Deleted,
    /// The process list.
    RunningProcess,
    /// The host's own network connections.
    NetworkActivity,
    /// The registry, where programs are started from.
    Autostart,
    /// The registry or the `Prefetch` folder, where Windows notes that a program ran.
    RunTrace,
    /// The registry, where Windows notes what somebody typed or opened.
    TypedByUser,
    /// A security product's settings, block list or quarantine.
    SecurityProduct,
    /// A key or value that the malware itself makes.
    MalwareKey,
    /// Anywhere else in the registry.
    OtherRegistry,
}

/// Where something was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// Input file, entries of containers as `bundle.zip/registry.reg`.
    pub file: String,
    /// Line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u64>,
    /// Byte offset of the line in the file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub offset: Option<u64>,
}

/// What became of one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Indicator id.
    pub indicator: String,
    /// What became of it.
    pub state: CheckState,
    /// Why.
    pub because: Said,
}

/// What became of one indicator. "Not checked" is a value, never an absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// Seen.
    Found,
    /// Not seen in a complete artifact.
    NotFound,
    /// The artifact it needs was missing or partial.
    NotChecked,
}

/// What there was of one artifact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// `file_listing`, `process_list`, `registry`, `system_info`, `hotfixes`, `sockets`.
    pub artifact: String,
    /// How much of it there was.
    pub state: CoverageState,
    /// Records read.
    pub records: u64,
    /// Lines that could not be read.
    pub unreadable: u64,
    /// Files it was read from.
    pub files: Vec<String>,
    /// Why it isn't complete.
    pub reasons: Vec<Said>,
}

/// How much of an artifact there was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageState {
    /// All that is needed.
    Complete,
    /// Some.
    Partial,
    /// Nothing.
    Missing,
}

/// The host, as far as its files tell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Host {
    /// Its Windows.
    pub os: Os,
    /// Local time of the collection, as the host wrote it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub collected_at: Option<HostText>,
    /// Computer name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<HostText>,
    /// Whether the collector ran elevated.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub elevated: Option<bool>,
    /// The port on which remote desktop listens, where the registry says it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub remote_desktop_port: Option<u16>,
    /// What others depend on this host for, as far as it is known.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub duties: Vec<Duty>,
    /// Where each fact was read, by the field's name (`os.build`).
    pub from: Vec<HostFactSource>,
}

/// What others depend on a host for: there, closing ports and services cuts them off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Logs others on.
    DomainController,
    /// Has shared folders.
    FileServer,
    /// Is part of a failover cluster.
    ClusterNode,
}

/// Where a fact about the host was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HostFactSource {
    /// Field name: `os.build`.
    pub fact: String,
    /// Where it was read.
    pub source: Source,
}

/// A Windows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Os {
    /// Its name: `Windows Server 2008 R2 Enterprise`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub product: Option<HostText>,
    /// Kernel version: `6.1`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub version: Option<String>,
    /// Build: 7601.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub build: Option<u32>,
    /// Update build revision.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub revision: Option<u32>,
    /// Service pack number.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub service_pack: Option<u32>,
    /// `x86`, `x64`, `ia64`, `arm64`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub architecture: Option<String>,
    /// `Client`, `Server`, `Server Core`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub installation_type: Option<HostText>,
}

/// Whether one weakness is open on this host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    /// Bulletin: `MS17-010`.
    pub weakness: String,
    /// Exploits that use it.
    pub exploits: Vec<String>,
    /// Its CVE numbers.
    pub cves: Vec<String>,
    /// Address of Microsoft's bulletin.
    pub bulletin: String,
    /// What the notice itself prints about its exploits.
    pub notice: Vec<NoticeRow>,
    /// Open or not.
    pub state: ExposureState,
    /// Why.
    pub because: Said,
    /// What decided it.
    pub evidence: Vec<Evidence>,
    /// What to install, in order; empty unless missing or unknown.
    pub install: Vec<Install>,
    /// Age of what is known: the month of the newest update in the table, `2026-10`.
    pub as_of: String,
}

/// A row of the notice's own table, as published: for every Windows at once, and so not always what one host needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRow {
    /// The exploit.
    pub exploit: String,
    /// Which Windows it names.
    pub affected: String,
    /// The link it gives.
    pub url: String,
}

/// Whether a weakness is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExposureState {
    /// The fix is in force.
    Patched,
    /// The fix is not there.
    Missing,
    /// This Windows never had the weakness.
    NotAffected,
    /// What was given does not say.
    Unknown,
}

/// A piece of evidence outside the indicators.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// The decoded text.
    pub text: HostText,
    /// Where it was read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<Source>,
}

/// One update to install.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Install {
    /// `KB4012212`, or the service pack's number.
    pub kb: String,
    /// Where to get it.
    pub url: String,
    /// What to know before.
    pub note: String,
}

/// One protective measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hardening {
    /// Its code: `close_smb_ports`.
    pub measure: String,
    /// Whether it is needed here.
    pub state: HardeningState,
    /// Why.
    pub because: Said,
    /// What decided it.
    pub evidence: Vec<Evidence>,
    /// How to take it on this Windows.
    pub steps: Vec<Step>,
}

/// Whether a protective measure is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HardeningState {
    /// Not in force here.
    Needed,
    /// In force here.
    Done,
    /// What was given does not say.
    Unknown,
}

/// One step of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its id, the same in every language: `smb1_off.smb1_value`. What a script is asked for by.
    pub id: String,
    /// Which Windows it is for, in words.
    pub applies_to: String,
    /// Where to do it.
    pub shell: Shell,
    /// The command, or what to click.
    pub command: String,
    /// What it does, and what it may break.
    pub effect: String,
    /// How to take it back.
    pub undo: String,
    /// How to check it afterwards.
    pub verify: String,
    /// A script for this host can take it ([`crate::scripts`]).
    pub scripted: bool,
    /// A script takes it unless the reader says otherwise: it is needed or may be, and cuts off neither the reader nor others.
    pub suggested: bool,
}

/// Where a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shell {
    /// Command prompt.
    Cmd,
    /// PowerShell.
    Powershell,
    /// By hand in a window.
    Gui,
    /// The hosting company's console.
    CloudConsole,
}

/// One file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its name, entries of containers as `bundle.zip/registry.reg`.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256, hex.
    pub sha256: String,
    /// Format found: `dir_s_b`, `zip`, `unknown`.
    pub kind: String,
    /// Encoding found, or chosen by the user: `utf-16le`, `gb18030`; `binary` for containers.
    pub encoding: String,
    /// The user chose the encoding, and not the evidence. Left out where it is false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub encoding_chosen: bool,
    /// Records read.
    pub records: u64,
    /// What is wrong with it.
    pub problems: Vec<Said>,
}

/// Who made a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Engine {
    /// `jiance`.
    pub name: String,
    /// Version of the engine.
    pub version: String,
}
