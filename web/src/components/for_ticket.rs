//! The ticket that a check link named.

use jiance::link::Ticket;
use yew::prelude::*;

use super::section::badge;
use crate::text::{Code, Texts};

/// Says which ticket the check is for, if one was named.
pub(crate) fn for_ticket(t: Texts, ticket: Option<&Ticket>) -> Html {
    let Some(ticket) = ticket else { return Html::default() };
    html! {
        <p data-ticket={ticket.as_str().to_owned()}>
            { badge("plain", &t.fill(Code::AskedTicket, &[("ticket", &ticket.as_str())])) }
        </p>
    }
}
