import type { Detail, TargetList } from "./evaluation.js";

const nounOf: Readonly<Record<TargetList, string>> = {
  user_ids: "user",
  user_tiers: "tier",
  email_domains: "domain",
};

/** What decided, in a few words, to stand beside the "on" or "off" that it explains. */
export function explain(detail: Detail): string {
  switch (detail.kind) {
    case "disabled":
      return "the flag is disabled";
    case "everybody":
      return "everybody gets it";
    case "nobody":
      return "nobody gets it";
    case "no_user":
      return "the strategy depends on the user, and none was given";
    case "below_percentage":
      return `${placeOf(detail)} is below ${detail.percentage}`;
    case "not_below_percentage":
      return `${placeOf(detail)} is not below ${detail.percentage}`;
    case "listed":
      return `${nounOf[detail.list]} ${JSON.stringify(detail.value)} is listed`;
    case "not_listed":
      return `${nounOf[detail.list]} ${JSON.stringify(detail.value)} is not listed`;
    case "no_tier":
      return "the user has no tier";
    case "no_email_domain":
      return detail.email === null
        ? "the user has no email"
        : `the email ${JSON.stringify(detail.email)} has no domain`;
    case "assigned":
      return `bucket ${detail.bucket} falls to variant ${JSON.stringify(detail.variant)}, from ${detail.from} to below ${detail.to}`;
    case "unassigned":
      return `bucket ${detail.bucket} falls to no variant: the shares sum to ${detail.assigned}`;
    case "unknown_flag":
      return "there is no such flag";
    case "damaged":
      return `the flag can't be read: ${detail.problems.join("; ")}`;
    case "unhashable_name":
      return "the flag's name is not well-formed Unicode, so that no bucket can be computed";
    case "unhashable_user":
      return "the user id is not well-formed Unicode text, so that no bucket can be computed";
  }
}

/** The bucket where the percentage is whole, as every reader computes it; else the position with its three decimals. */
function placeOf({ position, percentage }: { readonly position: number; readonly percentage: number }): string {
  return Number.isInteger(percentage) ? `bucket ${Math.floor(position)}` : `position ${position.toFixed(3)}`;
}
