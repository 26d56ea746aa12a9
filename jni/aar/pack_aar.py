#!/usr/bin/env python3
"""Packs an Android archive (AAR) from the Java API and the native libraries of one or more ABIs.

Usage: pack_aar.py --output inkling.aar --classes build/release/inkling.jar \\
           --jni arm64-v8a=.../libinkling_jni.so --c arm64-v8a=.../libinkling.so [--pack packs/en]

What is in it:
  AndroidManifest.xml, classes.jar, R.txt, proguard.txt
  jni/<abi>/libinkling_jni.so        for Java; libinkling.so beside it for C and C++
  prefab/                            header and libraries for CMake's find_package(inkling)
  assets/packs/<name>/               with --pack: the language pack

The same input gives the same bytes.
"""
import argparse
import json
import pathlib
import struct
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HEADER = ROOT / "engine" / "inkling_c.h"
RULES = ROOT / "jni" / "proguard" / "inkling.pro"
VERSION = "0.1.0"
MIN_SDK = 26
NDK = 27
PAGE = 16384  # Android 15 has devices with pages of this size
TIME = (1980, 1, 1, 0, 0, 0)

# ELF: machine numbers and word sizes of Android's ABIs.
ABIS = {"arm64-v8a": (183, 64), "armeabi-v7a": (40, 32), "x86_64": (62, 64), "x86": (3, 32)}
PT_LOAD = 1


class PackError(Exception):
    """What cannot be packed, and what to do about it."""


def manifest(min_sdk: int) -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="dev.inkling">
  <uses-sdk android:minSdkVersion="{min_sdk}" />
</manifest>
"""


def elf_header(path: pathlib.Path) -> tuple[int, int, list[int]]:
    """Machine, bits, and the alignment of every part that is loaded."""
    data = path.read_bytes()
    if data[:4] != b"\x7fELF" or len(data) < 64:
        raise PackError(f"{path} is no ELF library; name the .so of a build for Android")
    bits = 64 if data[4] == 2 else 32
    (machine,) = struct.unpack_from("<H", data, 18)
    if bits == 64:
        (table,) = struct.unpack_from("<Q", data, 32)
        size, count = struct.unpack_from("<HH", data, 54)
    else:
        (table,) = struct.unpack_from("<I", data, 28)
        size, count = struct.unpack_from("<HH", data, 42)
    alignments = []
    for i in range(count):
        at = table + i * size
        if struct.unpack_from("<I", data, at)[0] == PT_LOAD:
            place = (at + 48, "<Q") if bits == 64 else (at + 28, "<I")
            alignments.append(struct.unpack_from(place[1], data, place[0])[0])
    return machine, bits, alignments


def check_library(path: pathlib.Path, abi: str) -> None:
    if abi not in ABIS:
        raise PackError(f"{abi} is no ABI of Android; there are {', '.join(ABIS)}")
    machine, bits, alignments = elf_header(path)
    if (machine, bits) != ABIS[abi]:
        raise PackError(f"{path} is not built for {abi} (ELF machine {machine}, {bits} bits)")
    if bits == 64 and any(a % PAGE for a in alignments):
        print(f"pack_aar: {path} does not load on devices with 16 KiB pages; link it with "
              f"-Wl,-z,max-page-size={PAGE}", file=sys.stderr)


def by_abi(values: list[str]) -> dict[str, pathlib.Path]:
    libraries = {}
    for value in values:
        abi, separator, path = value.partition("=")
        if not separator:
            raise PackError(f"{value}: expected ABI=PATH")
        libraries[abi] = pathlib.Path(path)
        check_library(libraries[abi], abi)
    return libraries


def dump(value: object) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()


def prefab(libraries: dict[str, pathlib.Path], version: str, min_sdk: int) -> dict[str, bytes]:
    """https://google.github.io/prefab: one module, named inkling, with the C interface."""
    module = "prefab/modules/inkling"
    files = {
        "prefab/prefab.json": dump({"schema_version": 2, "name": "inkling", "version": version,
                                    "dependencies": []}),
        f"{module}/module.json": dump({"export_libraries": [], "library_name": "libinkling"}),
        f"{module}/include/inkling_c.h": HEADER.read_bytes(),
    }
    for abi, path in libraries.items():
        folder = f"{module}/libs/android.{abi}"
        files[f"{folder}/libinkling.so"] = path.read_bytes()
        files[f"{folder}/abi.json"] = dump({"abi": abi, "api": min_sdk, "ndk": NDK,
                                            "stl": "none", "static": False})
    return files


def contents(args: argparse.Namespace) -> dict[str, bytes]:
    jni, c = by_abi(args.jni), by_abi(args.c)
    if set(jni) != set(c):
        raise PackError(f"--jni has {sorted(jni)}, --c has {sorted(c)}; each ABI needs both")
    files = {
        "AndroidManifest.xml": manifest(args.min_sdk).encode(),
        "classes.jar": args.classes.read_bytes(),
        "R.txt": b"",
        "proguard.txt": RULES.read_bytes(),
    }
    for abi in jni:
        files[f"jni/{abi}/libinkling_jni.so"] = jni[abi].read_bytes()
        files[f"jni/{abi}/libinkling.so"] = c[abi].read_bytes()
    files.update(prefab(c, args.version, args.min_sdk))
    if args.pack is not None:
        if not (args.pack / "pack.json").is_file():
            raise PackError(f"{args.pack} is no language pack: it has no pack.json")
        for path in sorted(args.pack.iterdir()):
            files[f"assets/packs/{args.pack.name}/{path.name}"] = path.read_bytes()
    return files


def write(files: dict[str, bytes], output: pathlib.Path) -> None:
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    path = pathlib.Path
    parser.add_argument("--output", type=path, required=True)
    parser.add_argument("--classes", type=path, required=True, help="inkling.jar")
    parser.add_argument("--jni", action="append", required=True, metavar="ABI=LIBINKLING_JNI.SO")
    parser.add_argument("--c", action="append", required=True, metavar="ABI=LIBINKLING.SO")
    parser.add_argument("--pack", type=path, help="folder of a language pack, for the assets")
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--min-sdk", type=int, default=MIN_SDK)
    args = parser.parse_args(arguments)
    try:
        write(contents(args), args.output)
    except (PackError, OSError) as error:
        print(f"pack_aar: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
