#!/usr/bin/env python3
"""Fetches what the Android tests need (dependencies.tsv) with Maven and verifies every file.

Usage: fetch.py FOLDER

Prints nothing and exits 0 when all files are in FOLDER. Exits 3 when they cannot be had (no Maven,
or its registry does not answer), and 1 when a file is not the one that the list names.
"""
import csv
import hashlib
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from typing import NamedTuple

LIST = pathlib.Path(__file__).with_name("dependencies.tsv")
UNREACHABLE = 3
MAVEN_SECONDS = 900


class Artifact(NamedTuple):
    use: str
    group: str
    name: str
    version: str
    type: str
    sha256: str

    @property
    def file(self) -> str:
        """As Maven's dependency plugin names its copies."""
        return f"{self.name}-{self.version}.{self.type}"


def read_list(path: pathlib.Path = LIST) -> list[Artifact]:
    with open(path, encoding="utf-8", newline="") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    return [Artifact(*row) for row in csv.reader(lines, delimiter="\t")]


def digest(path: pathlib.Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def project(artifacts: list[Artifact]) -> str:
    """A project that depends on the artifacts alone: what they depend on is listed, or not used."""
    entries = "".join(
        f"<dependency><groupId>{a.group}</groupId><artifactId>{a.name}</artifactId>"
        f"<version>{a.version}</version><type>{a.type}</type><exclusions><exclusion>"
        "<groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>"
        for a in artifacts
    )
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>dev.inkling</groupId><artifactId>android-tests</artifactId><version>1</version>"
        f"<dependencies>{entries}</dependencies></project>"
    )


def fetch(artifacts: list[Artifact], folder: pathlib.Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        print("fetch: Maven (mvn) is not installed", file=sys.stderr)
        sys.exit(UNREACHABLE)
    with tempfile.TemporaryDirectory() as work:
        pom = pathlib.Path(work, "pom.xml")
        pom.write_text(project(artifacts), encoding="utf-8")
        command = [maven, "-B", "-q", "-f", str(pom), "dependency:copy-dependencies",
                   f"-DoutputDirectory={folder.resolve()}"]
        try:
            done = subprocess.run(command, stdout=sys.stderr, timeout=MAVEN_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            print(f"fetch: Maven did not finish in {MAVEN_SECONDS} s", file=sys.stderr)
            sys.exit(UNREACHABLE)
        if done.returncode != 0:
            sys.exit(UNREACHABLE)


def verify(artifact: Artifact, folder: pathlib.Path) -> str | None:
    path = folder / artifact.file
    if not path.is_file():
        return f"{artifact.file} was not fetched"
    if digest(path) != artifact.sha256:
        path.unlink()
        return f"{artifact.file} is not the file that {LIST.name} names; deleted"
    return None


def unpack_classes(artifact: Artifact, folder: pathlib.Path) -> None:
    """Java finds the classes of an AAR only as a JAR."""
    target = folder / f"{artifact.name}-{artifact.version}.jar"
    with zipfile.ZipFile(folder / artifact.file) as aar:
        target.write_bytes(aar.read("classes.jar"))


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    artifacts = read_list()
    missing = [a for a in artifacts if not (folder / a.file).is_file()]
    if missing:
        fetch(missing, folder)
    problems = [p for a in artifacts if (p := verify(a, folder))]
    for problem in problems:
        print(f"fetch: {problem}", file=sys.stderr)
    if problems:
        return 1
    for artifact in artifacts:
        if artifact.type == "aar":
            unpack_classes(artifact, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
