import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

import { importDirections } from "./scripts/lint/import-directions.mjs";
import { commandRules, pureRules } from "./scripts/lint/pure.mjs";

const product = ["bin/**/*.ts", "commands/**/*.ts", "src/**/*.ts"];

export default defineConfig(
  globalIgnores(["dist/", "coverage/", "fixtures/"]),
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/require-await": "off",
      // A leading underscore says that a position of a signature is skipped on purpose.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // The length check of a bounded loop and noUncheckedIndexedAccess cannot see each other.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "prefer-const": "error",
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "exit",
          message: "Output that is still on its way would be cut off: set process.exitCode and return.",
        },
      ],
    },
  },
  {
    files: product,
    plugins: { architecture: { rules: { "import-directions": importDirections } } },
    rules: { "architecture/import-directions": "error" },
  },
  { files: ["commands/**/*.ts"], rules: commandRules },
  {
    files: [
      ...["errors", "command-line", "shell-word"].map((file) => `src/${file}.ts`),
      ...["json", "model", "eval", "statistics", "validate/rules"].map((folder) => `src/${folder}/**/*.ts`),
    ],
    rules: pureRules,
  },
  {
    files: ["scripts/**/*.mjs", "bench/**/*.mjs", "torture/**/*.mjs"],
    languageOptions: { globals: { console: "readonly", process: "readonly" } },
    rules: { "no-console": "off" },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // Assertions on mocks and parsed output pass unbound methods and untyped values around.
      "@typescript-eslint/unbound-method": "off",
      // A test that skips what this machine cannot do says so.
      "no-console": "off",
    },
  },
);
