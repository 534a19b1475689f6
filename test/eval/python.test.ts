import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { evaluate, type Evaluable } from "../../src/eval/evaluate.js";
import type { Evaluation } from "../../src/eval/evaluation.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import type { User } from "../../src/model/flag.js";
import { isDamaged, parseFlag } from "../../src/model/parse-flag.js";
import { randomBatches, type Batch } from "./random-batches.js";

const reference = fileURLToPath(new URL("reference.py", import.meta.url));

type Answer = [enabled: boolean, variant: string | null, bucket: number | null, thousandths: number | null] | null;

function answersOfPython(batches: readonly Batch[]): Answer[][] {
  const python = spawnSync("python3", [reference], { input: JSON.stringify(batches), maxBuffer: 1 << 28 });
  if (python.error) throw python.error;
  expect(python.stderr.toString()).toBe("");
  return JSON.parse(python.stdout.toString()) as Answer[][];
}

function read(key: string, value: unknown): Evaluable {
  const flag = parseFlag(key, value);
  return isDamaged(flag) ? flag : new PreparedFlag(flag);
}

function asAnswer({ reason, enabled, variant, bucket, position }: Evaluation): Answer {
  if (reason === "ERROR") return null;
  return [enabled, variant, bucket, position === null ? null : Math.round(position * 1000)];
}

describe("200,000 random evaluations", () => {
  const seed = Number(process.env["FF_TEST_SEED"] ?? Date.now() % 2 ** 31);

  it(`agree with Python (FF_TEST_SEED=${seed})`, () => {
    const batches = randomBatches(seed, 20);
    const expected = answersOfPython(batches);
    const differences: unknown[] = [];
    const seen = new Map<string, number>();
    let compared = 0;

    batches.forEach(({ flags, users }, batch) => {
      let row = 0;
      for (const [key, value] of Object.entries(flags)) {
        const flag = read(key, value);
        for (const entry of users) {
          const user: User | undefined = entry === null ? undefined : { ...entry, userId: entry.user_id };
          const evaluation = evaluate(flag, key, user);
          const ours = asAnswer(evaluation);
          const theirs = expected[batch]?.[row++];
          if (JSON.stringify(ours) !== JSON.stringify(theirs)) differences.push({ flag: value, entry, ours, theirs });
          seen.set(evaluation.detail.kind, (seen.get(evaluation.detail.kind) ?? 0) + 1);
          compared++;
        }
      }
    });

    expect(differences.slice(0, 3)).toEqual([]);
    expect(compared).toBe(200_000);
    // A generator that has stopped to reach a rule would let it rot unseen.
    expect(Object.fromEntries([...seen].filter(([, count]) => count < 100))).toEqual({});
    expect(seen.size).toBe(15);
  });
});
