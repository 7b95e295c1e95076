//! The three steps: get the collector, run it, hand in what it wrote.

use jiance::link::Step;
use yew::prelude::*;

use super::section::badge;
use super::{Icon, icon};
use crate::browser;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct StepsProps {
    pub(crate) t: Texts,
    /// The step that support asked to begin with.
    pub(crate) first: Option<Step>,
}

/// The batch file beside the page.
const BATCH: &str = "./jiance.bat";
const BATCH_NAME: &str = "jiance.bat";

/// Windows' own command that prints a file's checksum.
const VERIFY: &str = "certutil -hashfile jiance.exe SHA256";

/// A native collector beside the page, with its SHA-256; empty where the page was built without.
struct Native {
    address: &'static str,
    name: &'static str,
    sha256: &'static str,
}

/// For every Windows.
const EXE: Native = Native {
    address: "./collector/jiance.exe",
    name: "jiance.exe",
    sha256: env!("JIANCE_EXE_SHA256"),
};
/// For those that run no 32-bit programs.
const X64: Native = Native {
    address: "./collector/jiance-x64.exe",
    name: "jiance-x64.exe",
    sha256: env!("JIANCE_X64_SHA256"),
};

/// The three steps.
#[component]
pub(crate) fn Steps(props: &StepsProps) -> Html {
    let StepsProps { t, first } = *props;
    use_effect_with(first, |first| {
        if let Some(step) = first {
            browser::go_to(step_id(*step));
        }
    });
    let step = |step, title, body, more: Html| {
        let is_first = first == Some(step);
        html! {
            <li class="card" id={step_id(step)} tabindex="-1" aria-current={is_first.then_some("step")}>
                { picture(step) }
                <h3>{ t.say(title) }</h3>
                if is_first {
                    { badge("good", t.say(Code::AskedStep)) }
                }
                <p>{ t.say(body) }</p>
                { more }
            </li>
        }
    };
    let batch = html! {
        <a class="button" href={BATCH} download={BATCH_NAME}>{ icon(Icon::Download) }{ t.say(Code::StepGetButton) }</a>
    };
    let has_natives = !EXE.sha256.is_empty();
    let get = if has_natives { natives(t, batch) } else { batch };
    let body = if has_natives { Code::StepGetBodyExe } else { Code::StepGetBody };
    html! {
        <section aria-labelledby="steps">
            <h2 id="steps">{ t.say(Code::StepHeading) }</h2>
            <ol class="steps">
                { step(Step::Get, Code::StepGetTitle, body, get) }
                { step(Step::Run, Code::StepRunTitle, Code::StepRunBody, Html::default()) }
                { step(Step::Drop, Code::StepHandTitle, Code::StepHandBody, Html::default()) }
            </ol>
            if has_natives {
                { which(t) }
            }
        </section>
    }
}

/// A drawing of a step, for whoever does not read: a file that comes down, a window that runs, a file that goes into a page. The second
/// strokes are in the colour that things to do have.
fn picture(step: Step) -> Html {
    let (still, moving) = match step {
        Step::Get => ("M30 58h60M38 58V22h44v36M60 8", "M60 4v34M50 29l10 10 10-10"),
        Step::Run => (
            "M22 10h76v48H22zM22 20h76M27 15h.1M32 15h.1M72 32h18M72 41h18M72 50h10",
            "M40 29l20 11-20 11z",
        ),
        Step::Drop => (
            "M54 8h58v50H54zM54 18h58M59 13h.1M64 13h.1M72 42l7 7 16-17",
            "M8 22h14l8 8v22H8zM22 22v8h8M36 38h28M56 31l8 7-8 7",
        ),
    };
    html! {
        <svg class="picture" viewBox="0 0 120 64" aria-hidden="true" focusable="false"><path d={still} /><path class="moving" d={moving} /></svg>
    }
}

fn step_id(step: Step) -> &'static str {
    match step {
        Step::Get => "step-get",
        Step::Run => "step-run",
        Step::Drop => "step-drop",
    }
}

/// The native collector, and the batch file after it.
fn natives(t: Texts, batch: Html) -> Html {
    html! {
        <>
            <a class="button primary" href={EXE.address} download={EXE.name}>{ icon(Icon::Download) }{ t.say(Code::StepGetExe) }</a>
            { batch }
        </>
    }
}

/// Which collector is for which Windows, and the checksums of those that are programs.
fn which(t: Texts) -> Html {
    let checksum = |native: &Native| {
        html! { <><dt>{ native.name }</dt><dd><code>{ native.sha256 }</code></dd></> }
    };
    html! {
        <details class="card" id="collectors">
            <summary>{ t.say(Code::StepWhich) }</summary>
            <dl class="which">
                <div><dt>{ EXE.name }</dt><dd>{ t.say(Code::StepWhichExe) }</dd></div>
                <div><dt><a href={X64.address} download={X64.name}>{ X64.name }</a></dt><dd>{ t.say(Code::StepWhichX64) }</dd></div>
                <div><dt>{ BATCH_NAME }</dt><dd>{ t.say(Code::StepWhichBat) }</dd></div>
            </dl>
            <p>{ t.say(Code::StepSha256) }</p>
            <dl class="checksums">{ checksum(&EXE) }{ checksum(&X64) }</dl>
            <pre>{ VERIFY }</pre>
        </details>
    }
}
