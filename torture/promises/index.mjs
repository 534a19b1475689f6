import { acknowledged } from "./acknowledged.mjs";
import { badInput } from "./bad-input.mjs";
import { lockOnData, noLock } from "./controls.mjs";
import { everyCall } from "./every-call.mjs";
import { failedCalls } from "./failed-calls.mjs";
import { fullDisk, mounts } from "./file-systems.mjs";
import { foreignBesideLibrary, foreignInPlace, foreignRename } from "./foreign.mjs";
import { interrupted } from "./interrupted.mjs";
import { kills } from "./kills.mjs";
import { fortyMegabytes, fourMegabytes } from "./large-files.mjs";
import { order } from "./order.mjs";
import { stopped } from "./stopped.mjs";

/** In the order of the table; one after the other, so that none disturbs the times of another. */
export const promises = [
  acknowledged,
  noLock,
  lockOnData,
  kills,
  everyCall,
  failedCalls,
  fullDisk,
  mounts,
  order,
  stopped,
  interrupted,
  foreignInPlace,
  foreignRename,
  foreignBesideLibrary,
  badInput,
  fourMegabytes,
  fortyMegabytes,
];
