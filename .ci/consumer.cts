// The same package in an application that is CommonJS.
import flagfile = require("flagfile");

const user: flagfile.User = { userId: "user123" };
void flagfile.FeatureFlagService.open({ file: "feature_flags.json" }).then((service) => {
  console.log(service.isEnabled("new_feature", user));
});
