//! How the scripts are written: what one keeps the other puts back, and their interpreters can read them.

use tree_sitter::{Node, Parser};

use super::*;

#[test]
fn what_one_script_keeps_the_other_puts_back() {
    on_each(|windows, _, harden, undo| {
        for line in harden.lines().map(str::trim) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let back = match words[..] {
                ["call", ":value", kept, ..] => format!("call :value {kept} "),
                ["call", ":service", name, ..] => format!("call :service {name} "),
                ["$null", "=", "Set-Number", kept, ..] => format!("Reset-Number {kept} "),
                ["$null", "=", "Set-EachNumber", key, ..] => format!("Reset-EachNumber {key} "),
                ["$null", "=", "Set-Start", name, ..] => format!("Reset-Start {name} "),
                ["$null", "=", "Invoke-Run", id, ..] => format!(
                    "Undo-Commands {id} (Join-Path $Kept 'run.{}.txt')",
                    id.trim_matches('\'')
                ),
                ["$null", "=", "Invoke-Kept", id, _, _, file, ..] => {
                    format!("Undo-Commands {id} (Join-Path $Kept {file}")
                }
                [first, "echo", "changed"] => first.trim_start_matches('>').to_owned(),
                ["for", "/f", ..] if line.contains("call :each_value") => {
                    "call :each_value".to_owned()
                }
                _ => continue,
            };
            assert!(undo.contains(&back), "{}: {back}", windows.id);
        }
    });
}

#[test]
fn nothing_is_kept_under_a_name_that_something_else_has() {
    on_each(|windows, _, harden, _| {
        let mut names = BTreeSet::new();
        for line in harden.lines() {
            let kept = line.split_once("call :value ").or_else(|| line.split_once("Set-Number '"));
            let Some((_, rest)) = kept.filter(|(before, _)| !before.contains("function")) else {
                continue;
            };
            let name = rest.split([' ', '\'']).next().unwrap_or_default();
            if !name.contains('.') {
                continue;
            }
            assert!(
                name.starts_with("\"each.") || names.insert(name.to_owned()),
                "{}: {name}",
                windows.id
            );
        }
        assert!(!names.is_empty(), "{}", windows.id);
    });
}

#[test]
fn jumps_and_calls_go_to_labels_that_are_there_once() {
    on_each(|windows, _, harden, undo| {
        if windows.version >= (6, 2, 0) {
            return;
        }
        for script in [harden, undo] {
            let labels: Vec<&str> =
                script.lines().filter_map(|line| line.strip_prefix(':')).map(str::trim).collect();
            let distinct: BTreeSet<&&str> = labels.iter().collect();
            assert_eq!(labels.len(), distinct.len(), "{}", windows.id);
            for line in
                script.lines().filter(|line| !line.starts_with("rem") && !line.starts_with("echo"))
            {
                for jump in ["goto ", "call :"] {
                    for (at, _) in line.match_indices(jump) {
                        let target = line[at + jump.len()..]
                            .split([' ', '\r', ')'])
                            .next()
                            .unwrap_or_default();
                        assert!(labels.contains(&target), "{}: {line}", windows.id);
                    }
                }
            }
        }
    });
}

#[test]
fn scripts_have_no_gap_left_and_windows_line_ends() {
    on_each(|windows, lang, harden, undo| {
        for script in [harden, undo] {
            assert!(
                !script.contains("<<")
                    && !script.contains("{rdp_port}")
                    && !script.contains("{kept}"),
                "{}",
                windows.id
            );
            assert_eq!(script.matches('\n').count(), script.matches("\r\n").count());
            assert_eq!(script.matches('\r').count(), script.matches("\r\n").count());
            let chinese = script.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter));
            assert_eq!(chinese, lang == Lang::ZhCn, "{}", windows.id);
        }
    });
}

fn parser() -> Parser {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).expect("the grammar");
    parser
}

/// The lines in which the parser sees something that is no PowerShell.
fn errors(text: &str) -> Vec<String> {
    fn walk(node: Node<'_>, text: &str, found: &mut Vec<String>) {
        if node.is_error() || node.is_missing() {
            let row = node.start_position().row;
            found.push(format!("{}: {}", row + 1, text.lines().nth(row).unwrap_or_default()));
        }
        for at in 0..node.child_count() {
            if let Some(child) = node.child(at) {
                walk(child, text, found);
            }
        }
    }
    let tree = parser().parse(text, None).expect("a tree");
    let mut found = Vec::new();
    walk(tree.root_node(), text, &mut found);
    found
}

#[test]
fn powershell_scripts_are_powershell() {
    let mut parsed = 0;
    for windows in windows::ALL.into_iter().filter(|windows| windows.version >= (6, 2, 0)) {
        for lang in Lang::ALL {
            let scripts = all_steps(&of(windows, lang), lang);
            for script in [&scripts.harden, &scripts.undo] {
                let text = read(script, lang);
                assert_eq!(
                    errors(&text),
                    Vec::<String>::new(),
                    "{} for {}",
                    script.name,
                    windows.id
                );
                parsed += 1;
                // The same with something left out is none.
                for broken in [
                    text.replacen("} catch {", "catch {", 1),
                    text.replacen("'\r\n", "\r\n", 1),
                    text.replacen("function ", "function (", 1),
                ] {
                    assert!(broken != text && !errors(&broken).is_empty(), "{}", windows.id);
                }
            }
        }
    }
    assert!(16 < parsed);
}
