"""Runs a command in a terminal of 120 columns and tells its exit code and its seconds."""

import fcntl
import json
import os
import pty
import struct
import sys
import termios
import time

start = time.perf_counter()
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    os.execvp(sys.argv[1], sys.argv[1:])
while True:
    try:
        if not os.read(terminal, 65536):
            break
    except OSError:
        # Linux says so where other systems give an empty read: nobody has the terminal open any more.
        break
_, status = os.waitpid(pid, 0)
seconds = time.perf_counter() - start
print(json.dumps({"code": os.waitstatus_to_exitcode(status), "seconds": seconds}))
