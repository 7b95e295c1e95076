//! What leaves the page or the command line for people without either. In: a document of headings, lines and tables, already in the reader's
//! words. Out: the same as one page of HTML, as plain text, or, of a table, as CSV. Texts of a host in it belong to an attacker: each form
//! has its own way to keep them texts.

mod csv;
mod html;
mod text;

pub use csv::{csv, guard};

use crate::lang::Lang;
use crate::report::Report;

/// A report in words.
#[derive(Debug, Clone)]
pub struct Document<'r> {
    /// The language it is in.
    pub lang: Lang,
    /// What stands at its top: the verdict.
    pub title: String,
    /// All else.
    pub blocks: Vec<Block>,
    /// What it is made of.
    pub report: &'r Report,
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Begins a part.
    Heading(String),
    /// A paragraph.
    Line(String),
    /// Items, in their order.
    List(Vec<String>),
    /// Rows of cells below their headings.
    Table(Vec<String>, Vec<Vec<String>>),
}

impl Document<'_> {
    /// One page that needs nothing beside it, runs nothing and asks for nothing. The report stands in it as data too, for programs.
    pub fn html(&self) -> String {
        html::html(self)
    }

    /// Lines to paste into a ticket.
    pub fn text(&self) -> String {
        text::text(self)
    }
}

#[cfg(test)]
mod tests;
