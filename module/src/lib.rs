//! The engine for other pages. In: files, in pieces of any size. Out: a report as a plain object, of the shape that the command line prints.
//! What a caller gets wrong is thrown as an `Error` with one sentence.

// The page's own: the double-byte code pages come from the browser there too.
#[cfg(target_arch = "wasm32")]
#[path = "../../web/src/code_pages.rs"]
mod code_pages;
mod work;

use jiance::{Advisory, Lang, Outcome};
use js_sys::Error;
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::wasm_bindgen;

use work::Work;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

#[wasm_bindgen(typescript_custom_section)]
const REPORT: &str = include_str!(concat!(env!("OUT_DIR"), "/report.d.ts"));

#[wasm_bindgen(typescript_custom_section)]
const OPTIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/options.d.ts"));

#[wasm_bindgen]
extern "C" {
    /// What a check is made with.
    #[wasm_bindgen(typescript_type = "CheckOptions")]
    pub type CheckOptions;

    #[wasm_bindgen(method, getter)]
    fn lang(this: &CheckOptions) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn advisory(this: &CheckOptions) -> Option<String>;

    /// The report.
    #[wasm_bindgen(typescript_type = "Report")]
    pub type Report;
}

/// One check of one host.
#[wasm_bindgen]
pub struct Check {
    lang: Lang,
    /// None for a moment only, while it is moved on.
    state: Option<State>,
}

enum State {
    Feeding(Work),
    Finished(Box<Outcome>),
}

#[wasm_bindgen]
impl Check {
    /// Begins a check.
    #[wasm_bindgen(constructor)]
    pub fn new(options: Option<CheckOptions>) -> Result<Check, Error> {
        #[cfg(target_arch = "wasm32")]
        jiance::decode_pairs_with(code_pages::decoded);
        let tag = options.as_ref().and_then(CheckOptions::lang);
        let lang = match &tag {
            None => Lang::ZhCn,
            Some(tag) => Lang::ALL
                .into_iter()
                .find(|lang| lang.tag() == tag)
                .ok_or_else(|| error(Lang::En, Code::Lang, tag))?,
        };
        let advisory = match options.as_ref().and_then(CheckOptions::advisory) {
            None => Advisory::built_in().first(),
            Some(id) => Some(Advisory::by_id(&id).ok_or_else(|| error(lang, Code::Advisory, &id))?),
        };
        let advisory = advisory.ok_or_else(|| error(lang, Code::Advisory, ""))?;
        Ok(Check { lang, state: Some(State::Feeding(Work::new(jiance::Check::new(advisory)))) })
    }

    /// The next bytes of the file of that name. The pieces of one file follow one another; another name begins another file.
    pub fn feed(&mut self, name: String, bytes: Vec<u8>) -> Result<(), Error> {
        match &mut self.state {
            Some(State::Feeding(work)) => {
                work.feed(name, bytes);
                Ok(())
            }
            _ => Err(error(self.lang, Code::Finished, "")),
        }
    }

    /// Ends the last file, and the check.
    pub fn finish(&mut self) -> Result<(), Error> {
        let outcome = match self.state.take() {
            Some(State::Feeding(work)) => work.finish(),
            other => {
                self.state = other;
                return Err(error(self.lang, Code::Finished, ""));
            }
        };
        self.state = outcome.map(|outcome| State::Finished(Box::new(outcome)));
        Ok(())
    }

    /// The report of a finished check.
    pub fn report(&self) -> Result<Report, Error> {
        let Some(State::Finished(outcome)) = &self.state else {
            return Err(error(self.lang, Code::Unfinished, ""));
        };
        let report = outcome.report(self.lang).serialize(&Serializer::json_compatible());
        report.map(|object| object.unchecked_into()).map_err(|why| Error::new(&why.to_string()))
    }
}

fn error(lang: Lang, code: Code, value: &str) -> Error {
    let languages = Lang::ALL.map(Lang::tag).join(", ");
    let text = code.template(lang.tag()).replace("{languages}", &languages);
    Error::new(&text.replace("{value}", value))
}
