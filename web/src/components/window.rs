//! A long list keeps on the page only the rows around what is in view. What is left out above and below is a spacer, as high as those rows
//! were when they were last there, or as rows usually are.
//!
//! In: the list's element, whose first and last child are the spacers, and how many rows there are. Out: which of them to draw.

use std::cell::Cell;
use std::ops::Range;

use gloo::events::EventListener;
use web_sys::Element;
use yew::prelude::*;

use crate::browser;
use crate::text::{Code, Texts};

/// How many rows come and go together.
const BLOCK: usize = 20;
/// A list of so many rows is drawn whole.
const SHORT: usize = 2 * BLOCK;
/// How far beyond what is in view rows are drawn, in pixels: so that the next one is there for the Tab key and for screen readers.
const MARGIN: f64 = 1000.0;
/// How high a block is before any was measured.
const GUESS: f64 = 100.0 * BLOCK as f64;
/// How many rows of a longer list are printed.
const PRINTED: usize = 500;

/// True if a list of so many rows is drawn in part, between spacers.
pub(crate) fn is_long(rows: usize) -> bool {
    SHORT < rows
}

/// What a long list says of itself: on the page, how to search it; on paper, how much of it there is.
pub(crate) fn about_long(t: Texts, rows: usize) -> Html {
    html! {
        <>
            if is_long(rows) {
                <p class="quiet no-print">{ t.say(Code::ResultWindowed) }</p>
            }
            if PRINTED < rows {
                <p class="only-print">{ t.fill(Code::ResultPrinted, &[("n", &PRINTED), ("total", &rows)]) }</p>
            }
        </>
    }
}

/// The rows to draw. `begin` is the row that has the focus first, if any.
#[hook]
pub(crate) fn use_window(list: &NodeRef, rows: usize, begin: Option<usize>) -> Range<usize> {
    let drawn = use_state_eq(|| {
        let block = begin.unwrap_or_default() / BLOCK;
        block..block + 1
    });
    let begin = use_mut_ref(|| begin);
    let is_printing = use_state_eq(|| false);
    let heights = use_mut_ref(Heights::default);
    let blocks = rows.div_ceil(BLOCK);
    let is_long = is_long(rows);
    let now = match (is_long, *is_printing) {
        (false, _) => 0..blocks,
        (true, true) => 0..blocks.min(PRINTED.div_ceil(BLOCK)),
        (true, false) => drawn.start.min(blocks - 1)..drawn.end.clamp(1, blocks),
    };
    let last = use_mut_ref(|| 0..1);
    last.replace(now.clone());
    let look = Callback::from({
        let (list, drawn, heights) = (list.clone(), drawn.setter(), heights.clone());
        move |()| {
            if let Some(list) = list.cast::<Element>() {
                let wanted = heights.borrow().around(browser::view_of(&list), blocks);
                drawn.set(step(&last.borrow(), wanted));
            }
        }
    });
    // After each drawing: what is there is measured, what is not is given its height.
    use_effect({
        let (list, heights, now, look) = (list.clone(), heights.clone(), now.clone(), look.clone());
        let is_printing = *is_printing;
        move || {
            let Some(list) = list.cast::<Element>().filter(|_| !is_printing) else { return };
            if is_long {
                heights.borrow_mut().measure(&list, &now);
                heights.borrow().space(&list, &now, blocks);
            }
            if let Some(row) = begin.take() {
                // A spacer stands before those of a long list.
                browser::focus_in(&list, row - now.start * BLOCK + usize::from(is_long));
            }
            if is_long {
                look.emit(());
            }
        }
    });
    use_effect_with((is_long, blocks), {
        let (heights, is_printing) = (heights.clone(), is_printing.setter());
        move |(is_long, _)| {
            let listeners = is_long.then(|| {
                let turned = {
                    let (look, width) = (look.clone(), Cell::new(browser::width()));
                    move || {
                        // Rows of another width are of another height.
                        if width.replace(browser::width()) != browser::width() {
                            *heights.borrow_mut() = Heights::default();
                        }
                        look.emit(());
                    }
                };
                let (before, after) = (is_printing.clone(), is_printing);
                let tabbed = look.clone();
                [
                    browser::on_window("scroll", move || look.emit(())),
                    // The Tab key may be faster than word of the scrolling that it causes.
                    browser::on_window("focusin", move || tabbed.emit(())),
                    browser::on_window("resize", turned),
                    browser::on_window("beforeprint", move || before.set(true)),
                    browser::on_window("afterprint", move || after.set(false)),
                ]
            });
            move || drop::<Option<[EventListener; 5]>>(listeners)
        }
    });
    now.start * BLOCK..(now.end * BLOCK).min(rows)
}

/// What to draw next on the way to what is wanted. Rows that come and go at once would have those that stay moved by the page's library,
/// and a row that is moved loses the focus: so new ones come first, and old ones go after.
fn step(drawn: &Range<usize>, wanted: Range<usize>) -> Range<usize> {
    let overlap = wanted.start < drawn.end && drawn.start < wanted.end;
    let comes = wanted.start < drawn.start || drawn.end < wanted.end;
    let both = wanted.start.min(drawn.start)..wanted.end.max(drawn.end);
    // Whoever scrolls fast does not follow with the focus.
    if overlap && comes && both.len() <= wanted.len() + 2 { both } else { wanted }
}

/// How high each block is, as far as it was ever drawn.
#[derive(Debug, Default)]
struct Heights {
    known: Vec<Option<f64>>,
    /// The first that was measured: the others are taken to be as high.
    usual: Option<f64>,
}

impl Heights {
    fn of(&self, block: usize) -> f64 {
        self.known.get(block).copied().flatten().or(self.usual).unwrap_or(GUESS)
    }

    fn all(&self, blocks: Range<usize>) -> f64 {
        blocks.map(|block| self.of(block)).sum()
    }

    /// The blocks that stand between two heights of the list, with a margin; at least one.
    fn around(&self, view: Range<f64>, blocks: usize) -> Range<usize> {
        let (mut first, mut end, mut top) = (None, 0, 0.0);
        for block in 0..blocks {
            if top < view.end + MARGIN {
                end = block + 1;
            }
            top += self.of(block);
            if first.is_none() && view.start - MARGIN < top {
                first = Some(block);
            }
        }
        let first = first.unwrap_or(blocks.saturating_sub(1));
        first..end.max(first + 1)
    }

    /// Measures what is drawn, from each block's first row to the next one's, or to the spacer below.
    fn measure(&mut self, list: &Element, drawn: &Range<usize>) {
        let children = list.children();
        let top = |at: u32| children.item(at).map(|row| browser::top_of(&row));
        let last = children.length().saturating_sub(1);
        for (place, block) in drawn.clone().enumerate() {
            let at = |place: usize| (1 + place * BLOCK) as u32;
            let (begin, end) = (top(at(place).min(last)), top(at(place + 1).min(last)));
            if let (Some(begin), Some(end)) = (begin, end) {
                if self.known.len() <= block {
                    self.known.resize(block + 1, None);
                }
                let height = end - begin;
                self.usual.get_or_insert(height);
                if let Some(known) = self.known.get_mut(block) {
                    *known = Some(height);
                }
            }
        }
    }

    fn space(&self, list: &Element, drawn: &Range<usize>, blocks: usize) {
        let set = |spacer: Option<Element>, height: f64| {
            if let Some(spacer) = spacer {
                browser::set_height(&spacer, height);
            }
        };
        set(list.first_element_child(), self.all(0..drawn.start));
        set(list.last_element_child(), self.all(drawn.end..blocks));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heights(known: &[f64]) -> Heights {
        Heights { known: known.iter().copied().map(Some).collect(), usual: Some(1000.0) }
    }

    #[test]
    fn what_is_in_view_is_drawn_with_a_margin() {
        let heights = heights(&[500.0, 4000.0]);
        assert_eq!(heights.around(0.0..900.0, 100), 0..2);
        // Block 2 stands from 4500 to 5500, block 5 from 7500 to 8500.
        assert_eq!(
            heights.around(6000.0..6900.0, 100),
            2..6,
            "rows never seen are as high as usual"
        );
        assert_eq!(heights.all(0..4), 6500.0);
    }

    #[test]
    fn rows_come_before_others_go() {
        assert_eq!(step(&(0..2), 1..3), 0..3);
        assert_eq!(step(&(0..3), 1..3), 1..3);
        assert_eq!(step(&(0..2), 7..9), 7..9, "none of them stays");
        assert_eq!(step(&(0..9), 8..10), 8..10, "they do not pile up");
    }

    #[test]
    fn something_is_drawn_wherever_the_page_is() {
        let heights = heights(&[]);
        assert_eq!(heights.around(-90_000.0..-89_000.0, 10), 0..1, "far above");
        assert_eq!(heights.around(90_000.0..91_000.0, 10), 9..10, "far below");
    }
}
