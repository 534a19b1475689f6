import { commandLine } from "../../command-line.js";
import { domainInstead } from "../../model/input.js";
import type { FlagText } from "./flag-text.js";
import { isDecidedByDomains, isSurplus, mendedDomain } from "./mend.js";
import { quoted, type Finding } from "./problem.js";

/** Longer lists are not typed anew to mend one of their domains. */
const mostTyped = 10;

/**
 * Tells what is wrong with an email domain of a flag; undefined where nothing is.
 * @param fileOption what `--file` has to name in a command; null where no command can edit the file
 */
export function domainCheck(flag: FlagText, fileOption: string | null | undefined) {
  // Of a flag whose domains are as they should be, nothing else is asked.
  let listed: ReadonlySet<string> | undefined;
  let hintOf: ((domain: string, mended: string) => string) | null = null;
  return (domain: string): Omit<Finding, "at"> | undefined => {
    const mended = mendedDomain(domain);
    if (mended === domain) return undefined;
    if (mended === null)
      return {
        rule: "domain-form",
        message: `${quoted(domain)} is not an email domain`,
        hint: `write ${domainInstead(domain)}, or remove it`,
      };
    if (listed === undefined) {
      listed = new Set(flag.get("email_domains"));
      if (isDecidedByDomains(flag.value)) hintOf = decidingHints(flag.key, listed, fileOption);
    }
    const isOnlyCase = mended === domain.toLowerCase();
    return {
      rule: isOnlyCase ? "domain-case" : "domain-form",
      message: `${quoted(domain)} ${isOnlyCase ? "can never match: users' domains are compared in lower case" : "is not just the domain, and matches no proper address"}`,
      hint: hintOf?.(domain, mended) ?? `write ${quoted(mended)}`,
      fixable: hintOf === null || isSurplus(domain, listed),
    };
  };
}

/** Mending a domain that decides switches the flag on for people, which is for somebody to say. */
function decidingHints(key: string, listed: ReadonlySet<string>, fileOption: string | null | undefined) {
  const all = [...new Set([...listed].map(mendedDomain))];
  const command = (domains: readonly string[], options: readonly string[] = []): string =>
    commandLine({ name: "enable-domains", words: [key, ...domains], options }, fileOption);
  const isShort = all.length <= mostTyped && all.every(isTyped);
  const whole = isShort ? command(all) : null;
  return (domain: string, mended: string): string => {
    const meaning = "if its users are to get the flag";
    if (listed.has(mended)) return `remove it: ${quoted(mended)} stands in the list too`;
    if (fileOption === null || !isTyped(mended)) return `${meaning}, write ${quoted(mended)}`;
    if (whole !== null) return `${meaning}, type: ${whole}`;
    return `${meaning}, remove ${quoted(domain)} and type: ${command([mended], ["--add"])}`;
  };
}

/** A hyphen begins an option where it is typed. */
function isTyped(domain: string | null): domain is string {
  return domain !== null && !domain.startsWith("-");
}
