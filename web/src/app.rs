//! The page as a whole: which part is shown, and what moves it from one to the next.

use std::rc::Rc;

use gloo::events::EventListener;
use jiance::Lang;
use jiance::link::{CheckLink, Link, LinkError};
use yew::prelude::*;

use crate::browser;
use crate::components::{Frame, Overrule, WholePageDrop, aside_note, frame};
use crate::early;
use crate::files::{self, Drop};
use crate::hosts::Hosts;
use crate::linked;
use crate::opening::{Opener, use_opener};
use crate::pages::{HostsPage, LinkPage, ResultPage, RunningPage, StartPage, StoppedPage};
use crate::state::{Action, Again, Asked, Linked, Origin, Phase, Running, Shown, State, Trouble};
use crate::text::{Code, Texts};
use crate::worker::{Checker, Given, use_checker};

/// The root.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(|| State {
        lang: browser::first_language(),
        engine_ready: false,
        asked: Asked::default(),
        received: None,
        aside: None,
        phase: Phase::Start(None),
    });
    let checker = use_checker(state.dispatcher());
    let t = Texts(state.lang);
    let opener = use_opener(state.dispatcher());

    let running = match &state.phase {
        Phase::Running(running) => Some(running),
        _ => state.left_running(),
    };
    use_effect_with((state.lang, running.map(Running::percent)), |(lang, percent)| {
        browser::speak(*lang, *percent);
    });
    use_effect_with((), {
        let dispatch = state.dispatcher();
        move |()| follow_fragment(dispatch)
    });
    use_effect_with(state.runs(), {
        let checker = Rc::clone(&checker);
        move |runs| checker.keep(runs)
    });
    use_effect_with(state.phase.home().is_some(), |in_host| {
        if *in_host {
            browser::step_into_host();
        }
    });
    use_effect_with((), {
        let checker = Rc::clone(&checker);
        move |()| {
            let listener = browser::on_step_back(move || checker.back());
            move || std::mem::drop(listener)
        }
    });

    let desk = Desk {
        t,
        dispatch: state.dispatcher(),
        checker,
        keeps: keeps(&state),
        opener: opener.clone(),
    };
    use_effect_with((), {
        let begin = desk.begin(Origin::Fresh);
        move |()| early::hear(begin)
    });
    let page = match &state.phase {
        Phase::Start(trouble) => desk.start(trouble.clone(), &state.asked),
        Phase::Running(running) => match &running.origin {
            Origin::Again(again) => {
                desk.result(&state, &again.shown, Some((again, running.percent())))
            }
            Origin::Fresh | Origin::After { .. } => desk.running(running, state.engine_ready),
        },
        Phase::Done(shown) => desk.result(&state, shown, None),
        Phase::Table(hosts) => desk.table(hosts),
        Phase::Link(link) => html! {
            <LinkPage {t} link={link.clone()} begin={desk.begin(Origin::Fresh)} open={desk.open()} restart={desk.restart()} />
        },
        Phase::Stopped { why, behind } => {
            let back = (!matches!(**behind, Phase::Start(_))).then(|| desk.cancel());
            html! { <StoppedPage {t} why={why.clone()} {back} restart={desk.restart()} /> }
        }
    };
    let may_drop = !matches!(state.phase, Phase::Running(_));
    let content = html! {
        <>
            if let Some(aside) = &state.aside {
                { aside_note(t, aside, desk.dispatching(|()| Action::Resume)) }
            }
            { page }
        </>
    };
    let around = Frame {
        t,
        speak: desk.speak(),
        may_reload: may_drop,
        // The program runs only then.
        lock: t.say(Code::LockLocked),
        engine_ready: state.engine_ready,
    };
    html! {
        <>
            { frame(around, content) }
            // Where rows can be opened, and before they are: so that word of it is heard.
            if matches!(state.phase, Phase::Table(_) | Phase::Done(_)) {
                <div role="status">
                    if opener.is_busy() {
                        <p class="opening">{ t.say(Code::HostsOpening) }</p>
                    }
                </div>
            }
            <WholePageDrop {t} drop={desk.drop(&state.phase)} {may_drop} />
        </>
    }
}

/// What the parts of the page are given: their texts, and callbacks that move the page on.
struct Desk {
    t: Texts,
    dispatch: UseReducerDispatcher<State>,
    checker: Rc<Checker>,
    /// Something stays at hand when the user goes to the start.
    keeps: bool,
    opener: Opener,
}

impl Desk {
    fn start(&self, trouble: Option<Trouble>, asked: &Asked) -> Html {
        let begin = self.begin(Origin::Fresh);
        let sample = begin.reform(files::sample);
        html! { <StartPage t={self.t} {trouble} asked={asked.clone()} {begin} {sample} open={self.open()} /> }
    }

    fn running(&self, running: &Running, engine_ready: bool) -> Html {
        html! { <RunningPage t={self.t} running={running.clone()} {engine_ready} cancel={self.cancel()} /> }
    }

    /// An answer, and the check of the same files in other encodings, if there is one under way.
    fn result(&self, state: &State, shown: &Shown, again: Option<(&Rc<Again>, u64)>) -> Html {
        let choices = again.map_or(&shown.finished.choices, |(again, _)| &again.choices);
        let overrule = Callback::from({
            let (checker, shown, choices) =
                (Rc::clone(&self.checker), shown.clone(), Rc::clone(choices));
            move |Overrule { file, found, encoding }| {
                let choices = Rc::new(choices.with(&file, &found, encoding.as_deref()));
                checker.begin_again(Rc::new(Again { shown: shown.clone(), choices }));
            }
        });
        let follow = self.begin(Origin::After { shown: shown.clone(), meant: true });
        let compare = Callback::from({
            let (opener, shown) = (self.opener.clone(), shown.clone());
            move |row| {
                if let Some(home) = &shown.home {
                    let after = Rc::clone(&shown.finished);
                    opener.read(&home.hosts, row, |before| Action::Compare { before, after });
                }
            }
        });
        let look = Callback::from({
            let (checker, finished) = (Rc::clone(&self.checker), Rc::clone(&shown.finished));
            move |look| checker.look(&finished, look)
        });
        html! {
            <ResultPage t={self.t} shown={shown.clone()} choices={Rc::clone(choices)} again={again.map(|(_, percent)| percent)}
                {overrule} cancel={self.cancel()} restart={self.restart()} back={self.dispatching(|()| Action::Back)}
                {follow} {compare} {look} swap={self.dispatching(|()| Action::Swap)}
                ticket={state.asked.ticket.clone()} received={state.received.clone()} />
        }
    }

    fn table(&self, hosts: &Rc<Hosts>) -> Html {
        let open = Callback::from({
            let (opener, hosts) = (self.opener.clone(), Rc::clone(hosts));
            move |row| opener.read(&hosts, row, move |finished| Action::Open { row, finished })
        });
        html! {
            <HostsPage t={self.t} hosts={Rc::clone(hosts)} {open} look={self.dispatching(Action::Look)} restart={self.restart()} />
        }
    }

    fn begin(&self, origin: Origin) -> Callback<Result<Vec<Given>, Trouble>> {
        let (checker, dispatch) = (Rc::clone(&self.checker), self.dispatch.clone());
        Callback::from(move |files: Result<Vec<Given>, Trouble>| match files {
            Ok(files) => checker.begin(files, origin.clone()),
            Err(trouble) => dispatch.dispatch(Action::Refuse(trouble)),
        })
    }

    /// What is dropped beside an answer may be a later collection of the same host.
    fn drop(&self, phase: &Phase) -> Callback<Drop> {
        let begin = |meant| {
            self.begin(match phase {
                Phase::Done(shown) => Origin::After { shown: shown.clone(), meant },
                _ => Origin::Fresh,
            })
        };
        let (meant, by_chance) = (begin(true), begin(false));
        Callback::from(move |drop: Drop| {
            let begin = if drop.on_place { meant.clone() } else { by_chance.clone() };
            wasm_bindgen_futures::spawn_local(async move { begin.emit(drop.files().await) });
        })
    }

    fn speak(&self) -> Callback<Lang> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |lang: Lang| {
            browser::remember_language(lang);
            dispatch.dispatch(Action::Speak(lang));
        })
    }

    fn cancel(&self) -> Callback<()> {
        let checker = Rc::clone(&self.checker);
        Callback::from(move |()| checker.cancel())
    }

    fn restart(&self) -> Callback<()> {
        let (dispatch, checker, keeps) =
            (self.dispatch.clone(), Rc::clone(&self.checker), self.keeps);
        Callback::from(move |()| {
            browser::forget_fragment();
            if keeps {
                dispatch.dispatch(Action::Restart);
            } else {
                checker.restart();
            }
        })
    }

    /// A link was pasted.
    fn open(&self) -> Callback<Link> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |link| follow(&dispatch, Ok(link)))
    }

    fn dispatching<In: 'static>(&self, action: impl Fn(In) -> Action + 'static) -> Callback<In> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |input| dispatch.dispatch(action(input)))
    }
}

/// True if the user who goes to the start can come back to something.
fn keeps(state: &State) -> bool {
    state.aside.is_some() || matches!(&state.phase, Phase::Done(Shown { home: Some(_), .. }))
}

/// Follows what the fragment names, a link or a language, now and whenever it changes.
fn follow_fragment(dispatch: UseReducerDispatcher<State>) -> impl FnOnce() {
    if let Some(link) = browser::fragment().and_then(|fragment| linked::asked_by(&fragment)) {
        follow(&dispatch, link);
    }
    let listener = web_sys::window().map(|window| {
        EventListener::new(&window, "hashchange", move |_| {
            if let Some(lang) = browser::language_of_fragment() {
                dispatch.dispatch(Action::Speak(lang));
            }
            match browser::fragment() {
                None => dispatch.dispatch(Action::CloseLink),
                Some(fragment) => {
                    if let Some(link) = linked::asked_by(&fragment) {
                        follow(&dispatch, link);
                    }
                }
            }
        })
    });
    move || drop(listener)
}

/// Follows a link. What was shown can be gone back to; a check under way goes on.
fn follow(dispatch: &UseReducerDispatcher<State>, link: Result<Link, LinkError>) {
    let link = match link {
        Ok(Link::Check(CheckLink { lang, step, ticket, .. })) => {
            if let Some(lang) = lang {
                dispatch.dispatch(Action::Speak(lang));
            }
            return dispatch.dispatch(Action::Ask(Asked { step, ticket }));
        }
        Ok(Link::Result(result)) => Ok(Linked::new(*result)),
        Err(error) => Err(error),
    };
    if let Some(lang) = link.as_ref().ok().and_then(|linked| linked.lang)
        && !browser::language_is_chosen()
    {
        dispatch.dispatch(Action::Speak(lang));
    }
    dispatch.dispatch(Action::OpenLink(link));
}
