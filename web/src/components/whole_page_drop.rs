//! Files may be dropped anywhere: listens on the whole window, and shows so while they hover.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{DataTransfer, DragEvent};
use yew::prelude::*;

use super::{Icon, icon};
use crate::files::Drop;
use crate::text::{Code, Texts};

#[derive(Properties, PartialEq)]
pub(crate) struct WholePageDropProps {
    pub(crate) t: Texts,
    pub(crate) drop: Callback<Drop>,
}

/// The drop on the whole page.
#[component]
pub(crate) fn WholePageDrop(props: &WholePageDropProps) -> Html {
    let hovering = use_state_eq(|| false);
    use_effect_with(props.drop.clone(), {
        let hovering = hovering.setter();
        move |drop| {
            let listeners = listen(drop.clone(), hovering);
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

/// What one kind of drag event does.
type Act = Box<dyn Fn(&DragEvent, &DataTransfer)>;

fn listen(drop: Callback<Drop>, hovering: UseStateSetter<bool>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let on = |name: &'static str, act: Act| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window, name, options, move |event| {
            let event = event.unchecked_ref::<DragEvent>();
            if let Some(transfer) = event.data_transfer().filter(carries_files) {
                event.prevent_default();
                act(event, &transfer);
            }
        })
    };
    let (over, leave) = (hovering.clone(), hovering.clone());
    vec![
        on(
            "dragover",
            Box::new(move |_, transfer| {
                transfer.set_drop_effect("copy");
                over.set(true);
            }),
        ),
        on(
            "dragleave",
            Box::new(move |event, _| {
                // Only when the pointer leaves the window: moving between elements fires this too.
                if event.related_target().is_none() {
                    leave.set(false);
                }
            }),
        ),
        on(
            "drop",
            Box::new(move |_, transfer| {
                hovering.set(false);
                drop.emit(Drop::take(transfer));
            }),
        ),
    ]
}

fn carries_files(transfer: &DataTransfer) -> bool {
    transfer.types().includes(&"Files".into(), 0)
}
