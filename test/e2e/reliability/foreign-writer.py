"""A program that takes no lock: counts its own changes up in the file, and tells what became of the one before."""

import json
import os
import sys
import time

file, mode, changes = sys.argv[1], sys.argv[2], int(sys.argv[3])
lost = torn = written = 0
while written < changes:
    try:
        with open(file) as stream:
            flags = json.load(stream)
    except ValueError:
        torn += 1
        continue
    if flags["theirs"]["metadata"]["count"] != written:
        lost += 1
    written += 1
    flags["theirs"]["metadata"]["count"] = written
    name = file if mode == "in-place" else f"{file}.new"
    with open(name, "w") as stream:
        # Piece by piece, as json.dump does: for a while the file holds a part of the text.
        json.dump(flags, stream, indent=2)
    if mode == "rename":
        os.rename(name, file)
    # Its pace, not a wait for anybody.
    time.sleep(0.01)
print(json.dumps({"lost": lost, "torn": torn}))
