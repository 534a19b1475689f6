import { separatorSpace } from "./edit.js";
import { type Span, decodeString, scanElements } from "./scan.js";
import type { Splice } from "./splice.js";
import { type Style, enclose, render } from "./style.js";
import { decode } from "./utf8.js";

/**
 * Makes `values` the elements of the array at `array`, the value of a member at `level`. An element that stays keeps its
 * text, and the space around it where its neighbour stays too. New ones stand on lines of their own where the old ones did,
 * or where the array was empty and the style breaks lines there.
 */
export function setStringList(
  bytes: Uint8Array,
  array: Span,
  values: readonly string[],
  style: Style,
  level: number,
): Splice[] {
  const elements = scanElements(bytes, array);
  const [first, second] = elements;
  const last = elements.at(-1);
  if (first === undefined || last === undefined || values.length === 0) {
    const items = values.map((value) => render(value, style, level));
    return items.length === 0 && first === undefined
      ? []
      : [{ ...array, text: enclose("[", items, "]", style, level) }];
  }
  const text = joinKept(bytes, elements, values, style, level, "," + separatorSpace(bytes, first, second, style));
  return text === decode(bytes, first.start, last.end) ? [] : [{ start: first.start, end: last.end, text }];
}

function joinKept(
  bytes: Uint8Array,
  elements: readonly Span[],
  values: readonly string[],
  style: Style,
  level: number,
  separator: string,
): string {
  const places = placesByValue(bytes, elements);
  const parts: string[] = [];
  let previous: Span | undefined;
  let previousPlace: number | undefined;
  for (const value of values) {
    const place = places.get(value)?.shift();
    const element = place === undefined ? undefined : elements[place];
    if (previous && element && place === (previousPlace ?? NaN) + 1)
      parts.push(decode(bytes, previous.end, element.start));
    else if (parts.length > 0) parts.push(separator);
    parts.push(element ? decode(bytes, element.start, element.end) : render(value, style, level));
    previous = element;
    previousPlace = place;
  }
  return parts.join("");
}

/** Where each string stands among the elements; elements of other kinds are never kept. */
function placesByValue(bytes: Uint8Array, elements: readonly Span[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, element] of elements.entries()) {
    if (bytes[element.start] !== 0x22) continue;
    const value = decodeString(bytes, element);
    const known = places.get(value);
    if (known === undefined) places.set(value, [place]);
    else known.push(place);
  }
  return places;
}
