import { parallel, sample } from "../parallel.mjs";
import { withPlace } from "../place.mjs";
import { inject, nameOf, placesOf, trace } from "../trace.mjs";

const change = ["rollout", "checkout", "20"];
const prepare = (place) => place.ff("rollout", "checkout", "10");

const changing = /^(openat|write|pwrite64|fsync|rename|renameat2|link|unlink|mkdir|f?chmod|f?chown|f?truncate)$/;
const errors = ["ENOSPC", "EIO", "EACCES", "EROFS"];
/** Shorter than anything that is written. */
const shortWrite = "retval=7";

export const failedCalls = {
  promise: "Failed input/output leaves the old bytes, no litter and a clear error",
  procedure:
    "ENOSPC, EIO, EACCES, EROFS and short writes at every call of an edit that opens or changes a file (strace)",
  needs: ["strace"],
  run: async ({ program, short }) => {
    const { places } = await withPlace(program, async (place) => {
      await prepare(place);
      return placesOf(place, (await trace(place, change)).calls);
    });
    const changes = places.filter(({ call }) => changing.test(call));
    const failing = changes.flatMap((point) => errors.map((error) => ({ point, what: `error=${error}` })));
    const shortWrites = changes
      .filter(({ call }) => /^p?write/.test(call))
      .map((point) => ({ point, what: shortWrite }));
    const tally = { refused: 0, unconfirmed: 0, done: 0 };
    const problems = [];
    await parallel([...shortWrites, ...sample(failing, short ? 12 : 1)], 3, ({ point, what }) =>
      withPlace(program, async (place) => {
        await prepare(place);
        const before = place.read();
        const ended = await place.startTraced(inject(place, point, what), change).ended;
        const found = judge(place, point, ended, before, tally);
        found.push(...(await place.problemsOfNextWrite()));
        problems.push(...found.map((problem) => `${nameOf(point)}, ${what}: ${problem}`));
      }),
    );
    return {
      counts: `${tally.refused + tally.unconfirmed + tally.done} failures`,
      outcome: `${tally.refused} refused with the old bytes, ${tally.unconfirmed} told as not confirmed, ${tally.done} done without that call`,
      problems,
    };
  },
};

function judge(place, { call }, { code, stdout, stderr }, before, tally) {
  const isNew = holdsChange(place.read());
  if (code === 0) {
    tally.done++;
    return isNew ? [] : ["exit 0, but the change is not there"];
  }
  if (!/^error: /.test(stderr) || stdout !== "") return [`no clear error: ${stderr}${stdout}`];
  if (stderr.includes("not confirmed on disk")) {
    tally.unconfirmed++;
    return isNew ? [] : ["said to be written, but it is not there"];
  }
  tally.refused++;
  const litter = call === "unlink" ? [] : place.litter();
  return [
    ...(place.read() === before ? [] : ["refused, but the bytes changed"]),
    ...(stderr.includes("nothing was changed") ? [] : [`does not say that nothing was changed: ${stderr}`]),
    ...litter.map((name) => `left over: ${name}`),
  ];
}

function holdsChange(text) {
  try {
    return JSON.parse(text).checkout.percentage === 20;
  } catch {
    return false;
  }
}
