"""A desktop of its own: a display without a screen, a window manager, a session bus and fcitx 5."""
import os
import pathlib
import selectors
import signal
import subprocess
import time

PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=inkling

[Groups/0/Items/0]
Name=inkling
Layout=

[GroupOrder]
0=Default
"""


class Trouble(Exception):
    """What went wrong, for people."""


def until(what: str, holds, seconds: float = 20) -> None:
    """Waits until holds() is true; Trouble that names `what` when it does not come true."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise Trouble(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.05)


def first_line(pipe, what: str, seconds: float = 20) -> str:
    """The line that a program just started says of itself; Trouble when it says none."""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        line = pipe.readline().strip() if selector.select(seconds) else ""
    if not line:
        raise Trouble(f"not within {seconds:.0f} s: {what}")
    return line


def kill_all_of(folder: pathlib.Path) -> bool:
    """Kills what still has its home in `folder`: what the bus started is no child of ours. True: there was nothing."""
    home, none = f"HOME={folder}".encode(), True
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if home in (process / "environ").read_bytes().split(b"\0"):
                none = False
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:  # somebody else's, or gone meanwhile
            continue
    return none


class Desktop:
    """Everything runs in `folder` and is gone behind the `with`. Nothing of the person's own session is used."""

    def __init__(self, folder: pathlib.Path, build: pathlib.Path, pack: pathlib.Path):
        self.folder, self.build, self.pack = folder, build, pack
        self.running: list[subprocess.Popen] = []
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    def __enter__(self) -> "Desktop":
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def start(self) -> None:
        self.write_settings()
        read, write = os.pipe()
        self.run("Xvfb", "-displayfd", str(write), "-screen", "0", "800x400x24", "-nolisten", "tcp", pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as numbers:
            self.environment["DISPLAY"] = ":" + first_line(numbers, "Xvfb gives a display")
        bus = self.run("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE, text=True)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = first_line(bus.stdout, "the bus has an address")
        self.run("openbox")
        self.fcitx = self.run("fcitx5")
        # Not asked for itself: the bus would start another one.
        owner = ("gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/", "--method",
                 "org.freedesktop.DBus.NameHasOwner", "org.fcitx.Fcitx5")
        until("fcitx 5 is on the bus", lambda: "true" in self.ask(*owner))
        # One that comes late takes windows that are there already, and the focus from them.
        until("the window manager is up", lambda: self.ask("xdotool", "get_num_desktops") != "")

    def write_settings(self) -> None:
        folders = {"HOME": ".", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache",
                   "XDG_RUNTIME_DIR": "run"}
        for name, below in folders.items():
            path = self.folder / below
            path.mkdir(mode=0o700, exist_ok=True)
            self.environment[name] = str(path)
        settings = self.folder / "config/fcitx5/conf"
        settings.mkdir(parents=True)
        (settings.parent / "profile").write_text(PROFILE)
        (settings / "inkling.conf").write_text(f"LanguagePack={self.pack}\n")
        (settings / "classicui.conf").write_text('Font="Sans 12"\n')
        ours = self.build / "fcitx5"
        libraries = subprocess.run(["pkg-config", "--variable=libdir", "Fcitx5Core"], capture_output=True, text=True)
        theirs = (libraries.stdout.strip() or "/usr/lib") + "/fcitx5"
        self.environment |= {
            "FCITX_ADDON_DIRS": f"{ours}/lib:{theirs}",
            "FCITX_DATA_DIRS": f"{ours}/share:/usr/share/fcitx5",
            "XDG_DATA_DIRS": f"{ours}:/usr/local/share:/usr/share",
            # No XMODIFIERS: the window manager would be a client of fcitx, too, and take the focus there from the field.
            "GTK_IM_MODULE": "fcitx", "QT_IM_MODULE": "fcitx",
        }

    def run(self, *command: str, stdout=None, **more) -> subprocess.Popen:
        """Starts a program that runs until the end; what it complains of is in LOG of the folder."""
        log = open(self.folder / "log", "a", encoding="utf-8")
        process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=stdout or log,
                                   stderr=log, cwd=self.folder, **more)
        self.running.append(process)
        return process

    def ask(self, *command: str) -> str:
        try:
            done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=20, check=False)
        except subprocess.TimeoutExpired:
            raise Trouble(f"not within 20 s: an answer of {' '.join(command)}") from None
        return done.stdout.strip()

    def leave_fcitx(self) -> None:
        self.ask("fcitx5-remote", "-e")
        until("fcitx 5 leaves", lambda: self.fcitx.poll() is not None)
        if self.fcitx.returncode != 0:
            raise Trouble(f"fcitx 5 ended with {self.fcitx.returncode}")

    def stop(self) -> None:
        for process in reversed(self.running):
            process.terminate()
        end = time.monotonic() + 5
        for process in reversed(self.running):
            try:
                process.wait(timeout=max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()
        until("the desktop is gone", lambda: kill_all_of(self.folder), seconds=5)
