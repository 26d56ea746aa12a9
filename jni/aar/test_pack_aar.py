#!/usr/bin/env python3
"""The AAR's layout, with the host's build standing in for an ABI.

Takes from the environment: INKLING_JAR, INKLING_JNI_LIBRARY, INKLING_C_LIBRARY.
"""
import io
import json
import os
import pathlib
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import pack_aar  # noqa: E402

JAR = os.environ["INKLING_JAR"]
JNI = os.environ["INKLING_JNI_LIBRARY"]
C = os.environ["INKLING_C_LIBRARY"]
# The ABI whose machine the host is.
HOST = {abi for abi, what in pack_aar.ABIS.items()
        if what == pack_aar.elf_header(pathlib.Path(JNI))[:2]}.pop()
ANDROID = "{http://schemas.android.com/apk/res/android}"


class PackAar(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.aar = pathlib.Path(self.folder.name, "inkling.aar")

    def pack(self, *more: str, jni: str = f"{HOST}={JNI}", c: str = f"{HOST}={C}") -> int:
        return pack_aar.main(["--output", str(self.aar), "--classes", JAR, "--jni", jni, "--c", c,
                              *more])

    def archive(self) -> zipfile.ZipFile:
        archive = zipfile.ZipFile(self.aar)
        self.addCleanup(archive.close)
        return archive

    def test_has_what_androids_build_looks_for(self) -> None:
        self.assertEqual(self.pack(), 0)
        module = "prefab/modules/inkling"
        self.assertEqual(self.archive().namelist(), sorted([
            "AndroidManifest.xml", "R.txt", "classes.jar", "proguard.txt",
            f"jni/{HOST}/libinkling.so", f"jni/{HOST}/libinkling_jni.so",
            "prefab/prefab.json", f"{module}/module.json", f"{module}/include/inkling_c.h",
            f"{module}/libs/android.{HOST}/abi.json",
            f"{module}/libs/android.{HOST}/libinkling.so",
        ]))

    def test_manifest_names_package_and_version(self) -> None:
        self.pack("--min-sdk", "31")
        root = ElementTree.fromstring(self.archive().read("AndroidManifest.xml"))
        self.assertEqual(root.get("package"), "dev.inkling")
        self.assertEqual(root.find("uses-sdk").get(f"{ANDROID}minSdkVersion"), "31")

    def test_classes_are_the_api_and_not_the_sample(self) -> None:
        self.pack()
        names = zipfile.ZipFile(io.BytesIO(self.archive().read("classes.jar"))).namelist()
        self.assertIn("dev/inkling/Engine.class", names)
        self.assertFalse([n for n in names if n.startswith("dev/inkling/sample")])

    def test_libraries_are_unchanged(self) -> None:
        self.pack()
        archive = self.archive()
        self.assertEqual(archive.read(f"jni/{HOST}/libinkling_jni.so"),
                         pathlib.Path(JNI).read_bytes())
        self.assertEqual(archive.read(f"jni/{HOST}/libinkling.so"),
                         archive.read(f"prefab/modules/inkling/libs/android.{HOST}/libinkling.so"))

    def test_prefab_describes_the_module(self) -> None:
        self.pack("--version", "1.2.3", "--min-sdk", "28")
        archive = self.archive()
        package = json.loads(archive.read("prefab/prefab.json"))
        self.assertEqual((package["schema_version"], package["name"], package["version"]),
                         (2, "inkling", "1.2.3"))
        module = json.loads(archive.read("prefab/modules/inkling/module.json"))
        self.assertEqual(module["library_name"], "libinkling")
        abi = json.loads(archive.read(f"prefab/modules/inkling/libs/android.{HOST}/abi.json"))
        self.assertEqual((abi["abi"], abi["api"], abi["static"]), (HOST, 28, False))

    def test_rules_keep_what_the_library_looks_up(self) -> None:
        self.pack()
        rules = self.archive().read("proguard.txt").decode()
        for name in ("Native", "Edit", "Suggestions", "EngineException"):
            self.assertIn(f"-keep class dev.inkling.{name} ", rules)

    def test_pack_goes_into_the_assets(self) -> None:
        pack = pathlib.Path(self.folder.name, "xx")
        pack.mkdir()
        (pack / "pack.json").write_text("{}")
        self.assertEqual(self.pack("--pack", str(pack)), 0)
        self.assertEqual(self.archive().read("assets/packs/xx/pack.json"), b"{}")

    def test_same_input_same_bytes(self) -> None:
        self.pack()
        first = self.aar.read_bytes()
        self.pack()
        self.assertEqual(first, self.aar.read_bytes())

    def test_refuses_a_library_of_another_machine(self) -> None:
        other = next(abi for abi in pack_aar.ABIS if abi != HOST)
        self.assertEqual(self.pack(jni=f"{other}={JNI}", c=f"{other}={C}"), 1)
        self.assertFalse(self.aar.exists())

    def test_refuses_what_is_no_library_or_no_pack(self) -> None:
        self.assertEqual(self.pack(jni=f"{HOST}={JAR}"), 1)
        self.assertEqual(self.pack(jni=JNI), 1)
        self.assertEqual(self.pack("--pack", self.folder.name), 1)


if __name__ == "__main__":
    unittest.main()
