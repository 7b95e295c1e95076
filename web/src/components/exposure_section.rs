//! Which weaknesses are open, why, and what this host needs, beside what the notice prints for all.

use jiance::report::{Evidence, Exposure, ExposureState, Install, Report};
use yew::prelude::*;

use super::section::{self, Standing, folded, section, whole};
use super::sighting_row::source_words;
use super::{Icon, icon};
use crate::browser;
use crate::intl;
use crate::text::{Code, Texts};

/// From so many months on, the age of the knowledge is called old.
const OLD_MONTHS: u32 = 12;

/// Which weaknesses are open.
pub(crate) fn exposure_section(t: Texts, report: &Report) -> Html {
    let rows = html! {
        <>
            <ul class="rows">
                for row in &report.exposure {
                    { weakness(t, row) }
                }
            </ul>
            { age(t, report) }
        </>
    };
    section("exposure", t.say(Code::ExposureTitle), Some(t.say(Code::ExposureLead)), rows)
}

fn weakness(t: Texts, row: &Exposure) -> Html {
    let is_open = matches!(row.state, ExposureState::Missing | ExposureState::Unknown);
    let more = html! {
        <>
            <p class="quiet">{ t.fill(Code::ExposureExploits, &[("names", &row.exploits.join(", "))]) }</p>
            <p class="quiet">{ whole(&row.cves) }</p>
            if is_open {
                <div class="beside">{ needs(t, row) }{ notice(t, row) }</div>
            } else {
                { folded(t.say(Code::ExposureNotice), notice_rows(t, row)) }
            }
            { evidence_list(t, &row.evidence) }
        </>
    };
    let (title, standing) = (link(&row.bulletin, &row.weakness), exposure_words(row.state));
    let because = std::slice::from_ref(&row.because);
    section::row(t, Some(&row.weakness), title, standing, Html::default(), because, more)
}

/// What this host has to install: what must be there first comes first, of several updates one is enough.
fn needs(t: Texts, row: &Exposure) -> Html {
    html! {
        <div class="needs">
            <h3>{ t.say(Code::ExposureInstall) }</h3>
            if row.install.is_empty() {
                <p>{ t.say(Code::ExposureInstallNothing) }</p>
            } else {
                { installs(&row.install) }
            }
        </div>
    }
}

/// Updates, each with where to get it and what to know before.
pub(crate) fn installs(updates: &[Install]) -> Html {
    html! {
        <ul class="installs">
            for update in updates {
                <li>{ link(&update.url, &update.kb) }{ " " }{ &update.note }</li>
            }
        </ul>
    }
}

/// A state's name, tone and words.
pub(crate) fn exposure_words(state: ExposureState) -> Standing {
    match state {
        ExposureState::Patched => ("patched", "good", Code::ExposurePatched),
        ExposureState::Missing => ("missing", "bad", Code::ExposureMissing),
        ExposureState::NotAffected => ("not_affected", "good", Code::ExposureNotAffected),
        ExposureState::Unknown => ("unknown", "open", Code::ExposureUnknown),
    }
}

fn notice(t: Texts, row: &Exposure) -> Html {
    html! {
        <div class="notice">
            <h3>{ t.say(Code::ExposureNotice) }</h3>
            { notice_rows(t, row) }
        </div>
    }
}

/// The notice's own rows. They are for every Windows at once.
fn notice_rows(t: Texts, row: &Exposure) -> Html {
    html! {
        <>
            <ul class="plain-list">
                for printed in &row.notice {
                    <li data-notice={printed.exploit.clone()}>
                        <strong>{ &printed.exploit }</strong>{ " " }
                        <span>{ t.fill(Code::ExposureNoticeAffected, &[("windows", &printed.affected)]) }</span>{ " " }
                        { link(&printed.url, t.say(Code::ExposureNoticeLink)) }
                    </li>
                }
            </ul>
            <p class="quiet">{ t.say(Code::ExposureNoticeNote) }</p>
        </>
    }
}

fn link(url: &str, words: &str) -> Html {
    html! {
        <a class="away" href={url.to_owned()} target="_blank" rel="noopener noreferrer">{ words }{ icon(Icon::Link) }</a>
    }
}

/// How new the knowledge is, by its oldest part.
fn age(t: Texts, report: &Report) -> Html {
    let Some(as_of) = report.exposure.iter().map(|row| row.as_of.as_str()).min() else {
        return Html::default();
    };
    let old = browser::months_since(as_of).filter(|months| OLD_MONTHS <= *months);
    html! {
        <p class="quiet" data-as-of={as_of.to_owned()}>
            { t.fill(Code::ExposureAsOf, &[("month", &intl::day(t, as_of))]) }
            if let Some(months) = old {
                { " " }{ t.count(Code::ExposureOld, months as usize) }
            }
        </p>
    }
}

/// What decided it, folded away.
pub(crate) fn evidence_list(t: Texts, evidence: &[Evidence]) -> Html {
    if evidence.is_empty() {
        return Html::default();
    }
    let list = html! {
        <ul class="plain-list">
            for item in evidence {
                <li>
                    <code>{ item.text.as_str() }</code>
                    if let Some(source) = &item.source {
                        <span class="quiet source">{ source_words(t, source) }</span>
                    }
                </li>
            }
        </ul>
    };
    folded(t.say(Code::ExposureEvidence), list)
}
