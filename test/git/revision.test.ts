import { describe, expect, it } from "vitest";

import { parseRevision, type RevisionWord } from "../../src/git/revision.js";

const range = (from: string, to: string, fromMergeBase = false): RevisionWord => ({
  kind: "range",
  from,
  to,
  fromMergeBase,
});
const revision = (name: string): RevisionWord => ({ kind: "revision", revision: name });
const file = (name: string, path: string): RevisionWord => ({ kind: "file", revision: name, path });

describe("a word is taken apart as git does", () => {
  it.each<[string, RevisionWord]>([
    ["HEAD~1", revision("HEAD~1")],
    ["v1.2", revision("v1.2")],
    ["release/1.2", revision("release/1.2")],
    ["main@{2026-01-31 10:30:00}", revision("main@{2026-01-31 10:30:00}")],
    ["main..", range("main", "HEAD")],
    ["..topic", range("HEAD", "topic")],
    ["main..topic", range("main", "topic")],
    ["main...", range("main", "HEAD", true)],
    ["...topic", range("HEAD", "topic", true)],
    ["v1.2...v1.3", range("v1.2", "v1.3", true)],
    ["main..topic..other", range("main", "topic..other")],
    ["main:config/flags.json", file("main", "config/flags.json")],
    ["HEAD:./flags.json", file("HEAD", "./flags.json")],
    ["main@{10:30}:flags.json", file("main@{10:30}", "flags.json")],
    ["main:a:b", file("main", "a:b")],
    [":flags.json", file("", "flags.json")],
    ["main:", file("main", "")],
    ["../flags.json", revision("../flags.json")],
    ["config/../flags.json", revision("config/../flags.json")],
    ["main:../flags.json", file("main", "../flags.json")],
    ["..\\flags.json", revision("..\\flags.json")],
    ["..", revision("..")],
    ["...", revision("...")],
    ["", revision("")],
  ])("%j", (word, meaning) => {
    expect(parseRevision(word)).toEqual(meaning);
  });
});
