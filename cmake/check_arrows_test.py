#!/usr/bin/env python3
"""Does check_arrows.py see what goes against the arrows, and let pass what does not?"""
import pathlib
import tempfile
import unittest

import check_arrows


class CheckArrows(unittest.TestCase):
    def problems(self, path: str, *targets: str) -> list[str]:
        """What is said of a file at `path` that includes `targets`."""
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / path
            file.parent.mkdir(parents=True)
            file.write_text("".join(f'#include "{target}"\n' for target in targets))
            return check_arrows.check_file(pathlib.Path(folder), path)

    def test_embedders_include_public_headers_only(self):
        for path in ("demo_keyboard/a.cc", "demo_keyboard/window/a.cc", "jni/a.cc"):
            self.assertEqual(self.problems(path, "engine/inkling.h", "engine/inkling_c.h"), [])
            self.assertEqual(self.problems(path, "cache/history/history.h", "platform/clock.h"), [])
            for inside in (
                "engine/pack/engine_parts.h",
                "engine/session/engine_impl.h",
                "engine/decoder/decoder.h",
                "engine/c_api/entries.h",
                "cache/history/history_store.h",
                "cache/kv/kv_cache.h",
            ):
                self.assertEqual(len(self.problems(path, inside)), 1, f"{path} {inside}")

    def test_public_headers_reach_into_no_room(self):
        self.assertEqual(self.problems("engine/a.h", "platform/result.h", "engine/inkling.h"), [])
        self.assertEqual(len(self.problems("engine/a.h", "engine/ranking/ranker.h")), 1)
        self.assertEqual(len(self.problems("engine/a.h", "cache/history/history.h")), 1)

    def test_rooms_stand_on_those_below(self):
        self.assertEqual(self.problems("engine/ranking/a.h", "engine/pack/engine_parts.h"), [])
        self.assertEqual(len(self.problems("engine/pack/a.h", "engine/ranking/ranker.h")), 1)
        self.assertEqual(len(self.problems("engine/ranking/a.h", "engine/session/strip.h")), 1)
        self.assertEqual(len(self.problems("engine/lexicon/a.h", "tools/pack/list_reader.h")), 1)
        self.assertEqual(len(self.problems("cache/kv/a.h", "cache/history/history.h")), 1)
        self.assertEqual(len(self.problems("platform/a.h", "engine/inkling.h")), 1)

    def test_every_file_has_its_place(self):
        self.assertEqual(len(self.problems("engine/a.cc")), 1)
        self.assertEqual(len(self.problems("cache/a.h")), 1)
        self.assertEqual(len(self.problems("engine/ranking/a.h", "ranker.h")), 1)


if __name__ == "__main__":
    unittest.main()
