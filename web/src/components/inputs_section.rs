//! Every file that was read, and what is wrong with it.

use jiance::report::{Input, Report};
use yew::prelude::*;

use super::section::section;
use crate::format;
use crate::text::{Code, Texts};

/// Every file that was read.
pub(crate) fn inputs_section(t: Texts, report: &Report) -> Html {
    let rows = html! {
        <ul class="rows">
            for input in &report.inputs {
                { file(t, input) }
            }
        </ul>
    };
    section("inputs", t.say(Code::InputsTitle), None, rows)
}

fn file(t: Texts, input: &Input) -> Html {
    let kind = if input.kind == "unknown" { t.say(Code::InputsKindUnknown) } else { &input.kind };
    let facts = [
        (Code::InputsSize, format::bytes(input.bytes)),
        (Code::InputsKind, kind.to_owned()),
        (Code::InputsEncoding, input.encoding.clone()),
        (Code::InputsRecords, format::count(input.records)),
        (Code::InputsSha256, input.sha256.clone()),
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
