import { targetingCommand } from "../src/mutation/targeting.js";

export const command = targetingCommand({
  name: "enable-domains",
  strategy: "email_domain",
  items: "domains",
  examples: [
    ["ff enable-domains beta company.com", "on for everybody with an address there"],
    ["ff enable-domains beta @partner.com --add", "one more; the @ is dropped"],
    ["ff enable-domains beta --from-file domains.txt", "one domain a line"],
  ],
  description:
    "Domains are kept in lower case. There are no wildcards, and a domain does not stand for its subdomains.",
});
