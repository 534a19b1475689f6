import { FfError, hintText } from "../src/errors.js";
import { errorJson, renderError } from "../src/term/error-text.js";
import { renderJson } from "../src/term/json.js";
import { roughGlobals } from "./globals.js";
import type { Surroundings } from "./surroundings.js";
import { viewOf } from "./view.js";

/** What a run that failed had found out before it did. */
export interface Reached {
  /** The flags file as `--file` named it, which the commands of hints have to name too. */
  fileOption: string | undefined;
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
function asShown({ code, message, hints, location }: FfError, { fileOption }: Reached): FfError {
  return new FfError(code, message, { hint: hintText(hints, fileOption) ?? [], ...(location && { location }) });
}

function internalError(error: unknown): FfError {
  const message = error instanceof Error ? error.message : String(error);
  return new FfError("INTERNAL", `internal error: ${message}`, {
    hint: "this is a defect of ff; run it again with --debug to see where",
  });
}
