//! The overview: five numbers, each leading to its section.

use jiance::report::{CheckState, ExposureState, HardeningState, Report};
use yew::prelude::*;

use crate::advice::other_measures;
use crate::browser;
use crate::intl;
use crate::text::{Code, Texts};

/// The overview's tiles.
pub(crate) fn tiles(t: Texts, report: &Report) -> Html {
    let unchecked = report.checks.iter().filter(|check| check.state == CheckState::NotChecked);
    let open = report
        .exposure
        .iter()
        .filter(|row| matches!(row.state, ExposureState::Missing | ExposureState::Unknown));
    let needed = other_measures(report).filter(|row| row.state == HardeningState::Needed);
    let troubled = report.inputs.iter().filter(|input| !input.problems.is_empty());
    let tiles = [
        ("evidence", Code::ResultTileEvidence, report.sightings.len()),
        ("exposure", Code::ResultTilePatches, open.count()),
        ("hardening", Code::ResultTileHardening, needed.count()),
        ("checks", Code::ResultTileChecks, unchecked.count()),
        ("inputs", Code::ResultTileProblems, troubled.count()),
    ];
    html! {
        <nav class="tiles" aria-label={t.say(Code::ResultOverview)}>
            for (id, words, n) in tiles {
                <button class={classes!((n == 0).then_some("none"))} onclick={move |_| browser::go_to(id)}>
                    <strong>{ intl::count(t, n) }</strong><span>{ t.count(words, n) }</span>
                </button>
            }
        </nav>
    }
}
