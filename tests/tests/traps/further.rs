//! Signs that the notice does not name, and names cut short.

use super::*;

#[test]
fn further_signs_stand_apart_and_weak_ones_decide_nothing() {
    for (path, verdict, weight) in [
        (r"C:\Windows\debug\lsmo.exe", Infected, Weight::Infected),
        (r"C:\Users\Public\msg\m_chinese (simplified).wnry", Infected, Weight::Infected),
        (r"C:\Tools\Eternalromance-1.4.0.exe", Suspected, Weight::Suspected),
        (r"C:\taskmgr.exe", Suspected, Weight::Suspected),
        (r"C:\Tools\m.vbs", NoSigns, Weight::Context),
    ] {
        let report = with(|host| host.files.add_file(path));
        let [seen] = report.sightings.as_slice() else { panic!("{path}: {:?}", report.sightings) };
        assert_eq!(
            (report.verdict, seen.weight, seen.in_notice),
            (verdict, weight, false),
            "{path}"
        );
    }
}

#[test]
fn every_further_sign_fires_where_it_works() {
    use jiance::advisory::IndicatorKind;
    let fill = |value: &str| value.replace('*', "abc");
    for indicator in &crate::judge::default_advisory().indicators {
        let mut host = host();
        let value = fill(&indicator.value);
        match indicator.kind {
            IndicatorKind::FilePath => host.files.add_file(&value),
            IndicatorKind::Directory => host.files.add_folder(&value),
            IndicatorKind::FileName => host.files.add_file(&format!(r"C:\Tools\{value}")),
            IndicatorKind::FileExtension => {
                host.files.add_file(&format!(r"C:\Tools\a.doc.{value}"))
            }
            IndicatorKind::Process => host.processes.push(Process::at(&format!(r"C:\x\{value}"))),
            IndicatorKind::Service => {
                host.registry.set(&format!(r"{SYSTEM}\Services\{value}"), "Start", Data::Number(2));
            }
            IndicatorKind::ScheduledTask => {
                let tree = machine(r"Windows NT\CurrentVersion\Schedule\TaskCache\Tree");
                host.registry.set(&format!(r"{tree}\{value}"), "Index", Data::Number(3));
            }
            IndicatorKind::RegistryKey => {
                let (key, name) = indicator.value.rsplit_once('\\').expect("a path");
                host.registry.set(
                    &format!(r"HKEY_LOCAL_MACHINE\{key}\{name}"),
                    "",
                    Data::Number(1),
                );
                host.registry.set(&format!(r"HKEY_LOCAL_MACHINE\{key}"), name, Data::Number(1));
            }
            IndicatorKind::RemotePort => {
                let (port, hosts) = (value.parse().expect("a port"), indicator.hosts);
                let hosts = hosts.and_then(|hosts| hosts.try_into().ok()).expect("a number");
                host.sockets.extend(jiance_tests::sockets::scan(port, hosts));
            }
            IndicatorKind::RegistryProgram | IndicatorKind::RegistryKeyword => {
                let run = machine(r"Windows\CurrentVersion\Run");
                host.registry.set(&run, "x", Data::text(&format!("|{value}|")));
            }
        }
        let report = report(&single_files(&Collection::of(&host)), Lang::En);
        let seen = report.sightings.iter().find(|seen| seen.indicator == indicator.id);
        let seen = seen.unwrap_or_else(|| panic!("{} is not seen: {value}", indicator.id));
        assert_eq!(
            (seen.weight, seen.in_notice),
            (indicator.weight, indicator.in_notice),
            "{value}"
        );
        assert_eq!(seen.family, indicator.family);
    }
}

/// `query process` cuts this name to twelve letters and three dots.
#[test]
fn a_cut_name_that_may_be_a_malwares_leaves_the_list_partial() {
    let mut host = host();
    host.processes.push(Process::at("C:\\Users\\a\\@WanaDecryptor@.exe"));
    let list = process_forms::query_process(&host).into_bytes();
    let report = report(&[("a.txt".to_owned(), list)], Lang::En);
    check_report(&report, CannotTell, &[]);
    let row = report.coverage.iter().find(|row| row.artifact == "process_list");
    let codes: Vec<_> = row.into_iter().flat_map(|row| &row.reasons).map(|why| &why.code).collect();
    assert_eq!(codes, ["coverage.processes_names_cut"]);
}
