// PNG files of few colours, which take less than half the room of others; `pngjs` reads them, but does not write them. In: pixels of four
// bytes. Out: a file.
import { deflateSync } from "node:zlib";

import { crc32 } from "./links.mjs";

const number = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

function chunk(kind, content) {
  const named = Buffer.concat([Buffer.from(kind), content]);
  return Buffer.concat([number(content.length), named, number(crc32(named))]);
}

/** A file of at most 256 colours. */
export function indexedPng({ width, height, data }) {
  const colours = new Map();
  const rows = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < width * height; at += 1) {
    const colour = data.readUIntBE(at * 4, 3);
    if (!colours.has(colour)) colours.set(colour, colours.size);
    // Each row begins with the number of its filter: none.
    rows[at + Math.floor(at / width) + 1] = colours.get(colour);
  }
  if (colours.size > 256) throw new Error(`${colours.size} colours are too many`);
  const palette = Buffer.alloc(colours.size * 3);
  for (const [colour, at] of colours) palette.writeUIntBE(colour, at * 3, 3);
  const header = Buffer.concat([number(width), number(height), Buffer.from([8, 3, 0, 0, 0])]);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
