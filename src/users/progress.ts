import type { Context } from "../command.js";
import type { UserSource } from "./user-source.js";

/** The same users, with a word on stderr of how many of them have been taken. */
export function withProgress(context: Pick<Context, "startProgress">, source: UserSource, total: number): UserSource {
  return {
    name: source.name,
    isSynthetic: source.isSynthetic,
    get canRepeat() {
      return source.canRepeat;
    },
    async *batches() {
      const progress = await context.startProgress(source.name);
      let done = 0;
      try {
        for await (const batch of source.batches()) {
          yield batch;
          done += batch.length;
          progress.update(done, total);
        }
      } finally {
        progress.end();
      }
    },
  };
}
