import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath, pathToFileURL, URL } from "node:url";
import { parallel, range } from "../parallel.mjs";
import { withPlace } from "../place.mjs";
import { python } from "../python.mjs";

/** At the pace of that program, a change takes it at least 10 ms. */
const changesFor = (seconds) => seconds * 80;

/** Whole processes, each of which adds an id to one list; ids that must be in the file at the end unless taken away. */
const processes = {
  words: "three loops of ff write, a fourth reads",
  async write(place, state) {
    const [acknowledged, problems] = [[], []];
    let [started, reads] = [0, 0];
    const writing = parallel(range(3), 3, async () => {
      while (!state.isOver) {
        const id = `user${started++}`;
        const { code, stderr } = await place.ff("enable-users", "checkout", id, "--add", "-q");
        if (code === 0) acknowledged.push(id);
        else problems.push(`a writer failed: ${stderr}`);
      }
    });
    const reading = (async () => {
      while (!state.isOver) {
        const { code, stdout, stderr } = await place.ff("list", "--json");
        if (code !== 0 || !stdout.includes('"theirs"')) problems.push(`a torn read: ${stderr}${stdout}`);
        reads++;
      }
    })();
    await Promise.all([writing, reading]);
    return { counts: `${acknowledged.length} of ours, ${reads} reads`, acknowledged, lasting: acknowledged, problems };
  },
};

/** Writers that stay write ten times as often, so that they meet the other program as it opens the file. */
const library = {
  words: "two writers through the library write as often as they can",
  async write(place, state) {
    const entry = pathToFileURL(join(place.program, "../../lib/index.mjs")).href;
    const script = fileURLToPath(new URL("../library-writer.mjs", import.meta.url));
    const over = place.path("over");
    const writers = ["ours1", "ours2"].map(
      (flag) => place.start([process.execPath, script, entry, place.file, over, flag]).ended,
    );
    await state.over;
    writeFileSync(over, "");
    const ended = await Promise.all(writers);
    const problems = ended.filter(({ code }) => code !== 0).map(({ stderr }) => `a writer failed: ${stderr}`);
    const lists = ended.filter(({ code }) => code === 0).map(({ stdout }) => JSON.parse(stdout));
    const acknowledged = lists.flat();
    return {
      counts: `${acknowledged.length} of ours`,
      acknowledged,
      lasting: lists.map((ids) => ids.at(-1)),
      problems,
    };
  },
};

const foreign = (mode, words, ours) => ({
  promise: `Changes of a program that takes no lock are never overwritten (it writes ${words})`,
  procedure: `a Python program counts up, ${ours.words}; it looks whether its last count stands`,
  needs: ["python3"],
  run: ({ program, short }) =>
    withPlace(program, async (place) => {
      const changes = changesFor(short ? 1 : 15);
      place.write(JSON.stringify({ theirs: { enabled: true, metadata: { count: 0 } } }));
      const state = { isOver: false };
      const start = performance.now();
      const script = python("../test/e2e/reliability/foreign-writer.py", place.file, mode, String(changes));
      state.over = place.start(script).ended.finally(() => {
        state.isOver = true;
      });
      const [ended, { counts, acknowledged, lasting, problems }] = await Promise.all([
        state.over,
        ours.write(place, state),
      ]);
      const seconds = (performance.now() - start) / 1000;
      const { lost, torn } = ended.code === 0 ? JSON.parse(ended.stdout) : { lost: "?", torn: "?" };
      if (lost !== 0 || torn !== 0) problems.push(`its own changes lost ${lost}, torn reads ${torn} ${ended.stderr}`);

      // It may write over ours from what it had read before: nobody can prevent that, but the history has to show it.
      await place.ff("enable-users", "checkout", "last", "--add", "-q");
      const entries = JSON.parse((await place.ff("log", "--json", "--limit", "100000")).stdout);
      const outside = entries.filter(({ source }) => source === "outside").map((entry) => idsOf(entry.before));
      const recorded = new Set(
        entries.filter(({ source }) => source === "ff").flatMap(({ after }) => [...idsOf(after)]),
      );
      const present = new Set(Object.values(JSON.parse(place.read())).flatMap((flag) => [...idsOf(flag)]));
      const gone = lasting.filter((id) => !present.has(id));
      problems.push(
        ...acknowledged.filter((id) => !recorded.has(id)).map((id) => `not in the history: ${id}`),
        ...gone.filter((id) => !outside.some((ids) => ids.has(id))).map((id) => `gone without a trace: ${id}`),
        ...place.litter().map((name) => `left over: ${name}`),
      );
      return {
        counts: `${changes} of its changes in ${seconds.toFixed(0)} s, ${counts}`,
        outcome: `${lost} of its ${changes} lost; ${gone.length} of ours overwritten by it, all recorded`,
        problems,
      };
    }),
});

const idsOf = (flag) => new Set(flag?.user_ids ?? []);

export const foreignInPlace = foreign("in-place", "in place", processes);
export const foreignRename = foreign("rename", "by rename", processes);
export const foreignBesideLibrary = foreign("in-place", "in place, often", library);
