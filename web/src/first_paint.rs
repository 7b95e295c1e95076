//! How the page looks before it runs. In: the texts. Out: for each language a `<template>` with the start page, drawn by the page's own
//! components, which `cargo xtask dist` puts into index.html; `static/first.js` shows one of them, and the page later draws the same in its place.

use std::io::{self, Write as _};

use jiance::Lang;
use yew::ServerRenderer;
use yew::prelude::*;

use crate::components::{Frame, Icon, frame, icon};
use crate::pages::StartPage;
use crate::state::Asked;
use crate::text::{Code, Texts};

/// Asks for it on the command line.
pub(crate) const WORD: &str = "first-paint";

#[derive(Properties, PartialEq)]
struct FirstPaintProps {
    lang: Lang,
}

#[component]
fn FirstPaint(props: &FirstPaintProps) -> Html {
    let t = Texts(props.lang);
    let content = html! {
        <>
            <p class="note good" id="opening" role="status" hidden=true>{ t.say(Code::FirstOpening) }</p>
            <StartPage {t} trouble={None} asked={Asked::default()} begin={Callback::noop()} sample={Callback::noop()} open={Callback::noop()} />
            <p class="note good" id="kept" role="status" hidden=true>{ icon(Icon::Check) }<span>{ t.say(Code::FirstKept) }</span></p>
        </>
    };
    let around = Frame {
        t,
        speak: Callback::noop(),
        may_reload: false,
        lock: t.say(Code::FirstNotLocked),
        engine_ready: false,
    };
    html! {
        <template class="first" lang={props.lang.tag()} title={t.say(Code::AppPageTitle)}>{ frame(around, content) }</template>
    }
}

/// Writes all of them to standard output.
pub(crate) fn write() {
    if let Err(error) = try_write() {
        let _ = writeln!(io::stderr(), "{WORD}: {error}");
        std::process::exit(1);
    }
}

fn try_write() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    for lang in Lang::ALL {
        let renderer = ServerRenderer::<FirstPaint>::with_props(move || FirstPaintProps { lang });
        writeln!(io::stdout(), "{}", runtime.block_on(renderer.hydratable(false).render()))?;
    }
    Ok(())
}
