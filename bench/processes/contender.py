"""The flags as a Python service reads them, asked like contender.mjs."""

import hashlib
import sys
import time

FLAGS = {
    "new_dashboard": {"enabled": True, "strategy": "percentage", "percentage": 50},
    "premium_feature": {"enabled": True, "strategy": "user_tier", "user_tiers": ["pro", "enterprise"]},
    "checkout_flow": {"enabled": True, "strategy": "ab_test", "ab_test_allocation": {"A": 50, "B": 50}},
}
TIERS = ["free", "pro", "enterprise"]
USERS = [(f"user{index}", TIERS[index % len(TIERS)]) for index in range(100_000)]


def bucket(key):
    return int(hashlib.md5(key.encode()).hexdigest(), 16) % 100


def is_enabled(name, user_id, tier):
    flag = FLAGS.get(name)
    if flag is None or not flag["enabled"]:
        return False
    strategy = flag["strategy"]
    if strategy == "percentage":
        return bucket(f"{name}:{user_id}") < flag["percentage"]
    if strategy == "user_tier":
        return tier in flag["user_tiers"]
    return False


def get_variant(name, user_id):
    flag = FLAGS.get(name)
    if flag is None or not flag["enabled"] or flag["strategy"] != "ab_test":
        return None
    value = bucket(f"{name}:ab_test:{user_id}")
    share = 0
    for variant, percentage in sorted(flag["ab_test_allocation"].items()):
        share += percentage
        if value < share:
            return variant
    return None


QUESTIONS = {
    "rollout": lambda: sum(is_enabled("new_dashboard", user_id, tier) for user_id, tier in USERS),
    "tier": lambda: sum(is_enabled("premium_feature", user_id, tier) for user_id, tier in USERS),
    "ab": lambda: sum(get_variant("checkout_flow", user_id) == "A" for user_id, _ in USERS),
}
PREFIXES = {"rollout": "new_dashboard:", "ab": "checkout_flow:ab_test:"}

question = sys.argv[1]
for line in sys.stdin:
    if line == "buckets\n":
        print(*(bucket(PREFIXES[question] + user_id) for user_id, _ in USERS), flush=True)
        continue
    start = time.process_time()
    seconds = 0
    passes = 0
    while seconds < 0.05:
        on = QUESTIONS[question]()
        passes += 1
        seconds = time.process_time() - start
    print(f"{seconds * 1e9 / len(USERS) / passes:.1f} {on}", flush=True)
