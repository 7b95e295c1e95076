//! What belongs together, whatever the collections are packed in.

use super::*;

fn text(name: &str) -> Given {
    let nature = if name.ends_with("manifest.txt") { Nature::Manifest } else { Nature::Other };
    Given { name: name.to_owned(), nature, folders: Vec::new() }
}

fn archive(name: &str, folders: &[&str]) -> Given {
    let folders = folders.iter().map(|&folder| folder.to_owned()).collect();
    Given { name: name.to_owned(), nature: Nature::Archive, folders }
}

/// Each collection as the list of `file` or `file:folder` that are in it; what is left over comes last and begins with `rest`.
#[track_caller]
fn check(given: &[Given], expected: &[&[&str]]) {
    let told = tell_apart(given).unwrap();
    let words: Vec<Vec<String>> = told
        .iter()
        .map(|collection| {
            let rest = (!collection.is_own).then(|| "rest".to_owned());
            let parts = collection.parts.iter().map(|part| {
                let name = &given[part.file].name;
                match part.scope.holds("") {
                    true => name.clone(),
                    false => format!("{name}:{}", folder(&part.scope, &given[part.file].folders)),
                }
            });
            rest.into_iter().chain(parts).collect()
        })
        .collect();
    assert_eq!(words, expected);
}

fn folder<'f>(scope: &Scope, folders: &'f [String]) -> &'f str {
    folders.iter().find(|folder| scope.holds(folder)).map_or("", String::as_str)
}

#[test]
fn loose_files_are_one_host() {
    check(&[text("a.txt"), text("b.reg")], &[&["a.txt", "b.reg"]]);
    check(&[text("a.txt"), archive("b.zip", &[])], &[&["a.txt", "b.zip"]]);
    check(&[archive("a.zip", &[]), archive("b.zip", &[])], &[&["a.zip", "b.zip"]]);
}

#[test]
fn one_bundle_takes_what_is_handed_in_beside_it() {
    check(&[archive("a.zip", &[""]), text("b.txt")], &[&["a.zip", "b.txt"]]);
    check(&[archive("a.zip", &["x"]), archive("b.zip", &[])], &[&["a.zip", "b.zip"]]);
    check(&[text("x/manifest.txt"), text("b.txt")], &[&["x/manifest.txt", "b.txt"]]);
}

#[test]
fn several_bundles_are_several_hosts() {
    check(&[archive("a.zip", &[""]), archive("b.cab", &[""])], &[&["a.zip"], &["b.cab"]]);
}

#[test]
fn what_is_loose_beside_several_bundles_is_a_host_of_its_own() {
    check(
        &[archive("a.zip", &[""]), archive("b.zip", &[""]), archive("c.zip", &[]), text("d.txt")],
        &[&["a.zip"], &["b.zip"], &["rest", "c.zip", "d.txt"]],
    );
}

#[test]
fn each_folder_with_a_manifest_is_a_host() {
    check(
        &[
            text("all/a/files.txt"),
            text("all/a/manifest.txt"),
            text("all/b/deep/registry.reg"),
            text("all/b/manifest.txt"),
            text("all/readme.txt"),
        ],
        &[
            &["all/a/files.txt", "all/a/manifest.txt"],
            &["all/b/deep/registry.reg", "all/b/manifest.txt"],
            &["rest", "all/readme.txt"],
        ],
    );
}

#[test]
fn a_folder_of_similar_name_is_not_the_same() {
    check(
        &[text("a/manifest.txt"), text("ab/files.txt"), text("ab/manifest.txt")],
        &[&["a/manifest.txt"], &["ab/files.txt", "ab/manifest.txt"]],
    );
}

#[test]
fn an_archive_in_a_folder_with_a_manifest_belongs_to_it_unless_it_has_its_own() {
    check(
        &[
            text("a/manifest.txt"),
            archive("a/more.zip", &[]),
            archive("a/other.zip", &[""]),
            text("files.txt"),
        ],
        &[&["a/other.zip"], &["a/manifest.txt", "a/more.zip"], &["rest", "files.txt"]],
    );
}

#[test]
fn one_archive_may_hold_several() {
    check(
        &[archive("all.zip", &["a", "b/c.zip"])],
        &[&["all.zip:a"], &["all.zip:b/c.zip"], &["rest", "all.zip"]],
    );
}

#[test]
fn a_collection_inside_another_is_its_own() {
    let given = [archive("all.zip", &["", "old", "old/older"])];
    let told = tell_apart(&given).unwrap();
    let holders = |path: &str| -> Vec<usize> {
        let holds = |at: &usize| told[*at].parts[0].scope.holds(path);
        (0..told.len()).filter(holds).collect()
    };
    assert_eq!(holders("files.txt"), [0]);
    assert_eq!(holders("old/files.txt"), [1]);
    assert_eq!(holders("older/files.txt"), [0]);
    assert_eq!(holders("old/older/files.txt"), [2]);
    assert_eq!(told.len(), 3, "nothing is left over");
}

#[test]
fn what_an_archive_may_hold_is_not_seen_before_it_is_read() {
    assert!(!may_be_several(&[archive("a.zip", &[]), text("b.txt")]));
    assert!(may_be_several(&[archive("a.zip", &[]), archive("b.zip", &[])]));
    assert!(may_be_several(&[archive("a.zip", &[]), text("b/manifest.txt")]));
    assert!(!may_be_several(&[text("manifest.txt"), text("b.txt")]));
}

#[test]
fn too_many_are_refused() {
    let many =
        |count| (0..count).map(|at| archive(&format!("{at}.zip"), &[""])).collect::<Vec<_>>();
    assert_eq!(tell_apart(&many(MOST_COLLECTIONS)).map(|told| told.len()), Ok(MOST_COLLECTIONS));
    assert_eq!(tell_apart(&many(MOST_COLLECTIONS + 1)), Err(TooMany));
}

#[test]
fn the_content_says_what_a_file_is() {
    assert_eq!(Nature::of(b"PK\x03\x04\x14\0"), Nature::Archive);
    assert_eq!(Nature::of(b"MSCF\0\0\0\0"), Nature::Archive);
    assert_eq!(Nature::of(b"jiance-manifest/1\r\ncollector="), Nature::Manifest);
    assert_eq!(Nature::of(b"Manifest-Version: 1.0\r\n"), Nature::Other);
    assert_eq!(Nature::of(b""), Nature::Other);
}
