import { rmSync, writeFileSync } from "node:fs";
import { choose } from "./choose.mjs";
import { makeDocuments } from "./document/index.mjs";
import { recordRun } from "./document/results.mjs";
import { cleanEnvironment } from "./environment.mjs";
import { makeFolder } from "./folder.mjs";
import { describeCommit, describeMachine } from "./machine.mjs";
import { parts } from "./parts/index.mjs";
import { installPeers } from "./peers.mjs";
import { reportHead, reportPart } from "./report.mjs";

const choice = choose(process.argv.slice(2));
if ("problem" in choice) {
  console.error(choice.problem);
  process.exitCode = 2;
} else await run(choice);

async function run({ names, isQuick, isRecorded }) {
  const started = { date: new Date().toISOString(), commit: describeCommit(), machine: describeMachine() };
  console.log(Object.values(started.machine).join(", "));
  console.log("medians and quartiles of interleaved rounds\n");
  const folder = makeFolder();
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  for (const signal of ["SIGINT", "SIGTERM"])
    process.once(signal, () => {
      removeFolder();
      process.kill(process.pid, signal);
    });
  try {
    const context = {
      folder,
      env: cleanEnvironment(folder),
      rounds: (wanted) => (isQuick ? Math.min(wanted, 3) : wanted),
      peers: installPeers(folder),
    };
    reportHead();
    const measured = {};
    for (const name of names) {
      const { measure } = await parts[name]();
      measured[name] = await measure(context);
      await reportPart(name, measured);
    }
    if (isRecorded) {
      recordRun({ ...started, parts: measured });
      for (const [file, content] of Object.entries(await makeDocuments())) writeFileSync(file, content);
    }
  } finally {
    removeFolder();
  }
}
