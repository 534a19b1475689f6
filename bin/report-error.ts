import { FfError, hintText, type Hint } from "../src/errors.js";
import { errorJson, renderError } from "../src/term/error-text.js";
import { renderJson } from "../src/term/json.js";
import { roughGlobals } from "./globals.js";
import type { Surroundings } from "./surroundings.js";
import { viewOf } from "./view.js";

/** What a run that failed had found out before it did. */
export interface Reached {
  /** The flags file as `--file` named it, which the commands of hints have to name too. */
  fileOption: string | undefined;
  /** What became of the change that was asked for, which its error has to tell; undefined where none was. */
  change: "none yet" | "made" | undefined;
}

/** Tells on stderr what went wrong, and gives the exit code that stands for it. */
export async function reportError(
  error: unknown,
  words: readonly string[],
  reached: Reached,
  around: Surroundings,
): Promise<number> {
  const failure = asShown(error instanceof FfError ? error : internalError(error), reached);
  const globals = roughGlobals(words, around.env);
  const stack = globals.debug && error instanceof Error ? error.stack : undefined;
  const text = globals.json
    ? renderJson(errorJson(failure, stack))
    : (await renderError(failure, await viewOf(around.stderr, around, globals))) + (stack ? `${stack}\n` : "");
  try {
    await around.stderr.write(text);
  } catch {
    // There is nowhere left to say it, but the exit code still tells.
  }
  return failure.exitCode;
}

/** The failure as somebody who types is told of it. */
function asShown(failure: FfError, { fileOption, change }: Reached): FfError {
  const { code, message, hints, location } = failure;
  const told = change === undefined ? [] : outcome(failure, change);
  // Who cancelled is told in one line.
  if (code === "CANCELLED") return new FfError(code, [message, hintText(told, fileOption) ?? []].flat().join(", "));
  return new FfError(code, message, {
    hint: hintText([...hints, ...told], fileOption) ?? [],
    ...(location && { location }),
    ...(failure.problems.length > 1 && { problems: failure.problems }),
  });
}

/** Whether something was changed. A defect may have come before or after it. */
function outcome({ code, changedBefore }: FfError, change: "none yet" | "made"): Hint[] {
  if (change === "made") return [{ text: "the change itself was made; see it with", command: { name: "log" } }];
  const before = changedBefore.length === 0 ? [] : [`mended before it: ${changedBefore.join(", ")}`];
  switch (code) {
    case "UNCONFIRMED":
    case "INTERNAL":
      return before;
    case "CANCELLED":
      return before.length === 0 ? ["nothing changed"] : before;
    default:
      return [before.length === 0 ? "nothing was changed" : "nothing was changed in this file", ...before];
  }
}

function internalError(error: unknown): FfError {
  const message = error instanceof Error ? error.message : String(error);
  return new FfError("INTERNAL", `internal error: ${message}`, {
    hint: "this is a defect of ff; run it again with --debug to see where",
  });
}
