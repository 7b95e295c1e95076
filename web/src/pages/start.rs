//! The page before anything is given: what this is, three steps, where to drop, why it is safe, and examples.

use jiance::collections::MOST_COLLECTIONS;
use jiance::link::Link;
use yew::prelude::*;

use crate::browser;
use crate::components::{DropZone, Icon, OpenPasted, Steps, folded, for_ticket, icon, note};
use crate::state::{Asked, Trouble};
use crate::text::{Code, Texts};
use crate::worker::Given;

#[derive(Properties, PartialEq)]
pub(crate) struct StartProps {
    pub(crate) t: Texts,
    pub(crate) trouble: Option<Trouble>,
    /// What a check link asked for.
    pub(crate) asked: Asked,
    pub(crate) begin: Callback<Result<Vec<Given>, Trouble>>,
    pub(crate) sample: Callback<&'static str>,
    /// A link was pasted.
    pub(crate) open: Callback<Link>,
}

/// The examples: button text and name in `static/samples.txt`.
const SAMPLES: [(Code, &str); 3] = [
    (Code::SampleInfected, "infected.zip"),
    (Code::SampleClean, "clean.zip"),
    (Code::SampleIncomplete, "incomplete.zip"),
];

/// Nothing given yet.
#[component]
pub(crate) fn StartPage(props: &StartProps) -> Html {
    let StartProps { t, trouble, asked, begin, sample, open } = props;
    html! {
        <div class="start">
            <header class="hero">
                <h1>{ t.say(Code::StartTitle) }</h1>
                <p class="lead">{ t.say(Code::StartLead) }</p>
                { for_ticket(*t, asked.ticket.as_ref()) }
                { background(*t) }
            </header>
            if let Some(trouble) = trouble {
                { note("warning", Icon::Warning, Some("alert"), "trouble", html! { { words(*t, trouble) } }) }
            }
            <Steps t={*t} first={asked.step} />
            <DropZone t={*t} begin={begin.clone()} />
            <div class="columns">
                { privacy(*t) }
                { samples(*t, sample) }
            </div>
            <details class="card" id="open-link">
                <summary>{ t.say(Code::PasteTitle) }</summary>
                <OpenPasted t={*t} open={open.clone()} />
            </details>
        </div>
    }
}

pub(super) fn words(t: Texts, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Stopped => t.say(Code::DropStopped).to_owned(),
        Trouble::NoFiles => t.say(Code::DropNoFiles).to_owned(),
        Trouble::Unreadable(reason) => t.fill(Code::DropUnreadable, &[("reason", reason)]),
        Trouble::TooMany => t.fill(Code::DropTooMany, &[("n", &MOST_COLLECTIONS)]),
        Trouble::NoSample(name) => t.fill(Code::SampleUnavailable, &[("name", name)]),
    }
}

fn background(t: Texts) -> Html {
    let texts = html! {
        for code in [Code::StartBackground1, Code::StartBackground2, Code::StartBackground3] {
            <p>{ t.say(code) }</p>
        }
    };
    folded(t.say(Code::StartBackground), texts)
}

fn privacy(t: Texts) -> Html {
    let ways = html! {
        <ul>
            for code in [Code::PrivacyVerify1, Code::PrivacyVerify2, Code::PrivacyVerify3] {
                <li>{ t.say(code) }</li>
            }
        </ul>
    };
    html! {
        <section class="card" aria-labelledby="privacy">
            <h2 id="privacy">{ icon(Icon::Lock) }{ t.say(Code::PrivacyTitle) }</h2>
            <p>{ t.say(Code::PrivacyBody) }</p>
            <p>{ t.say(Code::PrivacyKept) }</p>
            if browser::home().is_some() {
                <p><a href="./jiance.html" download="jiance.html">{ t.say(Code::PrivacyOneFile) }</a></p>
            }
            { folded(t.say(Code::PrivacyVerify), ways) }
        </section>
    }
}

fn samples(t: Texts, sample: &Callback<&'static str>) -> Html {
    html! {
        <section class="card" aria-labelledby="samples">
            <h2 id="samples">{ icon(Icon::Eye) }{ t.say(Code::SampleTitle) }</h2>
            <div class="buttons">
                for (text, file) in SAMPLES {
                    <button class="button" data-sample={file} onclick={sample.reform(move |_| file)}>{ t.say(text) }</button>
                }
            </div>
            <p class="quiet">{ t.say(Code::SampleNote) }</p>
        </section>
    }
}
