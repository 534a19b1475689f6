/** Where CI services say on whose behalf a job runs. */
const ciVariables = [
  "GITHUB_ACTOR",
  "GITLAB_USER_LOGIN",
  "BITBUCKET_STEP_TRIGGERER_UUID",
  "BUILD_REQUESTEDFOR",
  "CIRCLE_USERNAME",
  "BUILDKITE_BUILD_CREATOR",
  "DRONE_COMMIT_AUTHOR",
  "BUILD_USER_ID",
] as const;

/**
 * Who makes a change, for the history: `FF_ACTOR`, else the variable of the CI service, else the user's name.
 * @param userName as os.userInfo() gives it, which throws where the user's number has no name, as in many containers
 */
export function decideActor(env: Readonly<Record<string, string | undefined>>, userName: () => string): string {
  const named = ["FF_ACTOR", ...ciVariables]
    .map((name) => env[name])
    .find((value) => value !== undefined && value !== "");
  if (named !== undefined) return named;
  try {
    return userName();
  } catch {
    return "unknown";
  }
}
