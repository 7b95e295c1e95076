//! Every file that was read, what is wrong with it, and in which encoding a text was read, which the user may overrule.

use jiance::report::{Input, Report};
use yew::prelude::*;

use super::encoding_select::{EncodingSelect, Overrule};
use super::section::section;
use crate::choices::Choices;
use crate::intl;
use crate::text::{Code, Texts};

/// The encoding that the report gives what is no text.
const BINARY: &str = "binary";

/// Every file that was read. `choices` are the user's, also those of a check still under way.
pub(crate) fn inputs_section(
    t: Texts,
    report: &Report,
    choices: &Choices,
    overrule: &Callback<Overrule>,
) -> Html {
    let has_texts = report.inputs.iter().any(|input| input.encoding != BINARY);
    let rows = html! {
        <ul class="rows">
            for input in &report.inputs {
                { file(t, input, choices, overrule) }
            }
        </ul>
    };
    let lead = has_texts.then(|| t.say(Code::InputsLead));
    section("inputs", t.say(Code::InputsTitle), lead, rows)
}

fn file(t: Texts, input: &Input, choices: &Choices, overrule: &Callback<Overrule>) -> Html {
    let kind = if input.kind == "unknown" { t.say(Code::InputsKindUnknown) } else { &input.kind };
    let facts = [
        (Code::InputsSize, html! { { intl::bytes(t, input.bytes) } }),
        (Code::InputsKind, html! { { kind } }),
        (Code::InputsEncoding, encoding(t, input, choices, overrule)),
        (Code::InputsRecords, html! { { intl::number(t, input.records as f64) } }),
        (Code::InputsSha256, html! { { &input.sha256 } }),
    ];
    html! {
        <li data-file={input.file.clone()}>
            <p class="head"><strong class="name">{ &input.file }</strong></p>
            for problem in &input.problems {
                <p class="note warning" data-code={problem.code.clone()}><span>{ &problem.text }</span></p>
            }
            <dl class="host">
                for (label, value) in facts {
                    <div><dt>{ t.say(label) }</dt><dd>{ value }</dd></div>
                }
            </dl>
        </li>
    }
}

fn encoding(t: Texts, input: &Input, choices: &Choices, overrule: &Callback<Overrule>) -> Html {
    if input.encoding == BINARY {
        return html! { { BINARY } };
    }
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
