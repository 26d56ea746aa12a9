#!/usr/bin/env python3
"""Prints `N passed, N failed, N skipped` for a JUnit report of ctest; fails when a test failed."""
import sys
import xml.etree.ElementTree as ElementTree


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: count_tests.py REPORT.xml", file=sys.stderr)
        return 2
    suite = ElementTree.parse(sys.argv[1]).getroot()
    total, failed, skipped, disabled = (
        int(suite.get(name, "0")) for name in ("tests", "failures", "skipped", "disabled")
    )
    passed = total - failed - skipped - disabled
    print(f"{passed} passed, {failed} failed, {skipped + disabled} skipped")
    return 1 if failed or total == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
