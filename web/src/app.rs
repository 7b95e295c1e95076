//! The page as a whole: which part is shown, and what moves it from one to the next.

use std::rc::Rc;

use gloo::events::EventListener;
use jiance::Lang;
use yew::prelude::*;

use crate::browser;
use crate::choices::Choices;
use crate::components::{Footer, Overrule, TopBar, WholePageDrop};
use crate::files::{self, Drop};
use crate::pages::{BrokenPage, ResultPage, RunningPage, StartPage};
use crate::state::{Action, Again, Finished, Phase, Running, State, Trouble};
use crate::text::{Code, Texts};
use crate::worker::{Given, use_checker};

/// The root.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(|| State {
        lang: browser::first_language(),
        engine_ready: false,
        phase: Phase::Start(None),
    });
    let dispatch = state.dispatcher();
    let checker = use_checker(dispatch.clone());
    let t = Texts(state.lang);

    use_effect_with(state.lang, |lang| browser::speak(*lang));
    use_effect_with((), {
        let dispatch = dispatch.clone();
        move |()| follow_fragment(dispatch)
    });

    let begin = {
        let (checker, dispatch) = (checker.clone(), dispatch.clone());
        Callback::from(move |files: Result<Vec<Given>, Trouble>| match files {
            Ok(files) => checker.begin(files),
            Err(trouble) => dispatch.dispatch(Action::Refuse(trouble)),
        })
    };
    let drop = later(&begin, Drop::files);
    let sample = later(&begin, |name: &'static str| async move { files::sample(name).await });
    let speak = {
        let dispatch = dispatch.clone();
        Callback::from(move |lang: Lang| {
            browser::remember_language(lang);
            dispatch.dispatch(Action::Speak(lang));
        })
    };
    let cancel = Callback::from({
        let checker = checker.clone();
        move |()| checker.cancel()
    });
    let restart = Callback::from({
        let checker = checker.clone();
        move |()| checker.restart()
    });

    let result = |finished: &Rc<Finished>, choices: &Rc<Choices>| {
        let overrule = Callback::from({
            let (checker, before, choices) =
                (checker.clone(), Rc::clone(finished), Rc::clone(choices));
            move |Overrule { file, found, encoding }| {
                let choices = Rc::new(choices.with(&file, &found, encoding.as_deref()));
                checker.begin_again(Rc::new(Again { before: Rc::clone(&before), choices }));
            }
        });
        let again = match &state.phase {
            Phase::Running(running) => Some(running.percent()),
            _ => None,
        };
        html! {
            <ResultPage {t} finished={Rc::clone(finished)} choices={Rc::clone(choices)} {again} {overrule}
                cancel={cancel.clone()} restart={restart.clone()} />
        }
    };
    let page = match &state.phase {
        Phase::Start(trouble) => html! {
            <StartPage {t} trouble={trouble.clone()} {begin} {sample} />
        },
        Phase::Running(Running { again: Some(again), .. }) => result(&again.before, &again.choices),
        Phase::Running(running) => html! {
            <RunningPage {t} running={running.clone()} engine_ready={state.engine_ready} cancel={cancel.clone()} />
        },
        Phase::Done(finished) => result(finished, &finished.choices),
        Phase::Broken(reason) => {
            html! { <BrokenPage {t} reason={reason.clone()} restart={restart.clone()} /> }
        }
    };
    let may_drop = !matches!(state.phase, Phase::Running(_));
    html! {
        <>
            <a class="skip" href="#main">{ t.say(Code::AppSkip) }</a>
            <TopBar {t} {speak} />
            <main id="main" tabindex="-1" data-engine={state.engine_ready.then_some("ready")}>{ page }</main>
            <Footer {t} />
            <WholePageDrop {t} {drop} {may_drop} />
        </>
    }
}

/// A callback whose files come only after some waiting.
fn later<In: 'static, Wait>(
    begin: &Callback<Result<Vec<Given>, Trouble>>,
    find: impl Fn(In) -> Wait + 'static,
) -> Callback<In>
where
    Wait: Future<Output = Result<Vec<Given>, Trouble>> + 'static,
{
    let begin = begin.clone();
    Callback::from(move |input| {
        let (begin, files) = (begin.clone(), find(input));
        wasm_bindgen_futures::spawn_local(async move { begin.emit(files.await) });
    })
}

/// Follows a language named in the fragment, as when a link on the same page is clicked.
fn follow_fragment(dispatch: UseReducerDispatcher<State>) -> impl FnOnce() {
    let listener = web_sys::window().map(|window| {
        EventListener::new(&window, "hashchange", move |_| {
            if let Some(lang) = browser::language_of_fragment() {
                dispatch.dispatch(Action::Speak(lang));
            }
        })
    });
    move || drop(listener)
}
