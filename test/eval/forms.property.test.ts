import { describe, expect, it } from "vitest";

import { answerOf, answersFor, isOn, variantOfAnswer } from "../../src/eval/batch.js";
import { evaluable, evaluate, isEnabled, variantOf } from "../../src/eval/evaluate.js";
import type { User } from "../../src/model/flag.js";
import { parseFlag } from "../../src/model/parse-flag.js";
import { randomBatches } from "./random-batches.js";

describe("every form of an answer is drawn of one decision", () => {
  const seed = Number(process.env["FF_TEST_SEED"] ?? Date.now() % 2 ** 31);

  it(`for 50,000 random flags and users (FF_TEST_SEED=${seed})`, () => {
    const different: unknown[] = [];
    const seen = new Map<string, number>();
    for (const batch of randomBatches(seed, 5)) {
      const users = batch.users.map((user) => (user === null ? undefined : { ...user, userId: user.user_id }));
      for (const [key, value] of [...Object.entries(batch.flags), ["unknown", undefined]] as const) {
        const flag = key === "unknown" ? undefined : evaluable(parseFlag(key, value));
        // Without types, an application can pass an entry that is no user here too.
        const answers = answersFor(flag, users as User[]);
        users.forEach((user, index) => {
          const { enabled, variant, detail, reason, errorCode } = evaluate(flag, key, user);
          const short = [isEnabled(flag, user), variantOf(flag, user)];
          const bulk = [isOn(answers[index]!), variantOfAnswer(flag, answers[index]!)];
          const whole = [enabled, variant];
          expect(answerOf(flag, answers[index]!)).toEqual({ enabled, variant, reason, errorCode });
          if (String([short, bulk]) !== String([whole, whole])) different.push({ value, user, whole, short, bulk });
          seen.set(detail.kind, (seen.get(detail.kind) ?? 0) + 1);
        });
      }
    }
    expect(different.slice(0, 3)).toEqual([]);
    expect([...seen.keys()].sort()).toEqual([
      "assigned",
      "below_percentage",
      "damaged",
      "disabled",
      "everybody",
      "listed",
      "no_email_domain",
      "no_tier",
      "no_user",
      "nobody",
      "not_below_percentage",
      "not_listed",
      "unassigned",
      "unhashable_name",
      "unhashable_user",
      "unknown_flag",
    ]);
  });
});
