import { lacks } from "./needs.mjs";

/** Puts a promise to the test. @returns a row of the table */
export async function check(promise, context) {
  const missing = (promise.needs ?? []).map(lacks).filter((reason) => reason !== null);
  if (missing.length > 0) return { status: "not run", counts: "", outcome: missing.join("; "), problems: [] };
  try {
    const { counts, outcome, problems } = await promise.run(context);
    return { status: problems.length === 0 ? "kept" : "BROKEN", counts, outcome, problems };
  } catch (error) {
    return { status: "BROKEN", counts: "", outcome: "the test itself failed", problems: [error.stack] };
  }
}
