//! The table of forms: each way in which Windows writes each artifact, how to write a host in it, and what a report must say of it.
//!
//! In: facts of a host. Out: rows that `tests/tests/forms.rs` proves one by one, for every Windows, language and encoding they name,
//! and from which the table in `docs/FORMATS.md` is made.
//!
//! **To add a form**: write the command's text for a whole [`Host`] (in the module of its artifact: `listing`, `processes`, …), add a
//! row to the group of its artifact below, then `cargo test -p jiance-tests forms` and `cargo run -p jiance-tests --bin forms`,
//! which brings the document up to date. What the row claims comes from how the command works, never from what the engine answers.

pub mod containers;
mod document;
pub mod firewall;
pub mod host;
pub mod listings;
pub mod processes;
pub mod registry;
pub mod sockets;

pub use document::{document, in_document};

use crate::encode::Encoding;
use crate::host::Host;
use crate::locale::Locale;
use crate::windows::Windows;

/// The forms of one artifact.
#[derive(Debug)]
pub struct Group {
    /// What the document calls them.
    pub title: &'static str,
    /// The test that proves them, in `tests/tests/forms.rs`.
    pub test: &'static str,
    /// The fuzz target that reads them, in `crate/fuzz`.
    pub target: &'static str,
    /// The rows.
    pub forms: &'static [Form],
}

/// One form.
#[derive(Debug)]
pub struct Form {
    /// The command that writes it.
    pub command: &'static str,
    /// What the report must call it: `inputs[].kind`.
    pub kind: &'static str,
    /// The artifact whose row of the coverage it fills: `file_listing`.
    pub artifact: &'static str,
    /// The Windows it is shown for.
    pub windows: &'static [&'static Windows],
    /// The languages it is shown for.
    pub locales: &'static [Locale],
    /// The encodings it is shown in.
    pub encodings: &'static [Encoding],
    /// Writes it.
    pub write: Write,
    /// How many records of the artifact there must be.
    pub records: Records,
    /// What the artifact's coverage must be with this form alone.
    pub alone: Alone,
    /// What the report must say of the host.
    pub shows: &'static [Shows],
}

/// How a form is written.
#[derive(Debug, Clone, Copy)]
pub enum Write {
    /// As text, which then is encoded.
    Text(fn(&Host) -> String),
    /// As bytes; the row's encodings mean nothing then.
    Bytes(fn(&Host) -> Vec<u8>),
}

/// How many records a form gives.
#[derive(Debug, Clone, Copy)]
pub enum Records {
    /// As many as the host has of what the form shows.
    All(fn(&Host) -> usize),
    /// Some: what counts as one is the engine's affair.
    Some,
}

/// The coverage of an artifact that is known from one form alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alone {
    /// It is all that is needed.
    Complete,
    /// It is not, for exactly these reasons (`reasons[].code`).
    Partial(&'static [&'static str]),
}

/// What a form tells of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// The sign of that name in [`crate::signs::SIGNS`], if it is planted. `line` is what the line that shows it holds, and no line
    /// before; empty where the form has no lines.
    Sign {
        /// The sign's name.
        name: &'static str,
        /// Part of the line that shows it.
        line: &'static str,
    },
    /// Version and build of Windows.
    Build,
    /// The product's name, as [`Windows::shown_product`] has it.
    Product,
    /// The service pack, where there is one.
    ServicePack,
    /// The computer's name.
    Name,
    /// That the fix of MS17-010 is installed, or not, once the Windows is known.
    Fix,
    /// That port 445 is listened on, or not.
    Smb,
}

/// What the console's own commands leave behind: `>` in `cmd` and `cmd /u`, and through PowerShell 5 and 7.
pub const CMD_BUILT_IN: &[Encoding] = &[
    Encoding::Oem,
    Encoding::Utf16,
    Encoding::Utf16Bom,
    Encoding::Utf8Bom,
    Encoding::Utf8,
    Encoding::Ansi,
    Encoding::Utf16Big,
];

/// What other console programs leave behind: `>` in `cmd`, and through PowerShell 5 and 7.
pub const PROGRAM: &[Encoding] = &[
    Encoding::Oem,
    Encoding::Utf16Bom,
    Encoding::Utf8Bom,
    Encoding::Utf8,
    Encoding::Ansi,
    Encoding::Utf16Big,
];

/// What PowerShell's own commands leave behind: `>` and `Out-File` of 5 and 7, and `>` of the `cmd` that started it.
pub const POWERSHELL: &[Encoding] = PROGRAM;

/// What `wmic` leaves behind: UTF-16 by itself, the rest through PowerShell.
pub const WMIC: &[Encoding] =
    &[Encoding::Utf16Bom, Encoding::Utf8Bom, Encoding::Utf8, Encoding::Oem, Encoding::Utf16Big];

/// What is written in UTF-16 and may have been saved again by an editor.
pub const SAVED_AGAIN: &[Encoding] =
    &[Encoding::Utf16Bom, Encoding::Utf8Bom, Encoding::Utf8, Encoding::Utf16Big];

/// Every group, in the document's order.
pub const GROUPS: &[&Group] = &[
    &listings::GROUP,
    &processes::GROUP,
    &registry::GROUP,
    &host::GROUP,
    &sockets::GROUP,
    &firewall::GROUP,
];
