import type { JsonValue } from "../model/flag.js";
import { wholeFlag } from "../model/whole-flag.js";
import { previewKeys } from "../preview/json.js";
import type { FlagDifference, SideFlag } from "./flags-diff.js";
import { warningsInWords } from "./in-words.js";
import type { Report } from "./report.js";
import type { Side } from "./sides.js";

/** The comparison as `--json` prints it. A field that was not there has no `before`, or no `after`. */
export function diffJson({ sides: { a, b }, diff: { flags, same }, comparison, usersFile }: Report): object {
  const flagJson = ({ key, before, after, effect }: FlagDifference): object => {
    const preview = comparison?.flags.get(key);
    return {
      flag: key,
      before: stored(before),
      after: stored(after),
      effect,
      ...previewKeys(preview, comparison?.uncounted.get(key)),
    };
  };
  const those = (change: FlagDifference["change"]): readonly FlagDifference[] =>
    flags.filter((flag) => flag.change === change);
  return {
    a: sideJson(a),
    b: sideJson(b),
    added: those("added").map((flag) => ({ ...flagJson(flag), renamed_from: flag.renamedFrom })),
    removed: those("removed").map(flagJson),
    changed: those("changed").map((flag) => ({ ...flagJson(flag), differences: flag.differences })),
    same,
    ...(comparison && {
      preview: {
        users: comparison.users,
        users_file: usersFile,
        flipped: comparison.flipped,
        uncounted: [...comparison.uncounted.keys()],
      },
    }),
    warnings: flags.flatMap(warningsJson),
  };
}

function sideJson({ source, commit }: Side): object {
  return { source, commit };
}

function warningsJson(difference: FlagDifference): object[] {
  const messages = warningsInWords(difference);
  return difference.moves.map((move, index) => ({ flag: difference.key, ...move, message: messages[index] }));
}

function stored(side: SideFlag | null): object | null {
  return side === null ? null : wholeFlag(side.flag, JSON.parse(side.text) as JsonValue);
}
