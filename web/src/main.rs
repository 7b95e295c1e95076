//! The page and its worker. One wasm serves both: it looks where it was started and takes its role.
//!
//! Only this crate touches the browser; everything it knows of Windows and of malware comes out of the engine.

mod advice;
mod app;
mod browser;
mod choices;
mod components;
mod document;
mod files;
mod format;
mod hosts;
mod lang;
mod linked;
mod pages;
mod state;
mod text;
mod ticks;
mod worker;

use wasm_bindgen::JsCast as _;

fn main() {
    match js_sys::global().dyn_into::<web_sys::DedicatedWorkerGlobalScope>() {
        Ok(scope) => worker::serve(scope),
        Err(_) => {
            yew::set_custom_panic_hook(Box::new(|panic| {
                browser::show_fallback(&panic.to_string())
            }));
            yew::Renderer::<app::App>::with_root(browser::root()).render();
        }
    }
}
