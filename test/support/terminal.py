"""Runs a command in a pseudo-terminal, as described by the JSON on standard input; says on standard output how it went.

Only the streams named in "streams" are the terminal, the others are pipes. Each step waits for a text to appear after
the one before, then types its keys.
"""

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

plan = json.load(sys.stdin)
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", plan["rows"], plan["columns"], 0, 0))


def become_foreground():
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


streams = {
    name: slave if name in plan["streams"] else subprocess.DEVNULL if name == "stdin" else subprocess.PIPE
    for name in ("stdin", "stdout", "stderr")
}
child = subprocess.Popen(
    plan["command"], cwd=plan["cwd"], env=plan["env"], preexec_fn=become_foreground, **streams
)
os.close(slave)

written = {"screen": b"", "stdout": b"", "stderr": b""}
sources = {master: "screen"}
for name in ("stdout", "stderr"):
    if streams[name] == subprocess.PIPE:
        sources[getattr(child, name).fileno()] = name

steps = [(step["after"].encode(), step["type"].encode()) for step in plan["steps"]]
seen = 0
deadline = time.monotonic() + plan["seconds"]
while sources:
    ready, _, _ = select.select(list(sources), [], [], max(0, deadline - time.monotonic()))
    if not ready:
        child.kill()
        sys.exit(f"timed out with {len(steps)} steps to go: {written}")
    for source in ready:
        try:
            data = os.read(source, 65536)
        except OSError:  # how Linux says that nobody has the terminal open any more
            data = b""
        if not data:
            del sources[source]
            continue
        written[sources[source]] += data
    while steps:
        at = written["screen"].find(steps[0][0], seen)
        if at < 0:
            break
        seen = at + len(steps[0][0])
        os.write(master, steps.pop(0)[1])

if steps:
    child.wait()
    sys.exit(f"ended with {len(steps)} steps to go: {written}")
print(json.dumps({name: text.decode(errors="replace") for name, text in written.items()} | {"code": child.wait()}))
