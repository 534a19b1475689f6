"""Reads a list of texts from stdin, as JSON, and writes int(md5(text), 16) mod 100,000 of each, or null where it has no UTF-8."""

import hashlib
import json
import sys


def residue(text):
    try:
        return int(hashlib.md5(text.encode("utf-8")).hexdigest(), 16) % 100_000
    except UnicodeEncodeError:
        return None


sys.stdout.write(json.dumps([residue(text) for text in json.load(sys.stdin.buffer)]))
