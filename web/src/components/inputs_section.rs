//! Every file that was read, what is wrong with it, and in which encoding a text was read, which the user may overrule.

use std::rc::Rc;

use jiance::report::Input;
use jiance::{Wanted, kind_name};
use yew::prelude::*;

use super::encoding_select::{EncodingSelect, Overrule};
use super::excerpt::Excerpt;
use super::section::section;
use super::verdict_banner::fact_list;
use crate::choices::Choices;
use crate::intl;
use crate::state::Finished;
use crate::text::{Code, Texts};
use crate::worker::Look;

/// The encoding that the report gives what is no text.
const BINARY: &str = "binary";

/// The problems of texts with lines that could not be read, or not wholly.
const UNREAD: [&str; 3] =
    ["problem.unreadable_lines", "problem.undecodable", "problem.unknown_format"];

/// Every file that was read. `choices` are the user's, also those of a check still under way.
pub(crate) fn inputs_section(
    t: Texts,
    finished: &Rc<Finished>,
    choices: &Choices,
    overrule: &Callback<Overrule>,
    look: &Callback<Look>,
) -> Html {
    let report = finished.reports.pick(t.0);
    let has_texts = report.inputs.iter().any(|input| input.encoding != BINARY);
    let rows = html! {
        <ul class="rows">
            for input in &report.inputs {
                { file(t, input, choices, overrule, unread(t, finished, input, look)) }
            }
        </ul>
    };
    let lead = has_texts.then(|| t.say(Code::InputsLead));
    section("inputs", t.say(Code::InputsTitle), lead, rows)
}

fn file(
    t: Texts,
    input: &Input,
    choices: &Choices,
    overrule: &Callback<Overrule>,
    unread: Html,
) -> Html {
    let is_text = input.encoding != BINARY;
    let facts = [
        (Code::InputsSize, Some(html! { { intl::bytes(t, input.bytes) } })),
        (Code::InputsKind, Some(html! { { kind_name(&input.kind, t.0) } })),
        (Code::InputsEncoding, is_text.then(|| encoding(t, input, choices, overrule))),
        (Code::InputsRecords, Some(html! { { intl::number(t, input.records as f64) } })),
        (Code::InputsSha256, Some(html! { { &input.sha256 } })),
    ];
    html! {
        <li data-file={input.file.clone()} data-kind={input.kind.clone()}>
            <p class="head"><strong class="name">{ &input.file }</strong></p>
            for problem in &input.problems {
                <p class="note warning" data-code={problem.code.clone()}><span>{ &problem.text }</span></p>
            }
            { unread }
            { fact_list(t, None, &facts) }
        </li>
    }
}

/// What leads to the file's lines that could not be read. Those of an answer in other encodings are others.
fn unread(t: Texts, finished: &Rc<Finished>, input: &Input, look: &Callback<Look>) -> Html {
    if !input.problems.iter().any(|problem| UNREAD.contains(&problem.code.as_str())) {
        return Html::default();
    }
    let words = [Code::InputsUnread, Code::InputsUnreadHide];
    let wanted = Wanted::Unread(input.file.clone());
    html! { <Excerpt key={Rc::as_ptr(finished) as usize} {t} {words} {wanted} look={look.clone()} /> }
}

fn encoding(t: Texts, input: &Input, choices: &Choices, overrule: &Callback<Overrule>) -> Html {
    let choice = choices.of(&input.file);
    let found = choice.map_or(&input.encoding, |choice| &choice.found);
    html! {
        <>
            <EncodingSelect {t} file={input.file.clone()} found={found.clone()}
                chosen={choice.and_then(|choice| choice.encoding.clone())} overrule={overrule.clone()} />
            if input.encoding_chosen {
                <span class="quiet">{ t.say(Code::InputsEncodingChosen) }</span>
            }
        </>
    }
}
