//! The answer as a link for support: what it will hold is shown and chosen before it is made; beside it a QR code, a block to paste
//! where no address gets through, and a few lines for a ticket.

use std::rc::Rc;

use jiance::link::{self, Extras, Link, LinkError, ResultLink, Ticket};
use yew::prelude::*;

use super::Icon;
use super::button::{PRIMARY, button};
use super::copy_button::CopyButton;
use super::fields::choice;
use super::hand_on_files::hand_on_files;
use super::qr_code::qr_code;
use super::section::{note, section};
use crate::browser;
use crate::linked::ticket_text;
use crate::state::Finished;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct HandOnProps {
    pub(crate) t: Texts,
    pub(crate) finished: Rc<Finished>,
    pub(crate) ticket: Option<Ticket>,
}

/// The section's id.
pub(crate) const HAND_ON: &str = "hand-on";

/// The id of what tells that the link is made: reading goes on there.
const MADE: &str = "link-made";

/// What some chat programs cut off.
const LONG: usize = 1_800;

/// What may be told beyond the default: its name, its words, and where it stands.
type Switch = (&'static str, Code, fn(&mut Extras) -> &mut bool);
const SWITCHES: [Switch; 3] = [
    ("host-name", Code::HandOnHostName, |extras| &mut extras.host_name),
    ("evidence", Code::HandOnEvidence, |extras| &mut extras.evidence),
    ("file-names", Code::HandOnFileNames, |extras| &mut extras.file_names),
];

/// The choice, and what is made of it.
#[component]
pub(crate) fn HandOn(props: &HandOnProps) -> Html {
    let HandOnProps { t, finished, ticket } = props;
    let extras = use_state_eq(Extras::default);
    let is_made = use_state_eq(|| false);
    use_effect_with(*is_made, |is_made| {
        if *is_made {
            browser::go_to(MADE);
        }
    });
    let result = ResultLink::of(finished.reports.pick(t.0), t.0, *extras);
    let make = {
        let is_made = is_made.setter();
        Callback::from(move |()| is_made.set(true))
    };
    let content = match result.and_then(|link| Ok((holds(*t, &link)?, link))) {
        Ok((holds, link)) => html! {
            <>
                <h3 id="link-holds">{ t.say(Code::HandOnHolds) }</h3>
                { holds }
                { switches(*t, &extras, &is_made) }
                if *is_made {
                    { made(*t, &link, ticket.as_ref()) }
                } else {
                    <div class="buttons">
                        { button(PRIMARY, Some("make-link"), Some(Icon::Link), t.say(Code::HandOnMake), make) }
                    </div>
                }
            </>
        },
        Err(error) => html! {
            <>
                { refused(*t, &error) }
                { switches(*t, &extras, &is_made) }
            </>
        },
    };
    let content = html! { <>{ content }{ hand_on_files(*t, finished) }</> };
    section(HAND_ON, t.say(Code::HandOnTitle), Some(t.say(Code::HandOnLead)), content)
}

/// All that the link holds, read back from the link itself.
fn holds(t: Texts, link: &ResultLink) -> Result<Html, LinkError> {
    let contents = link.contents()?;
    Ok(html! {
        <ul class="holds" tabindex="0" aria-labelledby="link-holds">
            for item in contents {
                <li>{ item.said(t.0).text }</li>
            }
        </ul>
    })
}

/// The boxes to tick. What was made before is gone with any of them: it is not what was chosen.
fn switches(t: Texts, extras: &UseStateHandle<Extras>, is_made: &UseStateHandle<bool>) -> Html {
    let switch = |(id, words, place): Switch| {
        let mut now = **extras;
        let is_on = *place(&mut now);
        let toggle = {
            let (extras, is_made) = (extras.clone(), is_made.setter());
            Callback::from(move |()| {
                let mut changed = *extras;
                *place(&mut changed) = !is_on;
                extras.set(changed);
                is_made.set(false);
            })
        };
        choice(id, is_on, toggle, html! { { t.say(words) } })
    };
    html! {
        <fieldset class="extras">
            <legend>{ t.say(Code::HandOnExtras) }</legend>
            for row in SWITCHES {
                { switch(row) }
            }
        </fieldset>
    }
}

/// Why there is no link, or why one can't be opened.
pub(super) fn refused(t: Texts, error: &LinkError) -> Html {
    let words = html! { { error.phrase().said(t.0).text } };
    note("warning", Icon::Warning, Some("alert"), "refused", words)
}

/// The link, its code, the block, the lines for the ticket.
fn made(t: Texts, link: &ResultLink, ticket: Option<&Ticket>) -> Html {
    let fragment = link.fragment();
    let text = match link::open(&fragment) {
        Ok(Link::Result(result)) => Some(ticket_text(t, &result, ticket)),
        _ => None,
    };
    let home = browser::home();
    let block_is_all = home.is_none();
    html! {
        <>
            if let Some(home) = home {
                { address(t, format!("{home}#{fragment}")) }
            } else {
                <p id={MADE} tabindex="-1">{ t.say(Code::HandOnNoAddress) }</p>
            }
            <details id="code-block" open={block_is_all}>
                <summary>{ t.say(Code::HandOnBlock) }</summary>
                <p class="quiet">{ t.say(Code::HandOnBlockLead) }</p>
                <CopyButton {t} text={link.code_block()} />
            </details>
            if let Some(text) = text {
                <details id="ticket-text">
                    <summary>{ t.say(Code::HandOnTicketText) }</summary>
                    <CopyButton {t} {text} />
                </details>
            }
        </>
    }
}

/// The link itself, and its code.
fn address(t: Texts, address: String) -> Html {
    let length = address.chars().count();
    let words = if LONG < length { Code::HandOnLengthLong } else { Code::HandOnLength };
    html! {
        <div class="made">
            <div id="result-link">
                <h3 id={MADE} tabindex="-1">{ t.say(Code::HandOnLink) }</h3>
                <CopyButton {t} text={address.clone()} />
                <p class="quiet" data-length={length.to_string()}>{ t.count(words, length) }</p>
            </div>
            { qr_code(t, &address) }
        </div>
    }
}
