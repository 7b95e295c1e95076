//! A time as a host wrote it: in the reader's words where it is told for certain what is meant, and the host's own beside them.

use yew::prelude::*;

use crate::intl;
use crate::text::Texts;

/// The time.
pub(crate) fn host_time(t: Texts, text: &str) -> Html {
    match intl::host_time(t, text) {
        Some(words) => html! { <time title={text.to_owned()}>{ words }</time> },
        None => html! { { text } },
    }
}
