"""What `ff enable-users checkout <id> --add` would be without a lock: read, change, replace by rename."""

import json
import os
import sys

file, user = sys.argv[1:]
with open(file) as stream:
    flags = json.load(stream)
flags["checkout"]["user_ids"].append(user)
draft = f"{file}.{os.getpid()}"
with open(draft, "x") as stream:
    json.dump(flags, stream)
    stream.flush()
    os.fsync(stream.fileno())
os.rename(draft, file)
