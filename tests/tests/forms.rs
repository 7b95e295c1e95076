//! Every form in every Windows, language and encoding that its row names: read whole, silent on a clean host, and loud on a planted one.

use std::collections::BTreeMap;
use std::path::Path;

use jiance::Lang;
use jiance::report::{ExposureState, HardeningState, Report, Verdict};
use jiance_tests::collection::Collection;
use jiance_tests::encode::Encoding;
use jiance_tests::forms::{self, Alone, Form, Group, Records, Shows, Write, containers};
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::signs::sign;
use jiance_tests::systeminfo;
use jiance_tests::windows::{WIN7_SP1, Windows};

use crate::judge::{report, single_files};

/// An update that closes none of the notice's holes.
const OTHER_UPDATE: u32 = 2536276;

/// What the file under test is called.
const FILE: &str = "a.txt";

#[test]
fn listings_are_read() {
    prove(listings_are_read, &forms::listings::GROUP);
}

#[test]
fn process_lists_are_read() {
    prove(process_lists_are_read, &forms::processes::GROUP);
}

#[test]
fn registry_exports_are_read() {
    prove(registry_exports_are_read, &forms::registry::GROUP);
}

#[test]
fn system_information_is_read() {
    prove(system_information_is_read, &forms::host::GROUP);
}

#[test]
fn sockets_are_read() {
    prove(sockets_are_read, &forms::sockets::GROUP);
}

#[test]
fn firewalls_are_read() {
    prove(firewalls_are_read, &forms::firewall::GROUP);
}

#[test]
fn containers_are_opened() {
    assert!(name_of(containers_are_opened).ends_with(containers::TEST));
    let mut host = Host::clean(&WIN7_SP1, Locale::ZhCn);
    check_containers(&Collection::of(&host), Verdict::NoSigns);
    (sign("n1-2").expect("a sign").plant)(&mut host);
    check_containers(&Collection::of(&host), Verdict::Infected);
}

#[test]
fn the_document_shows_the_table_as_it_is() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/FORMATS.md");
    let document = std::fs::read_to_string(path).expect("the document");
    let expected = forms::in_document(&document).expect("the marks in the document");
    assert!(
        document == expected,
        "docs/FORMATS.md is stale: cargo run -p jiance-tests --bin forms"
    );
}

/// The path of a test, by which the document names it.
fn name_of<T: Fn()>(_test: T) -> &'static str {
    std::any::type_name::<T>()
}

/// Tries every combination of every row, and names those whose report is not as it should be.
#[track_caller]
fn prove(test: impl Fn(), group: &Group) {
    assert!(name_of(test).ends_with(group.test), "the document names {}", group.test);
    let mut complaints: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for form in group.forms {
        let tried = [form.windows.len(), form.locales.len(), encodings(form).len()];
        assert!(!tried.contains(&0), "`{}` is never tried", form.command);
        for windows in form.windows {
            for locale in form.locales {
                for encoding in encodings(form) {
                    let case = Case { form, windows, locale: *locale, encoding };
                    let name = format!("{} {} {}", windows.id, locale.id(), encoding.shown());
                    for complaint in case.complaints() {
                        let complaint = format!("`{}` {complaint}", form.command);
                        complaints.entry(complaint).or_default().push(name.clone());
                    }
                }
            }
        }
    }
    let listed: String = complaints
        .iter()
        .map(|(complaint, names)| {
            format!("{complaint}\n    {} times: {}\n", names.len(), names.join(", "))
        })
        .collect();
    assert!(complaints.is_empty(), "\n{listed}");
}

/// Binary forms are tried once; what they are encoded in is theirs to know.
fn encodings(form: &Form) -> Vec<Encoding> {
    match form.write {
        Write::Text(_) => form.encodings.to_vec(),
        Write::Bytes(_) => vec![Encoding::Utf8],
    }
}

/// One combination.
#[derive(Clone, Copy)]
struct Case<'a> {
    form: &'a Form,
    windows: &'static Windows,
    locale: Locale,
    encoding: Encoding,
}

impl Case<'_> {
    fn complaints(self) -> Vec<String> {
        let clean = self.host();
        let report = self.report(&clean);
        let mut complaints = self.reading(&clean, &report);
        if !report.sightings.is_empty() || report.verdict != Verdict::CannotTell {
            complaints.push(format!(
                "a clean host is {}: {:?}",
                report.verdict.name(),
                report.sightings
            ));
        }
        for shows in self.form.shows {
            complaints.extend(self.missed(*shows, &clean, &report));
        }
        complaints
    }

    /// With the fixes, and an update beside them that every list can show.
    fn host(self) -> Host {
        let updates = [&[OTHER_UPDATE], self.windows.fixes].concat();
        Host::with_updates(self.windows, self.locale, &updates)
    }

    fn bytes(self, host: &Host) -> Vec<u8> {
        match self.form.write {
            Write::Text(write) => self.encoding.encode(&write(host), self.locale),
            Write::Bytes(write) => write(host),
        }
    }

    fn report(self, host: &Host) -> Report {
        report(&[(FILE.to_owned(), self.bytes(host))], Lang::En)
    }

    /// What is wrong with how the file was read.
    fn reading(self, host: &Host, report: &Report) -> Vec<String> {
        let mut wrong = Vec::new();
        let [input] = report.inputs.as_slice() else {
            return vec![format!("{} inputs", report.inputs.len())];
        };
        if input.kind != self.form.kind {
            wrong.push(format!("is taken for {}", input.kind));
        }
        if let Write::Text(write) = self.form.write {
            let text = self.encoding.kept(&write(host), self.locale);
            if !reads_as(&input.encoding, &self.bytes(host), &text, self) {
                wrong.push(format!("does not read right in {}", input.encoding));
            }
        } else if input.encoding != "binary" {
            wrong.push(format!("is taken for text in {}", input.encoding));
        }
        // What every $MFT is told of.
        let problems = input.problems.iter().filter(|said| said.code != "mft.drive_assumed");
        wrong.extend(problems.map(|said| said.text.clone()));
        let row = report.coverage.iter().find(|row| row.artifact == self.form.artifact);
        let Some(row) = row else {
            wrong.push(format!("there is no artifact {}", self.form.artifact));
            return wrong;
        };
        match self.form.records {
            Records::All(count) if row.records == count(host) as u64 => {}
            Records::All(count) => {
                wrong.push(format!("{} records instead of {}", row.records, count(host)));
            }
            Records::Some if 0 < row.records && row.records <= input.records => {}
            Records::Some => wrong.push(format!("{} records", row.records)),
        }
        if 0 < row.unreadable {
            wrong.push(format!("{} lines could not be read", row.unreadable));
        }
        let (state, reasons) = match self.form.alone {
            Alone::Complete => ("Complete", [].as_slice()),
            Alone::Partial(reasons) => ("Partial", reasons),
        };
        let codes: Vec<&str> = row.reasons.iter().map(|said| said.code.as_str()).collect();
        if format!("{:?}", row.state) != state || codes != reasons {
            wrong.push(format!("covers its artifact {:?} {codes:?}", row.state));
        }
        wrong
    }

    /// What a form does not show although it should, or shows although it should not.
    fn missed(self, shows: Shows, clean: &Host, report: &Report) -> Option<String> {
        let (major, minor, build) = self.windows.version;
        let os = &report.host.os;
        let right = match shows {
            Shows::Build => {
                os.build == Some(build) && os.version == Some(format!("{major}.{minor}"))
            }
            Shows::Product => {
                let product = os.product.as_ref().map(|product| product.as_str());
                let shown = self.encoding.kept(self.windows.shown_product, self.locale);
                product == Some(shown.as_str())
            }
            Shows::ServicePack => os.service_pack.unwrap_or(0) == self.windows.service_pack,
            Shows::Name => {
                report.host.name.as_ref().map(|name| name.as_str()) == Some(clean.name.as_str())
            }
            Shows::Sign { name, line } => return self.missed_sign(name, line),
            Shows::Fix => {
                let with = self.smb_fix(clean);
                let without =
                    self.smb_fix(&Host::with_updates(self.windows, self.locale, &[OTHER_UPDATE]));
                return (with != ExposureState::Patched || without == ExposureState::Patched)
                    .then(|| format!("MS17-010 is {with:?} with its fix, {without:?} without"));
            }
            Shows::Smb => {
                let mut silent = self.host();
                silent.sockets.retain(|socket| 1024 <= socket.port);
                return (!self.names_port_445(clean) || self.names_port_445(&silent))
                    .then(|| "port 445 is not told from a closed one".to_owned());
            }
        };
        (!right).then(|| format!("does not show {shows:?}: {:?}", report.host))
    }

    fn missed_sign(self, name: &str, line: &str) -> Option<String> {
        let sign = sign(name).expect("a sign of that name");
        let mut host = self.host();
        (sign.plant)(&mut host);
        let (expected, or_else) = match self.form.write {
            Write::Text(write) => {
                let text = write(&host);
                let shown = text.split('\n').position(|text| text.contains(line));
                // Evidence is what the form prints, decoded; it may leave part of the name away.
                (shown, if text.contains(sign.evidence) { sign.evidence } else { line })
            }
            Write::Bytes(_) => (None, sign.evidence),
        };
        let expected = expected.map(|before| before as u64 + 1);
        let report = self.report(&host);
        let seen = report.sightings.iter().any(|seen| {
            let shown = seen.evidence.as_str().to_lowercase();
            seen.indicator == sign.indicator
                && seen.source.file == FILE
                && seen.source.line == expected
                && [sign.evidence, or_else].iter().any(|text| shown.contains(&text.to_lowercase()))
        });
        (!seen || report.verdict != Verdict::Infected).then(|| {
            let verdict = report.verdict.name();
            format!("{name} in line {expected:?} gives {verdict}: {:?}", report.sightings)
        })
    }

    /// MS17-010, once the host's own properties beside the form say which Windows it is.
    fn smb_fix(self, host: &Host) -> ExposureState {
        let os = Encoding::Utf16Bom.encode(&systeminfo::os_properties(host), self.locale);
        let files = [(FILE.to_owned(), self.bytes(host)), ("os.txt".to_owned(), os)];
        let report = report(&files, Lang::En);
        let row = report.exposure.iter().find(|row| row.weakness == "MS17-010");
        row.expect("a row for each weakness").state
    }

    fn names_port_445(self, host: &Host) -> bool {
        let report = self.report(host);
        let ports = report.hardening.iter().find(|row| row.measure == "close_smb_ports");
        ports.is_some_and(|row| {
            row.state == HardeningState::Needed
                && row.evidence.iter().any(|evidence| evidence.text.as_str().contains("445"))
        })
    }
}

/// Whether bytes read in the encoding that a report names are the text that was written.
fn reads_as(name: &str, bytes: &[u8], text: &str, case: Case<'_>) -> bool {
    match name {
        // Pages that the encoder writes Western letters in; they agree on all it knows.
        "ibm437" | "ibm850" | "ibm852" => {
            case.encoding == Encoding::Oem && matches!(case.locale, Locale::En | Locale::De)
        }
        name => encoding_rs::Encoding::for_label(name.as_bytes()).is_some_and(|encoding| {
            let (decoded, faulty) = encoding.decode_with_bom_removal(bytes);
            !faulty && decoded == text
        }),
    }
}

fn check_containers(collection: &Collection, verdict: Verdict) {
    let loose = report(&single_files(collection), Lang::En);
    assert_eq!(loose.verdict, verdict);
    for container in containers::CONTAINERS {
        let packed = report(&[(container.file.to_owned(), (container.pack)(collection))], Lang::En);
        let what = container.packer;
        let outer = packed.inputs.iter().find(|input| input.file == container.file);
        assert_eq!(outer.map(|input| input.kind.as_str()), Some(container.kind), "{what}");
        let own =
            |name: &str| name.strip_prefix(&format!("{}/", container.inside)).map(str::to_owned);
        let mut entries: Vec<_> =
            packed.inputs.iter().filter(|input| own(&input.file).is_some()).cloned().collect();
        entries.iter_mut().for_each(|input| input.file = own(&input.file).unwrap_or_default());
        assert_eq!(entries, loose.inputs, "{what}");
        let mut sightings = packed.sightings.clone();
        sightings
            .iter_mut()
            .for_each(|seen| seen.source.file = own(&seen.source.file).unwrap_or_default());
        assert_eq!(sightings, loose.sightings, "{what}");
        assert_eq!(packed.verdict, verdict, "{what}");
        assert!(packed.inputs.iter().all(|input| input.problems.is_empty()), "{what}");
    }
}
