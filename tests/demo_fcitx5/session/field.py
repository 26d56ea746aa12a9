#!/usr/bin/env python3
"""A window with one text field, of GTK 3 or of Qt 6, whose text is also in a file.

Usage: field.py gtk|qt FILE

FILE holds the field's text as it is now, without what is still being composed; there is none before the field has the
focus.
"""
import os
import sys

TITLE = "Inkling field"


def keep(path: str, text: str) -> None:
    """Replaces the file as one step: whoever reads it sees no half text."""
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


def run_gtk(path: str) -> None:
    import gi

    gi.require_version("Gtk", "3.0")
    from gi.repository import Gtk

    window = Gtk.Window(title=TITLE, default_width=560, default_height=60)
    entry = Gtk.Entry(margin=12)
    entry.connect("changed", lambda field: keep(path, field.get_text()))
    window.add(entry)
    window.connect("destroy", Gtk.main_quit)
    entry.connect("focus-in-event", lambda field, _: keep(path, field.get_text()))
    window.show_all()
    Gtk.main()


def run_qt(path: str) -> None:
    from PyQt6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.setWindowTitle(TITLE)
    window.resize(560, 60)
    entry = QLineEdit()
    entry.textChanged.connect(lambda text: keep(path, text))
    QVBoxLayout(window).addWidget(entry)
    app.focusChanged.connect(lambda _, now: keep(path, entry.text()) if now is entry else None)
    window.show()
    app.exec()


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("gtk", "qt"):
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    {"gtk": run_gtk, "qt": run_qt}[sys.argv[1]](sys.argv[2])
