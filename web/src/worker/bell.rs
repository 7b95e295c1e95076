//! In: whoever waits for something to happen in this worker. Out: they go on, and look for themselves whether it was that.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Wakes all who wait.
#[derive(Debug, Default)]
pub(super) struct Bell(RefCell<Vec<Function>>);

impl Bell {
    pub(super) fn ring(&self) {
        for wake in self.0.take() {
            wake.call0(&JsValue::NULL).ok();
        }
    }

    /// Waits for the next time it rings.
    pub(super) async fn rung(&self) {
        let next = Promise::new(&mut |wake, _| self.0.borrow_mut().push(wake));
        JsFuture::from(next).await.ok();
    }
}
