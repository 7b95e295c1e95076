//! What the tests need from the system. In: what is installed. Out: three browsers with their drivers, Wine, the programs that give a second opinion, a web server, and a Chinese font, or what to type to get them.

use std::path::PathBuf;
use std::process::Command;

use crate::job::{self, Outcome};

const CHROMIUM: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];

/// The browsers that are started by their path. WebKit's is started by its own driver.
pub(crate) struct Browsers {
    pub(crate) chromium: PathBuf,
    pub(crate) firefox: PathBuf,
}

/// Programs that give a second opinion on archives, text, hives and file tables, a web server, what drives browsers, and the Debian package
/// of each.
const PROGRAMS: [(&str, &str); 14] = [
    ("zip", "zip"),
    ("unzip", "unzip"),
    ("7z", "p7zip-full"),
    ("cabextract", "cabextract"),
    ("gcab", "gcab"),
    ("iconv", "libc-bin"),
    ("hivexregedit", "libwin-hivex-perl"),
    ("ntfscat", "ntfs-3g"),
    ("fls", "sleuthkit"),
    ("wimapply", "wimtools"),
    ("nginx", "nginx-light"),
    ("chromedriver", "chromium-driver"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("Xvfb", "xvfb"),
];

/// Finds all of them, installs with apt what is missing if this user may, and gives the browsers.
pub(crate) fn ensure() -> Outcome<Browsers> {
    let missing = missing_packages();
    if !missing.is_empty() {
        install(&missing)?;
    }
    if !has_wine() {
        return Err(
            "there is no Wine. Install it from your system's packages, and put `wine` on PATH"
                .into(),
        );
    }
    if let Some((program, _)) = missing_programs().next() {
        return Err(format!(
            "there is no `{program}`. Install it from your system's packages, and put it on PATH"
        )
        .into());
    }
    Ok(Browsers {
        chromium: first_of(&CHROMIUM)
            .ok_or("there is no Chromium. Install Chromium or Google Chrome, and put it on PATH")?,
        firefox: first_of(&FIREFOX)
            .ok_or("there is no Firefox. Install Firefox, and put it on PATH")?,
    })
}

fn first_of(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| job::find(name))
}

fn has_wine() -> bool {
    job::find("wine").is_some()
}

/// The tests hand the engine and the page archives, hives and volumes that they did not make themselves, some of them locked, and have
/// the page served as a host would.
fn missing_programs() -> impl Iterator<Item = (&'static str, &'static str)> {
    PROGRAMS.into_iter().filter(|(program, _)| job::find(program).is_none())
}

/// Without a Chinese font the page shows boxes, and text has other widths than its readers see.
fn has_chinese_font() -> bool {
    job::output_of("fc-list", &[":lang=zh-cn"]).is_some_and(|fonts| !fonts.is_empty())
}

fn missing_packages() -> Vec<&'static str> {
    let mut missing = Vec::new();
    for (names, package) in [(&CHROMIUM[..], "chromium"), (&FIREFOX, "firefox-esr")] {
        if first_of(names).is_none() {
            missing.push(package);
        }
    }
    if !has_wine() {
        missing.extend(["wine", "wine64"]);
    }
    missing.extend(missing_programs().map(|(_, package)| package));
    if !has_chinese_font() {
        missing.extend(["fontconfig", "fonts-noto-cjk"]);
    }
    missing
}

/// Brings what runs 32-bit programs beside Debian's own 64-bit Wine. The tests go on without it, so what hinders it is told and no more.
pub(crate) fn try_wine_32() {
    let is_installed = |package| {
        job::output_of("dpkg-query", &["--show", "--showformat=${db:Status-Status}", package])
            .is_some_and(|status| status == "installed")
    };
    // Other Wines bring their own.
    if !is_installed("wine64") || is_installed("wine32:i386") {
        return;
    }
    if let Err(error) = install_wine_32() {
        eprintln!(
            "xtask: the 32-bit jiance.exe is built and checked, but not run: wine32 could not be had.\n\n{error}\n"
        );
    }
}

fn install_wine_32() -> Outcome {
    let prefix = administrator().ok_or(
        "this user may not install it. Type:\n\n    sudo dpkg --add-architecture i386 && sudo apt-get update && \
         sudo apt-get install wine32:i386",
    )?;
    let dpkg = |argument| {
        let words = [prefix.as_slice(), &["dpkg", argument, "i386"]].concat();
        job::run_quietly(&format!("dpkg {argument} i386"), command_of(&words)?)
    };
    let foreign = job::output_of("dpkg", &["--print-foreign-architectures"]).unwrap_or_default();
    let is_new = !foreign.lines().any(|line| line == "i386");
    if is_new {
        dpkg("--add-architecture")?;
    }
    let installed = install(&["wine32:i386"]);
    // Otherwise every later update would want lists of packages that could not be used.
    if installed.is_err() && is_new {
        dpkg("--remove-architecture")?;
    }
    installed
}

pub(crate) fn install(packages: &[&str]) -> Outcome {
    let list = packages.join(" ");
    let Some(prefix) = administrator() else {
        return Err(format!(
            "this needs {list}, and this user may not install them. Type:\n\n    \
             sudo apt-get update && sudo apt-get install {list}\n\n\
             or, without apt, install what they stand for from your system's packages: Chromium and Firefox, chromedriver, \
             WebKitGTK's driver, Xvfb, Wine, zip, unzip, \
             7-Zip, cabextract, gcab, hivex, NTFS-3G, \
             The Sleuth Kit, wimlib, nginx and a Chinese font for the tests, MinGW-w64 for the native collector"
        )
        .into());
    };
    job::run_quietly("reading the list of Debian packages", apt(&prefix, &["update"])?)?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(packages);
    job::run_quietly(&format!("installing {list}"), apt(&prefix, &arguments)?)
}

/// What stands before `apt-get` so that it may install; nothing if there is no way that asks no password.
fn administrator() -> Option<Vec<&'static str>> {
    job::find("apt-get")?;
    if job::output_of("id", &["-u"])? == "0" {
        return Some(vec![]);
    }
    job::output_of("sudo", &["-n", "true"]).map(|_| vec!["sudo", "-n"])
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Outcome<Command> {
    let words =
        [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"], arguments].concat();
    command_of(&words)
}

fn command_of(words: &[&str]) -> Outcome<Command> {
    let (program, rest) = words.split_first().ok_or("nothing to run")?;
    let mut command = job::command(program)?;
    command.args(rest);
    Ok(command)
}
