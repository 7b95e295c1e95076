//! How far a check is.

use yew::prelude::*;

use crate::text::{Code, Texts};

/// So many of a hundred.
pub(crate) fn progress_bar(t: Texts, percent: u64) -> Html {
    html! {
        <progress role="progressbar" aria-label={t.say(Code::RunningProgress)} max="100" value={percent.to_string()}
            aria-valuemin="0" aria-valuemax="100" aria-valuenow={percent.to_string()} />
    }
}
