//! In: a document. Out: one page of HTML. Its policy lets in its own style sheet and nothing else, so that even a text that got out of its
//! place would run nothing and reach nobody.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use super::{Block, Document};

const STYLE: &str = include_str!("report.css");

pub(super) fn html(document: &Document<'_>) -> String {
    let Document { lang, title, blocks, report } = document;
    let mut out = String::from("<!doctype html>\n<html lang=\"");
    out.push_str(lang.tag());
    out.push_str("\">\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
    out.push_str(&BASE64.encode(Sha256::digest(STYLE)));
    out.push_str("'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<style>");
    out.push_str(STYLE);
    out.push_str("</style>\n");
    element(&mut out, "title", title);
    out.push_str("<main class=\"");
    out.push_str(report.verdict.name());
    out.push_str("\">\n");
    element(&mut out, "h1", title);
    for block in blocks {
        match block {
            Block::Heading(words) => element(&mut out, "h2", words),
            Block::Line(words) => element(&mut out, "p", words),
            Block::List(items) => {
                out.push_str("<ul>\n");
                for item in items {
                    element(&mut out, "li", item);
                }
                out.push_str("</ul>\n");
            }
            Block::Table(headings, rows) => {
                out.push_str("<table>\n");
                row(&mut out, headings.iter().map(|heading| (heading, None)));
                for cells in rows {
                    row(&mut out, cells.iter().zip(headings.iter().map(Some)));
                }
                out.push_str("</table>\n");
            }
        }
    }
    out.push_str("</main>\n<script type=\"application/json\" id=\"report\">\n");
    // In JSON, `<` stands only inside texts, where it may be written so: nothing in there can end the element.
    out.push_str(&report.to_json().replace('<', "\\u003c"));
    out.push_str("</script>\n</html>\n");
    out
}

/// Cells, each with its heading; headings have none. Where there is no room for columns, the heading stands in its cell.
fn row<'c>(out: &mut String, cells: impl Iterator<Item = (&'c String, Option<&'c String>)>) {
    out.push_str("<tr>");
    for (cell, heading) in cells {
        match heading {
            None => element(out, "th", cell),
            Some(heading) => {
                out.push_str("<td data-label=\"");
                escape(out, heading);
                out.push_str("\">");
                escape(out, cell);
                out.push_str("</td>\n");
            }
        }
    }
    out.push_str("</tr>\n");
}

fn element(out: &mut String, tag: &str, words: &str) {
    out.push('<');
    out.push_str(tag);
    out.push('>');
    escape(out, words);
    out.push_str("</");
    out.push_str(tag);
    out.push_str(">\n");
}

fn escape(out: &mut String, words: &str) {
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}
