import path from "node:path";

import { zones } from "./directions.mjs";

const matches = (pattern, text) => (typeof pattern === "string" ? pattern === text : pattern.test(text));
const listed = (patterns, text) => patterns.some((pattern) => matches(pattern, text));

/** The source file that a relative import means: sources are TypeScript, imports carry the name that runs. */
function target(importer, specifier) {
  return path.posix.join(path.posix.dirname(importer), specifier).replace(/\.js$/, ".ts");
}

function verdict(file, specifier, lazy) {
  const zone = zones.find((candidate) => matches(candidate.files, file));
  if (zone === undefined) return undefined;
  if (!specifier.startsWith(".")) {
    return listed(zone.packages, specifier) ? undefined : { messageId: "package", data: { file, imported: specifier } };
  }
  const imported = target(file, specifier);
  if (listed(zone.may, imported) || (lazy && listed(zone.lazily ?? [], imported))) return undefined;
  return { messageId: listed(zone.lazily ?? [], imported) ? "lazily" : "direction", data: { file, imported } };
}

/** Holds the table in directions.mjs for static, dynamic, re-exporting and type imports alike. */
export const importDirections = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      direction: "{{file}} must not import {{imported}} (see scripts/lint/directions.mjs).",
      package: 'The package "{{imported}}" is not for {{file}} (see scripts/lint/directions.mjs).',
      lazily: "{{file}} must import {{imported}} lazily, with import().",
      computed: "Import by a literal name, so that the directions can be checked and the bundler sees it.",
    },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    const check = (node, source, lazy) => {
      if (source === null) return;
      const problem = typeof source.value === "string" ? verdict(file, source.value, lazy) : { messageId: "computed" };
      if (problem !== undefined) context.report({ node, ...problem });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source, false),
      ExportAllDeclaration: (node) => check(node, node.source, false),
      ExportNamedDeclaration: (node) => check(node, node.source, false),
      ImportExpression: (node) => check(node, node.source, true),
      TSImportType: (node) => check(node, node.source, true),
    };
  },
};
