#!/usr/bin/env python3
"""Plays one side of a recorded session against whoever is at the other end.

usage: replay.py client|server FOLDER [PATH]

FOLDER has c2s.txt, s2c.txt and perhaps timeline.tsv. The other end is at standard input and output, or at the Unix domain
socket PATH, which a client connects to and a server takes one connection of. Exit status 0 when exactly the recorded bytes
of the other side were heard, 3 otherwise.
"""
import os
import socket
import sys


def pieces(folder):
    files = {name: open(f"{folder}/{name}.txt", "rb").read() for name in ("c2s", "s2c")}
    path = f"{folder}/timeline.tsv"
    if not os.path.exists(path):
        return list(files.items())
    rows = [line.split("\t") for line in open(path)]
    return [(row[1], files[row[1]][int(row[2]) : int(row[2]) + int(row[3])]) for row in rows]


def main():
    side, folder = sys.argv[1:3]
    reading, writing = 0, 1
    if len(sys.argv) > 3:
        end = socket.socket(socket.AF_UNIX)
        if side == "server":
            end.bind(sys.argv[3])
            end.listen()
            end = end.accept()[0]
        else:
            end.connect(sys.argv[3])
        reading = writing = end.fileno()
    own = "c2s" if side == "client" else "s2c"
    for direction, data in pieces(folder):
        if direction == own:
            while data:
                data = data[os.write(writing, data) :]
            continue
        while data:
            heard = os.read(reading, len(data))
            if not heard or not data.startswith(heard):
                sys.exit(3)
            data = data[len(heard) :]
    if len(sys.argv) > 3:
        end.shutdown(socket.SHUT_WR)
    else:
        os.close(writing)
    sys.exit(3 if os.read(reading, 1) else 0)


main()
