//! What crosses parts. One program, so that it links once.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by a panic"
)]

mod binary;
mod bounds;
mod by_hand;
mod collections;
mod command_line;
mod console;
mod encodings;
mod excerpts;
mod exposure;
mod forms;
mod gaps;
mod generator;
mod hostile;
mod hostile_names;
mod hosts;
mod judge;
mod laws;
mod links;
mod messages;
mod refusals;
mod samples;
mod saved_by_programs;
mod schema;
mod scripts;
mod second_opinion;
mod second_opinion_binary;
mod snapshots;
mod streaming;
mod traps;
mod unread;
mod verdicts;
mod verify;
mod window;
