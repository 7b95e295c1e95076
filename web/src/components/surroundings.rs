//! The lines around a sign, as its file has them; or why they are not there.

use jiance::NearbyLine;
use jiance::report::Sighting;
use yew::prelude::*;

use crate::text::{Code, Texts};

/// How far they are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Around {
    /// The file is being read again.
    Reading,
    /// They are here.
    Lines(Vec<NearbyLine>),
    /// The file could not be read again, or is another one by now.
    Gone,
}

impl Around {
    pub(super) fn of(lines: Vec<NearbyLine>) -> Around {
        if lines.is_empty() { Around::Gone } else { Around::Lines(lines) }
    }
}

/// Shows them; nothing unless they were asked for.
pub(super) fn surroundings(t: Texts, sighting: &Sighting, around: Option<&Around>) -> Html {
    let content = match around {
        None => return Html::default(),
        Some(Around::Reading) => {
            html! { <p class="quiet">{ t.say(Code::EvidenceAroundReading) }</p> }
        }
        Some(Around::Gone) => html! { <p>{ t.say(Code::EvidenceAroundGone) }</p> },
        Some(Around::Lines(lines)) => html! {
            <ol class="lines" aria-label={t.say(Code::EvidenceAround)}>
                for line in lines {
                    { row(line, sighting.source.line) }
                }
            </ol>
        },
    };
    html! { <div role="status">{ content }</div> }
}

fn row(line: &NearbyLine, place: Option<u64>) -> Html {
    let is_it = place == Some(line.number);
    html! {
        <li aria-current={is_it.then_some("true")}>
            <span class="number">{ line.number }</span><code>{ line.text.as_str() }</code>
        </li>
    }
}
