//! The icons for home screens. `cargo xtask icons` draws them anew from the one in index.html, into `static/icons`; with `dist` they go into
//! index.html as they are, in their own addresses (`data:`): a browser that wants one, whenever that is, asks nobody.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::job::{self, Outcome};
use crate::scripts;
use crate::system;

const FOLDER: &str = "static/icons";
/// By their width in pixels.
const SIZES: [u32; 2] = [192, 512];
/// The one that Apple's home screens take.
const APPLES: u32 = 192;
const HEAD_END: &str = "</head>";

/// Draws them.
pub(crate) fn run() -> Outcome {
    let browsers = system::ensure()?;
    scripts::install_npm_packages("tests/browser")?;
    let mut node = job::command("node")?;
    node.env("JIANCE_BROWSER", browsers.chromium).args(["tests/browser/icons.mjs", FOLDER]);
    job::run_openly(node)
}

/// Adds them to the page in `dist`, which was built from the sources below `root`. They stand last in the head.
pub(crate) fn add(dist: &Path, root: &Path) -> Outcome {
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index)?;
    let (before, after) = page.split_once(HEAD_END).ok_or("index.html has no head")?;
    let mut links = String::new();
    for size in SIZES {
        let bytes = fs::read(root.join(FOLDER).join(format!("{size}.png")))?;
        let address = format!("data:image/png;base64,{}", BASE64.encode(bytes));
        let link = |rel: &str| {
            format!(
                "<link rel=\"{rel}\" type=\"image/png\" sizes=\"{size}x{size}\" href=\"{address}\">\n"
            )
        };
        links += &link("icon");
        if size == APPLES {
            links += &link("apple-touch-icon");
        }
    }
    Ok(fs::write(index, format!("{before}{links}{HEAD_END}{after}"))?)
}
