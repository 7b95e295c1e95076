//! What the page asks of the browser itself: its languages, its storage, its clock, a download, the clipboard, the focus.

use gloo::events::EventListener;
use jiance::Lang;
use js_sys::{Array, Error, Function, JsString, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt as _};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Document, DomException, Element, HtmlAnchorElement, HtmlDocument,
    HtmlElement, Storage, Url, Window,
};

use crate::format;
use crate::intl;
use crate::lang;
use crate::text::{Code, Texts};

fn window() -> Window {
    web_sys::window().unwrap_throw()
}

fn document() -> Document {
    window().document().unwrap_throw()
}

#[wasm_bindgen]
extern "C" {
    /// The page and its workers have it alike.
    #[wasm_bindgen(js_name = setTimeout)]
    fn later(go: &Function);
}

/// Lets whatever waits have its turn: a click, a message, the next picture.
pub(crate) async fn breathe() {
    JsFuture::from(Promise::new(&mut |go, _| later(&go))).await.ok();
}

/// What the browser keeps under a key, where it keeps anything.
pub(crate) fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a text for the next visit; an empty one is forgotten. Full or forbidden storage only means that it is not kept.
pub(crate) fn store(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ =
            if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The element the page lives in.
pub(crate) fn root() -> Element {
    document().get_element_by_id("page").unwrap_throw()
}

/// What the browser says of a failure: its kind, or else its words.
pub(crate) fn reason(thrown: &JsValue) -> String {
    if let Some(exception) = thrown.dyn_ref::<DomException>() {
        return exception.name();
    }
    let words = thrown.dyn_ref::<Error>().map(|error| String::from(error.message()));
    words.or_else(|| thrown.as_string()).unwrap_or_default()
}

/// A new element outside the page.
pub(crate) fn create<Kind: JsCast>(tag: &str) -> Option<Kind> {
    document().create_element(tag).ok()?.dyn_into().ok()
}

/// Milliseconds since the page was opened.
pub(crate) fn now_ms() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// The language to begin with: `static/first.js` has chosen it, and told the document.
pub(crate) fn first_language() -> Lang {
    let html = document().document_element();
    let tag = html.and_then(|html| html.get_attribute("lang"));
    tag.as_deref().and_then(Lang::from_tag).unwrap_or(Lang::ZhCn)
}

/// The language that the address's fragment names now.
pub(crate) fn language_of_fragment() -> Option<Lang> {
    lang::from_address(&window().location().hash().ok()?)
}

/// What stands after `#` in the address, if there is a `#`. Browsers and chat programs write some of its characters as `%3D`; here they
/// are themselves.
pub(crate) fn fragment() -> Option<String> {
    let address = window().location().href().ok()?;
    let (_, fragment) = address.split_once('#')?;
    let decoded = js_sys::decode_uri_component(fragment);
    Some(decoded.map_or_else(|_| fragment.to_owned(), String::from))
}

/// The page's own address, without what links put behind it. None where the page is a file: its address leads nobody else here, and names
/// folders of this computer.
pub(crate) fn home() -> Option<String> {
    // What is drawn outside a browser stands in index.html, and that has an address.
    if cfg!(not(target_arch = "wasm32")) {
        return Some(String::new());
    }
    let address = window().location().href().ok().filter(|it| !it.starts_with("file:"))?;
    address.split(['?', '#']).next().map(str::to_owned)
}

/// Takes the fragment out of the address: what was opened with it is no longer what is shown.
pub(crate) fn forget_fragment() {
    let address = window().location().href().unwrap_or_default();
    if let (Some((rest, _)), Ok(history)) = (address.split_once('#'), window().history()) {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(rest));
    }
}

/// True if the user, or the address, has said which language to show.
pub(crate) fn language_is_chosen() -> bool {
    let named = |part: Result<String, JsValue>| part.ok().as_deref().and_then(lang::from_address);
    let location = window().location();
    stored(lang::STORAGE_KEY).is_some()
        || named(location.search()).or_else(|| named(location.hash())).is_some()
}

/// Keeps the user's choice of language for the next visit.
pub(crate) fn remember_language(lang: Lang) {
    store(lang::STORAGE_KEY, lang.tag());
}

/// Tells the document which language it is in; and its title, how far a check is that may go on while the user looks elsewhere. Nothing else of
/// a check is in the title: browsers keep it.
pub(crate) fn speak(lang: Lang, percent: Option<u64>) {
    let (document, t) = (document(), Texts(lang));
    let title = t.say(Code::AppPageTitle);
    match percent {
        Some(percent) => document.set_title(&(intl::percent(t, percent) + " · " + title)),
        None => document.set_title(title),
    }
    if let Some(html) = document.document_element() {
        html.set_attribute("lang", lang.tag()).ok();
    }
}

/// Offers a text, given in pieces, as a file to save.
pub(crate) fn download(name: &str, media_type: &str, pieces: &[impl AsRef<str>]) {
    let pieces: Array = pieces.iter().map(|piece| JsString::from(piece.as_ref())).collect();
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    save(name, Blob::new_with_str_sequence_and_options(&pieces, &options));
}

/// Offers bytes as a file to save.
pub(crate) fn download_bytes(name: &str, bytes: &[u8]) {
    let piece = Array::of1(&Uint8Array::from(bytes));
    save(name, Blob::new_with_u8_array_sequence(&piece));
}

fn save(name: &str, blob: Result<Blob, JsValue>) {
    let Some(url) = blob.ok().and_then(|blob| Url::create_object_url_with_blob(&blob).ok()) else {
        return;
    };
    let Some(link) = create::<HtmlAnchorElement>("a") else {
        return;
    };
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken hold of the blob only after this turn.
    gloo::timers::callback::Timeout::new(60_000, move || {
        Url::revoke_object_url(&url).ok();
    })
    .forget();
}

/// Opens the browser's print dialog.
pub(crate) fn print() {
    window().print().ok();
}

/// Copies a text; true if the browser did. Works without a secure context, which the newer interface does not.
pub(crate) fn copy(text: &str) -> bool {
    let (Some(body), Some(holder)) = (document().body(), create::<HtmlElement>("pre")) else {
        return false;
    };
    holder.set_class_name("copied");
    holder.set_text_content(Some(text));
    let _ = body.append_child(&holder);
    let copied = match window().get_selection() {
        Ok(Some(selection)) => {
            selection.select_all_children(&holder).ok();
            document().unchecked_into::<HtmlDocument>().exec_command("copy").unwrap_or(false)
        }
        _ => false,
    };
    holder.remove();
    copied
}

/// Moves the focus to an element, and with it the reading position of a screen reader.
pub(crate) fn focus(element: &HtmlElement) {
    element.focus().ok();
}

/// Moves the focus to the button in an element's child at that place.
pub(crate) fn focus_in(element: &Element, child: usize) {
    let child = element.children().item(child as u32);
    if let Some(Ok(Some(button))) = child.map(|child| child.query_selector("button")) {
        focus(button.unchecked_ref());
    }
}

/// Which part of an element is in view, in pixels below its top; none of it lies where that is negative or beyond its end.
pub(crate) fn view_of(element: &Element) -> std::ops::Range<f64> {
    let height =
        window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let top = -element.get_bounding_client_rect().top();
    top..top + height
}

/// How wide the window is, in pixels.
pub(crate) fn width() -> Option<f64> {
    window().inner_width().ok()?.as_f64()
}

/// Gives an element a height. The page's policy forbids style attributes, but not this.
pub(crate) fn set_height(element: &Element, pixels: f64) {
    let style = element.unchecked_ref::<HtmlElement>().style();
    style.set_property("height", &format!("{}px", pixels as i32)).ok();
}

/// How far below its neighbours' common ground an element begins.
pub(crate) fn top_of(element: &Element) -> f64 {
    element.unchecked_ref::<HtmlElement>().offset_top().into()
}

/// Calls back at an event of the whole window.
pub(crate) fn on_window(event: &'static str, act: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), event, move |_| act())
}

/// Brings the section of that id into view and moves the focus to it.
pub(crate) fn go_to(id: &str) {
    if let Some(section) = document().get_element_by_id(id) {
        section.scroll_into_view();
        focus(section.unchecked_ref());
    }
}

/// What marks the page's own steps in the browser's history: nothing of them is in the address.
const TABLE_STEP: &str = "jiance-hosts";
const HOST_STEP: &str = "jiance-host";

/// Makes the browser's own Back lead from one host to the table, and not away from the page with all answers.
pub(crate) fn step_into_host() {
    if let Ok(history) = window().history() {
        // The table itself leads back to the row. The browser, which may come after it, would scroll to where the answer was.
        js_sys::Reflect::set(&history, &"scrollRestoration".into(), &"manual".into()).ok();
        let _ = history.replace_state(&TABLE_STEP.into(), "");
        let _ = history.push_state(&HOST_STEP.into(), "");
    }
}

/// Calls back when the browser's Back led to the table.
pub(crate) fn on_step_back(back: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "popstate", move |_| {
        let state = window().history().and_then(|history| history.state());
        if state.is_ok_and(|state| state.as_string().as_deref() == Some(TABLE_STEP)) {
            back();
        }
    })
}

/// Whole months from a month, `2026-06`, to now; none if that lies ahead.
pub(crate) fn months_since(month: &str) -> Option<u32> {
    let now = js_sys::Date::new_0();
    format::months_between(month, now.get_full_year(), now.get_month() + 1)
}
