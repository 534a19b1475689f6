import { Buffer } from "node:buffer";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { parallel } from "../parallel.mjs";
import { withPlace } from "../place.mjs";

const place = /--> feature_flags\.json:\d+:\d+/;
const text = (content, ...messages) => ({ prepare: (at) => at.write(content), code: 4, messages });

/** What stands there, and how an edit of it is refused. */
const refused = {
  "empty file": text("", place, /the file is empty: expected \{/),
  truncated: text('{"checkout": {', place, /found the end of the text/),
  "NUL byte": text("{}\0", place, /NUL byte/),
  "merge markers": text("<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n", place, /unresolved merge conflict/),
  "trailing comma": text('{"a": {},}', place, /remove the comma/),
  NaN: text('{"a": NaN}', place, /JSON has no NaN/),
  "a lone value": text("1", place, /expected an object of flags/),
  "[1]": text("[1]", place, /expected an object of flags/),
  null: text("null", place, /expected an object of flags/),
  "invalid UTF-8": text(Buffer.from('{"a": "\xff"}', "latin1"), place, /not valid UTF-8 at byte 7/),
  "UTF-16": text(Buffer.from("\uFEFF{}", "utf16le"), place, /not UTF-8/),
  "a flag twice": text('{"a": {},\n"a": {}}', /"a" on lines 1 and 2/),
  "513 levels": text(`{"a":${"[".repeat(513)}${"]".repeat(513)}}`, place, /at most 512 levels/),
  "larger than a string": {
    prepare: (at) => {
      at.write("");
      truncateSync(at.file, 600 * 1024 * 1024);
    },
    code: 4,
    messages: [/larger than ff can read \(512 MiB\)/],
  },
  "a folder": { prepare: (at) => mkdirSync(at.file), code: 6, messages: [/is a folder, not a flags file/] },
  "a FIFO": { prepare: (at) => execFileSync("mkfifo", [at.file]), code: 6, messages: [/is a pipe \(FIFO\)/] },
  "links in a circle": {
    prepare: (at) => symlinkSync("feature_flags.json", at.file),
    code: 6,
    messages: [/lead in a circle/],
  },
  "a dangling link": {
    prepare: (at) => symlinkSync("nowhere.json", at.file),
    code: 3,
    messages: [/symbolic link to a file that does not exist/],
  },
  "marked read-only": {
    prepare: (at) => {
      at.write("{}");
      chmodSync(at.file, 0o444);
    },
    code: 6,
    messages: [/is marked read-only/],
  },
};

async function problemsOfRefused(at, { prepare, code, messages }) {
  prepare(at);
  const before = contentOf(at);
  const ended = await at.ff("rollout", "checkout", "20");
  const problems = messages
    .filter((message) => !message.test(ended.stderr))
    .map((message) => `no ${message} in ${ended.stderr}`);
  if (ended.code !== code) problems.push(`exit ${ended.code}, not ${code}`);
  if (ended.stdout !== "" || ended.stderr.match(/^error: /gm)?.length !== 1)
    problems.push(`not one error: ${ended.stderr}`);
  if (contentOf(at) !== before) problems.push("what stands there was changed");
  return problems;
}

/** What a name leads to, without opening what would hang or filling memory with it. */
function contentOf({ file }) {
  const stats = lstatSync(file);
  const isSmallFile = stats.isFile() && stats.size < 1024 * 1024;
  return `${stats.ino} ${stats.mode} ${stats.size} ${isSmallFile ? readFileSync(file, "latin1") : ""}`;
}

/** Unusual, but good. */
const accepted = {
  "a BOM is kept": async (at) => {
    at.write("\uFEFF{}");
    const { code } = await at.ff("rollout", "checkout", "20");
    return code === 0 && at.read().startsWith("\uFEFF{");
  },
  "__proto__, constructor, toString are ordinary names": async (at) => {
    const names = ["__proto__", "constructor", "toString"];
    for (const name of names) await at.ff("create", name);
    return Object.keys(JSON.parse(at.read())).join() === names.join();
  },
  "a link stays, its target is edited": async (at) => {
    mkdirSync(at.path("real"));
    symlinkSync("real/flags.json", at.file);
    writeFileSync(at.path("real/flags.json"), "{}");
    const { code } = await at.ff("rollout", "checkout", "20");
    const isEdited = readFileSync(at.path("real/flags.json"), "utf8").includes('"checkout"');
    return code === 0 && isEdited && lstatSync(at.file).isSymbolicLink() && !existsSync(at.path(".ff"));
  },
};

export const badInput = {
  promise: "Bad input is refused in one clear error, bytes unchanged",
  procedure: `an edit of each: ${[...Object.keys(refused), ...Object.keys(accepted)].join(", ")}`,
  run: async ({ program }) => {
    const cases = [
      ...Object.entries(refused).map(([name, input]) => [name, (at) => problemsOfRefused(at, input)]),
      ...Object.entries(accepted).map(([name, check]) => [
        name,
        async (at) => ((await check(at)) ? [] : ["it is not so"]),
      ]),
    ];
    const found = await parallel(cases, 3, ([name, check]) =>
      withPlace(program, async (at) => (await check(at)).map((problem) => `${name}: ${problem}`)),
    );
    return {
      counts: `${cases.length} inputs`,
      outcome: `${found.filter(({ length }) => length === 0).length} as promised`,
      problems: found.flat(),
    };
  },
};
