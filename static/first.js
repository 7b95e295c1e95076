// The page until its program is there. In: the start page in each language, as index.html has it (`template.first`), the address, and what the
// visitor does meanwhile. Out: the start page, to be read and used; and what was handed in, unread, for the program.
// A classic script: it runs before anything is shown. Where it does not run, or nothing else can, index.html's own text stands alone.
(() => {
  const STORAGE_KEY = "jiance.lang.v1";
  /** What needs the program. */
  const LATER = "#test-lock, #for-support, #pasted, #open-pasted";
  /** What the keyboard reaches. */
  const REACHED = "a, button, input, textarea, summary";
  /** How long painting is waited for: a page that is not in view is not painted. */
  const LONGEST_MS = 1000;
  const root = document.documentElement;
  const page = document.getElementById("page");
  const all = (selector) => [...page.querySelectorAll(selector)];

  const tags = root.dataset.languages.split(" ");
  const primary = (tag) => tag.split(/[-_]/)[0].toLowerCase();
  /** The language of that very tag, or else one of the same language elsewhere. */
  const known = (tag) => {
    if (!tag) return undefined;
    const same = (it) => it.toLowerCase() === tag.replace("_", "-").toLowerCase();
    return tags.find(same) ?? tags.find((it) => primary(it) === primary(tag));
  };
  const stored = () => {
    try {
      return localStorage.getItem(STORAGE_KEY);
    } catch {
      return undefined; // A browser may forbid it.
    }
  };
  const named = (part) => known(part.slice(1).split("&").find((pair) => pair.startsWith("lang="))?.slice(5));

  /** The address decides, then the last choice, then the browser, then what the page is written in. */
  root.lang = named(location.search) ?? named(location.hash) ?? known(stored()) ?? navigator.languages.map(known).find(Boolean) ?? root.lang;

  /** Whatever the page starts from did not arrive, or is not what index.html says it is. */
  addEventListener("error", ({ target }) => target.tagName === "SCRIPT" && root.classList.add("broken"), true);

  const template = () => document.querySelector(`template.first:lang(${root.lang})`);
  if (!template() || !("noModule" in HTMLScriptElement.prototype) || !globalThis.WebAssembly) return;

  /** Where the visitor is: what has the focus, what is unfolded. */
  const place = () => ({
    reached: all(REACHED).length,
    focus: all(REACHED).indexOf(document.activeElement),
    unfolded: all("details").map(({ open }) => open),
  });
  const goTo = ({ reached, focus, unfolded }) => {
    if (all(REACHED).length !== reached) return;
    all("details").forEach((it, at) => (it.open = unfolded[at]));
    all(REACHED)[focus]?.focus({ preventScroll: true });
  };

  /** What was handed in last, and what takes it, once the program is there. */
  let kept;
  let take;
  const hand = (it) => {
    kept = it;
    if (take) give();
    else showKept();
  };
  const give = () => {
    const { files, folders, sample } = kept;
    kept = undefined;
    // An example is the program's own.
    if (sample) page.querySelector(`[data-sample="${sample}"]`)?.click();
    else take([files, folders]);
  };
  const showKept = () => (document.getElementById("kept").hidden = !kept);

  const watchInput = (input) =>
    input.addEventListener("change", () => input.files.length > 0 && hand({ files: [...input.files], folders: [] }));
  const chooseFolder = () => {
    const input = Object.assign(document.createElement("input"), { type: "file", webkitdirectory: true });
    watchInput(input);
    input.click();
  };
  const speak = (lang) => {
    root.lang = lang;
    try {
      localStorage.setItem(STORAGE_KEY, lang);
    } catch {
      // It is not kept for the next visit, then.
    }
    const before = place();
    show();
    goTo(before);
  };

  function show() {
    const { content, title } = template();
    document.title = title;
    page.replaceChildren(content.cloneNode(true));
    for (const it of all(LATER)) it.disabled = true;
    watchInput(document.getElementById("files"));
    document.getElementById("folder").addEventListener("click", chooseFolder);
    for (const it of all("[data-sample]")) it.addEventListener("click", () => hand({ sample: it.dataset.sample }));
    for (const it of all(".languages button")) it.addEventListener("click", () => speak(it.lang));
    // A link leads elsewhere than to the start.
    const isLink = /^#result\b/.test(location.hash);
    document.getElementById("opening").hidden = !isLink;
    page.querySelector(".start").hidden = isLink;
    showKept();
  }

  const drag = (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    // Otherwise the browser opens the file instead.
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    if (event.type === "drop") hand(dropped(event.dataTransfer.items));
  };
  /** Taken in the event: the browser forgets the entries afterwards. */
  const dropped = (items) => {
    const [files, folders] = [[], []];
    for (const item of items) {
      const [entry, file] = [item.webkitGetAsEntry(), item.getAsFile()];
      if (file && entry?.isFile) files.push(file);
      else if (entry) folders.push(entry);
    }
    return { files, folders };
  };
  const DRAGS = ["dragover", "drop"];

  root.classList.add("shown");
  show();
  for (const name of DRAGS) addEventListener(name, drag);

  globalThis.first = {
    /** Over once the start page is painted, or nobody looks. Until then nothing else may take the line. */
    seen: new Promise((over) => {
      requestAnimationFrame(() => setTimeout(over));
      setTimeout(over, LONGEST_MS);
    }),
    /**
     * Called when the program is about to draw the page anew. Gives what it calls once it has, for the files and the entries of folders that
     * were handed in here, and then again: a dialog may still be open that was opened here.
     */
    leave() {
      let before = place();
      return () => {
        for (const name of DRAGS) removeEventListener(name, drag);
        if (before) goTo(before);
        before = undefined;
        return new Promise((over) => {
          take = over;
          if (kept) give();
        });
      };
    },
  };
  // Asked for now, and not only when boot.js is here.
  globalThis.first.seen.then(() => (document.querySelector("link[rel=later]").rel = "preload"));
})();
