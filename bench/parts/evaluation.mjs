import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { checkAnswers, checkBuckets } from "../evaluation/agreement.mjs";
import { Contender } from "../evaluation/contender.mjs";
import { contenders, own } from "../evaluation/contenders/index.mjs";
import { interleave } from "../interleave.mjs";

const script = (name) => resolve(import.meta.dirname, "../processes", name);

/** Nanoseconds of one evaluation, each contender in a process of its own, for one question after the other. */
export async function measure({ folder, env, rounds, peers }) {
  const pipeline = join(folder, "contender");
  execFileSync("cc", ["-O2", "-o", pipeline, script("contender.c")]);
  const names = peers === null ? own : Object.keys(contenders);
  const results = {};
  for (const question of ["rollout", "tier", "ab"]) {
    const commands = {
      ...Object.fromEntries(names.map((name) => [name, nodeCommand(name, question, peers)])),
      Python: ["python3", script("contender.py"), question],
      // A list of two tiers leaves nothing to hash.
      ...(question === "tier" ? {} : { C: [pipeline, question] }),
    };
    Object.assign(results, await compare(commands, question, env, rounds(15)));
  }
  return results;
}

function nodeCommand(name, question, peers) {
  return [process.execPath, script("contender.mjs"), name, question, ...(peers === null ? [] : [peers])];
}

async function compare(commands, question, env, rounds) {
  const running = Object.fromEntries(
    Object.entries(commands).map(([name, command]) => [name, new Contender(command, env)]),
  );
  try {
    if (question !== "tier") await checkBuckets(running);
    const { on: ours } = await running.ff.ask();
    const things = Object.entries(running).map(([name, contender]) => {
      const ask = async () => {
        const { nanoseconds, on } = await contender.ask();
        checkAnswers(question, name, on, ours);
        return nanoseconds;
      };
      return [`${question}: ${name}`, ask];
    });
    // Compilers of hot code need more than the one turn that is not counted.
    for (let turn = 0; turn < 3; turn++) for (const [, ask] of things) await ask();
    return await interleave(Object.fromEntries(things), rounds);
  } finally {
    for (const contender of Object.values(running)) contender.end();
  }
}
