// An application that uses the installed package: compiled under both module resolutions, then run.
import { FeatureFlagService, type User } from "flagfile";

const user: User = { userId: "user123" };
const service = await FeatureFlagService.open({ file: "feature_flags.json" });
const enabled: boolean = service.isEnabled("new_feature", user);
await service.rolloutPercentage("new_library_flag", 25, { reason: "written by an application" });
if (service.getFlag("new_library_flag")?.percentage !== 25) throw new Error("the change is not there");
await service.close();
console.log(enabled);
