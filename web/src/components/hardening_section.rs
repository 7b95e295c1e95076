//! Which measures to take, and how, step by step.

use jiance::report::{Hardening, HardeningState, Report};
use yew::prelude::*;

use super::exposure_section::evidence_list;
use super::section::{badge, section};
use super::step_list::step_list;
use crate::advice::other_measures;
use crate::text::{Code, Texts};

/// Which measures to take.
pub(crate) fn hardening_section(t: Texts, report: &Report) -> Html {
    let rows = html! {
        <ul class="rows">
            for row in other_measures(report) {
                { measure(t, row) }
            }
        </ul>
    };
    section("hardening", t.say(Code::HardeningTitle), Some(t.say(Code::HardeningLead)), rows)
}

fn measure(t: Texts, row: &Hardening) -> Html {
    let (name, tone, words) = match row.state {
        HardeningState::Needed => ("needed", "unsure", Code::HardeningNeeded),
        HardeningState::Done => ("done", "good", Code::HardeningDone),
        HardeningState::Unknown => ("unknown", "open", Code::HardeningUnknown),
    };
    html! {
        <li data-measure={row.measure.clone()} data-state={name}>
            <p class="head"><strong>{ title(t, &row.measure) }</strong>{ badge(tone, t.say(words)) }</p>
            <p>{ &row.because.text }</p>
            { evidence_list(t, &row.evidence) }
            { step_list(t, &row.steps) }
        </li>
    }
}

fn title(t: Texts, measure: &str) -> String {
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
