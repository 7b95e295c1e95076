//! What `jiance.exe` does apart from asking Windows: the texts it writes, the zip they go into, the walks over folders and keys.
//!
//! Everything here is safe code without an operating system, so it is built and tested on any machine. What asks Windows is in the
//! program (`main.rs`, `sys/`) and comes in through the traits [`zip::Disk`], [`walk::Folders`], [`keys::Keys`] and [`unzip::Source`].

#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

extern crate alloc;

pub mod bytes;
mod checksum;
pub mod directory;
pub mod hive;
pub mod keys;
pub mod left_out;
pub mod listing;
pub mod manifest;
pub mod options;
pub mod out;
pub mod reg;
pub mod rows;
pub mod text;
pub mod unzip;
pub mod walk;
pub mod words;
pub mod zip;
