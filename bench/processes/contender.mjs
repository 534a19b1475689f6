// Answers one question (rollout, tier, ab) for all users whenever a line comes in, again and again for at least 50 ms, and
// writes a line with the nanoseconds of an evaluation and how many were on. The line "buckets" is answered with the bucket
// of every user. It is the processor's time, all threads of the process together: that of the clock would also hold what
// other processes took meanwhile.
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { contenders } from "../evaluation/contenders/index.mjs";
import { makeUsers } from "../evaluation/questions.mjs";

const [name, question, peers] = process.argv.slice(2);
const { start: makeContender } = await contenders[name]();
const contender = await makeContender(createRequire(join(peers ?? import.meta.dirname, "package.json")));
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
  const start = process.cpuUsage();
  let [on, passes, microseconds] = [0, 0, 0];
  while (microseconds < 50_000) {
    on = contender.isAsync ? await countOnAwaiting() : countOn();
    passes++;
    const { user, system } = process.cpuUsage(start);
    microseconds = user + system;
  }
  console.log(`${((microseconds * 1000) / users.length / passes).toFixed(1)} ${on}`);
}
// Clients of services keep timers and connections of their own.
process.kill(process.pid, "SIGTERM");
