import { makeFlags } from "../inputs/flags.mjs";
import { interleave } from "../interleave.mjs";
import { floor, underPython } from "../run-process.mjs";
import { check, list } from "./start-up.mjs";

/** The same in a terminal, where answers are coloured and lists are tables. */
export async function measure({ folder, env, rounds }) {
  const place = { cwd: makeFlags(folder, 100, "terminal"), env };
  const time = (args) => () =>
    underPython("processes/in-terminal.py", [process.execPath, ...args], place).seconds * 1000;
  return interleave({ floor: time(floor), check: time(check), list: time(list) }, rounds(41));
}
