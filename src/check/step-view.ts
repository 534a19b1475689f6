import type { Step } from "../eval/steps.js";
import { someOf } from "../model/describe.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import { isDamaged } from "../model/parse-flag.js";
import { safe } from "../term/escape.js";
import type { Field } from "../term/fields.js";
import { cellsIn, pointer, thresholdScale, type Scale } from "../term/scale.js";
import { stretchScale } from "../term/stretches.js";
import type { Paint } from "../term/style.js";
import type { View } from "../term/view.js";
import { truncate, type Measure } from "../term/width.js";

/** What steps are drawn with. */
export interface Drawing {
  readonly flag: Flag | DamagedFlag;
  readonly view: View;
  readonly measure: Measure;
  /** Columns beside the labels. */
  readonly room: number;
}

type StepOf<Name extends Step["step"]> = Extract<Step, { readonly step: Name }>;

/** One step as a line; none where the others, or the reason itself, say the same. */
export function stepField(step: Step, drawing: Drawing): Field[] {
  switch (step.step) {
    case "read":
      return [];
    case "switch":
      return [["switch", step.enabled ? "enabled" : "disabled, off for everybody"]];
    case "strategy":
      return [["strategy", inWords(step, drawing.flag)]];
    case "user":
      return step.value === null ? [["user", missing[step.needs]]] : [];
    case "list":
      return [["list", membership(step, drawing.flag)]];
    case "bucket":
      return [["bucket", ...bucketLines(step, drawing)]];
    case "variant":
      return [["variant", ...variantLines(step, drawing)]];
  }
}

const missing = {
  user_id: "none was given: --user",
  tier: "no tier was given: --tier",
  email_domain: "no address with a domain was given: --email",
} as const;

function inWords({ strategy }: StepOf<"strategy">, flag: Flag | DamagedFlag): string {
  if (isDamaged(flag)) return strategy;
  switch (strategy) {
    case "all":
      return "all, on for everybody";
    case "none":
      return "none, off for everybody";
    case "percentage":
      return `percentage, ${flag.percentage}% of users`;
    case "ab_test": {
      const variants = Object.keys(flag.ab_test_allocation).length;
      return `ab_test, ${variants} variant${variants === 1 ? "" : "s"}`;
    }
    default:
      return strategy;
  }
}

function membership({ list, size, value, listed }: StepOf<"list">, flag: Flag | DamagedFlag): string {
  const items = isDamaged(flag) ? [] : flag[list];
  const found = `${value} is ${listed ? "" : "not "}in ${list}`;
  return size === 0 ? `${found}, which is empty` : `${found}: ${someOf(items)}`;
}

type Rest = readonly [value: Field[1], paint?: NonNullable<Field[2]>];

function bucketLines({ bucket, position, threshold, outcome }: StepOf<"bucket">, drawing: Drawing): Rest {
  if (bucket === null || position === null) return ["none can be computed"];
  const { view, room } = drawing;
  const place = Number.isInteger(threshold) ? `bucket ${bucket}` : `position ${position.toFixed(3)}`;
  const caption = `${place}, on below ${threshold}`;
  if (!view.isTTY) return [caption];
  const scale = thresholdScale(threshold, position, cellsIn(room), view);
  return drawn(scale, position, caption, outcome === "on", drawing);
}

function variantLines({ bucket, ranges, variant, outcome }: StepOf<"variant">, drawing: Drawing): Rest {
  if (bucket === null) return ["none can be computed"];
  const { view, room, measure } = drawing;
  const own = ranges.find((range) => range.variant === variant);
  const where = own === undefined ? "no variant" : `${own.variant}, from ${own.from} to below ${own.to}`;
  if (!view.isTTY) return [`bucket ${bucket}: ${where}`];
  const stretches = ranges.map((range) => ({ ...range, name: safe(range.variant) }));
  const scale = stretchScale(stretches, bucket, cellsIn(room), view, measure);
  const name = own && truncate(safe(own.variant), longestName, measure, view.unicode ? "…" : "...");
  return drawn(scale, bucket, `bucket ${bucket}: ${name ?? "no variant"}`, outcome === "on", drawing);
}

const longestName = 24;

/** A scale with a pointer beneath. What matters of both is green, and a pointer to "off" red. */
function drawn({ text, start, end }: Scale, place: number, caption: string, isOn: boolean, drawing: Drawing): Rest {
  const { view, room, measure } = drawing;
  const lines = [text, pointer(place, caption, cellsIn(room), room, view, measure)];
  const paintScale = (paint: Paint): string =>
    text.slice(0, start) + paint.green(text.slice(start, end)) + text.slice(end);
  return [{ lines }, (line, paint) => (line === text ? paintScale(paint) : isOn ? paint.green(line) : paint.red(line))];
}
