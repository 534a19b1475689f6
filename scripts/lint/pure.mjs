/** What reaches out of a function to a clock, chance, the machine or a module loader. */
const impureGlobals = [
  "process",
  "console",
  "require",
  "Buffer",
  "performance",
  "crypto",
  "fetch",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "globalThis",
  "global",
];

const reason = "src/errors, json, model, eval, statistics and validate/rules are pure: take it as an argument.";

/** Rules for code whose answer depends on its arguments alone. */
export const pureRules = {
  "no-restricted-globals": ["error", ...impureGlobals.map((name) => ({ name, message: reason }))],
  "no-restricted-properties": [
    "error",
    { object: "Date", property: "now", message: reason },
    { object: "Math", property: "random", message: reason },
  ],
  "no-restricted-syntax": [
    "error",
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: reason },
    // Date() as a function ignores its arguments and tells the time.
    { selector: "CallExpression[callee.name='Date']", message: reason },
  ],
};

const commandReason = "A command gets everything from its context and hands back data; bin/ exits and prints.";

/** Rules for commands: what they need is in their context, so that they can be tested without a process. */
export const commandRules = {
  "no-restricted-globals": [
    "error",
    ...["process", "console", "globalThis", "global"].map((name) => ({ name, message: commandReason })),
  ],
};
