//! The three sample bundles that the page offers at one click, and as files for whoever wants them so.

use crate::collection::Collection;
use crate::host::Host;
use crate::listing::Scope;
use crate::locale::Locale;
use crate::signs::SIGNS;
use crate::windows;

/// What the page fetches, `static/samples.txt`: a line that says where each bundle begins and ends, and the bundles. Nothing in them
/// is compressed, so that the web server compresses all three at once, to less than half of what the three are.
pub fn served() -> Vec<u8> {
    let bundles = [
        ("infected.zip", infected().stored_zip()),
        ("clean.zip", clean().stored_zip()),
        ("incomplete.zip", incomplete().stored_zip()),
    ];
    let (mut places, mut all) = (Vec::new(), Vec::new());
    for (name, bytes) in bundles {
        places.push(format!("{name}={}-{}", all.len(), all.len() + bytes.len()));
        all.extend(bytes);
    }
    [places.join(" ").into_bytes(), b"\n".to_vec(), all].concat()
}

/// File name below `static/samples/`, and its bytes.
pub fn samples() -> [(&'static str, Vec<u8>); 3] {
    [
        ("infected.zip", infected().zip()),
        ("clean.zip", clean().zip()),
        ("incomplete.zip", incomplete().zip()),
    ]
}

/// A Chinese Server 2008 R2 without the fix, with both worms on it.
pub fn infected() -> Collection {
    let mut host =
        Host::with_updates(&windows::SERVER_2008_R2_SP1, Locale::ZhCn, &[2536276, 3125574]);
    let both_worms =
        ["n1-1", "n1-2", "n1-4-with-extension", "n1-5", "n2-2", "n2-3", "n3", "n4-service-image"];
    for sign in SIGNS.iter().filter(|sign| both_worms.contains(&sign.name)) {
        (sign.plant)(&mut host);
    }
    Collection::of(&host)
}

/// An English Server 2016 with the fix.
pub fn clean() -> Collection {
    Collection::of(&Host::clean(&windows::SERVER_2016, Locale::En))
}

/// A Chinese Windows 7 whose files were listed without hidden ones, and whose process list is missing.
pub fn incomplete() -> Collection {
    let host = Host::clean(&windows::WIN7_SP1, Locale::ZhCn);
    Collection::in_scope(&host, Scope::Visible).without("processes.txt")
}
