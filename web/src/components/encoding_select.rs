//! In: a text's encoding, found and chosen. Out: a list to choose another from, which has the text read again.

use jiance::TextEncoding;
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

use super::encoding_names::encoding_name;
use crate::text::{Code, Texts};

/// The user wants a text read in another encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Overrule {
    /// The text's name in the report.
    pub(crate) file: String,
    /// The encoding that its bytes speak for.
    pub(crate) found: String,
    /// The engine's name of the one wanted; none goes back to the one found.
    pub(crate) encoding: Option<String>,
}

#[derive(Properties, PartialEq)]
pub(crate) struct EncodingSelectProps {
    pub(crate) t: Texts,
    pub(crate) file: String,
    pub(crate) found: String,
    pub(crate) chosen: Option<String>,
    pub(crate) overrule: Callback<Overrule>,
}

/// The list: the encoding found first, then all others.
#[component]
pub(crate) fn EncodingSelect(props: &EncodingSelectProps) -> Html {
    let EncodingSelectProps { t, file, found, chosen, overrule } = props;
    let select = use_node_ref();
    let value = chosen.clone().unwrap_or_default();
    // What a user has chosen outlives the attributes of the options: a choice that was cancelled has to be taken back by hand.
    use_effect_with(value, {
        let select = select.clone();
        move |value| {
            if let Some(select) = select.cast::<HtmlSelectElement>() {
                select.set_value(value);
            }
        }
    });
    let onchange = {
        let (overrule, file, found) = (overrule.clone(), file.clone(), found.clone());
        move |event: Event| {
            let wanted = event.target_unchecked_into::<HtmlSelectElement>().value();
            let encoding = (!wanted.is_empty()).then_some(wanted);
            overrule.emit(Overrule { file: file.clone(), found: found.clone(), encoding });
        }
    };
    let others = TextEncoding::all().map(TextEncoding::name).filter(|name| name != found);
    let label = t.fill(Code::InputsEncodingOf, &[("file", file)]);
    html! {
        <select ref={select} class="encoding" data-encoding-for={file.clone()} aria-label={label} {onchange}>
            <option value="" selected={chosen.is_none()}>
                { t.fill(Code::InputsEncodingFound, &[("encoding", &encoding_name(*t, found))]) }
            </option>
            for name in others {
                <option value={name} selected={chosen.as_deref() == Some(name)}>{ encoding_name(*t, name) }</option>
            }
        </select>
    }
}
