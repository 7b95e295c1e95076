//! The page and its worker. One wasm serves both: it looks where it was started and takes its role. Built for this computer instead, it
//! writes how the page looks before it runs.
//!
//! Only this crate touches the browser; everything it knows of Windows and of malware comes out of the engine.

mod advice;
mod app;
mod browser;
mod choices;
#[cfg(target_arch = "wasm32")]
mod code_pages;
mod components;
mod document;
mod early;
mod evidence;
mod files;
#[cfg(not(target_arch = "wasm32"))]
mod first_paint;
mod format;
mod hosts;
mod intl;
mod lang;
mod linked;
mod opening;
mod pages;
mod state;
mod text;
mod ticks;
mod worker;

use wasm_bindgen::JsCast as _;

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::args().nth(1).as_deref() == Some(first_paint::WORD) {
        return first_paint::write();
    }
    #[cfg(target_arch = "wasm32")]
    jiance::decode_pairs_with(code_pages::decoded);
    match js_sys::global().dyn_into::<web_sys::DedicatedWorkerGlobalScope>() {
        Ok(scope) => worker::serve(scope),
        Err(_) => {
            yew::Renderer::<app::App>::with_root(browser::root()).render();
        }
    }
}
