import { describe } from "../model/describe.js";
import type { ChiSquare } from "../statistics/chi-square.js";
import { safe } from "../term/escape.js";
import { renderFields, type Field } from "../term/fields.js";
import { sentence } from "../term/sentence.js";
import { shareColumns, type Share } from "../term/share-columns.js";
import { renderTable, type Column } from "../term/table.js";
import type { View } from "../term/view.js";
import { populationInWords } from "../users/population.js";
import { repeatedIdsJson } from "../users/repeated-ids.js";
import type { PossibleOutcome } from "./outcomes.js";
import { shareJson } from "./share.js";
import type { Simulation } from "./simulate.js";
import { fitInWords, spreadInWords, verdictOf } from "./words.js";

type Row = Share & PossibleOutcome;

/** A simulation for people: each outcome as a bar beside the expected one, then what the checks say. */
export async function renderSimulation(simulation: Simulation, view: View): Promise<string> {
  const { key, population, shares } = simulation;
  const { paint } = view;
  const rows = shares.filter(({ observed, expectedPercent }) => observed > 0 || expectedPercent !== 0);
  const label: Column<Row> = { header: "outcome", value: (row) => row.label, paint: (text) => paint.bold(text) };
  const hasExpected = rows.some(({ expectedPercent }) => expectedPercent !== null);
  return [
    await sentence(`${paint.bold(safe(key))} for ${safe(populationInWords(population))}`, view),
    await renderTable(rows, [label, ...shareColumns(view, hasExpected)], view),
    await renderFields(fieldsOf(simulation), view, "  "),
  ].join("");
}

export function simulationJson(simulation: Simulation): unknown {
  const { key, flag, isSupposed, population, shares, checks, file } = simulation;
  return {
    flag: key,
    users: population.users,
    users_file: population.file,
    strategy: flag.strategy,
    enabled: flag.enabled,
    supposed: isSupposed,
    shares: shares.map(({ enabled, variant, ...share }) => ({ enabled, variant, ...shareJson(share) })),
    fit: checks && testJson(checks.fit),
    buckets: checks && { ...testJson(checks.spread), counts: checks.buckets },
    repeated_ids: repeatedIdsJson(population.repeats),
    file,
  };
}

function testJson(test: ChiSquare) {
  const isTested = test.kind === "tested";
  return {
    statistic: isTested ? test.statistic : null,
    degrees_of_freedom: isTested ? test.degreesOfFreedom : null,
    p_value: isTested ? test.pValue : null,
    verdict: verdictOf(test),
  };
}

function fieldsOf({ flag, isSupposed, checks, population }: Simulation): Field[] {
  return [
    [isSupposed ? "supposed" : "flag", describe(flag)],
    ...(checks === null
      ? [["checks", "none: no hash decides here, so chance has no part in it"] satisfies Field]
      : [
          ["shares", fitInWords(checks.fit)] satisfies Field,
          ["buckets", spreadInWords(checks, population)] satisfies Field,
        ]),
  ];
}
