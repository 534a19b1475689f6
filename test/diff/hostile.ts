import fc from "fast-check";

const pieces = [
  ...Array.from("|`\\<>@#[](){}*_~!&;:/.-+='\"$%^ a1\n\r\t"),
  "@octocat",
  "#1",
  "GH-1",
  "\\|",
  "``",
  "<b>",
  "</details>",
  "<!--",
  "-->",
  "&#124;",
  "https://example.com",
  "www.example.com",
  "ada@example.com",
  "[link](https://example.com)",
  "![image](x.png)",
  "| --- |",
  "\u202e",
  "\u0007",
  "🚀",
  "日本",
];

/** Text that tries to be more than text wherever it is shown. */
export const hostileText = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(""));
