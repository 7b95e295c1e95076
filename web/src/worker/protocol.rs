//! What page and worker say to each other. Every message names the run it belongs to; the page drops those of an older run.

use jiance::collections::Scope;
use jiance::report::{Report, Sighting};
use jiance::{ExcerptLine, Lang, Wanted};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::parts::Part;
use crate::hosts::HostAnswer;

/// A file to check: its name in the report, and the browser's handle to it. No byte is copied when it is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Given {
    /// The file's own name, or its path from a chosen folder on.
    pub(crate) name: String,
    /// The handle.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(crate) file: web_sys::File,
    /// Why its bytes are not to be read; it is named in the report then.
    pub(crate) fault: Option<Fault>,
}

/// Why a file's bytes are not to be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Fault {
    /// The browser does not give them; its own word for why.
    Unreadable(String),
    /// The worker broke over them once; the browser's own words.
    Broke(String),
}

/// From the page. Tagged from outside, which is serde's default: handles do not survive an inner tag.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum ToWorker {
    /// Check these files.
    Check {
        /// Number of the run.
        run: u32,
        /// The files, by name.
        files: Vec<Given>,
        /// What of them is one host's; none to find out how many hosts they are of.
        share: Option<Share>,
    },
    /// Read lines of a file again.
    Look {
        /// Number of the question.
        ask: u32,
        /// The files that they are in one of.
        files: Vec<Given>,
        /// Which lines.
        wanted: Wanted,
        /// The encoding that the user chose for it; the engine's name.
        encoding: Option<String>,
    },
    /// Another worker gives this help at the other end of this port.
    Helper {
        /// What it does.
        help: Help,
        /// It.
        #[serde(with = "serde_wasm_bindgen::preserve")]
        port: web_sys::MessagePort,
    },
    /// Give this help to whoever speaks at this port, and do nothing else.
    Help {
        /// What to do.
        help: Help,
        /// It.
        #[serde(with = "serde_wasm_bindgen::preserve")]
        port: web_sys::MessagePort,
    },
    /// Stop that run, and say no more of it.
    Cancel {
        /// Number of the run.
        run: u32,
    },
}

/// What a further worker does for the one that checks large files.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) enum Help {
    /// It reads them.
    Reading,
    /// It works out checksums.
    Hashing,
}

/// What of the files given is one host's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Share {
    /// Which of them, and how much of each.
    pub(crate) parts: Vec<(usize, Scope)>,
    /// How the user wants texts read, by their names in the report; the encodings' names are the engine's.
    pub(crate) encodings: Vec<(String, String)>,
}

/// From the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum FromWorker {
    /// The engine is loaded.
    Ready,
    /// A file is begun. The page keeps it to itself, and knows by it what the worker broke over.
    Reading {
        /// Number of the run.
        run: u32,
        /// Which file, counted from 0.
        file: usize,
    },
    /// How far the reading is.
    Progress {
        /// Number of the run.
        run: u32,
        /// Which file, counted from 0.
        file: usize,
        /// How many of its bytes are read.
        bytes: u64,
        /// How many bytes are read of all that is to be read; some files have to be read twice.
        done: u64,
        /// See above.
        total: u64,
    },
    /// Seen since the last such message.
    Sightings {
        /// Number of the run.
        run: u32,
        /// How many are seen so far.
        found: usize,
        /// The new ones among the first [`super::LISTED`].
        #[serde(with = "super::as_json")]
        new: Vec<Sighting>,
    },
    /// A part of the only host's answer, which is about to come.
    Part {
        /// Number of the run.
        run: u32,
        /// It.
        part: Part,
    },
    /// There may be several hosts: what is seen is told host by host from now on.
    Several {
        /// Number of the run.
        run: u32,
    },
    /// The answer of one of several hosts.
    Host {
        /// Number of the run.
        run: u32,
        /// It.
        answer: Box<HostAnswer>,
    },
    /// All hosts' answers have been sent.
    AllHosts {
        /// Number of the run.
        run: u32,
        /// Names of files that are no host's and hold nothing readable.
        unread: Vec<String>,
    },
    /// Lines that were asked for; none if they were not come by.
    Lines {
        /// Number of the question.
        ask: u32,
        /// They.
        lines: Vec<ExcerptLine>,
    },
    /// The files hold more collections than can be told apart.
    TooMany {
        /// Number of the run.
        run: u32,
    },
    /// The answer, where all files are of one host.
    Done {
        /// Number of the run.
        run: u32,
        /// It, in every language, put together from its parts.
        #[serde(skip)]
        reports: Option<Box<Reports>>,
        /// True if no file held anything of any known format.
        nothing_readable: bool,
    },
}

impl FromWorker {
    /// The run that has nothing more to say.
    pub(super) fn ended(&self) -> Option<u32> {
        match self {
            FromWorker::Done { run, .. }
            | FromWorker::AllHosts { run, .. }
            | FromWorker::TooMany { run } => Some(*run),
            _ => None,
        }
    }
}

/// One report in every language, so that changing the language needs no second check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reports(pub(crate) [Report; Lang::COUNT]);

impl Reports {
    /// The report in a language.
    pub(crate) fn pick(&self, lang: Lang) -> &Report {
        lang.of(&self.0)
    }
}

/// Puts a message into the form that travels.
pub(super) fn to_js(message: &impl Serialize) -> Result<JsValue, serde_wasm_bindgen::Error> {
    serde_wasm_bindgen::to_value(message)
}

/// Reads a message that has travelled.
pub(super) fn from_js<T: DeserializeOwned>(
    message: JsValue,
) -> Result<T, serde_wasm_bindgen::Error> {
    serde_wasm_bindgen::from_value(message)
}
