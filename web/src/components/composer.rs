//! For support: a form that composes a link for a customer, which says where to begin and holds no data; with its QR code and a text to send.

use jiance::link::{CheckLink, Step, Ticket};
use jiance::{Advisory, Lang};
use web_sys::InputEvent;
use yew::prelude::*;

use super::copy_button::CopyButton;
use super::fields::{select, typed};
use super::qr_code::qr_code;
use super::top_bar::own_name;
use crate::browser;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct ComposerProps {
    pub(crate) t: Texts,
}

/// What is chosen, as places in the lists; none where the link says nothing of it.
#[derive(Debug, Clone, PartialEq, Default)]
struct Wish {
    advisory: usize,
    lang: Option<usize>,
    step: Option<usize>,
    ticket: String,
}

impl Wish {
    /// The link; none while what was typed is no ticket.
    fn link(&self) -> Option<CheckLink> {
        let ticket = match self.ticket.trim() {
            "" => None,
            ticket => Some(Ticket::new(ticket)?),
        };
        let lang = self.lang.and_then(|at| Lang::ALL.get(at)).copied();
        let step = self.step.and_then(|at| Step::ALL.get(at)).copied();
        Some(CheckLink { advisory: Advisory::built_in().get(self.advisory)?, lang, step, ticket })
    }
}

const STEPS: [Code; 3] = [Code::StepGetTitle, Code::StepRunTitle, Code::StepHandTitle];

/// A button that shows the form. Where the page is a file it has no address that a link could lead to, and there is no button.
#[component]
pub(crate) fn Composer(props: &ComposerProps) -> Html {
    let t = props.t;
    let is_open = use_state_eq(|| false);
    let wish = use_state_eq(Wish::default);
    let toggle = {
        let is_open = is_open.clone();
        move |_| is_open.set(!*is_open)
    };
    let Some(home) = browser::home() else { return Html::default() };
    html! {
        <>
            <p><button class="button" id="for-support" aria-expanded={is_open.to_string()} onclick={toggle}>{ t.say(Code::ComposeTitle) }</button></p>
            if *is_open {
                <section class="card" id="composer" aria-labelledby="for-support">
                    <p>{ t.say(Code::ComposeLead) }</p>
                    { form(t, &wish) }
                    if let Some(link) = wish.link() {
                        { composed(t, &home, &link) }
                    } else {
                        <p class="note warning" role="alert" id="bad-ticket"><span>{ t.fill(Code::ComposeBadTicket, &[("n", &Ticket::LONGEST)]) }</span></p>
                    }
                </section>
            }
        </>
    }
}

fn form(t: Texts, wish: &UseStateHandle<Wish>) -> Html {
    let advisories: Vec<&str> = Advisory::built_in().iter().map(|it| it.title.text(t.0)).collect();
    let languages = Lang::ALL.map(own_name);
    let steps = STEPS.map(|step| t.say(step));
    let oninput = {
        let wish = wish.clone();
        move |event: InputEvent| {
            wish.set(Wish { ticket: typed(&event), ..(*wish).clone() });
        }
    };
    let is_bad = wish.link().is_none();
    html! {
        <div class="filter">
            { select("advisory", t.say(Code::ComposeAdvisory), None, &advisories, Some(wish.advisory), change(wish, |wish, at| wish.advisory = at.unwrap_or_default())) }
            { select("language", t.say(Code::AppLanguage), Some(t.say(Code::ComposeAnyLanguage)), &languages, wish.lang, change(wish, |wish, at| wish.lang = at)) }
            { select("step", t.say(Code::ComposeStep), Some(t.say(Code::ComposeAnyStep)), &steps, wish.step, change(wish, |wish, at| wish.step = at)) }
            <label>{ t.say(Code::ComposeTicket) }
                <input type="text" id="compose-ticket" autocomplete="off" spellcheck="false" value={wish.ticket.clone()} {oninput}
                    aria-invalid={is_bad.to_string()} aria-describedby={is_bad.then_some("bad-ticket")} />
            </label>
        </div>
    }
}

fn change(
    wish: &UseStateHandle<Wish>,
    set: fn(&mut Wish, Option<usize>),
) -> Callback<Option<usize>> {
    let wish = wish.clone();
    Callback::from(move |at| {
        let mut changed = (*wish).clone();
        set(&mut changed, at);
        wish.set(changed);
    })
}

/// The link, its code, a way to look at it, and a text to send, in the language that the customer will see.
fn composed(t: Texts, home: &str, link: &CheckLink) -> Html {
    let address = format!("{home}#{}", link.fragment());
    let theirs = link.lang.map_or(t, Texts);
    let mut text = theirs.fill(Code::ComposeText, &[("address", &address)]);
    if let Some(ticket) = &link.ticket {
        text.push('\n');
        text.push_str(&theirs.fill(Code::TicketNumber, &[("ticket", &ticket.as_str())]));
    }
    html! {
        <div class="made">
            <div>
                <h3>{ t.say(Code::HandOnLink) }</h3>
                <div id="check-link"><CopyButton {t} text={address.clone()} /></div>
                <p><a href={address.clone()} target="_blank" rel="noopener">{ t.say(Code::ComposePreview) }</a></p>
                <h3>{ t.say(Code::ComposeMessage) }</h3>
                <div id="check-message"><CopyButton {t} {text} /></div>
            </div>
            { qr_code(t, &address) }
        </div>
    }
}
