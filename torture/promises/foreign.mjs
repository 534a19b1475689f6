import { performance } from "node:perf_hooks";
import { parallel, range } from "../parallel.mjs";
import { withPlace } from "../place.mjs";
import { python } from "../python.mjs";

/** At the pace of that program, a change takes it at least 10 ms. */
const changesFor = (seconds) => seconds * 80;

const foreign = (mode, words) => ({
  promise: `Changes of a program that takes no lock are never overwritten (it writes ${words})`,
  procedure:
    "a Python program counts up, three loops of ff write, a fourth reads; it looks whether its last count stands",
  needs: ["python3"],
  run: ({ program, short }) =>
    withPlace(program, async (place) => {
      const changes = changesFor(short ? 1 : 15);
      place.write(JSON.stringify({ theirs: { enabled: true, metadata: { count: 0 } } }));
      const state = { isOver: false, started: 0, reads: 0 };
      const start = performance.now();
      const script = python("../test/e2e/reliability/foreign-writer.py", place.file, mode, String(changes));
      const over = place.start(script).ended.finally(() => {
        state.isOver = true;
      });
      const acknowledged = [];
      const problems = [];
      const writing = parallel(range(3), 3, async () => {
        while (!state.isOver) {
          const id = `user${state.started++}`;
          const { code, stderr } = await place.ff("enable-users", "checkout", id, "--add", "-q");
          if (code === 0) acknowledged.push(id);
          else problems.push(`a writer failed: ${stderr}`);
        }
      });
      const reading = (async () => {
        while (!state.isOver) {
          const { code, stdout, stderr } = await place.ff("list", "--json");
          if (code !== 0 || !stdout.includes('"theirs"')) problems.push(`a torn read: ${stderr}${stdout}`);
          state.reads++;
        }
      })();
      const [ended] = await Promise.all([over, writing, reading]);
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
      const present = new Set(place.users());
      const gone = acknowledged.filter((id) => !present.has(id));
      problems.push(
        ...acknowledged.filter((id) => !recorded.has(id)).map((id) => `not in the history: ${id}`),
        ...gone.filter((id) => !outside.some((ids) => ids.has(id))).map((id) => `gone without a trace: ${id}`),
        ...place.litter().map((name) => `left over: ${name}`),
      );
      return {
        counts: `${changes} of its changes in ${seconds.toFixed(0)} s, ${acknowledged.length} of ours, ${state.reads} reads`,
        outcome: `${lost} of its ${changes} lost; ${gone.length} of ours overwritten by it, all recorded`,
        problems,
      };
    }),
});

const idsOf = (flag) => new Set(flag?.user_ids ?? []);

export const foreignInPlace = foreign("in-place", "in place");
export const foreignRename = foreign("rename", "by rename");
