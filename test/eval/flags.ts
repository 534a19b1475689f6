import { evaluate } from "../../src/eval/evaluate.js";
import type { Evaluation } from "../../src/eval/evaluation.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import { flagDefaults, type Flag, type User } from "../../src/model/flag.js";

/** An enabled flag named `checkout`, with the fields that a test is about. */
export function flagWith(fields: Partial<Flag>): Flag {
  return { ...flagDefaults, name: "checkout", enabled: true, ...fields };
}

export function answer(fields: Partial<Flag>, user?: User): Evaluation {
  return evaluate(new PreparedFlag(flagWith(fields)), "checkout", user);
}
