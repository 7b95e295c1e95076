//! Fixtures made from facts: whole Windows hosts as the bytes that Windows' own commands write about them.
//!
//! In: a generation of Windows, a language, installed updates, planted signs. Out: a collection, as files, as a bundle or one by one.
//! No clock, no randomness: the same host gives the same bytes on every machine. Nothing here uses the engine, so that neither can
//! repeat the other's mistake.

pub mod big;
pub mod cabinet;
pub mod cases;
pub mod collection;
pub mod decoys;
pub mod encode;
pub mod files;
pub mod firewall;
pub mod forms;
pub mod host;
pub mod host_forms;
pub mod links;
pub mod listing;
pub mod locale;
pub mod lzx;
pub mod mft;
pub mod path_lines;
pub mod powershell_files;
pub mod process_forms;
pub mod processes;
pub mod registry;
pub mod samples;
pub mod seed;
pub mod seeds;
pub mod signs;
pub mod sockets;
pub mod streams;
pub mod systeminfo;
pub mod updates;
pub mod windows;
pub mod zip;
