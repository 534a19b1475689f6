import { loadPaint } from "../../src/term/style.js";
import type { View } from "../../src/term/view.js";

const colourless = await loadPaint(0);

/** A terminal of this width, without colour unless told. */
export function terminal(width: number, more: Partial<View> = {}): View {
  return { paint: colourless, width, isTTY: true, unicode: true, ...more };
}

export const pipe: View = terminal(80, { isTTY: false });

/** What must never reach a terminal from data; lines are taken apart before they are tested. */
export const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Names as people and attackers write them. */
export const names = [
  "new_dashboard",
  "日本語のフラグ",
  "melting 🫠 face",
  "👨‍👩‍👧 family",
  "🇯🇵 flag",
  "café cafe\u0301",
  "\u001b[31mred\u001b[0m",
  "right\u202eto left",
  "tab\tand\nline",
  "__proto__",
  "lone \ud83d half",
];
