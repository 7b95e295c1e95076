//! What page and worker say to each other. Every message names the run it belongs to; the page drops those of an older run.

use std::collections::BTreeMap;

use jiance::Lang;
use jiance::report::{Report, Sighting};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// A file to check: its name in the report, and the browser's handle to it. No byte is copied when it is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Given {
    /// The file's own name, or its path from a chosen folder on.
    pub(crate) name: String,
    /// The handle.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub(crate) file: web_sys::File,
}

/// From the page. Tagged from outside, which is serde's default: handles do not survive an inner tag.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum ToWorker {
    /// Check these files together, as of one host.
    Check {
        /// Number of the run.
        run: u32,
        /// The files, in the order in which they are read.
        files: Vec<Given>,
        /// How the user wants texts read, by their names in the report; the encodings' names are the engine's.
        encodings: BTreeMap<String, String>,
    },
    /// Stop that run, and say no more of it.
    Cancel {
        /// Number of the run.
        run: u32,
    },
}

/// From the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum FromWorker {
    /// The engine is loaded.
    Ready,
    /// How far the reading is.
    Progress {
        /// Number of the run.
        run: u32,
        /// Which file, counted from 0.
        file: usize,
        /// How many of its bytes are read.
        bytes: u64,
    },
    /// Seen since the last such message.
    Sightings {
        /// Number of the run.
        run: u32,
        /// What was seen.
        new: Vec<Sighting>,
    },
    /// The answer.
    Done {
        /// Number of the run.
        run: u32,
        /// It, in every language.
        reports: Box<Reports>,
        /// True if no file held anything of any known format.
        nothing_readable: bool,
    },
}

/// One report in every language, so that changing the language needs no second check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Reports {
    pub(crate) zh_cn: Report,
    pub(crate) en: Report,
}

impl Reports {
    /// The report in a language.
    pub(crate) fn pick(&self, lang: Lang) -> &Report {
        match lang {
            Lang::ZhCn => &self.zh_cn,
            Lang::En => &self.en,
        }
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
