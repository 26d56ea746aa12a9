#!/usr/bin/env python3
"""Runs a JVM with -Xcheck:jni and fails when it fails, or when its output holds a JNI complaint.

Usage: run_checked.py JAVA ARGUMENT...
"""
import re
import subprocess
import sys

# HotSpot only prints these and goes on.
COMPLAINT = re.compile(
    r"WARNING in native method|FATAL ERROR in native method|WARNING: JNI|exceeds capacity"
)


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    command = [sys.argv[1], "-Xcheck:jni", *sys.argv[2:]]
    complaints = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout:
            print(line, end="")
            if COMPLAINT.search(line):
                complaints.append(line.strip())
    if complaints:
        print(f"{len(complaints)} JNI complaints, the first: {complaints[0]}", file=sys.stderr)
        return 1
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
