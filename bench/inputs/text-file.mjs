import { closeSync, openSync, writeSync } from "node:fs";

const pieceLength = 1 << 20;

/** Writes a text of any length, piece by piece: a parent that holds it all would start processes more slowly. */
export function writeTextFile(file, pieces) {
  const descriptor = openSync(file, "w");
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < pieceLength) continue;
    writeSync(descriptor, text);
    text = "";
  }
  writeSync(descriptor, text);
  closeSync(descriptor);
}
