//! Files may be dropped anywhere: listens on the whole window, and shows so while they hover.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{DataTransfer, DragEvent};
use yew::prelude::*;

use super::after_repair::PLACE;
use super::{Icon, icon};
use crate::files::Drop;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct WholePageDropProps {
    pub(crate) t: Texts,
    pub(crate) drop: Callback<Drop>,
    /// False while a check runs. The browser must not open the file instead, which would end the check.
    pub(crate) may_drop: bool,
}

/// The drop on the whole page.
#[component]
pub(crate) fn WholePageDrop(props: &WholePageDropProps) -> Html {
    let hovering = use_state_eq(|| false);
    use_effect_with((props.drop.clone(), props.may_drop), {
        let hovering = hovering.setter();
        move |(drop, may_drop)| {
            let listeners = if *may_drop { listen(drop.clone(), hovering) } else { refuse() };
            move || std::mem::drop(listeners)
        }
    });
    if !*hovering {
        return Html::default();
    }
    html! {
        <div class="overlay"><p>{ icon(Icon::Upload) }{ props.t.say(Code::DropOverlay) }</p></div>
    }
}

fn listen(drop: Callback<Drop>, hovering: UseStateSetter<bool>) -> Vec<EventListener> {
    let (over, leave) = (hovering.clone(), hovering.clone());
    let listeners = [
        on("dragover", move |_, transfer| {
            transfer.set_drop_effect("copy");
            over.set(true);
        }),
        on("dragleave", move |event, _| {
            // Only when the pointer leaves the window: moving between elements fires this too.
            if event.related_target().is_none() {
                leave.set(false);
            }
        }),
        on("drop", move |event, transfer| {
            hovering.set(false);
            drop.emit(Drop::take(event, transfer, PLACE));
        }),
    ];
    listeners.into_iter().flatten().collect()
}

fn refuse() -> Vec<EventListener> {
    let listeners =
        [on("dragover", |_, transfer| transfer.set_drop_effect("none")), on("drop", |_, _| {})];
    listeners.into_iter().flatten().collect()
}

/// Hears of files that are dragged, and keeps the browser from opening them.
fn on(
    name: &'static str,
    act: impl Fn(&DragEvent, &DataTransfer) + 'static,
) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let hear = move |event: &web_sys::Event| {
        let event = event.unchecked_ref::<DragEvent>();
        if let Some(transfer) = event.data_transfer().filter(carries_files) {
            event.prevent_default();
            act(event, &transfer);
        }
    };
    let window = web_sys::window()?;
    Some(EventListener::new_with_options(&window, name, options, hear))
}

fn carries_files(transfer: &DataTransfer) -> bool {
    transfer.types().includes(&"Files".into(), 0)
}
