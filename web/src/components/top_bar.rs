//! The bar at the top: the product's name and the choice of language.

use jiance::Lang;
use yew::prelude::*;

use super::{Icon, icon};
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct TopBarProps {
    pub(crate) t: Texts,
    pub(crate) speak: Callback<Lang>,
}

/// Each language is offered in its own words.
pub(super) fn own_name(lang: Lang) -> &'static str {
    Texts(lang).say(Code::AppOwnName)
}

/// The bar at the top.
#[component]
pub(crate) fn TopBar(props: &TopBarProps) -> Html {
    let TopBarProps { t, speak } = props;
    html! {
        <header class="top">
            <p class="brand">
                { icon(Icon::Shield) }<strong>{ t.say(Code::AppName) }</strong>
                <span class="quiet">{ t.say(Code::AppTagline) }</span>
            </p>
            <div class="languages" role="group" aria-label={t.say(Code::AppLanguage)}>
                for lang in Lang::ALL {
                    <button lang={lang.tag()} aria-pressed={(lang == t.0).to_string()} onclick={speak.reform(move |_| lang)}>
                        { own_name(lang) }
                    </button>
                }
            </div>
        </header>
    }
}
