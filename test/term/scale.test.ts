import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { cellOf, cellsIn, pointer, thresholdScale } from "../../src/term/scale.js";
import { stretchScale, type Stretch } from "../../src/term/stretches.js";
import { loadMeasure } from "../../src/term/width.js";

const measure = await loadMeasure(["🫠"]);
const unicode = { unicode: true };
const ascii = { unicode: false };

const threshold = (below: number, place: number, cells = 20): string => {
  const { text } = thresholdScale(below, place, cells, unicode);
  return text.slice("0 ".length, -" 100".length);
};

it("a scale has cells that stand for whole buckets, as many as there is room for", () => {
  expect([200, 106, 105, 67, 56, 55, 31, 26, 25, 16, 5].map(cellsIn)).toEqual([
    100, 100, 50, 50, 50, 25, 25, 20, 10, 10, 10,
  ]);
});

describe("a threshold", () => {
  it.each([
    [50, 18, "██████████░░░░░░░░░░"],
    [0, 18, "░░░░░░░░░░░░░░░░░░░░"],
    [0.001, 18, "█░░░░░░░░░░░░░░░░░░░"],
    [99.9, 18, "███████████████████░"],
    [100, 18, "████████████████████"],
    // The user's own cell is drawn as the answer is: 17 and 18 lie in one, with 16 and 19.
    [18, 17, "████░░░░░░░░░░░░░░░░"],
    [18, 18, "███░░░░░░░░░░░░░░░░░"],
    [0.5, 0.7, "░░░░░░░░░░░░░░░░░░░░"],
    [99.9, 99.5, "████████████████████"],
  ])("of %s percent, seen from %s", (below, place, drawn) => {
    expect(threshold(below, place)).toBe(drawn);
  });

  it("is filled at the user's cell exactly where the user is below it, and fills from the left", () => {
    const place = fc.nat(99_999).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 105, noNaN: true }),
        place,
        fc.constantFrom(10, 50, 100),
        (below, at, cells) => {
          const drawn = threshold(below, at, cells);
          expect(drawn).toMatch(/^█*░*$/);
          expect(drawn).toHaveLength(cells);
          expect(drawn[cellOf(at, cells)]).toBe(at < below ? "█" : "░");
        },
      ),
    );
  });

  it("says which part is filled, and is drawn in ASCII too", () => {
    const { text, start, end } = thresholdScale(30, 90, 10, ascii);
    expect(text).toBe("0 ###------- 100");
    expect(text.slice(start, end)).toBe("###");
  });
});

describe("stretches", () => {
  const halves: Stretch[] = [
    { name: "A", from: 0, to: 50 },
    { name: "B", from: 50, to: 100 },
  ];
  const draw = (stretches: readonly Stretch[], place: number, cells = 20, charset = unicode): string =>
    stretchScale(stretches, place, cells, charset, measure).text;

  it("stand side by side with their names, the user's own heavier", () => {
    expect(draw(halves, 10)).toBe("0 ├━ A ━━━━━┼─ B ───── 100");
    expect(draw(halves, 60)).toBe("0 ├─ A ─────┼━ B ━━━━━ 100");
    expect(draw(halves, 60, 20, ascii)).toBe("0 |- A -----|= B ===== 100");
    const { text, start, end } = stretchScale(halves, 60, 20, unicode, measure);
    expect(text.slice(start, end)).toBe("┼━ B ━━━━━");
  });

  it("leave what falls to nobody dotted", () => {
    const { text, start, end } = stretchScale(halves.slice(0, 1), 60, 20, unicode, measure);
    expect(text).toBe("0 ├─ A ─────┼········· 100");
    expect(end).toBe(start);
    expect(draw([], 60)).toBe("0 ░░░░░░░░░░░░░░░░░░░░ 100");
  });

  it("go without a name that does not fit, and measure those of wide characters", () => {
    const wide = (name: string): Stretch[] => [
      { name, from: 0, to: 50 },
      { name: "B", from: 50, to: 100 },
    ];
    expect(draw(wide("実験🫠"), 60)).toBe("0 ├─ 実験🫠 ┼━ B ━━━━━ 100");
    expect(draw(wide("実験実験"), 60)).toBe("0 ├─────────┼━ B ━━━━━ 100");
  });

  it("too short for a name are told by their borders, or by the heavier line alone", () => {
    const rare = [...halves.slice(0, 1), { name: "rare", from: 50, to: 55 }, { name: "C", from: 55, to: 100 }];
    expect(draw(rare, 80)).toBe("0 ├─ A ─────┼┼━ C ━━━━ 100");
    expect(draw(rare, 52)).toBe("0 ├─ A ─────━┼─ C ──── 100");
  });

  it("shorter than a cell are drawn for a user who falls to them, and only then", () => {
    const rare = [...halves.slice(0, 1), { name: "rare", from: 50, to: 51 }, { name: "C", from: 51, to: 100 }];
    expect(draw(rare, 50)).toBe("0 ├─ A ─────━┼─ C ──── 100");
    expect(draw(rare, 51)).toBe("0 ├─ A ─────┼━ C ━━━━━ 100");
  });

  it("of which none has room for its name leave the user's own alone", () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ name: `v${index}`, from: index, to: index + 1 }));
    expect(draw(many, 50)).toBe("0 ░░░░░░░░░░█░░░░░░░░░ 100");
    expect(draw(many.slice(0, 40), 50)).toBe("0 ░░░░░░░░░░░░░░░░░░░░ 100");
  });

  it("without a share are not drawn, and hide nothing", () => {
    expect(draw([{ name: "none", from: 0, to: 0 }, ...halves], 10)).toBe("0 ├━ A ━━━━━┼─ B ───── 100");
  });

  it("always bring out the stretch that the user falls to, in full width", () => {
    const shares = fc.array(fc.nat(40), { maxLength: 8 });
    fc.assert(
      fc.property(shares, fc.nat(99), fc.constantFrom(10, 20, 50), (sizes, place, cells) => {
        let from = 0;
        const stretches = sizes.map((size, index) => ({ name: `v${index}`, from, to: (from += size) }));
        const { text, start, end } = stretchScale(stretches, place, cells, unicode, measure);
        expect(measure(text)).toBe(cells + 6);
        const own = stretches.find(({ to }) => place < to);
        const at = "0 ".length + cellOf(place, cells);
        expect(start <= at && at < end).toBe(own !== undefined);
      }),
    );
  });
});

describe("a pointer", () => {
  const point = (place: number, caption = "bucket 18", room = 30, charset = unicode): string =>
    pointer(place, caption, 20, room, charset, measure);

  it("stands under the place, with its caption where there is room", () => {
    expect(point(18)).toBe("     ↑ bucket 18");
    expect(point(18, "bucket 18", 30, ascii)).toBe("     ^ bucket 18");
    expect(point(99)).toBe(`${" ".repeat(11)}bucket 18 ↑`);
    expect(point(60, "a caption that fits on neither side")).toBe(`${" ".repeat(14)}↑`);
  });

  it("is never wider than the room", () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(40), (place, length) => {
        expect(measure(point(place, "x".repeat(length)))).toBeLessThanOrEqual(30);
        expect(point(place, "x".repeat(length)).indexOf("↑")).toBe(2 + cellOf(place, 20));
      }),
    );
  });
});
