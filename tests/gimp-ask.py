#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gimp-ask.py PORT SCRIPT: has Script-Fu's server run SCRIPT, prints its value.

A message to the server is "G", the length in two bytes, the script; the answer
"G", one byte that is not 0 after an error, the length in two bytes, the text.
"""

import socket
import struct
import sys


def receive(connection, n):
    data = b""
    while len(data) < n:
        more = connection.recv(n - len(data))
        if not more:
            sys.exit("the server has gone")
        data += more
    return data


def main():
    script = sys.argv[2].encode()
    try:
        connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])),
                                              timeout=60)
        connection.sendall(b"G" + struct.pack(">H", len(script)) + script)
        _, error, length = struct.unpack(">cBH", receive(connection, 4))
        print(receive(connection, length).decode(errors="replace").strip())
    except OSError as reason:
        sys.exit(str(reason))
    sys.exit(1 if error else 0)


main()
