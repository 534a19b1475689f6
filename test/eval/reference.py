"""Evaluates flags by the rules of the documentation, with nothing of ff: the standard library alone.

Reads [{"flags": {key: flag}, "users": [user]}] from stdin, and writes for each the answers of every flag for every
user: [enabled, variant, bucket, thousandths], or null where the answer is an error. A user that is null is none.
"""

import hashlib
import json
import sys
from decimal import Decimal

STRATEGIES = {"all", "none", "percentage", "user_list", "user_tier", "email_domain", "ab_test"}


def digest(*parts):
    return int(hashlib.md5(":".join(parts).encode("utf-8")).hexdigest(), 16)


def domain_of(email):
    if email is None or "@" not in email:
        return None
    return email.split("@")[1].lower()


def answer(flag, user):
    if not isinstance(flag, dict) or flag.get("strategy", "none") not in STRATEGIES:
        return None
    if "name" not in flag:
        return None
    if not flag.get("enabled", False):
        return [False, None, None, None]
    strategy = flag.get("strategy", "none")
    if strategy in ("all", "none"):
        return [strategy == "all", None, None, None]
    if user is None:
        return [False, None, None, None]
    if strategy == "user_list":
        return [user["user_id"] in set(flag.get("user_ids", [])), None, None, None]
    if strategy == "user_tier":
        tier = user.get("tier")
        return [bool(tier) and tier in set(flag.get("user_tiers", [])), None, None, None]
    if strategy == "email_domain":
        domain = domain_of(user.get("email"))
        return [domain is not None and domain in set(flag.get("email_domains", [])), None, None, None]
    try:
        if strategy == "percentage":
            h = digest(flag["name"], user["user_id"])
            position = h % 100 + Decimal(h // 100 % 1000) / 1000
            # repr gives the decimal that the file holds: 33.3, not the binary number next to it.
            percentage = Decimal(repr(flag.get("percentage", 0)))
            return [position < percentage, None, h % 100, int(position * 1000)]
        bucket = digest(flag["name"], "ab_test", user["user_id"]) % 100
    except UnicodeEncodeError:
        return None
    shares = flag.get("ab_test_allocation", {})
    total = 0
    for variant in sorted(shares):
        total += shares[variant]
        if bucket < total:
            return [True, variant, bucket, None]
    return [False, None, bucket, None]


batches = json.load(sys.stdin.buffer)
answers = [[answer(flag, user) for flag in batch["flags"].values() for user in batch["users"]] for batch in batches]
# json.dump would encode piece by piece, three times as slowly.
sys.stdout.write(json.dumps(answers))
