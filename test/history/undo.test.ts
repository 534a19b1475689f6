import { describe, expect, it } from "vitest";

import { FfError } from "../../src/errors.js";
import { changesToUndo, undoEdit } from "../../src/history/undo.js";
import { combine } from "../../src/model/combine.js";
import { deleteFlags, editFlag, pause, rolloutTo, type DocumentEdit } from "../../src/model/edits.js";
import { MemoryStore } from "../../src/store/memory.js";
import { entry, outside } from "./entries.js";

const flags = `{
  "first": {
    "name": "first",
    "percentage": 10,
    "metadata": {"id": 12345678901234567890}
  },
  "middle": {
    "name": "middle"
  },
  "last": {
    "name": "last"
  }
}
`;

class Story {
  readonly store: MemoryStore;

  constructor(text = flags) {
    this.store = new MemoryStore(() => new Date(0), text);
  }

  async change(edit: DocumentEdit): Promise<string> {
    await this.store.update(edit, { actor: "ada", command: "test", reason: null });
    return this.text();
  }

  async undo(flag?: string): Promise<string> {
    const { entries } = await this.store.history();
    return this.change(undoEdit(changesToUndo(entries, flag)));
  }

  async text(): Promise<string> {
    return new TextDecoder().decode((await this.store.read()).bytes);
  }
}

const all = (...edits: DocumentEdit[]): DocumentEdit =>
  combine(edits.map((edit, index) => ({ flag: String(index), edit, explain: (error) => error })));

const inTurn = (flag: string, ...edits: DocumentEdit[]): DocumentEdit =>
  combine(edits.map((edit) => ({ flag, edit, explain: (error) => error })));

const anew = (flag: string): DocumentEdit[] => [deleteFlags([flag]), editFlag(flag, "must be new", pause)];

describe("an undo", () => {
  it.each<[string, DocumentEdit]>([
    ["a change", editFlag("first", "must exist", rolloutTo(50))],
    ["a change that adds fields", editFlag("middle", "must exist", rolloutTo(50))],
    ["a new flag", editFlag("new", "must be new", pause)],
    ["the first flag's removal", deleteFlags(["first"])],
    ["a removal in the middle", deleteFlags(["middle"])],
    ["the last flag's removal", deleteFlags(["last"])],
    ["the removal of neighbours, named backwards", deleteFlags(["last", "middle"])],
    ["the removal of the first two, named backwards", deleteFlags(["middle", "first"])],
    [
      "many changes at once",
      all(
        editFlag("new", "must be new", pause),
        deleteFlags(["middle", "first"]),
        editFlag("last", "must exist", rolloutTo(3)),
      ),
    ],
    ["a flag that is deleted and made anew", inTurn("middle", ...anew("middle"))],
    ["the first flag, made anew twice", inTurn("first", ...anew("first"), ...anew("first"))],
    [
      "one that is made anew and changed, behind one that is removed",
      all(inTurn("middle", ...anew("middle"), editFlag("middle", "must exist", rolloutTo(3))), deleteFlags(["first"])),
    ],
    ["one that is removed in the end", inTurn("middle", ...anew("middle"), deleteFlags(["middle"]))],
  ])("of %s gives back every byte, and itself can be undone, again and again", async (_, edit) => {
    const story = new Story();
    const changed = await story.change(edit);
    expect(changed).not.toBe(flags);
    expect(await story.undo()).toBe(flags);
    expect(await story.undo()).toBe(changed);
    expect(await story.undo()).toBe(flags);
  });

  it("takes back the newest change of one flag, whatever happened to others", async () => {
    const story = new Story();
    await story.change(editFlag("first", "must exist", rolloutTo(50)));
    const lasting = await story.change(editFlag("last", "must exist", rolloutTo(7)));
    expect(await story.undo("first")).toBe(
      lasting.replace(/"first": \{[^]*?\n {2}\}/, /"first": \{[^]*?\n {2}\}/.exec(flags)![0]),
    );
  });

  it("of one flag takes only that flag out of a larger change", async () => {
    const story = new Story();
    await story.change(all(editFlag("first", "must exist", rolloutTo(50)), deleteFlags(["middle"])));
    const text = await story.undo("middle");
    expect([...(await story.store.read()).keys()]).toEqual(["first", "middle", "last"]);
    expect(text).toContain('"percentage": 50');
  });

  it("is refused where another program changed the flag since", async () => {
    const story = new Story();
    await story.change(editFlag("first", "must exist", rolloutTo(50)));
    const { entries } = await story.store.history();
    const undone = changesToUndo(entries, "first");
    const foreign = new Story(flags.replace("10", "11")).store.read();
    await expect(foreign.then((document) => undoEdit(undone)(document, new Date(0)))).rejects.toMatchObject({
      code: "CHANGED",
      message: expect.stringContaining('flag "first" was changed since') as string,
      hint: expect.stringContaining("ff show first") as string,
    });
  });

  it("blames nobody else where ff itself has taken it back meanwhile", async () => {
    const story = new Story();
    await story.change(editFlag("first", "must exist", rolloutTo(50)));
    const { entries } = await story.store.history();
    const undone = changesToUndo(entries, "first");
    await story.change(undoEdit(undone));
    await expect(story.change(undoEdit(undone))).rejects.toMatchObject({
      code: "CHANGED",
      message: 'flag "first" was changed since the change that was to be taken back (test, 1970-01-01T00:00:00.000Z)',
      hint: expect.stringContaining("ff log first") as string,
    });
  });

  it("is refused as a whole where one flag of several was changed since", async () => {
    const story = new Story();
    await story.change(all(editFlag("first", "must exist", rolloutTo(50)), deleteFlags(["middle"])));
    const { entries } = await story.store.history();
    const back = new Story(flags);
    await expect(back.change(undoEdit(changesToUndo(entries, undefined)))).rejects.toThrow(FfError);
    expect(await back.text()).toBe(flags);
  });

  it("goes by the meaning: a flag that was only laid out anew can be taken back", async () => {
    const undone = [entry(1, { flag: "first", before: '{"name":"first"}', after: '{"name":"first","percentage":5}' })];
    const story = new Story('{"first": { "percentage": 5.0, "name": "first" }}');
    expect(await story.change(undoEdit(undone))).toBe('{"first": {"name":"first"}}');
  });

  it("has nothing to do where the flag is as it was, and passes over changes of no flag", async () => {
    const story = new Story("{}");
    const undone = [entry(1, { flag: "gone", before: null, after: null }), entry(1, { flag: null })];
    expect(await story.change(undoEdit(undone))).toBe("{}");
  });
});

describe("what there is to undo", () => {
  const entries = [
    entry(1, { flag: "a" }),
    entry(2, { flag: "a", group: "2" }),
    entry(2, { flag: "b", group: "2", id: "2.2" }),
    outside(3, { flag: "a" }),
  ];

  it("is the newest transaction of ff, or the newest change of the flag", () => {
    expect(changesToUndo(entries, undefined)).toEqual([entries[1], entries[2]]);
    expect(changesToUndo(entries, "a")).toEqual([entries[1]]);
  });

  it.each([
    ["nothing", [], undefined, "the history has no change to take back"],
    ["nothing of this flag", entries, "c", 'the history has no change of "c" to take back'],
    ["nothing but changes made outside", [outside(3, { flag: "a" })], undefined, "no change to take back"],
  ])("is an error where there is %s", (_, found, flag, message) => {
    expect(() => changesToUndo(found, flag)).toThrow(message);
  });
});
