//! Which measures to take, and how, step by step.

use std::rc::Rc;

use jiance::report::{Hardening, HardeningState};
use yew::prelude::*;

use super::checklist::Checklist;
use super::exposure_section::evidence_list;
use super::script_section::ScriptSection;
use super::section::{self, Standing, section};
use super::step_list::{step_list, steps_of};
use crate::advice::other_measures;
use crate::state::Finished;
use crate::text::{Code, Texts};
use crate::worker::Reports;

/// Which measures to take.
pub(crate) fn hardening_section(t: Texts, finished: &Rc<Finished>, checklist: &Checklist) -> Html {
    let report = finished.reports.pick(t.0);
    let is_done =
        |row: &&Hardening| row.state == HardeningState::Done || checklist.holds(&steps_of(row));
    let (done, total) =
        (other_measures(report).filter(is_done).count(), other_measures(report).count());
    let rows = html! {
        <>
            { checklist.progress(t, done, total, Html::default()) }
            <ul class="rows">
                for row in other_measures(report) {
                    { measure(t, row, &finished.reports, checklist) }
                }
            </ul>
            <ScriptSection key={report.fingerprint()} {t} finished={Rc::clone(finished)} />
        </>
    };
    section("hardening", t.say(Code::HardeningTitle), Some(t.say(Code::HardeningLead)), rows)
}

fn measure(t: Texts, row: &Hardening, reports: &Reports, checklist: &Checklist) -> Html {
    let title = measure_title(t, &row.measure);
    let tick = html! {
        if row.state != HardeningState::Done {
            { checklist.tick(t, &row.measure, &steps_of(row), &title) }
        }
    };
    let more = html! {
        <>
            { evidence_list(t, &row.evidence) }
            { step_list(t, row, &title, reports, checklist) }
        </>
    };
    let (standing, because) = (hardening_words(row.state), std::slice::from_ref(&row.because));
    section::row(t, Some(&row.measure), html! { { title } }, standing, tick, because, more)
}

/// A state's name, tone and words.
pub(crate) fn hardening_words(state: HardeningState) -> Standing {
    match state {
        HardeningState::Needed => ("needed", "unsure", Code::HardeningNeeded),
        HardeningState::Done => ("done", "good", Code::HardeningDone),
        HardeningState::Unknown => ("unknown", "open", Code::HardeningUnknown),
    }
}

/// What people call a measure.
pub(crate) fn measure_title(t: Texts, measure: &str) -> String {
    let code = match measure {
        "isolate" => Code::MeasureIsolate,
        "back_up_data" => Code::MeasureBackUpData,
        "rebuild_then_patch" => Code::MeasureRebuildThenPatch,
        "change_passwords" => Code::MeasureChangePasswords,
        "check_neighbours" => Code::MeasureCheckNeighbours,
        "backup_first" => Code::MeasureBackupFirst,
        "close_smb_ports" => Code::MeasureCloseSmbPorts,
        "smb1_off" => Code::MeasureSmb1Off,
        "netbios_off" => Code::MeasureNetbiosOff,
        "unneeded_services_off" => Code::MeasureUnneededServicesOff,
        "admin_shares_off" => Code::MeasureAdminSharesOff,
        "automatic_updates_on" => Code::MeasureAutomaticUpdatesOn,
        "audit_smb_access" => Code::MeasureAuditSmbAccess,
        other => return other.to_owned(),
    };
    t.say(code).to_owned()
}
