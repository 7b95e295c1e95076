//! The loops that every byte of a large input goes through. In: bytes. Out: what is told by looking at many of them at once.
//!
//! They stand apart so that they alone are compiled for speed in the page, whose other code is compiled to be small (`Cargo.toml`).

pub mod ascii;
pub mod grams;
pub mod hex;
pub mod path;
pub mod row;
pub mod start;
mod words;
