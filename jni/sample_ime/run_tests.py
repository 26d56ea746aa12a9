#!/usr/bin/env python3
"""Compiles the sample keyboard against Android's classes and runs its tests under Robolectric.

Usage: run_tests.py JARS BUILD [CLASS...]

JARS is the folder that fetch.py filled; BUILD has inkling.jar and libinkling_jni.so. Pictures of
the keyboard go to BUILD/android/images. Without CLASS all tests run.
"""
import pathlib
import re
import shutil
import subprocess
import sys

from fetch import Artifact, read_list

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGE = "dev.inkling.sample"
# What the search finds emoji by; the demo keyboard has it, too.
EMOJI = ROOT / "demo_keyboard/data/emoji_en.tsv"
# Android's classes are full of deprecated ones that older versions need.
LINT = "-Xlint:all,-options,-classfile,-deprecation,-processing,-path"
NOISE = re.compile(r"^\s+at (org\.junit|java\.base|org\.robolectric|jdk\.)|Intent = ")


def jar(artifact: Artifact, folder: pathlib.Path) -> str:
    return str((folder / f"{artifact.name}-{artifact.version}.jar").resolve())


def compile_java(sources: list[pathlib.Path], jars: list[str], to: pathlib.Path) -> None:
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    files = sorted(str(path) for folder in sources for path in folder.rglob("*.java"))
    subprocess.run(
        ["javac", "--release", "8", "-encoding", "UTF-8", LINT, "-XDsuppressNotes", "-Werror", "-d", str(to),
         "-cp", ":".join(jars), *files],
        check=True,
    )


def test_classes() -> list[str]:
    files = sorted((HERE / "tests").rglob("*Test.java"))
    return [f"{PACKAGE}.{path.stem}" for path in files]


def run(jars: list[str], sdk: pathlib.Path, build: pathlib.Path, classes: list[str]) -> int:
    command = [
        # No -Xcheck:jni here: Robolectric's own libraries fail it.
        "java", "-Xmx2g", "-XX:+UseSerialGC",
        # Robolectric looks into the JDK's own classes.
        "--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.util=ALL-UNNAMED",
        "-Drobolectric.offline=true", f"-Drobolectric.dependency.dir={sdk}",
        f"-Ddev.inkling.library={build / 'libinkling_jni.so'}", f"-Dinkling.root={ROOT}",
        f"-Dinkling.images={build / 'android' / 'images'}",
        "-cp", ":".join(jars), "org.junit.runner.JUnitCore", *classes,
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout:
            if not NOISE.search(line):
                print(line, end="", flush=True)
    return process.returncode


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    folder = pathlib.Path(sys.argv[1])
    build = pathlib.Path(sys.argv[2]).resolve()
    classes = [c if "." in c else f"{PACKAGE}.{c}" for c in sys.argv[3:]] or test_classes()
    artifacts = read_list()
    android = [jar(a, folder) for a in artifacts if a.use == "compile"]
    libraries = [jar(a, folder) for a in artifacts if a.use == "test"]
    api = [str(build / "inkling.jar")]
    out = build / "android"
    app, tests, sdk = out / "app", out / "tests", out / "sdk"
    compile_java([HERE / "src"], api + android, app)
    shutil.copytree(HERE / "resources", app, dirs_exist_ok=True)
    shutil.copy(EMOJI, app / "dev/inkling/sample")
    compile_java([HERE / "tests"], [str(app), *api, *libraries, *android], tests)
    shutil.copy(HERE / "tests" / "robolectric.properties", tests)
    # Robolectric takes every JAR of its folder for Android's code.
    shutil.rmtree(sdk, ignore_errors=True)
    sdk.mkdir(parents=True)
    for artifact in artifacts:
        if artifact.use == "sdk":
            pathlib.Path(sdk, artifact.file).symlink_to(jar(artifact, folder))
    return run([str(tests), str(app), *api, *libraries, *android], sdk, build, classes)


if __name__ == "__main__":
    sys.exit(main())
