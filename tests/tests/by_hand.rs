//! What index.html tells whoever can't run the page: everything that the notice itself names, in either language.

use std::path::Path;

use crate::judge::default_advisory;

#[test]
fn the_page_without_scripts_names_every_sign_of_the_notice_in_both_languages() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/index.html"))
            .expect("it is there");
    let articles: Vec<&str> = page.split("<article").skip(1).collect();
    let [chinese, english] = articles.as_slice() else { panic!("one article a language") };
    assert!(english.contains("lang=\"en\"") && !chinese.contains("lang=\"en\""));
    let own = default_advisory().indicators.iter().filter(|indicator| indicator.in_notice);
    let mut named = 0;
    for indicator in own {
        for article in [chinese, english] {
            assert!(article.contains(&indicator.value), "{}: {}", indicator.id, indicator.value);
        }
        named += 1;
    }
    assert_eq!(named, 15);
}
