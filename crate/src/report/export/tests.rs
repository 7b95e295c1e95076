use super::*;
use crate::advisory::Advisory;
use crate::check::Check;

/// The report of a file whose name and lines were chosen by an attacker.
fn report_of(name: &str) -> Report {
    let mut check = Check::new(Advisory::built_in().first().unwrap());
    let mut input = check.input(name);
    input.feed(format!("C:\\Windows\\mssecsvc.exe\r\nC:\\Windows\\{name}\r\n").as_bytes());
    input.finish();
    check.finish().report(Lang::En)
}

fn document(report: &Report) -> Document<'_> {
    let file = report.inputs.first().unwrap().file.clone();
    let cells = vec!["N1".to_owned(), file.clone()];
    Document {
        lang: Lang::En,
        title: file.clone(),
        blocks: vec![
            Block::Heading(file.clone()),
            Block::Line(file.clone()),
            Block::List(vec![file]),
            Block::Table(vec!["Id".to_owned(), "File".to_owned()], vec![cells]),
        ],
        report,
    }
}

const HOSTILE: &str = "</script><script>alert(1)</script><!--<img src=x onerror=\"a\">&lt;'\u{202E}\u{1b}[2J\r\n=cmd|' /C calc'!A0";

#[test]
fn no_name_becomes_markup() {
    let report = report_of(HOSTILE);
    let html = document(&report).html();
    assert_eq!(html.matches("<script").count(), 1, "its own data, and no other script");
    assert_eq!(html.matches("</script").count(), 1);
    assert!(!html.contains("<img") && !html.contains("<!--"));
    assert_eq!(html.matches("&lt;/script&gt;&lt;script&gt;").count(), 6, "{html}");
    assert!(html.contains("&amp;lt;"));
}

#[test]
fn nothing_in_any_form_moves_hides_or_turns_what_stands_beside_it() {
    let report = report_of(HOSTILE);
    let document = document(&report);
    for form in [document.html(), document.text()] {
        assert!(form.contains("U+202E"));
        assert!(form.chars().all(|c| c == '\n' || !(c.is_control() || c == '\u{202E}')));
    }
    assert_eq!(document.text().lines().count(), 6, "no name makes a line of its own");
}

#[test]
fn the_report_can_be_read_back_from_the_page() {
    let report = report_of(HOSTILE);
    let html = document(&report).html();
    let (_, data) = html.split_once("<script type=\"application/json\" id=\"report\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    assert_eq!(serde_json::from_str::<Report>(data).unwrap(), report);
}

#[test]
fn the_page_allows_its_own_style_and_nothing_else() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let report = report_of("files.txt");
    let html = document(&report).html();
    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let sum = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(style));
    assert!(html.contains(&format!("content=\"default-src 'none'; style-src 'sha256-{sum}'\"")));
    let markup = html.split("<script").next().unwrap();
    for way in [" src=", " href=", "url(", "@import", " style=", "onerror"] {
        assert!(!markup.contains(way), "{way}");
    }
}

#[test]
fn a_table_in_text_leaves_out_what_is_empty() {
    let report = report_of("files.txt");
    let rows = vec![vec!["a".to_owned(), String::new(), "b".to_owned()]];
    let blocks = vec![Block::Table(Vec::new(), rows)];
    let document = Document { lang: Lang::ZhCn, title: "t".to_owned(), blocks, report: &report };
    assert_eq!(document.text(), "t\n- a | b\n");
}
