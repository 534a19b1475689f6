// An application that uses the installed package: compiled under both module resolutions, then run.
import { FeatureFlagService, type User } from "flagfile";

const user: User = { userId: "user123" };
const service = await FeatureFlagService.open({ file: "feature_flags.json" });
const enabled: boolean = service.isEnabled("new_feature", user);
await service.close();
console.log(enabled);
