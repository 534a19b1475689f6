import { describe, expect, it } from "vitest";

import { decideActor } from "../../src/actor.js";

describe("who makes a change", () => {
  const userName = () => "ada";

  it.each([
    [{ FF_ACTOR: "grace", GITHUB_ACTOR: "octocat" }, "grace"],
    [{ FF_ACTOR: "", GITHUB_ACTOR: "octocat" }, "octocat"],
    [{ GITLAB_USER_LOGIN: "tanuki" }, "tanuki"],
    [{ CIRCLE_USERNAME: "", BUILDKITE_BUILD_CREATOR: "kite" }, "kite"],
    [{ USER: "other" }, "ada"],
    [{}, "ada"],
  ])("%j: %s", (env, actor) => {
    expect(decideActor(env, userName)).toBe(actor);
  });

  it("is unknown where the user's number has no name", () => {
    const noName = () => {
      throw new Error("ENOENT: no such file or directory, uv_os_get_passwd");
    };
    expect(decideActor({}, noName)).toBe("unknown");
    expect(decideActor({ FF_ACTOR: "grace" }, noName)).toBe("grace");
  });
});
