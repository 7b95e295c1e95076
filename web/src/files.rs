//! In: what the user dropped, chose or clicked. Out: files with the names the report gives them, in an order of their own.

use gloo::events::EventListener;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DataTransfer, DragEvent, Element, File, FileList, FileSystemDirectoryEntry,
    FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
};
use yew::Callback;

use crate::browser;
use crate::state::{FileHead, Trouble};
use crate::worker::{Fault, Given};

/// Names and sizes, for showing.
pub(crate) fn heads(files: &[Given]) -> std::rc::Rc<[FileHead]> {
    let head =
        |given: &Given| FileHead { name: given.name.clone(), bytes: given.file.size() as u64 };
    files.iter().map(head).collect()
}

/// The files of an `<input>`, a chosen folder's with their path from the folder on.
pub(crate) fn of_list(list: &FileList) -> Result<Vec<Given>, Trouble> {
    let files = (0..list.length()).filter_map(|index| list.get(index));
    sorted(files.map(|file| whole(name_in_folder(&file), file)).collect())
}

/// Asks for a folder. The page itself keeps a single file input, for files; this one lives only while it is asked.
pub(crate) fn choose_folder(begin: Callback<Result<Vec<Given>, Trouble>>) {
    let Some(input) = browser::create::<HtmlInputElement>("input") else {
        return;
    };
    input.set_type("file");
    input.set_webkitdirectory(true);
    let chosen = input.clone();
    // Held by the listener: without a reference, a browser may forget the input while its dialog is open.
    EventListener::once(&input, "change", move |_| {
        if let Some(list) = chosen.files() {
            begin.emit(of_list(&list));
        }
    })
    .forget();
    input.click();
}

fn name_in_folder(file: &File) -> String {
    js_sys::Reflect::get(file, &"webkitRelativePath".into())
        .ok()
        .and_then(|path| path.as_string())
        .filter(|path| !path.is_empty())
        .unwrap_or_else(|| file.name())
}

/// What a drop brings. Must be made inside the event: the browser forgets the entries afterwards.
pub(crate) struct Drop {
    /// Where the page is itself a file, browsers give a dropped file only so, and not by its entry.
    files: Vec<Given>,
    folders: Vec<FileSystemEntry>,
    /// It was dropped on the place that means something.
    pub(crate) on_place: bool,
}

impl Drop {
    /// Takes hold of the dropped files and folders. `place` is the id of an element that means something as the place of a drop.
    pub(crate) fn take(event: &DragEvent, transfer: &DataTransfer, place: &str) -> Drop {
        let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let on_place = on.is_some_and(|on| matches!(on.closest(&format!("#{place}")), Ok(Some(_))));
        let items = transfer.items();
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for item in (0..items.length()).filter_map(|index| items.get(index)) {
            let Ok(Some(entry)) = item.webkit_get_as_entry() else { continue };
            match item.get_as_file() {
                Ok(Some(file)) if entry.is_file() => files.push(whole(file.name(), file)),
                _ => folders.push(entry),
            }
        }
        Drop { files, folders, on_place }
    }

    /// What was handed in before the page ran: files, and entries of folders.
    pub(crate) fn of(files: &Array, folders: &Array) -> Drop {
        let files = files.iter().map(File::unchecked_from_js);
        Drop {
            files: files.map(|file| whole(name_in_folder(&file), file)).collect(),
            folders: folders.iter().map(FileSystemEntry::unchecked_from_js).collect(),
            on_place: false,
        }
    }

    /// Goes through the dropped folders. What the browser does not give is named all the same, beside what it gives.
    pub(crate) async fn files(self) -> Result<Vec<Given>, Trouble> {
        let Drop { mut files, folders: mut waiting, .. } = self;
        let mut unreadable = Vec::new();
        while let Some(entry) = waiting.pop() {
            let name = entry.full_path().trim_start_matches('/').to_owned();
            let refused = if entry.is_directory() {
                children(entry.unchecked_ref()).await.map(|inner| waiting.extend(inner)).err()
            } else {
                let file = file_of(entry.unchecked_ref()).await;
                file.map(|file| files.push(whole(name.clone(), file))).err()
            };
            unreadable.extend(refused.map(|reason| (name, browser::reason(&reason))));
        }
        match unreadable.first() {
            Some((_, reason)) if files.is_empty() => Err(Trouble::Unreadable(reason.clone())),
            _ => {
                files.extend(
                    unreadable.into_iter().filter_map(|(name, reason)| missing(name, reason)),
                );
                sorted(files)
            }
        }
    }
}

fn whole(name: String, file: File) -> Given {
    Given { name, file, fault: None }
}

/// What the browser does not give.
fn missing(name: String, reason: String) -> Option<Given> {
    let file = File::new_with_blob_sequence(&Array::new(), &name).ok()?;
    Some(Given { name, file, fault: Some(Fault::Unreadable(reason)) })
}

async fn children(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader = folder.create_reader();
    let mut children = Vec::new();
    loop {
        // A reader gives a hundred entries at a time, and an empty list at the end.
        let batch = answer(|ok, no| reader.read_entries_with_callback_and_callback(ok, no)).await?;
        let batch = batch.unchecked_into::<Array>();
        if batch.length() == 0 {
            return Ok(children);
        }
        children.extend(batch.iter().map(JsValue::unchecked_into));
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let file = answer(|ok, no| {
        entry.file_with_callback_and_callback(ok, no);
        Ok(())
    });
    file.await.map(JsValue::unchecked_into)
}

/// Waits for an interface that answers by callbacks.
async fn answer(
    ask: impl Fn(&Function, &Function) -> Result<(), JsValue>,
) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |ok, no| {
        if let Err(reason) = ask(&ok, &no) {
            no.call1(&JsValue::NULL, &reason).ok();
        }
    });
    JsFuture::from(promise).await
}

#[wasm_bindgen]
extern "C" {
    /// What `static/boot.js` fetched with the page, if it could.
    #[wasm_bindgen(js_namespace = jiance, js_name = sample)]
    fn fetched_sample(name: &str) -> Option<Blob>;
}

/// One of this site's examples; it came with the page.
pub(crate) fn sample(name: &str) -> Result<Vec<Given>, Trouble> {
    let blob = fetched_sample(name);
    let file = blob.and_then(|blob| File::new_with_blob_sequence(&Array::of1(&blob), name).ok());
    let file = file.ok_or_else(|| Trouble::NoSample(name.to_owned()))?;
    Ok(vec![whole(name.to_owned(), file)])
}

/// Puts files in the order of their names, so that the order in which they were chosen makes no difference.
fn sorted(mut files: Vec<Given>) -> Result<Vec<Given>, Trouble> {
    if files.is_empty() {
        return Err(Trouble::NoFiles);
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}
