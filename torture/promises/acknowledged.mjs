import { setTimeout as delay } from "node:timers/promises";
import { parallel, range } from "../parallel.mjs";
import { withPlace } from "../place.mjs";

export const acknowledged = {
  promise: "No acknowledged change is lost; readers never see a torn file",
  procedure: "processes 20 at a time, each adds one id; a reader parses the file all the while",
  run: ({ program, short }) =>
    withPlace(program, async (place) => {
      const count = short ? 40 : 500;
      await place.ff("create", "checkout");
      const reading = { isOver: false, reads: 0, torn: 0, most: 0 };
      const reader = (async () => {
        while (!reading.isOver) {
          // Its pace: without one, the reader alone would fill a processor.
          await delay(2);
          try {
            const { length } = place.users();
            if (length < reading.most) reading.torn++;
            reading.most = length;
          } catch {
            reading.torn++;
          }
          reading.reads++;
        }
      })();
      const outcomes = await parallel(range(count), 20, (number) =>
        place.ff("enable-users", "checkout", `user${number}`, "--add", "-q", "--lock-timeout", "60"),
      );
      reading.isOver = true;
      await reader;
      const failed = outcomes.filter(({ code }) => code !== 0);
      const present = new Set(place.users());
      const lost = range(count).filter((number) => outcomes[number].code === 0 && !present.has(`user${number}`));
      return {
        counts: `${count} processes, ${reading.reads} reads`,
        outcome: `${present.size}/${count} ids, ${lost.length} lost, ${reading.torn} torn reads`,
        problems: [
          ...failed.slice(0, 3).map(({ stderr }) => `a writer failed: ${stderr}`),
          ...lost.slice(0, 3).map((number) => `acknowledged, but not there: user${number}`),
          ...(reading.torn > 0 ? [`${reading.torn} reads were torn or went back`] : []),
          ...(await place.problemsOfNextWrite()),
        ],
      };
    }),
};
