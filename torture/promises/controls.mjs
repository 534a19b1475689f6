import { parallel, range } from "../parallel.mjs";
import { withPlace } from "../place.mjs";
import { python } from "../python.mjs";

/** The harness proves something only if it sees the losses of writers that are known to lose. */
const control = (name, script) => ({
  promise: `Negative control: ${name}`,
  procedure: "the same, 20 at a time: losses MUST be seen",
  needs: ["python3"],
  run: ({ program, short }) =>
    withPlace(program, async (place) => {
      const count = short ? 60 : 500;
      place.write('{"checkout": {"user_ids": []}}');
      const outcomes = await parallel(
        range(count),
        20,
        (number) => place.start(python(script, place.file, `user${number}`)).ended,
      );
      const done = outcomes.filter(({ code }) => code === 0).length;
      const lost = done - place.users().length;
      return {
        counts: `${done} writers`,
        outcome: `${lost} of ${done} lost`,
        problems: [
          ...(lost === 0 ? ["nothing was lost: this harness can't see losses"] : []),
          ...(done === count
            ? []
            : [`${count - done} writers failed: ${outcomes.find(({ code }) => code !== 0).stderr}`]),
        ],
      };
    }),
});

export const noLock = control("no lock", "../test/e2e/reliability/lockless-writer.py");
export const lockOnData = control("a lock on the data file itself", "lock-on-data-writer.py");
