//! The answer in one glance: colour, icon and words, why, and which host it is about.

use jiance::Said;
use jiance::report::{Report, Verdict};
use yew::prelude::*;

use super::{Icon, host_time, icon};
use crate::hosts::windows;
use crate::text::{Code, Texts};

/// A verdict's tone and words.
pub(crate) fn verdict_words(verdict: Verdict) -> (&'static str, Code) {
    match verdict {
        Verdict::Infected => ("bad", Code::VerdictInfected),
        Verdict::Suspected => ("unsure", Code::VerdictSuspected),
        Verdict::NoSigns => ("good", Code::VerdictNoSigns),
        Verdict::CannotTell => ("open", Code::VerdictCannotTell),
    }
}

/// A verdict's icon.
pub(crate) fn verdict_icon(verdict: Verdict) -> Icon {
    match verdict {
        Verdict::Infected => Icon::Alarm,
        Verdict::Suspected => Icon::Warning,
        Verdict::NoSigns => Icon::Shield,
        Verdict::CannotTell => Icon::Question,
    }
}

/// The verdict. `heading` gets the focus when the answer arrives.
pub(crate) fn verdict_banner(
    t: Texts,
    report: &Report,
    nothing_readable: bool,
    heading: NodeRef,
) -> Html {
    let (tone, words) = verdict_words(report.verdict);
    let (title, detail) = match report.verdict {
        Verdict::Infected => (words, Code::VerdictInfectedDetail),
        Verdict::Suspected => (words, Code::VerdictSuspectedDetail),
        Verdict::NoSigns => (words, Code::VerdictNoSignsDetail),
        Verdict::CannotTell if nothing_readable => {
            (Code::VerdictNothingReadable, Code::VerdictNothingReadableDetail)
        }
        Verdict::CannotTell => (words, Code::VerdictCannotTellDetail),
    };
    html! {
        <section class={classes!("verdict", tone)} aria-labelledby="verdict">
            { icon(verdict_icon(report.verdict)) }
            <div>
                <h1 id="verdict" tabindex="-1" ref={heading}>{ t.say(title) }</h1>
                <p class="lead">{ t.say(detail) }</p>
                if nothing_readable {
                    { problems(report) }
                } else {
                    { reasons(t, &report.reasons) }
                }
                { host(t, report) }
            </div>
        </section>
    }
}

/// Why.
pub(crate) fn reasons(t: Texts, reasons: &[Said]) -> Html {
    if reasons.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2 class="small">{ t.say(Code::ResultReasons) }</h2>
            <ul class="reasons">
                for reason in reasons {
                    <li data-code={reason.code.clone()}>{ &reason.text }</li>
                }
            </ul>
        </>
    }
}

/// Which file, what is wrong with it, and what to do.
fn problems(report: &Report) -> Html {
    let problems =
        report.inputs.iter().flat_map(|input| input.problems.iter().map(move |it| (input, it)));
    html! {
        <ul class="reasons">
            for (input, problem) in problems {
                <li data-code={problem.code.clone()}><span class="name">{ &input.file }</span>{ " " }{ &problem.text }</li>
            }
        </ul>
    }
}

fn host(t: Texts, report: &Report) -> Html {
    let host = &report.host;
    let elevated = host.elevated.map(|elevated| {
        t.say(if elevated { Code::ResultElevatedYes } else { Code::ResultElevatedNo }).to_owned()
    });
    let words = |text: Option<String>| text.map(|text| html! { { text } });
    let facts = [
        (Code::ResultHostName, words(host.name.as_ref().map(ToString::to_string))),
        (Code::ResultHostOs, words(windows(&host.os))),
        (Code::ResultHostBuild, words(build(report))),
        (Code::ResultHostCollected, host.collected_at.as_ref().map(|at| host_time(t, at.as_str()))),
        (Code::ResultHostElevated, words(elevated)),
    ];
    fact_list(t, Some(Code::ResultHost), &facts)
}

/// What is known of something, each under its label.
pub(crate) fn fact_list(t: Texts, name: Option<Code>, facts: &[(Code, Option<Html>)]) -> Html {
    html! {
        <dl class="host" aria-label={name.map(|name| t.say(name))}>
            for (label, value) in facts {
                if let Some(value) = value {
                    <div><dt>{ t.say(*label) }</dt><dd>{ value.clone() }</dd></div>
                }
            }
        </dl>
    }
}

fn build(report: &Report) -> Option<String> {
    let os = &report.host.os;
    let parts =
        [os.version.clone(), os.build.map(|n| n.to_string()), os.revision.map(|n| n.to_string())];
    let known: Vec<String> = parts.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.join("."))
}
