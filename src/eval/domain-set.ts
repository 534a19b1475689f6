import { domainAt, endOfDomain } from "./email-domain.js";

/**
 * Email domains, to look addresses up in. The domain of a plain address is compared where it stands, because taking
 * it out and making it lower case would make two strings for every question.
 */
export class DomainSet {
  readonly #domains: ReadonlySet<string>;
  readonly #byHash = new Map<number, string[]>();

  constructor(domains: ReadonlySet<string>) {
    this.#domains = domains;
    for (const domain of domains) {
      const hash = hashOf(domain);
      const same = this.#byHash.get(hash);
      if (same === undefined) this.#byHash.set(hash, [domain]);
      else same.push(domain);
    }
  }

  /** Whether it has the domain that begins at `start` of this address, which is what `domainAt` gives. */
  hasDomainAt(email: string, start: number): boolean {
    const end = endOfDomain(email, start);
    let hash = 0;
    for (let i = start; i < end; i++) {
      const code = email.charCodeAt(i);
      // Beyond ASCII, lower case is more than a table: "İ" becomes two characters, and the Kelvin sign a "k".
      if (code > 0x7f) return this.#domains.has(domainAt(email, start));
      hash = combine(hash, lowerCase(code));
    }
    const candidates = this.#byHash.get(hash);
    if (candidates === undefined) return false;
    for (let i = 0; i < candidates.length; i++) if (standsAt(email, start, end, candidates[i]!)) return true;
    return false;
  }
}

/** Whether this ASCII part of an address is the domain, which is compared as it was written into the list. */
function standsAt(email: string, start: number, end: number, domain: string): boolean {
  if (domain.length !== end - start) return false;
  for (let i = 0; i < domain.length; i++)
    if (domain.charCodeAt(i) !== lowerCase(email.charCodeAt(start + i))) return false;
  return true;
}

function hashOf(domain: string): number {
  let hash = 0;
  for (let i = 0; i < domain.length; i++) hash = combine(hash, domain.charCodeAt(i));
  return hash;
}

/** 30 bits, which V8 keeps without making a number of its own. */
function combine(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) & 0x3fffffff;
}

function lowerCase(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}
