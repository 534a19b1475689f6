// A writer that stays: puts one count after the other into a flag of its own through the library, until the file `over`
// is there. Prints what was acknowledged. Arguments: the library, flags file, `over`, name of the flag.
import { existsSync } from "node:fs";

const [library, file, over, flag] = process.argv.slice(2);
const { FeatureFlagService } = await import(library);
const service = await FeatureFlagService.open({ file, actor: flag });
const acknowledged = [];
while (!existsSync(over)) {
  const id = `${flag}_${acknowledged.length}`;
  await service.enableForUsers(flag, [id]);
  acknowledged.push(id);
}
console.log(JSON.stringify(acknowledged));
