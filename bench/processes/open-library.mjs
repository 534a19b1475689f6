// Opens a flags file in the library and tells the milliseconds that took, without those of starting Node.
import { performance } from "node:perf_hooks";
import { FeatureFlagService } from "../../dist/lib/index.js";

const start = performance.now();
const service = await FeatureFlagService.open({ file: process.argv[2] });
const time = performance.now() - start;
await service.close();
console.log(time);
