// The page inside another one. In: what its host asks for in the address (docs/EMBEDDING.md). Out: the page in the host's colours and with its
// logo, and word to the host of how high the page is, which is all that it is ever told. What does not fit a parameter's form is passed over.
// Opened by itself, the page takes no such wishes: nobody can put a logo of theirs on it by a link.

const THEMES = ["light", "dark"];
const COLOUR = /^#[0-9a-f]{6}$/i;
const DARK = "(prefers-color-scheme: dark)";
/** The least contrast of text, after WCAG 2.2 AA. */
const LEAST_CONTRAST = 4.5;

/** Does as the host wishes; the logo is there when this is over. */
export async function embed() {
  const wishes = new URLSearchParams(location.search);
  if (window.parent === window || wishes.get("embed") !== "1") return;
  const root = document.documentElement;
  root.dataset.embed = "";
  if (THEMES.includes(wishes.get("theme"))) useTheme(wishes.get("theme"));
  if (COLOUR.test(wishes.get("accent"))) {
    useAccent(wishes.get("accent"));
    matchMedia(DARK).addEventListener("change", () => useAccent(wishes.get("accent")));
  }
  new ResizeObserver(() => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    window.parent.postMessage({ type: "jiance:height", height }, "*");
  }).observe(root);
  await showLogo(wishes.get("logo"));
}

/** Takes the choice between light and dark from the browser. */
function useTheme(theme) {
  document.documentElement.style.colorScheme = theme;
  for (const { cssRules } of document.styleSheets) {
    for (const { media } of cssRules) {
      if (media?.mediaText === DARK) media.mediaText = theme === "dark" ? "all" : "not all";
    }
  }
}

/** Takes a colour for buttons and links, unless it would be hard to read on this ground. */
function useAccent(accent) {
  const { style } = document.documentElement;
  const names = ["--accent", "--accent-ink", "--accent-soft"];
  for (const name of names) style.removeProperty(name);
  const card = getComputedStyle(document.documentElement).getPropertyValue("--card").trim();
  if (contrast(accent, card) < LEAST_CONTRAST) return;
  const ink = contrast(accent, "#ffffff") < LEAST_CONTRAST ? "#000000" : "#ffffff";
  const values = [accent, ink, `color-mix(in srgb, ${accent} 10%, ${card})`];
  names.forEach((name, at) => style.setProperty(name, values[at]));
}

/** The contrast of two colours in the form `#rrggbb`, after WCAG. */
function contrast(one, other) {
  const luminance = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Puts the logo above the page, if it is this site's own or stands in its address, and is an image. */
async function showLogo(wish) {
  if (!wish) return;
  const image = new Image();
  image.id = "logo";
  image.alt = "";
  try {
    const address = new URL(wish, document.baseURI);
    if (address.origin !== location.origin && !address.href.startsWith("data:image/")) return;
    image.src = address.href;
    await image.decode();
    document.body.prepend(image);
  } catch {
    // No address, or no image: the page is of use without.
  }
}
