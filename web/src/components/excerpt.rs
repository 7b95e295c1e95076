//! A button that brings lines of a file that was read, and those lines; or why they are not there.

use std::rc::Rc;

use jiance::{ExcerptLine, Flaw, Wanted};
use yew::prelude::*;

use super::sighting_row::source_words;
use crate::text::{Code, Texts};
use crate::worker::Look;

#[derive(Properties, PartialEq)]
pub(crate) struct ExcerptProps {
    pub(crate) t: Texts,
    /// What the button says while the lines are not shown, and while they are.
    pub(crate) words: [Code; 2],
    pub(crate) wanted: Wanted,
    /// Reads them.
    pub(crate) look: Callback<Look>,
    /// Buttons beside it.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// How far the lines are.
#[derive(Debug, Clone, PartialEq)]
enum Lines {
    /// Nobody wants them.
    Closed,
    /// The file is being read again.
    Reading,
    /// They are here.
    Here(Vec<ExcerptLine>),
    /// The file could not be read again, or is another one by now.
    Gone,
}

enum Action {
    Toggle,
    Arrive(Vec<ExcerptLine>),
}

impl Reducible for Lines {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(match (&*self, action) {
            (Lines::Closed, Action::Toggle) => Lines::Reading,
            (_, Action::Toggle) => Lines::Closed,
            (Lines::Reading, Action::Arrive(lines)) if lines.is_empty() => Lines::Gone,
            (Lines::Reading, Action::Arrive(lines)) => Lines::Here(lines),
            // They were put away meanwhile.
            (_, Action::Arrive(_)) => return self,
        })
    }
}

/// The button, and what it brings.
#[component]
pub(crate) fn Excerpt(props: &ExcerptProps) -> Html {
    let ExcerptProps { t, words: [show, hide], wanted, look, children } = props;
    let lines = use_reducer(|| Lines::Closed);
    let is_open = *lines != Lines::Closed;
    let toggle = {
        let (lines, look, wanted) = (lines.dispatcher(), look.clone(), wanted.clone());
        move |_| {
            lines.dispatch(Action::Toggle);
            if !is_open {
                let lines = lines.clone();
                let answer = Callback::from(move |found| lines.dispatch(Action::Arrive(found)));
                look.emit(Look { wanted: wanted.clone(), answer });
            }
        }
    };
    html! {
        <>
            <div class="tools">
                <button class="button around" aria-expanded={is_open.to_string()} onclick={toggle}>{ t.say(if is_open { *hide } else { *show }) }</button>
                { children.clone() }
            </div>
            if is_open {
                <div role="status">{ content(*t, wanted, &lines) }</div>
            }
        </>
    }
}

fn content(t: Texts, wanted: &Wanted, lines: &Lines) -> Html {
    match lines {
        Lines::Closed => Html::default(),
        Lines::Reading => html! { <p class="quiet">{ t.say(Code::ExcerptReading) }</p> },
        Lines::Gone => html! { <p>{ t.say(Code::ExcerptGone) }</p> },
        Lines::Here(lines) => {
            let (name, place) = match wanted {
                Wanted::Around(place) => (source_words(t, place), place.line),
                Wanted::Unread(file) => (t.fill(Code::ExcerptUnread, &[("file", file)]), None),
            };
            html! {
                <ol class="lines" aria-label={name}>
                    for line in lines {
                        { row(t, line, place) }
                    }
                </ol>
            }
        }
    }
}

fn row(t: Texts, line: &ExcerptLine, place: Option<u64>) -> Html {
    let is_it = place == Some(line.number);
    html! {
        <li aria-current={is_it.then_some("true")}>
            <span class="number">{ line.number }</span>
            <code>{ line.text.as_str() }</code>
            if let Some(flaw) = line.flaw {
                <span class="quiet flaw">{ t.say(flaw_words(flaw)) }</span>
            }
        </li>
    }
}

fn flaw_words(flaw: Flaw) -> Code {
    match flaw {
        Flaw::Bytes => Code::ExcerptBytes,
        Flaw::TooLong => Code::ExcerptTooLong,
        Flaw::Form => Code::ExcerptForm,
    }
}
