//! In and out: a part of a report, and the JSON that the engine writes of it. So it travels between worker and page, for serde's `with`: a second
//! way to write it would weigh more than all that is written.

use jiance::report::json;
use js_sys::JsString;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserializer, Serialize, Serializer};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::protocol::from_js;

#[wasm_bindgen]
extern "C" {
    /// The text stays the browser's own: it need not be the wasm's first.
    #[wasm_bindgen(js_namespace = JSON, catch)]
    fn parse(text: &JsString) -> Result<JsValue, JsValue>;
}

pub(super) fn serialize<Out: Serializer>(
    part: &impl Serialize,
    out: Out,
) -> Result<Out::Ok, Out::Error> {
    out.serialize_str(&json(part))
}

pub(super) fn deserialize<'de, Part: DeserializeOwned, In: Deserializer<'de>>(
    input: In,
) -> Result<Part, In::Error> {
    let text: JsString = serde_wasm_bindgen::preserve::deserialize(input)?;
    let part = parse(&text).ok().and_then(|value| from_js(value).ok());
    part.ok_or_else(|| In::Error::custom("JSON"))
}
