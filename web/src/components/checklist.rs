//! A list of things to do that can be ticked off: the ticks outlive the visit, in this browser only.

use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use super::button::{PLAIN, button};
use crate::browser;
use crate::text::{Code, Texts};
use crate::ticks::{STORAGE_KEY, Ticks};

/// The ticks of the check in view.
#[derive(Clone, PartialEq)]
pub(crate) struct Checklist {
    ticked: Vec<String>,
    set: Callback<(Vec<String>, bool)>,
    reset: Callback<()>,
}

/// The checklist of the check with that fingerprint.
#[hook]
pub(crate) fn use_checklist(check: &str) -> Checklist {
    let ticks = use_state_eq(|| stored().unwrap_or_default());
    let change = |change: fn(Ticks, &str, &[String], bool) -> Ticks| {
        let (ticks, check) = (ticks.clone(), check.to_owned());
        move |(things, ticked): (Vec<String>, bool)| {
            // Another tab may have ticked meanwhile. Where nothing can be kept, the ticks last as long as the page.
            let now = stored().unwrap_or_else(|| (*ticks).clone());
            let changed = change(now, &check, &things, ticked);
            browser::store(STORAGE_KEY, &changed.text());
            ticks.set(changed);
        }
    };
    let set = change(|ticks, check, things, ticked| ticks.with(check, things, ticked));
    let reset = change(|ticks, check, _, _| ticks.without(check));
    Checklist {
        ticked: ticks.of(check),
        set: Callback::from(set),
        reset: Callback::from(move |()| reset((Vec::new(), false))),
    }
}

fn stored() -> Option<Ticks> {
    browser::stored(STORAGE_KEY).map(|text| Ticks::read(&text))
}

impl Checklist {
    /// True if all of some things are ticked.
    pub(crate) fn holds(&self, things: &[String]) -> bool {
        things.iter().all(|thing| self.ticked.contains(thing))
    }

    /// The box to tick for some things that are done together. `title` tells screen readers which.
    pub(crate) fn tick(&self, t: Texts, name: &str, things: &[String], title: &str) -> Html {
        let onchange = {
            let (set, things) = (self.set.clone(), things.to_vec());
            move |event: Event| {
                let ticked = event.target_unchecked_into::<HtmlInputElement>().checked();
                set.emit((things.clone(), ticked));
            }
        };
        html! {
            <label class="tick">
                <input type="checkbox" data-tick={name.to_owned()} checked={self.holds(things)} {onchange}
                    aria-label={t.fill(Code::TickOf, &[("what", &title)])} />
                <span>{ t.say(Code::TickDone) }</span>
            </label>
        }
    }

    /// How many of the things are done, and what else is to be known. `done` counts those that need no tick as well.
    pub(crate) fn progress(&self, t: Texts, done: usize, total: usize, note: Html) -> Html {
        html! {
            <div class="progress">
                <p role="status"><strong>{ t.fill(Code::TickProgress, &[("done", &done), ("total", &total)]) }</strong></p>
                { note }
                if !self.ticked.is_empty() {
                    { button(PLAIN, None, None, t.say(Code::TickReset), self.reset.clone()) }
                }
            </div>
        }
    }
}
