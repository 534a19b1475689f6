import { rolloutTo, targetBy, type FlagPatch } from "../model/edits.js";
import type { Flag, listFields, Strategy, User } from "../model/flag.js";

/** A change of the flag: a step as `ff apply` takes it, but for the flag's name. */
export type SuggestedChange =
  | { readonly op: "enable" | "pause" | "resume" }
  | { readonly op: "update"; readonly set: { readonly strategy: Strategy } }
  | { readonly op: "rollout"; readonly percentage: number }
  | { readonly op: "enable-users"; readonly ids: readonly string[]; readonly mode: Amendment }
  | { readonly op: "enable-tiers"; readonly tiers: readonly string[]; readonly mode: Amendment }
  | { readonly op: "enable-domains"; readonly domains: readonly string[]; readonly mode: Amendment }
  | { readonly op: "ab-test"; readonly variants: Readonly<Record<string, number>> };

export type Amendment = "add" | "remove";

/** What has to be so of the user, the flag staying as it is. */
export type UserChange =
  | { readonly user_id: string }
  | { readonly tier: string }
  | { readonly email: string }
  | { readonly bucket_below: number }
  | { readonly position_below: number };

/** A single change after which the answer is the other one. */
export interface Flip {
  readonly kind: "switch" | "strategy" | "percentage" | "list" | "variant" | "user";
  /** The answer after the change. */
  readonly enabled: boolean;
  /** "on from 19%", "on for tier enterprise" */
  readonly text: string;
  readonly change: SuggestedChange | { readonly user: UserChange };
}

/** A flip that is still to be tried out. */
export interface Candidate extends Omit<Flip, "enabled"> {
  /** Flag and user after the change; null where the change itself says for which users it holds. */
  readonly after: ((flag: Flag, user: User | undefined) => readonly [Flag, User | undefined]) | null;
}

/** @param makePatch throws FfError USAGE where the change can't be made */
export function changingFlag(
  kind: Flip["kind"],
  text: string,
  change: SuggestedChange,
  makePatch: () => FlagPatch,
): Candidate {
  return { kind, text, change, after: (flag, user) => [{ ...flag, ...makePatch()(flag) }, user] };
}

export function changingUser(
  text: string,
  change: { user_id: string } | { tier: string } | { email: string },
): Candidate {
  const after = (flag: Flag, user: User | undefined): readonly [Flag, User] => {
    const { user_id: userId, ...others } = { user_id: user?.userId ?? "", ...change };
    return [flag, { ...user, ...others, userId }];
  };
  return { kind: "user", text, change: { user: change }, after };
}

export function rollingOut(text: string, percentage: number): Candidate {
  return changingFlag("percentage", text, { op: "rollout", percentage }, () => rolloutTo(percentage));
}

/** Onto the list of a strategy, or off it. */
export function amending(strategy: keyof typeof listFields, item: string, mode: Amendment): Candidate {
  const { noun, change } = lists[strategy](item, mode);
  const text = mode === "add" ? `on once ${noun}listed` : `off once ${noun}unlisted`;
  return changingFlag("list", text, change, () => targetBy(strategy, [item], mode));
}

type ListChange = (item: string, mode: Amendment) => { readonly noun: string; readonly change: SuggestedChange };

const lists: Readonly<Record<keyof typeof listFields, ListChange>> = {
  user_list: (id, mode) => ({ noun: "", change: { op: "enable-users", ids: [id], mode } }),
  user_tier: (tier, mode) => ({ noun: `tier ${tier} is `, change: { op: "enable-tiers", tiers: [tier], mode } }),
  email_domain: (domain, mode) => ({
    noun: `domain ${domain} is `,
    change: { op: "enable-domains", domains: [domain], mode },
  }),
};
