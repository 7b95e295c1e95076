//! In: a weakness that is open, or may be, on one Windows. Out: what to install, in order.

use super::decide::{self, Decision};
use crate::assessment::host::HostProfile;
use crate::knowledge::{FixKind, Product, Weakness};
use crate::lang::Lang;
use crate::message::{Code, Phrase};
use crate::records::Kb;
use crate::report::{ExposureState, Install};

/// The updates that close a weakness on one product, the service pack they need first.
pub(super) fn updates(
    weakness: &Weakness,
    product: &Option<&'static Product>,
    decision: &Decision,
    profile: &HostProfile,
    lang: Lang,
) -> Vec<Install> {
    let open = matches!(decision.state, ExposureState::Missing | ExposureState::Unknown);
    let Some(product) = product.filter(|_| open && !decision.restart_only) else {
        return Vec::new();
    };
    let on_build = |(build, _)| {
        let present = decide::service_pack(product, build, profile);
        offered(weakness, product, build, present, lang)
    };
    profile.builds().flat_map(on_build).collect()
}

/// An update of which no more than its number is known.
pub(crate) fn bare(kb: Kb) -> Install {
    Install { kb: kb.to_string(), url: catalog(kb), note: String::new() }
}

/// Every update that closes a weakness on one build of a product, on which this service pack is present.
pub(crate) fn offered(
    weakness: &Weakness,
    product: &Product,
    build: u32,
    present: Option<u32>,
    lang: Lang,
) -> Vec<Install> {
    let Some(affected) = decide::row(weakness, product, build) else { return Vec::new() };
    let mut all = Vec::new();
    if let Some(needed) = affected.service_pack {
        let code = match present {
            Some(present) if needed.number <= present => None,
            Some(_) => Some(Code::InstallServicePack),
            None => Some(Code::InstallServicePackIfLacking),
        };
        if let Some(code) = code {
            let note =
                Phrase::new(code).with("windows", product.name).with("needed", needed.install);
            all.push(Install {
                kb: needed.kb.to_string(),
                url: catalog(needed.kb),
                note: note.said(lang).text,
            });
        }
    }
    for fix in affected.fixes {
        let code = match fix.kind {
            FixKind::SecurityOnly => Code::InstallSecurityOnly,
            FixKind::MonthlyRollup => Code::InstallMonthlyRollup,
            FixKind::Cumulative => Code::InstallCumulative,
            FixKind::SecurityUpdate => Code::InstallSecurityUpdate,
            FixKind::OutOfBand => Code::InstallOutOfBand,
        };
        let mut note = Phrase::new(code).with("windows", product.name).said(lang).text;
        if fix.kind == FixKind::MonthlyRollup && !product.rollups_need.is_empty() {
            let needed: Vec<String> = product.rollups_need.iter().map(Kb::to_string).collect();
            let needs = Phrase::new(Code::InstallRollupsNeed).with("kbs", needed.join(", "));
            note.push_str(&needs.said(lang).text);
        }
        if let Some(date) = product.support_ended {
            let ended = Phrase::new(Code::InstallOutOfSupport)
                .with("windows", product.name)
                .with("date", date);
            note.push_str(&ended.said(lang).text);
        }
        all.push(Install { kb: fix.kb.to_string(), url: catalog(fix.kb), note });
    }
    all
}

/// Search in Microsoft's update catalog.
fn catalog(kb: Kb) -> String {
    format!("https://www.catalog.update.microsoft.com/Search.aspx?q={}", kb.0)
}
