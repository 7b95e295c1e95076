//! In: what a link says, and the ticket it is for. Out: a few plain lines for a ticket. They hold nothing that the link does not.

use jiance::link::{LinkedExposure, LinkedResult, Ticket};

use super::{name, windows};
use crate::components::{exposure_words, verdict_words};
use crate::document::named;
use crate::text::{Code, Texts};

/// The lines.
pub(crate) fn ticket_text(t: Texts, result: &LinkedResult, ticket: Option<&Ticket>) -> String {
    let (_, verdict) = verdict_words(result.verdict);
    let mut lines = vec![t.fill(Code::TicketVerdict, &[("verdict", &t.say(verdict))])];
    lines.extend(ticket.map(|it| t.fill(Code::TicketNumber, &[("ticket", &it.as_str())])));
    let named = |code, value: &str| named(t, t.say(code), value);
    let heading = |code| named(code, "").trim_end().to_owned();
    lines.extend(result.host_name.as_ref().map(|it| named(Code::ResultHostName, it.as_str())));
    lines.extend(windows(t, &result.os).map(|it| named(Code::ResultHostOs, &it)));
    if !result.reasons.is_empty() {
        lines.push(heading(Code::ResultReasons));
        lines.extend(result.reasons.iter().map(|reason| format!("- {}", reason.said(t.0).text)));
    }
    if !result.exposure.is_empty() {
        lines.push(heading(Code::ExposureTitle));
        lines.extend(result.exposure.iter().map(|row| exposure(t, row)));
    }
    lines.push(named(Code::LinkedFingerprint, &result.fingerprint.to_string()));
    lines.join("\n") + "\n"
}

/// `- MS17-010: missing, KB4012212 / KB4012215`.
fn exposure(t: Texts, row: &LinkedExposure) -> String {
    let weakness = name(t, &row.weakness, |it| it.id.to_owned());
    let (_, _, state) = exposure_words(row.state);
    let updates: Vec<String> = row.install.iter().map(ToString::to_string).collect();
    let updates =
        if updates.is_empty() { updates.join("") } else { format!(", {}", updates.join(" / ")) };
    format!("- {}", named(t, &weakness, &(t.say(state).to_owned() + &updates)))
}
