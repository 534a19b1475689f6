import { readFileSync } from "node:fs";

/** Runs `ff` and lists its system calls on files in the order in which they came back. */
export async function trace(place, words) {
  const log = place.path(".trace");
  const options = ["-y", "-s", "0", "-e", "trace=%file,%desc,fsync", "-o", log];
  const ended = await place.startTraced(options, words).ended;
  return { ended, calls: parse(readFileSync(log, "utf8")) };
}

/** Puts calls of several threads that were interrupted in the log together again. */
function parse(text) {
  const pending = new Map();
  const calls = [];
  for (const line of text.split("\n")) {
    const [, thread, rest] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (rest === undefined) continue;
    if (rest.endsWith("<unfinished ...>")) {
      pending.set(thread, rest.replace(/<unfinished \.\.\.>$/, ""));
      continue;
    }
    const whole = rest.replace(/^<\.\.\. \w+ resumed>/, () => pending.get(thread) ?? "");
    const call = /^(\w+)\(/.exec(whole)?.[1];
    // The working directory stands beside every path, whatever the call is about.
    if (call) calls.push({ thread, call, text: whole.replace(/AT_FDCWD<[^>]*>/g, "AT_FDCWD") });
  }
  return calls;
}

/**
 * The places of a run where something can be done to it: a call, how many of its kind come before it, and the file that
 * narrows the count. strace counts in each thread, so a place is one only where no other thread gets there too. Staged
 * files have a new name in every run, so their calls can't be told by the name.
 */
export function placesOf(place, calls) {
  const total = new Map();
  const reach = (key, thread) => {
    const threads = total.get(key) ?? total.set(key, new Map()).get(key);
    threads.set(thread, (threads.get(thread) ?? 0) + 1);
    return threads.get(thread);
  };
  const touching = calls
    .map(({ thread, call, text }) => {
      const path = text.includes(".next.") ? undefined : stablePath(place, text);
      const all = reach(call, thread);
      const when = path === undefined ? all : reach(`${call} ${path}`, thread);
      return {
        thread,
        call,
        text,
        path: path && path.slice(place.folder.length + 1),
        when,
        key: path ? `${call} ${path}` : call,
      };
    })
    .filter(({ text }) => text.includes(place.folder));
  const isAlone = ({ key, thread, when }) =>
    [...total.get(key)].every(([other, count]) => other === thread || count < when);
  const places = touching.filter(isAlone).map(({ call, when, path }) => ({ call, when, path }));
  return { places, touching: touching.length };
}

function stablePath(place, text) {
  const start = text.indexOf(place.folder);
  if (start < 0) return undefined;
  return /^[^">]*/.exec(text.slice(start))[0];
}

/** The options of strace that do this at that place of a run. */
export function inject(place, { call, when, path }, what) {
  const only = path === undefined ? [] : ["-P", path === "" ? place.folder : place.path(path)];
  return ["-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:${what}:when=${when}`, ...only];
}

export const nameOf = ({ call, when, path }) =>
  `${call} no. ${when}${path === undefined ? "" : ` on ${path || "the folder"}`}`;
