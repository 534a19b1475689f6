import { defineCommand, type Context } from "../src/command.js";
import { exitCodes, FfError } from "../src/errors.js";
import { emailDomain, evaluate } from "../src/eval/evaluate.js";
import type { Evaluation } from "../src/eval/evaluation.js";
import { explain } from "../src/eval/explain.js";
import { PreparedFlag } from "../src/eval/prepared-flag.js";
import { unknownFlag } from "../src/model/edits.js";
import type { DamagedFlag, Flag, JsonValue, User } from "../src/model/flag.js";
import { describe } from "../src/model/describe.js";
import { parseAttributes } from "../src/model/input.js";
import { isDamaged, parseFlag } from "../src/model/parse-flag.js";
import { parseMoment } from "../src/model/time.js";
import { knownFlagArgument } from "../src/mutation/options.js";
import type { FlagStore } from "../src/store/store.js";
import { safe } from "../src/term/escape.js";
import { nameArgument } from "../src/term/shell-word.js";
import { renderFields, type Field } from "../src/term/fields.js";

interface Options {
  readonly name: string;
  readonly user?: string;
  readonly email?: string;
  readonly tier?: string;
  readonly attr?: Record<string, JsonValue>;
  readonly at?: Date;
  readonly exitCode?: boolean;
}

interface Result {
  readonly evaluation: Evaluation;
  readonly flag: Flag | DamagedFlag;
  readonly user: User | undefined;
  readonly at: string | null;
  readonly file: string;
}

export const command = defineCommand<Options, Result>({
  arguments: [knownFlagArgument],
  options: [
    { flags: "--user <id>", description: "for this user; without one, for nobody in particular" },
    { flags: "--email <address>", description: "the user's email address, for domain targeting" },
    { flags: "--tier <tier>", description: "the user's tier" },
    {
      flags: "--attr <key=value>",
      description: "other attributes of the user (repeatable)",
      repeatable: true,
      parse: parseAttributes,
    },
    { flags: "--at <time>", description: "as of then, from the history: 2026-01-31T10:30 (UTC)", parse: parseMoment },
    {
      flags: "--exit-code",
      description: `exit ${exitCodes.done.code} when it is on, ${exitCodes.no.code} when it is off`,
    },
  ],
  examples: [
    ["ff check new_dashboard --user user123 --tier pro", "on or off, and why"],
    ["ff check new_dashboard --user user123 --exit-code && ./deploy", "as a condition in a script"],
    ["ff check new_dashboard --user user123 --at 2026-01-27T09:00", "why did user123 see it on Tuesday?"],
  ],
  run: async (context, options) => {
    const user = userOf(options);
    const store = context.openStore();
    const flag =
      options.at === undefined
        ? await flagNow(store, options.name)
        : await flagAsOf(context, store, options.name, options.at);
    if (isDamaged(flag)) context.notice(`flag ${JSON.stringify(options.name)} can't be read, so it is off`);
    const evaluation = evaluate(isDamaged(flag) ? flag : new PreparedFlag(flag), options.name, user);
    return { evaluation, flag, user, at: options.at?.toISOString() ?? null, file: store.location };
  },
  render: async ({ evaluation, flag, user, at }, view) => {
    const { paint } = view;
    const answer = evaluation.enabled ? paint.green("on") : paint.red("off");
    const whom = user === undefined ? "" : ` for ${paint.bold(safe(user.userId))}`;
    const variant = evaluation.variant === null ? "" : `, variant ${paint.bold(safe(evaluation.variant))}`;
    const fields: Field[] = [
      ["why", explain(evaluation.detail)],
      ["flag", describe(flag)],
      ["reason", evaluation.reason],
      ...(at === null ? [] : [["as of", at] satisfies Field]),
    ];
    return `${paint.bold(safe(evaluation.flag))} is ${answer}${whom}${variant}\n${await renderFields(fields, view, "  ")}`;
  },
  json: ({ evaluation, user, at, file }) => ({
    flag: evaluation.flag,
    user: user?.userId ?? null,
    enabled: evaluation.enabled,
    variant: evaluation.variant,
    strategy: evaluation.strategy,
    reason: evaluation.reason,
    bucket: evaluation.bucket,
    position: evaluation.position,
    percentage: evaluation.percentage,
    error_code: evaluation.errorCode,
    explanation: explain(evaluation.detail),
    detail: evaluation.detail,
    email: user?.email ?? null,
    email_domain: user === undefined ? null : emailDomain(user),
    tier: user?.tier ?? null,
    attributes: user?.customAttributes ?? {},
    at,
    file,
  }),
  exitCode: ({ evaluation }, { exitCode }) =>
    exitCode === true && !evaluation.enabled ? exitCodes.no.code : exitCodes.done.code,
});

function userOf({ user, email, tier, attr }: Options): User | undefined {
  if (user !== undefined) return { userId: user, email, tier, customAttributes: attr };
  if (email === undefined && tier === undefined && attr === undefined) return undefined;
  throw new FfError("USAGE", "--email, --tier and --attr belong to a user", { hint: "add --user <id>" });
}

async function flagNow(store: FlagStore, name: string): Promise<Flag | DamagedFlag> {
  const flag = (await store.read()).get(name);
  if (flag !== undefined) return flag;
  const { withCloseNames } = await import("../src/close-names.js");
  throw await withCloseNames(unknownFlag(name), store);
}

async function flagAsOf(context: Context, store: FlagStore, name: string, at: Date): Promise<Flag | DamagedFlag> {
  const { readAsOf } = await import("../src/history/read-as-of.js");
  const { text, caution } = await readAsOf(store, name, at, context.now());
  if (caution !== null) context.notice(caution);
  if (text === null)
    throw new FfError("FLAG_NOT_FOUND", `there was no flag ${JSON.stringify(name)} at ${at.toISOString()}`, {
      hint: `see its changes: ff log ${nameArgument(name)}`,
    });
  return parseFlag(name, JSON.parse(text));
}
