"""A writer that locks the data file itself, which every write replaces: each new file has a lock of its own."""

import fcntl
import json
import os
import sys

file, user = sys.argv[1:]
with open(file) as stream:
    fcntl.flock(stream, fcntl.LOCK_EX)
    flags = json.load(stream)
    flags["checkout"]["user_ids"].append(user)
    draft = f"{file}.{os.getpid()}"
    with open(draft, "x") as output:
        json.dump(flags, output)
        output.flush()
        os.fsync(output.fileno())
    os.rename(draft, file)
