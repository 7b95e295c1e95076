//! Files that could not be read to their end: their signs count, they are named, and nothing is clear while nobody knows what they held.

use jiance::report::{CoverageState, Report, Verdict};
use jiance::{Advisory, Check, InputFeed, Lang};
use jiance_tests::collection::Collection;
use jiance_tests::host::Host;
use jiance_tests::locale::Locale;
use jiance_tests::signs::sign;
use jiance_tests::windows;
use jiance_tests::zip::zip;

/// How a file's reading ends, and the code that the report has for it.
type End = (fn(InputFeed<'_>), &'static str);

const ENDS: [End; 2] = [
    (|feed| feed.fail("NotReadableError"), "problem.read_failed"),
    (|feed| feed.give_up("RuntimeError"), "problem.broke"),
];

/// The report on a host's files, and on one more of which only so much came.
fn with_unread(host: &Host, name: &str, came: &[u8], end: fn(InputFeed<'_>)) -> Report {
    let mut check = Check::new(Advisory::built_in().first().unwrap());
    for part in Collection::of(host).parts {
        let mut feed = check.input(&part.name);
        feed.feed(&part.bytes);
        feed.finish();
    }
    let mut feed = check.input(name);
    feed.feed(came);
    end(feed);
    check.finish().report(Lang::En)
}

fn clean() -> Host {
    Host::clean(&windows::WIN7_SP1, Locale::En)
}

fn codes<'a>(report: &'a Report, name: &str) -> Vec<&'a str> {
    let input = report.inputs.iter().find(|input| input.file == name).unwrap();
    input.problems.iter().map(|problem| problem.code.as_str()).collect()
}

#[test]
fn what_nobody_could_read_clears_nobody() {
    let listing = b"C:\\a.txt\r\nC:\\b.txt\r\n";
    let archive = zip([("sign.txt", listing.as_slice())]);
    for (end, code) in ENDS {
        for (name, came) in [
            ("more.txt", &[] as &[u8]),
            ("more.txt", b"no format at all\r\n"),
            ("more.zip", &archive[..archive.len() / 2]),
            ("more.txt", listing),
        ] {
            let report = with_unread(&clean(), name, came, end);
            assert_eq!(report.verdict, Verdict::CannotTell, "{name} after {} bytes", came.len());
            assert!(codes(&report, name).contains(&code));
            let needed = &report.coverage[..3];
            assert!(needed.iter().any(|row| row.state == CoverageState::Partial));
            assert!(needed.iter().all(|row| row.state != CoverageState::Missing));
        }
    }
}

#[test]
fn of_a_file_that_gave_nothing_only_that_is_said() {
    for (end, code) in ENDS {
        assert_eq!(codes(&with_unread(&clean(), "more.txt", b"", end), "more.txt"), [code]);
    }
}

#[test]
fn a_sign_stands_before_and_beside_what_could_not_be_read() {
    let listing = b"C:\\a.txt\r\nC:\\Windows\\mssecsvc.exe\r\nC:\\b.t";
    let mut infected = clean();
    (sign("n2-1").unwrap().plant)(&mut infected);
    for (end, _) in ENDS {
        assert_eq!(with_unread(&clean(), "more.txt", listing, end).verdict, Verdict::Infected);
        assert_eq!(with_unread(&infected, "more.txt", b"", end).verdict, Verdict::Infected);
    }
}
