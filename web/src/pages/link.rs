//! What a link says, marked as what it is: nothing of it was checked here. Or why it can't be opened, and what to do then.

use jiance::Said;
use jiance::link::{Link, LinkError, LinkedResult};
use yew::prelude::*;

use crate::components::{
    DropZone, Icon, OpenPasted, PLAIN, badge, button, fact_list, icon, linked_sections, note,
    print_button, reasons, use_heading, verdict_icon, verdict_words,
};
use crate::intl;
use crate::linked::windows;
use crate::state::{Linked, Trouble};
use crate::text::{Code, Texts};
use crate::worker::Given;

#[derive(Properties, PartialEq)]
pub(crate) struct LinkProps {
    pub(crate) t: Texts,
    pub(crate) link: Result<Linked, LinkError>,
    /// The receiver has the files.
    pub(crate) begin: Callback<Result<Vec<Given>, Trouble>>,
    pub(crate) open: Callback<Link>,
    pub(crate) restart: Callback<()>,
}

/// A link's result, or why there is none.
#[component]
pub(crate) fn LinkPage(props: &LinkProps) -> Html {
    let LinkProps { t, link, begin, open, restart } = props;
    let heading = use_heading(Some(link.clone()));
    let again = button(PLAIN, None, None, t.say(Code::LinkedRestart), restart.clone());
    match link {
        Ok(result) => html! {
            <div class="result" data-verdict={result.verdict.name()} data-complete="true" data-from-link="true">
                { note("warning", Icon::Warning, None, "from-link", html! { { t.say(Code::LinkedWarning) } }) }
                { banner(*t, result, heading) }
                { caveats(*t, result) }
                <div class="buttons toolbar">
                    { again }
                    { print_button(*t) }
                </div>
                { linked_sections(*t, result) }
                <DropZone t={*t} begin={begin.clone()} title={Code::LinkedDropTitle} hint={Code::LinkedDropHint} />
            </div>
        },
        Err(error) => html! {
            <div class="start" data-link-error={error_name(error)}>
                <section class="card failure" aria-labelledby="link-error">
                    <h1 id="link-error" tabindex="-1" ref={heading}>{ icon(Icon::Warning) }{ t.say(Code::LinkedUnopened) }</h1>
                    <p class="lead">{ error.phrase().said(t.0).text }</p>
                    <OpenPasted t={*t} open={open.clone()} />
                    <div class="buttons">{ again }</div>
                </section>
                <DropZone t={*t} begin={begin.clone()} />
            </div>
        },
    }
}

/// The kind of error, for whoever looks at the page's elements.
fn error_name(error: &LinkError) -> String {
    error.phrase().said(jiance::Lang::En).code
}

fn banner(t: Texts, result: &LinkedResult, heading: NodeRef) -> Html {
    let (tone, words) = verdict_words(result.verdict);
    let because: Vec<Said> = result.reasons.iter().map(|reason| reason.said(t.0)).collect();
    let files = result
        .file_names
        .as_ref()
        .map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
    let facts = [
        (Code::ResultHostName, result.host_name.as_ref().map(ToString::to_string)),
        (Code::ResultHostOs, windows(t, &result.os)),
        (Code::LinkedFingerprint, Some(result.fingerprint.to_string())),
        (Code::LinkedFiles, Some(intl::number(t, result.inputs as f64))),
        (Code::LinkedFileNames, files),
        (Code::LinkedAdvisory, Some(result.advisory_version.clone())),
        (Code::LinkedEngine, Some(result.engine_version.clone())),
    ];
    let facts = facts.map(|(label, value)| (label, value.map(|value| html! { { value } })));
    html! {
        <section class={classes!("verdict", tone)} aria-labelledby="verdict">
            { icon(verdict_icon(result.verdict)) }
            <div>
                <p>{ badge("plain", t.say(Code::LinkedMark)) }</p>
                <h1 id="verdict" tabindex="-1" ref={heading}>{ t.say(words) }</h1>
                { reasons(t, &because) }
                { fact_list(t, Some(Code::ResultHost), &facts) }
            </div>
        </section>
    }
}

/// What keeps the link from being the whole story.
fn caveats(t: Texts, result: &LinkedResult) -> Html {
    html! {
        for Said { code, text } in result.caveats().iter().map(|it| it.said(t.0)) {
            { note("warning", Icon::Warning, None, &code, html! { { text } }) }
        }
    }
}
