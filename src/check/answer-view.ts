import { explain } from "../eval/explain.js";
import { describe } from "../model/describe.js";
import { safe } from "../term/escape.js";
import { renderFields, type Field } from "../term/fields.js";
import { sentence } from "../term/sentence.js";
import type { View } from "../term/view.js";
import { loadMeasure, padding } from "../term/width.js";
import type { OneAnswer } from "./one-user.js";
import { stepField, type Drawing } from "./step-view.js";

const margin = "  ";
/** What the longest label beside a scale takes, with the gap behind it. */
const labelColumns = "strategy:  ".length;

/** The answer first, then the steps that led to it, and what would turn it. */
export async function renderAnswer(answer: OneAnswer, view: View): Promise<string> {
  const { evaluation, flag, user, at, steps } = answer;
  const { paint } = view;
  const variants = steps.flatMap((step) => (step.step === "variant" ? step.ranges.map((range) => range.variant) : []));
  const texts = [...variants, ...answer.flips.map(({ text }) => text)];
  const measure = await loadMeasure(view.isTTY ? texts.map(safe) : []);
  const drawing: Drawing = { flag, view, measure, room: view.width - margin.length - labelColumns };

  const fields: Field[] = [
    ["why", explain(evaluation.detail)],
    ...(evaluation.reason === "DISABLED" ? [["flag", describe(flag)] satisfies Field] : []),
    ...(at === null ? [] : [["as of", answer.certain ? at : `${at}, not certain`] satisfies Field]),
    ...steps.flatMap((step) => stepField(step, drawing)),
    ...hashField(answer),
    ...(view.isTTY ? [] : [["reason", evaluation.reason] satisfies Field]),
    ...flipsField(answer, drawing),
  ];
  const whom = user === undefined ? "" : ` for ${paint.bold(safe(user.userId))}`;
  const variant = evaluation.variant === null ? "" : `, variant ${paint.bold(safe(evaluation.variant))}`;
  const word = evaluation.enabled ? paint.green("on") : paint.red("off");
  const headline = `${paint.bold(safe(evaluation.flag))} is ${word}${whom}${variant}`;
  return `${await sentence(headline, view)}${await renderFields(fields, view, margin)}`;
}

/** How anybody can compute the bucket anew. */
function hashField({ hashInput, evaluation: { bucket, position, percentage } }: OneAnswer): Field[] {
  if (hashInput === null || bucket === null) return [];
  const md5 = `md5(${JSON.stringify(hashInput)})`;
  const decimals = Math.round((position ?? 0) * 1000) % 1000;
  const isFine = percentage !== null && !Number.isInteger(percentage);
  // Unbroken, because what is hashed may hold spaces.
  return [["hash", { lines: [`${md5} mod 100 = ${bucket}${isFine ? `, md5 div 100 mod 1000 = ${decimals}` : ""}`] }]];
}

/** Each flip with its command beside it, or beneath where there is no room. */
function flipsField({ flips }: OneAnswer, { view, measure, room }: Drawing): Field[] {
  if (flips.length === 0) return [];
  // What the user would have to be says what to type: only changes of the flag come with their command.
  const pairs = flips.map(({ kind, text, command }) => [text, kind === "user" ? null : command] as const);
  if (!view.isTTY)
    return [["flips", pairs.map(([text, command]) => (command === null ? text : `${text}: ${command}`))]];
  const shown = pairs.map(([text, command]) => ({ text: safe(text), command: command === null ? "" : safe(command) }));
  const beside = shown.filter(({ text, command }) => measure(text) + margin.length + command.length <= room);
  const column = Math.max(0, ...beside.map(({ text }) => measure(text)));
  const lines = shown.flatMap(({ text, command }) => {
    if (command === "") return [text];
    const isBeside = column + margin.length + command.length <= room && measure(text) <= column;
    return isBeside ? [text + padding(measure(text), column) + margin + command] : [text, margin + command];
  });
  return [["flips", { lines }]];
}
