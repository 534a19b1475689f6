import { decades, logarithmic, shortNumber } from "./axis.mjs";

// Of middling lightness, so that they can be told from white and from black pages alike.
const colours = ["#2f81f7", "#d9730d", "#1a9e5c", "#b05bd6", "#e5534b"];
const grey = "#768390";

const margin = { top: 34, right: 72, bottom: 30, left: 38 };
const labelHeight = 13;

/** One chart with logarithmic axes, marked at the sizes that were measured; each curve carries its name at its end, in its own colour. */
export function drawChart({ title, curves }, { left, width, height }) {
  const points = curves.flatMap((curve) => curve.points);
  const xTicks = [...new Set(points.map(([size]) => size))];
  const yTicks = decades(points.map(([, value]) => value));
  const [right, bottom] = [left + width - margin.right, height - margin.bottom];
  const x = logarithmic([xTicks[0], xTicks.at(-1)], [left + margin.left, right]);
  const y = logarithmic([yTicks[0], yTicks.at(-1)], [bottom, margin.top]);
  const ends = placeLabels(curves.map((curve) => y(curve.points.at(-1)[1])));
  return [
    `<text x="${left + margin.left}" y="16" fill="${grey}" font-weight="600">${title}</text>`,
    ...yTicks.flatMap((tick) => [
      line([left + margin.left, y(tick)], [right, y(tick)]),
      text([left + margin.left - 6, y(tick) + 4], shortNumber(tick), "end"),
    ]),
    ...xTicks.flatMap((tick) => [
      line([x(tick), margin.top], [x(tick), bottom]),
      text([x(tick), bottom + 16], shortNumber(tick), "middle"),
    ]),
    ...curves.flatMap((curve, index) => {
      const places = curve.points.map(([size, value]) => [x(size), y(value)]);
      return [
        `<polyline fill="none" stroke="${colours[index]}" stroke-width="2" points="${places.map(pair).join(" ")}"/>`,
        ...places.map(([cx, cy]) => `<circle cx="${short(cx)}" cy="${short(cy)}" r="2.5" fill="${colours[index]}"/>`),
        text([places.at(-1)[0] + 7, ends[index] + 4], curve.name, "start", colours[index]),
      ];
    }),
  ].join("\n");
}

/** Moves labels apart that would lie over each other, and keeps their order. */
function placeLabels(wanted) {
  const placed = [...wanted];
  const downwards = wanted.map((_, index) => index).sort((one, other) => wanted[one] - wanted[other]);
  for (const [position, index] of downwards.entries()) {
    const above = placed[downwards[position - 1]];
    if (above !== undefined) placed[index] = Math.max(placed[index], above + labelHeight);
  }
  return placed;
}

const short = (value) => String(Math.round(value * 10) / 10);
const pair = ([x, y]) => `${short(x)},${short(y)}`;

function line([x1, y1], [x2, y2]) {
  const ends = `x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}"`;
  return `<line ${ends} stroke="${grey}" stroke-opacity="0.3"/>`;
}

function text([x, y], content, anchor, colour = grey) {
  return `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}" fill="${colour}">${content}</text>`;
}
