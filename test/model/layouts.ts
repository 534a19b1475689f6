import fc from "fast-check";

import { enclose, render, renderMember, type Style } from "../../src/json/style.js";
import type { Flag } from "../../src/model/flag.js";
import { flagWith } from "./flags.js";

/** Python's json.dump(indent=2). */
const pythonStyle: Style = {
  indent: "  ",
  newline: "\n",
  brokenLevels: Infinity,
  ascii: true,
  colon: ": ",
  comma: ", ",
};

const layout = fc.constantFrom<Partial<Style>>(
  {},
  { ascii: false },
  { indent: "\t", newline: "\r\n" },
  { indent: "    " },
  { indent: "" },
  { brokenLevels: 0, indent: "", colon: ":", comma: "," },
  { brokenLevels: 0, indent: "" },
  { brokenLevels: 1 },
);

/** Names among which are those of Object.prototype, numbers, emoji and other scripts. */
export const flagName = fc.oneof(
  fc.constantFrom(
    "new_dashboard",
    "checkout_flow",
    "__proto__",
    "constructor",
    "10",
    "9",
    "größer",
    "🚀",
    "新しい",
    'a"b\\c',
  ),
  fc.string({ minLength: 1, maxLength: 6 }).filter((name) => name === name.trim()),
);

const texts = fc.uniqueArray(fc.constantFrom("ada", "grace", "linus", "用户", "🙂", "a.com", "é"), { maxLength: 4 });

/** More digits than a double has; it stands in the file without quotes. */
const bigInteger = "12345678901234567890";

/** The fields of a flag in any state that ff itself may leave it in. */
export const flagFields: fc.Arbitrary<Partial<Flag>> = fc.record({
  enabled: fc.boolean(),
  strategy: fc.constantFrom("all", "none", "percentage", "user_list", "user_tier", "email_domain", "ab_test"),
  percentage: fc.integer({ min: 0, max: 100_000 }).map((thousandths) => thousandths / 1000),
  user_ids: texts,
  user_tiers: texts,
  email_domains: texts,
  ab_test_allocation: fc.integer({ min: 1, max: 99 }).map((share) => ({ A: share, B: 100 - share })),
  metadata: fc.dictionary(
    fc.constantFrom("owner", "ticket", "__proto__", "10"),
    fc.oneof(fc.constantFrom(bigInteger, null, true, 5, "用户", ["a", { b: [] }]), fc.string()),
  ),
});

const flag = fc.tuple(flagName, flagFields).map(([name, fields]) => flagWith({ ...fields, name }));

const document = fc.uniqueArray(flag, { selector: ({ name }) => name, maxLength: 5 });

/** The text of a flags file in Python's own layout. */
export const pythonText: fc.Arbitrary<string> = document.map((flags) => `${textOf(flags, pythonStyle)}\n`);

/** The text of a flags file in any layout: minified, one flag a line, tabs and CRLF, a byte order mark, no last newline. */
export const documentText = fc
  .tuple(document, layout, fc.boolean(), fc.constantFrom("", "\n"))
  .map(([flags, style, mark, end]) => (mark ? "\ufeff" : "") + textOf(flags, { ...pythonStyle, ...style }) + end);

/** Written member by member, since an object would put a flag called "10" first. */
function textOf(flags: readonly Flag[], style: Style): string {
  const members = flags.map((value) => renderMember(value.name, render(value, style, 1), style));
  return enclose("{", members, "}", style, 0).replaceAll(`"${bigInteger}"`, bigInteger);
}
