// Answers one question (rollout, tier, ab) for all users, once for each line that comes in, and writes a line with the
// nanoseconds of an evaluation and how many were on. The line "buckets" is answered with the bucket of every user.
import { createRequire } from "node:module";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { contenders } from "../evaluation/contenders/index.mjs";
import { makeUsers } from "../evaluation/questions.mjs";

const [name, question, peers] = process.argv.slice(2);
const { start } = await contenders[name]();
const contender = await start(createRequire(join(peers ?? import.meta.dirname, "package.json")));
const ask = contender[question];
const users = makeUsers(contender.user);

function countOn() {
  let on = 0;
  for (const user of users) if (ask(user)) on++;
  return on;
}

async function countOnAwaiting() {
  let on = 0;
  for (const user of users) if (await ask(user)) on++;
  return on;
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "buckets") {
    console.log(users.map(contender.buckets[question]).join(" "));
    continue;
  }
  const begin = performance.now();
  const on = contender.isAsync ? await countOnAwaiting() : countOn();
  const nanoseconds = ((performance.now() - begin) * 1e6) / users.length;
  console.log(`${nanoseconds.toFixed(1)} ${on}`);
}
// Clients of services keep timers and connections of their own.
process.kill(process.pid, "SIGTERM");
