//! The answer: the verdict first, then what to do, then everything it rests on.

use std::rc::Rc;

use jiance::advisory::Advisory;
use yew::prelude::*;

use crate::browser;
use crate::components::{
    ChecksSection, EvidenceSection, Icon, advice_section, coverage_section, exposure_section,
    hardening_section, icon, inputs_section, tiles, verdict_banner,
};
use crate::state::Finished;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct ResultProps {
    pub(crate) t: Texts,
    pub(crate) finished: Rc<Finished>,
    pub(crate) restart: Callback<()>,
}

/// The name a report is saved under. Nothing of the host is in it.
const REPORT_FILE: &str = "jiance-report.json";

/// The answer is there.
#[component]
pub(crate) fn ResultPage(props: &ResultProps) -> Html {
    let ResultProps { t, finished, restart } = props;
    let report = finished.reports.pick(t.0);
    let advisory = Advisory::by_id(&report.advisory.id);
    let heading = use_node_ref();
    use_effect_with(Rc::as_ptr(finished), {
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
        <div class="result" data-verdict={report.verdict.name()} data-complete="true">
            { verdict_banner(*t, report, finished.nothing_readable, heading) }
            <div class="buttons toolbar">
                <button class="button primary" onclick={restart.reform(|_| ())}>{ t.say(Code::ResultAgain) }</button>
                <button class="button" id="download-report" onclick={save}>{ icon(Icon::Download) }{ t.say(Code::ResultDownload) }</button>
                <button class="button" onclick={|_| browser::print()}>{ icon(Icon::Print) }{ t.say(Code::ResultPrint) }</button>
            </div>
            if finished.nothing_readable {
                { advice_section(*t, report) }
                { inputs_section(*t, report) }
            } else {
                { findings(*t, finished, advisory) }
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
            { inputs_section(t, report) }
        </>
    }
}
