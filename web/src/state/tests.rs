//! What each action makes of the state.

use jiance::link::{self, Extras, Link, ResultLink};
use jiance::report::Report;
use jiance::{Advisory, Check, HostText};

use super::*;
use crate::choices::Choices;
use crate::hosts::{Column, HostAnswer};
use crate::worker::Reports;

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    let fresh = State {
        lang: Lang::ZhCn,
        engine_ready: false,
        asked: Asked::default(),
        received: None,
        aside: None,
        phase: Phase::Start(None),
    };
    actions.into_iter().fold(Rc::new(fresh), Reducible::reduce)
}

fn begin(run: u32) -> Action {
    begin_from(run, Origin::Fresh)
}

fn begin_from(run: u32, origin: Origin) -> Action {
    let files = [("a.txt", 100), ("b.reg", 300)]
        .map(|(name, bytes)| FileHead { name: name.to_owned(), bytes });
    Action::Begin { run, files: Rc::new(files), origin, now_ms: 0.0 }
}

fn hear(message: FromWorker) -> Action {
    Action::Hear { message, now_ms: 1.0 }
}

fn progress(run: u32, file: usize, bytes: u64, now_ms: f64) -> Action {
    let done = if file == 0 { bytes } else { 100 + bytes };
    Action::Hear { message: FromWorker::Progress { run, file, bytes, done, total: 400 }, now_ms }
}

fn reports(host: &str) -> Reports {
    let outcome = Check::new(Advisory::built_in().first().unwrap()).finish();
    let named = |lang| {
        let mut report: Report = outcome.report(lang);
        report.host.name = Some(HostText::shown(host));
        report
    };
    Reports(Lang::ALL.map(named))
}

fn done(run: u32, host: &str) -> Action {
    let reports = Some(Box::new(reports(host)));
    hear(FromWorker::Done { run, reports, nothing_readable: true })
}

fn host(run: u32, name: &str) -> Action {
    let answer = HostAnswer::of(&reports(name), format!("{name}.zip"), Vec::new());
    hear(FromWorker::Host { run, answer: Box::new(answer) })
}

fn two_hosts() -> Rc<State> {
    let all = hear(FromWorker::AllHosts { run: 1, unread: Vec::new() });
    after([begin(1), host(1, "WEB-01"), host(1, "WEB-02"), all])
}

fn finished(host: &str) -> Rc<Finished> {
    Rc::new(Finished {
        reports: reports(host),
        nothing_readable: false,
        choices: Rc::default(),
        first_run: 1,
        parts: Some(Rc::new([])),
    })
}

fn running(state: &State) -> &Running {
    match &state.phase {
        Phase::Running(running) => running,
        other => panic!("not running: {other:?}"),
    }
}

fn shown(state: &State) -> Shown {
    match &state.phase {
        Phase::Done(shown) => shown.clone(),
        other => panic!("not done: {other:?}"),
    }
}

fn table(state: &State) -> Rc<Hosts> {
    match &state.phase {
        Phase::Table(hosts) => Rc::clone(hosts),
        other => panic!("no table: {other:?}"),
    }
}

#[test]
fn progress_counts_files_already_read() {
    let state = after([begin(1), progress(1, 1, 100, 2000.0)]);
    let running = running(&state);
    assert_eq!((running.done, running.total, running.percent()), (200, 400, 50));
    assert_eq!((running.done_of(0), running.done_of(1)), (100, 100));
    assert_eq!((running.rate(), running.remaining_secs()), (Some(100.0), Some(2.0)));
}

#[test]
fn no_speed_is_shown_in_the_first_second() {
    let state = after([begin(1), progress(1, 0, 50, 999.0)]);
    assert_eq!(running(&state).remaining_secs(), None);
}

#[test]
fn empty_files_make_no_division_by_zero() {
    let files = Rc::new([FileHead { name: "empty".to_owned(), bytes: 0 }]);
    let begin = Action::Begin { run: 1, files, origin: Origin::Fresh, now_ms: 0.0 };
    assert_eq!(running(&after([begin])).percent(), 0);
}

#[test]
fn word_of_an_older_run_is_dropped() {
    let state = after([begin(1), Action::Cancel, begin(2), progress(1, 1, 300, 1.0), host(1, "A")]);
    assert_eq!((running(&state).done, running(&state).hosts.as_ref()), (0, None));
}

#[test]
fn word_after_a_cancel_does_not_bring_the_run_back() {
    let state = after([begin(1), Action::Cancel, progress(1, 0, 10, 1.0)]);
    assert_eq!(state.phase, Phase::Start(Some(Trouble::Stopped)), "and the user is told");
}

#[test]
fn a_broken_worker_is_only_news_while_it_is_needed() {
    let broke = || Action::Break("out of memory".to_owned());
    assert_eq!(after([broke()]).phase, Phase::Start(None));
    let state = after([begin(1), broke()]);
    let (why, behind) = (Why::Broke("out of memory".to_owned()), Rc::new(Phase::Start(None)));
    assert_eq!(state.phase, Phase::Stopped { why, behind });
}

#[test]
fn an_answer_in_view_outlives_a_later_check_that_breaks_off() {
    let first = after([begin(1), done(1, "A")]);
    let origin = || Origin::After { shown: shown(&first), meant: true };
    let later = || Rc::clone(&first).reduce(begin_from(2, origin()));
    for end in [Action::Break("x".to_owned()), hear(FromWorker::TooMany { run: 2 })] {
        let stopped = later().reduce(end);
        assert!(matches!(stopped.phase, Phase::Stopped { .. }));
        assert_eq!(shown(&stopped.reduce(Action::Cancel)), shown(&first));
    }
}

#[test]
fn what_cannot_be_read_takes_away_neither_an_answer_nor_a_check_under_way() {
    let refuse = || Action::Refuse(Trouble::NoFiles);
    let running = after([begin(1), progress(1, 0, 10, 1.0)]);
    assert_eq!(running.clone().reduce(refuse()), running);
    let done = running.reduce(done(1, "A"));
    let stopped = Rc::clone(&done).reduce(refuse()).reduce(refuse());
    assert_eq!(stopped.reduce(Action::Cancel), done);
    let start = after([refuse()]);
    assert_eq!(start.phase, Phase::Start(Some(Trouble::NoFiles)));
}

#[test]
fn a_check_begun_again_tells_nothing_twice() {
    let seen = |run| hear(FromWorker::Several { run });
    let state = after([begin(1), seen(1), host(1, "A"), progress(1, 1, 300, 1.0)]);
    let anew = state.reduce(Action::Anew { now_ms: 9.0 });
    assert_eq!((running(&anew).done, &running(&anew).hosts), (0, &None));
    assert_eq!(shown(&anew.reduce(done(1, "A"))).finished.first_run, 1);
}

#[test]
fn back_leads_from_a_host_that_is_being_corrected_to_the_table() {
    let state = two_hosts().reduce(Action::Open { row: 1, finished: finished("WEB-02") });
    let again = Again { shown: shown(&state), choices: Rc::default() };
    let state = state.reduce(begin_from(2, Origin::Again(Rc::new(again)))).reduce(Action::Back);
    assert_eq!(table(&state.reduce(done(2, "late"))).answers.len(), 2);
}

#[test]
fn a_check_in_other_encodings_corrects_the_answer_or_leaves_it() {
    let state = after([begin(1), done(1, "A")]);
    let before = shown(&state);
    let choices = Rc::new(Choices::default().with("a.txt", "gbk", Some("ibm850")));
    let again = Again { shown: before.clone(), choices: Rc::clone(&choices) };
    let state = state.reduce(begin_from(2, Origin::Again(Rc::new(again))));
    let cancelled = Rc::clone(&state).reduce(Action::Cancel);
    assert!(Rc::ptr_eq(&shown(&cancelled).finished, &before.finished));
    let after = shown(&state.reduce(done(2, "A"))).finished;
    assert_eq!((&after.choices, after.first_run), (&choices, 1));
}

#[test]
fn a_language_change_keeps_the_run() {
    let state = after([begin(1), progress(1, 0, 10, 1.0), Action::Speak(Lang::En)]);
    assert_eq!((state.lang, running(&state).done), (Lang::En, 10));
}

#[test]
fn changing_nothing_renders_nothing() {
    let state = after([]);
    for action in [Action::Speak(Lang::ZhCn), progress(7, 0, 0, 0.0), Action::Back, Action::Swap] {
        assert!(Rc::ptr_eq(&state, &state.clone().reduce(action)));
    }
}

#[test]
fn several_hosts_make_a_table_from_which_each_opens() {
    let state = two_hosts();
    assert_eq!(table(&state).answers.len(), 2);
    let view = table(&state).view.sorted_by(Column::Host);
    let state = state.reduce(Action::Look(view.clone()));
    let state = state.reduce(Action::Open { row: 1, finished: finished("WEB-02") });
    assert_eq!(shown(&state).home.unwrap().row, Some(1));
    assert_eq!(table(&state.reduce(Action::Back)).view, view, "the table is as it was left");
}

#[test]
fn an_answer_that_was_read_for_something_else_is_left() {
    let other = || Rc::new(Finished { first_run: 7, ..Rc::into_inner(finished("A")).unwrap() });
    let table = two_hosts();
    let state = Rc::clone(&table).reduce(Action::Open { row: 1, finished: other() });
    assert!(Rc::ptr_eq(&state, &table), "another table's host");
    let opened = table.reduce(Action::Open { row: 1, finished: finished("WEB-02") });
    let second = Rc::clone(&opened).reduce(Action::Open { row: 0, finished: finished("WEB-01") });
    assert!(Rc::ptr_eq(&second, &opened), "a second click");
    let compare = Action::Compare { before: finished("WEB-01"), after: other() };
    assert!(Rc::ptr_eq(&Rc::clone(&opened).reduce(compare), &opened), "not the one in view");
}

#[test]
fn a_corrected_host_is_corrected_in_the_table_too() {
    let open = Action::Open { row: 1, finished: finished("WEB-02") };
    let state = two_hosts().reduce(open);
    let again = Again { shown: shown(&state), choices: Rc::default() };
    let state =
        state.reduce(begin_from(2, Origin::Again(Rc::new(again)))).reduce(done(2, "服务器"));
    assert_eq!(shown(&state).finished.parts, Some(Rc::from([])));
    let titles = |hosts: &Hosts| -> Vec<String> {
        hosts.answers.iter().map(|answer| answer.row.title().to_owned()).collect()
    };
    assert_eq!(titles(&table(&state.reduce(Action::Back))), ["WEB-01", "服务器"]);
}

#[test]
fn a_later_collection_of_the_host_stands_beside_the_earlier_one() {
    let first = after([begin(1), done(1, "WEB-01")]);
    let later = |meant, host| {
        let origin = Origin::After { shown: shown(&first), meant };
        shown(&Rc::clone(&first).reduce(begin_from(2, origin)).reduce(done(2, host)))
    };
    assert!(later(true, "WEB-01").before.is_some());
    assert!(later(false, "web-01").before.is_some(), "the host tells");
    assert!(later(false, "DB").before.is_none(), "just another host");
    assert!(later(true, "DB").before.is_some(), "the user said so, and is warned");

    let origin = Origin::After { shown: shown(&first), meant: true };
    let cancelled = Rc::clone(&first).reduce(begin_from(2, origin)).reduce(Action::Cancel);
    assert_eq!(shown(&cancelled), shown(&first), "stopping loses nothing");
}

#[test]
fn the_two_compared_change_places() {
    let first = after([begin(1), done(1, "A")]);
    let after = shown(&first).finished;
    let state = first.reduce(Action::Compare { before: finished("B"), after });
    let swapped = shown(&state.clone().reduce(Action::Swap));
    let names = |shown: &Shown| {
        let name = |finished: &Finished| {
            finished.reports.pick(Lang::En).host.name.clone().unwrap().to_string()
        };
        [name(shown.before.as_ref().unwrap()), name(&shown.finished)]
    };
    assert_eq!(names(&shown(&state)), ["B", "A"]);
    assert_eq!(names(&swapped), ["A", "B"]);
}

#[test]
fn too_many_collections_are_said_to_be() {
    let state = after([begin(1), hear(FromWorker::TooMany { run: 1 })]);
    assert_eq!(state.phase, Phase::Start(Some(Trouble::TooMany)));
}

fn linked() -> Linked {
    let link = ResultLink::of(reports("A").pick(Lang::En), Lang::En, Extras::default()).unwrap();
    match link::open(&link.fragment()).unwrap() {
        Link::Result(result) => Linked::new(*result),
        Link::Check(_) => panic!("a result link"),
    }
}

#[test]
fn a_link_stays_at_hand_for_the_files_it_speaks_of() {
    let linked = linked();
    let open = || Action::OpenLink(Ok(linked.clone()));
    let stopped = after([open(), begin(1), Action::Cancel]);
    assert_eq!(stopped.phase, Phase::Link(Ok(linked.clone())));
    let checked = after([open(), begin(1), done(1, "A")]);
    assert_eq!(checked.received, Some(linked.clone()));
    assert_eq!(checked.reduce(Action::Restart).received, None);
    let other = after([open(), Action::OpenLink(Err(LinkError::Cut))]);
    assert_eq!((&other.received, &other.phase), (&None, &Phase::Link(Err(LinkError::Cut))));
    let closed = other.reduce(Action::CloseLink);
    assert_eq!(closed.phase, Phase::Start(None));
}

fn damaged() -> Action {
    Action::OpenLink(Err(LinkError::Damaged))
}

#[test]
fn a_check_goes_on_while_a_link_is_read_and_is_gone_back_to() {
    let state = after([begin(1), damaged(), progress(1, 0, 10, 1.0)]);
    assert!(matches!(state.phase, Phase::Link(Err(_))));
    assert_eq!(running(&state.clone().reduce(Action::Resume)).done, 10);
    let state = state.reduce(done(1, "A"));
    assert!(matches!(state.phase, Phase::Link(Err(_))), "its answer does not push itself forward");
    assert!(matches!(state.reduce(Action::Resume).phase, Phase::Done(_)));
    let state = after([begin(1), damaged(), Action::Break("x".to_owned()), Action::Resume]);
    let (why, behind) = (Why::Broke("x".to_owned()), Rc::new(Phase::Start(None)));
    assert_eq!(state.phase, Phase::Stopped { why, behind });
}

#[test]
fn a_link_takes_away_no_answer() {
    let answer = after([begin(1), done(1, "A")]);
    for open in [damaged(), Action::OpenLink(Ok(linked()))] {
        let state = answer.clone().reduce(open);
        assert!(matches!(state.phase, Phase::Link(_)));
        assert_eq!(shown(&state.clone().reduce(Action::Resume)), shown(&answer));
        assert_eq!(shown(&state.reduce(Action::CloseLink)), shown(&answer), "the browser's Back");
    }
}

#[test]
fn another_host_is_checked_without_losing_the_table() {
    let opened = || two_hosts().reduce(Action::Open { row: 1, finished: finished("WEB-02") });
    let start = opened().reduce(Action::Restart);
    assert_eq!(start.phase, Phase::Start(None));
    assert_eq!(table(&start.clone().reduce(Action::Resume)).answers.len(), 2);
    let checked = start.reduce(begin(2)).reduce(done(2, "C"));
    assert_eq!(table(&checked.reduce(Action::Resume)).answers.len(), 2, "nor after the check");
    let dropped = two_hosts().reduce(begin(2)).reduce(Action::Cancel).reduce(Action::Resume);
    assert_eq!(table(&dropped).answers.len(), 2, "nor by a drop on it");
    assert_eq!(two_hosts().reduce(Action::Restart).aside, None, "unless that is asked for");
}

#[test]
fn a_new_check_ends_the_one_that_was_left() {
    let state = after([begin(1), damaged(), begin(2), done(1, "A")]);
    assert_eq!((running(&state).run, state.aside.clone()), (2, None));
    let first = after([begin(1), done(1, "A")]);
    let origin = Origin::After { shown: shown(&first), meant: true };
    let state = first.clone().reduce(begin_from(2, origin)).reduce(damaged()).reduce(begin(3));
    assert_eq!(shown(&state.reduce(Action::Resume)), shown(&first), "what it began from is kept");
}

#[test]
fn a_check_link_takes_away_no_answer() {
    let asked = Asked { step: Some(Step::Run), ticket: Ticket::new("T-1") };
    let state = after([begin(1), done(1, "A"), Action::Ask(asked.clone()), Action::CloseLink]);
    assert!(matches!(state.phase, Phase::Done(_)));
    assert_eq!(state.reduce(Action::Restart).asked, asked);
}

#[test]
fn files_are_kept_for_the_answers_at_hand_alone() {
    let sorted = |state: &State| {
        let mut runs = state.runs();
        runs.sort_unstable();
        runs.dedup();
        runs
    };
    let one = after([begin(1), done(1, "WEB-01")]);
    assert_eq!(sorted(&one), [1]);
    let follow = Origin::After { shown: shown(&one), meant: true };
    let two = one.clone().reduce(begin_from(2, follow)).reduce(done(2, "WEB-01"));
    assert_eq!(sorted(&two), [1, 2], "the two may change places");
    let again = Rc::new(Again { shown: shown(&two), choices: Rc::default() });
    assert_eq!(sorted(&two.clone().reduce(begin_from(3, Origin::Again(again)))), [1, 2, 3]);
    let left = two.clone().reduce(Action::OpenLink(Ok(linked())));
    assert_eq!(sorted(&left), [1, 2], "what is aside can be gone back to");
    let broken = one.clone().reduce(Action::Refuse(Trouble::NoFiles));
    assert_eq!(sorted(&broken), [1], "and so can what a failure stands before");
    assert_eq!(sorted(&two.reduce(begin(3))), [1, 2, 3]);
    assert_eq!(sorted(&one.reduce(Action::Restart)), [0; 0]);
    let open = Action::Open { row: 0, finished: finished("WEB-01") };
    let table = two_hosts().reduce(open).reduce(Action::Restart);
    assert_eq!(sorted(&table), [1]);
    assert_eq!(sorted(&table.reduce(begin(2)).reduce(done(2, "WEB-03"))), [1, 2]);
}
