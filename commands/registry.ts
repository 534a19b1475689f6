import type { AnyCommand } from "../src/command.js";

/** One subcommand as the program knows it before its module is loaded. */
export interface Registration {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly group: Group;
  readonly summary: string;
  load(): Promise<{ readonly command: AnyCommand }>;
}

/** The headings of `ff help`, in order. */
export const groups = ["Flags", "Switch and roll out", "Target users", "Find out", "History", "Shell"] as const;

export type Group = (typeof groups)[number];

/** Every subcommand. A new one is a file, a row here and a test. */
export const registry: readonly Registration[] = [
  { name: "init", group: "Flags", summary: "make an empty flags file", load: () => import("./init.js") },
  { name: "create", group: "Flags", summary: "make a new flag", load: () => import("./create.js") },
  {
    name: "update",
    group: "Flags",
    summary: "change what is given of a flag, and nothing else",
    load: () => import("./update.js"),
  },
  { name: "delete", aliases: ["rm"], group: "Flags", summary: "remove flags", load: () => import("./delete.js") },
  { name: "apply", group: "Flags", summary: "make many changes in one transaction", load: () => import("./apply.js") },
  { name: "enable", group: "Switch and roll out", summary: "on for everybody", load: () => import("./enable.js") },
  {
    name: "disable",
    group: "Switch and roll out",
    summary: "off for everybody: the kill switch",
    load: () => import("./disable.js"),
  },
  {
    name: "pause",
    group: "Switch and roll out",
    summary: "stop a flag and keep how it decides",
    load: () => import("./pause.js"),
  },
  {
    name: "resume",
    group: "Switch and roll out",
    summary: "take a paused flag up again",
    load: () => import("./resume.js"),
  },
  {
    name: "rollout",
    group: "Switch and roll out",
    summary: "on for a percentage of users",
    load: () => import("./rollout.js"),
  },
  {
    name: "ab-test",
    group: "Switch and roll out",
    summary: "split users among variants",
    load: () => import("./ab-test.js"),
  },
  {
    name: "enable-users",
    group: "Target users",
    summary: "on for the users listed",
    load: () => import("./enable-users.js"),
  },
  {
    name: "enable-tiers",
    group: "Target users",
    summary: "on for the tiers listed",
    load: () => import("./enable-tiers.js"),
  },
  {
    name: "enable-domains",
    group: "Target users",
    summary: "on for the email domains listed",
    load: () => import("./enable-domains.js"),
  },
  { name: "check", group: "Find out", summary: "on or off for a user, and why", load: () => import("./check.js") },
  {
    name: "list",
    aliases: ["ls"],
    group: "Find out",
    summary: "all flags, a line each",
    load: () => import("./list.js"),
  },
  { name: "show", group: "Find out", summary: "everything about one flag", load: () => import("./show.js") },
  {
    name: "simulate",
    group: "Find out",
    summary: "what share of many users gets it, and is it as expected",
    load: () => import("./simulate.js"),
  },
  {
    name: "overlap",
    group: "Find out",
    summary: "do two flags share users more than chance",
    load: () => import("./overlap.js"),
  },
  {
    name: "diff",
    group: "Find out",
    summary: "what differs between two files or git revisions",
    load: () => import("./diff.js"),
  },
  {
    name: "validate",
    group: "Find out",
    summary: "every problem of the file, with its place",
    load: () => import("./validate.js"),
  },
  { name: "log", group: "History", summary: "who changed what, when and why", load: () => import("./log.js") },
  { name: "undo", group: "History", summary: "take back the last change of a flag", load: () => import("./undo.js") },
  {
    name: "completion",
    group: "Shell",
    summary: "make Tab complete commands, options and flags",
    load: () => import("./completion.js"),
  },
];

/** The command that goes by this name or alias. */
export function registrationOf(name: string): Registration | undefined {
  return registry.find((row) => row.name === name || row.aliases?.includes(name));
}
