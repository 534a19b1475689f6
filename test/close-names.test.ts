import { expect, it } from "vitest";

import { withCloseNames } from "../src/close-names.js";
import { allTogether } from "../src/errors.js";
import { unknownFlag } from "../src/model/unknown-flag.js";
import { MemoryStore } from "../src/store/memory.js";

const storeOf = (names: readonly string[]): MemoryStore =>
  new MemoryStore(() => new Date(0), JSON.stringify(Object.fromEntries(names.map((name) => [name, {}]))));

it("names what may have been meant by each flag that is not there", async () => {
  const store = storeOf(["dark_mode", "checkout_flow"]);
  const error = await withCloseNames(allTogether(["drak_mode", "zzz"].map((name) => unknownFlag(name))), store);
  expect(error.hints).toEqual(["did you mean dark_mode?", { text: "see what there is", command: { name: "list" } }]);
});

it("looks for names close to very many in no time that they multiply", async () => {
  const numbers = Array.from({ length: 10_000 }, (_, index) => index);
  const error = allTogether(numbers.map((number) => unknownFlag(`flag_numbr_${number}`)));
  // To compare each of these with each would run into the time limit of a test.
  const { problems } = await withCloseNames(error, storeOf(numbers.map((number) => `flag_number_${number}`)));
  expect(problems).toHaveLength(10_000);
  expect(problems[0]?.hint).toBe("did you mean flag_number_0, flag_number_1, flag_number_2?");
});
