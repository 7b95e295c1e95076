//! Above whatever is shown: that something was left, and the way back to it.

use yew::prelude::*;

use super::button::{PLAIN, button};
use crate::intl;
use crate::state::Phase;
use crate::text::{Code, Texts};

/// The line and its button.
pub(crate) fn aside_note(t: Texts, aside: &Phase, resume: Callback<()>) -> Html {
    let words = match aside {
        Phase::Running(running) => {
            t.fill(Code::AsideRunning, &[("percent", &intl::percent(t, running.percent() / 5 * 5))])
        }
        Phase::Table(hosts) => t.count(Code::AsideTable, hosts.answers.len()),
        _ => t.say(Code::AsideAnswer).to_owned(),
    };
    html! {
        <div class="note aside">
            <p role="status">{ words }</p>
            { button(PLAIN, Some("resume"), None, t.say(Code::AsideResume), resume) }
        </div>
    }
}
