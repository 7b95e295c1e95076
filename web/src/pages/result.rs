//! The answer: the verdict first, then what to do, then everything it rests on. While the same files are checked again in other
//! encodings, it stays where it is, marked as no longer final.

use std::rc::Rc;

use jiance::advisory::Advisory;
use yew::prelude::*;

use crate::browser;
use crate::choices::Choices;
use crate::components::{
    ChecksSection, EvidenceSection, Icon, Overrule, advice_section, coverage_section,
    exposure_section, hardening_section, icon, inputs_section, tiles, verdict_banner,
};
use crate::state::Finished;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct ResultProps {
    pub(crate) t: Texts,
    pub(crate) finished: Rc<Finished>,
    /// How the user wants the texts read; the answer of a check still under way does not know of it yet.
    pub(crate) choices: Rc<Choices>,
    /// How far that check is, in percent.
    pub(crate) again: Option<u64>,
    pub(crate) overrule: Callback<Overrule>,
    pub(crate) cancel: Callback<()>,
    pub(crate) restart: Callback<()>,
}

/// The name a report is saved under. Nothing of the host is in it.
const REPORT_FILE: &str = "jiance-report.json";

/// The answer is there.
#[component]
pub(crate) fn ResultPage(props: &ResultProps) -> Html {
    let ResultProps { t, finished, choices, again, overrule, cancel, restart } = props;
    let report = finished.reports.pick(t.0);
    let advisory = Advisory::by_id(&report.advisory.id);
    let heading = use_node_ref();
    // A corrected answer leaves the focus on the list in which the user corrected it.
    use_effect_with(finished.first_run, {
        let heading = heading.clone();
        move |_| {
            if let Some(heading) = heading.cast() {
                browser::focus(&heading);
            }
        }
    });
    let save = {
        let (finished, lang) = (Rc::clone(finished), t.0);
        move |_| {
            let json = finished.reports.pick(lang).to_json();
            browser::download(REPORT_FILE, "application/json", &json);
        }
    };
    html! {
        <div class="result" data-verdict={if again.is_some() { "running" } else { report.verdict.name() }}
            data-complete={again.is_none().then_some("true")} aria-busy={again.is_some().then_some("true")}>
            { verdict_banner(*t, report, finished.nothing_readable, heading) }
            <div class="buttons toolbar">
                <button class="button primary" onclick={restart.reform(|_| ())}>{ t.say(Code::ResultAgain) }</button>
                <button class="button" id="download-report" onclick={save}>{ icon(Icon::Download) }{ t.say(Code::ResultDownload) }</button>
                <button class="button" onclick={|_| browser::print()}>{ icon(Icon::Print) }{ t.say(Code::ResultPrint) }</button>
            </div>
            if finished.nothing_readable {
                { advice_section(*t, report) }
            } else {
                { findings(*t, finished, advisory) }
            }
            { inputs_section(*t, report, choices, overrule) }
            if let Some(percent) = again {
                { progress(*t, *percent, cancel) }
            }
            <p class="quiet about">
                { t.fill(Code::AppAbout, &[
                    ("engine", &format_args!("{} {}", report.engine.name, report.engine.version)),
                    ("advisory", &report.advisory.title.text(t.0)),
                    ("published", &report.advisory.published),
                    ("version", &report.advisory.version),
                ]) }
            </p>
        </div>
    }
}

/// Everything the verdict rests on, and everything that follows from it.
fn findings(t: Texts, finished: &Rc<Finished>, advisory: Option<&'static Advisory>) -> Html {
    let report = finished.reports.pick(t.0);
    html! {
        <>
            { tiles(t, report) }
            { advice_section(t, report) }
            <EvidenceSection {t} finished={Rc::clone(finished)} {advisory} />
            { exposure_section(t, report) }
            { hardening_section(t, report) }
            { coverage_section(t, report) }
            <ChecksSection {t} finished={Rc::clone(finished)} {advisory} />
        </>
    }
}

/// How far a check in other encodings is. It lies over the page's edge, so that nothing moves.
fn progress(t: Texts, percent: u64, cancel: &Callback<()>) -> Html {
    html! {
        <div class="again">
            <p role="status">{ t.say(Code::RunningAgain) }</p>
            <progress role="progressbar" aria-label={t.say(Code::RunningProgress)} max="100" value={percent.to_string()}
                aria-valuemin="0" aria-valuemax="100" aria-valuenow={percent.to_string()} />
            <button class="button" onclick={cancel.reform(|_| ())}>{ t.say(Code::RunningCancel) }</button>
        </div>
    }
}
