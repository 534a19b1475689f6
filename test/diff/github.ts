import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** Markdown as GitHub shows it. */
export function githubHtml(markdown: string): string {
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

/** What stands in the code spans, as a reader sees it. */
export function codeIn(html: string): string[] {
  return [...html.matchAll(/<code>(.*?)<\/code>/gs)].map((match) => decoded(match[1] ?? ""));
}

/** Everything but the content of code spans. */
export function skeletonOf(html: string): string {
  return html.replace(/<code>.*?<\/code>/gs, "<code/>");
}

function decoded(html: string): string {
  const characters = new Map([
    ["&lt;", "<"],
    ["&gt;", ">"],
    ["&quot;", '"'],
    ["&amp;", "&"],
  ]);
  return html.replace(/&\w+;/g, (entity) => characters.get(entity) ?? entity);
}
