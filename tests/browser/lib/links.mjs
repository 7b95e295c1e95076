// Links by somebody else's hand. In: a link of the page's, or what a check link should say. Out: fragments with a fitting checksum.
// docs/LINKS.md has the form.

/** CRC-32 (IEEE). */
export function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

const VERDICTS = ["infected", "suspected", "no_signs", "cannot_tell"];

/** A result link, taken apart; each change gives another one. */
export class Forged {
  constructor(link, version, content) {
    this.link = link;
    this.bytes = Buffer.from(link.replace(/^.*#result=/, ""), "base64url");
    this.version = version ?? this.bytes[0];
    this.content = content ?? this.bytes.subarray(7);
  }

  withVersion(version) {
    return new Forged(this.link, version, this.content);
  }

  withContent(content) {
    return new Forged(this.link, this.version, content);
  }

  /** Puts a text of the same length in another's place. */
  replacing(text, other) {
    if (text.length !== other.length) throw new Error(`${text} and ${other} are not of one length`);
    return this.withContent(Buffer.from(this.content.toString("latin1").replaceAll(text, other), "latin1"));
  }

  /** The verdict stands behind the language, three texts, what was left out, and what was chosen (nothing). */
  withVerdict(verdict) {
    let at = 1;
    for (let text = 0; text < 3; text += 1) at += 1 + this.content[at];
    const content = Buffer.from(this.content);
    content[at + 2] = VERDICTS.indexOf(verdict);
    return this.withContent(content);
  }

  fragment() {
    const head = Buffer.from([this.version, this.content.length >> 8, this.content.length & 255]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(Buffer.concat([head, this.content])));
    return `#result=${Buffer.concat([head, sum, this.content]).toString("base64url")}`;
  }
}

/** A check link's fragment. */
export function checkFragment(fields) {
  const words = Object.entries(fields).map(([name, value]) => `&${name}=${value}`);
  const text = `check?v=1&advisory=smb-worms-2017${words.join("")}`;
  return `#${text}&sum=${crc32(Buffer.from(text)).toString(16).padStart(8, "0")}`;
}
