#!/usr/bin/env python3
"""Types into GTK and Qt fields through fcitx 5 with Inkling, on a desktop of its own.

Usage: check.py BUILD_FOLDER PACK [PICTURES]

Needs the addon in BUILD_FOLDER/fcitx5 and Debian's packages for the rest (./dev test-fcitx5-session installs them).
Pictures of the desktop go to the folder PICTURES (BUILD_FOLDER/fcitx5-session). Exits with 1 when something is not as
it should be.
"""
import pathlib
import signal
import sys
import tempfile

from desktop import Desktop, Trouble, until
from field import TITLE

HERE = pathlib.Path(__file__).resolve().parent
# The one that Debian's modules for GTK and Qt are of.
PYTHON = "/usr/bin/python3"
TOOLKITS = {"gtk": "GTK 3", "qt": "Qt 6"}
CANDIDATES = "Fcitx5 Input Window"
# fcitx's controller on the bus.
CONTROLLER = ["gdbus", "call", "--session", "--dest", "org.fcitx.Fcitx5", "--object-path", "/controller", "--method"]
ADDON = "fcitx://config/addon/inkling"


class Field:
    """One window with a text field, and the person in front of it."""

    def __init__(self, desktop: Desktop, toolkit: str):
        self.desktop, self.toolkit = desktop, toolkit
        self.file = desktop.folder / f"{toolkit}.txt"
        self.process = desktop.run(PYTHON, str(HERE / "field.py"), toolkit, str(self.file))
        self.window = ""

        def found() -> bool:
            if self.process.poll() is not None:
                raise Trouble("the field's program ended at once")
            self.window = desktop.ask("xdotool", "search", "--onlyvisible", "--name", TITLE)
            return self.window != ""

        until("the field's window is up", found)
        # The window manager gives it the focus. Keys that come before field and fcitx both know of it are lost.
        until("the field has the focus", self.file.exists)
        until("fcitx 5 knows the field", lambda: "frontend:dbus" in controller(desktop, "DebugInfo"))
        until("fcitx 5 serves it", self.served)

    def served(self) -> bool:
        # Which display a field is on comes to fcitx by another way than the rest. When it comes late, fcitx takes the
        # focus from the field, and what was composed in it, until the next key.
        self.press("Control_L")
        return "focus:1" in controller(self.desktop, "DebugInfo")

    def close(self) -> None:
        self.process.terminate()
        until("the field's program ends", lambda: self.process.poll() is not None)

    def type(self, text: str) -> None:
        self.desktop.ask("xdotool", "type", "--delay", "60", text)

    def press(self, key: str) -> None:
        self.desktop.ask("xdotool", "key", key)

    def expect(self, text: str, why: str) -> None:
        try:
            until(why, lambda: self.file.read_text(encoding="utf-8") == text)
        except Trouble as trouble:
            held = self.file.read_text(encoding="utf-8")
            raise Trouble(f"{trouble}: the field holds {held!r}, not {text!r}") from None

    def expect_candidates(self) -> None:
        search = ("xdotool", "search", "--onlyvisible", "--name", CANDIDATES)
        until("candidates are shown", lambda: self.desktop.ask(*search) != "")

    def take_picture(self, folder: pathlib.Path, name: str) -> None:
        path = folder / f"{self.toolkit}-{name}.png"
        self.desktop.ask("import", "-window", "root", str(path))
        if not path.exists():
            raise Trouble(f"no picture could be taken: {path}")


def check_typing(field: Field, pictures: pathlib.Path) -> None:
    field.type("thank you for teh")
    field.expect("thank you for ", "words are committed, the last one is still composed")
    field.expect_candidates()
    field.take_picture(pictures, "candidates")
    field.type(" ")
    field.expect("thank you for the ", "a space corrects")
    field.press("BackSpace")
    field.type(" ")
    field.expect("thank you for teh ", "Backspace takes the correction back")
    field.type("tomor")
    field.expect_candidates()
    field.press("Tab")
    field.expect("thank you for teh tomorrow ", "Tab takes the first candidate")
    field.press("BackSpace")
    field.press("BackSpace")
    field.expect("thank you for teh tomorro", "Backspace deletes what is committed")
    field.type("w, it")
    field.press("Escape")
    field.expect("thank you for teh tomorrow, it", "Escape commits the word as typed")


def controller(desktop: Desktop, method: str, *arguments: str) -> str:
    return desktop.ask(*CONTROLLER, "org.fcitx.Fcitx.Controller1." + method, *arguments)


def check_settings(desktop: Desktop, field: Field) -> None:
    """As a configuration tool does it."""
    page = controller(desktop, "GetConfig", ADDON)
    for option in ("Learn", "Autocorrect", "Layout", "LanguagePack", "LanguagePackFolder", "MorePacks"):
        if f"'{option}'" not in page:
            raise Trouble(f"the settings page lacks {option}: {page[:2000]}")
    if page.count(f"<'{desktop.pack}'>") < 2:
        raise Trouble(f"the pack in use is not among those to choose: {page[:4000]}")
    methods = controller(desktop, "AvailableInputMethods")
    if "'fcitx-inkling'" not in methods:
        raise Trouble("the input method has no icon of its own")
    controller(desktop, "SetConfig", ADDON, "<{'Autocorrect': <'Off'>, 'Learn': <'False'>}>")
    written = desktop.folder / "config/fcitx5/conf/inkling.conf"
    until("the settings are kept", lambda: "Autocorrect=Off" in written.read_text(encoding="utf-8"))
    field.press("ctrl+a")
    field.type("yiu ")
    field.expect("yiu ", "with Autocorrect off a space corrects nothing")
    controller(desktop, "SetConfig", ADDON, "<{'Autocorrect': <'Normal'>, 'Learn': <'True'>}>")
    field.press("ctrl+a")
    # GTK does not say what a shortcut did; until it does, a correction stays composed.
    field.type("recieve it")
    field.press("Escape")
    field.expect("receive it", "with Autocorrect on it corrects again")


def check_toolkit(desktop: Desktop, toolkit: str, pictures: pathlib.Path) -> None:
    field = Field(desktop, toolkit)
    try:
        check_typing(field, pictures)
        check_settings(desktop, field)
    except Trouble:
        field.take_picture(pictures, "failed")
        raise
    field.close()
    desktop.leave_fcitx()


def check(build: pathlib.Path, pack: pathlib.Path, pictures: pathlib.Path) -> int:
    pictures.mkdir(parents=True, exist_ok=True)
    failed = 0
    for toolkit, title in TOOLKITS.items():
        # A desktop for each: what one learned is not to help or hinder the other.
        with tempfile.TemporaryDirectory(prefix="inkling-session.") as name:
            folder = pathlib.Path(name)
            try:
                with Desktop(folder, build, pack) as desktop:
                    check_toolkit(desktop, toolkit, pictures)
                print(f"passed: typing and settings in {title}")
            except Trouble as trouble:
                failed += 1
                print(f"FAILED: in {title}: {trouble}")
                print((folder / "log").read_text(encoding="utf-8", errors="replace")[-6000:], file=sys.stderr)
    print(f"pictures: {pictures}")
    return 1 if failed else 0


def main() -> int:
    if len(sys.argv) not in (3, 4):
        print(__doc__, file=sys.stderr)
        return 2
    build, pack = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
    if not list((build / "fcitx5/lib").glob("*inkling_fcitx5*")):
        print(f"no addon in {build}/fcitx5; build the target inkling_fcitx5", file=sys.stderr)
        return 2
    # Who ends this by a signal is not to find its desktop still there.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    pictures = pathlib.Path(sys.argv[3]) if len(sys.argv) == 4 else build / "fcitx5-session"
    return check(build, pack, pictures.resolve())


if __name__ == "__main__":
    sys.exit(main())
