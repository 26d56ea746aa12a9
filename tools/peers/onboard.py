"""The predictor of Onboard, the on-screen keyboard of GNOME and Ubuntu: its module pypredict, without the keyboard."""
import os
import sys

from peers import peer

FOLDER = "/usr/lib/python3/dist-packages/Onboard"
MODEL = "/usr/share/onboard/models/en_US.lm"
CHOICES = 40  # as Onboard asks: eight times the words that it shows


class Peer(peer.Peer):
    title = "Onboard"
    offers = ("next_word", "completion")
    note = "its model has counts of words, and pairs of names only (New York): other next words it learns from its user"

    def __init__(self):
        sys.path.append(FOLDER)
        try:
            import pypredict
        except ImportError as error:
            raise peer.Missing(f"{error} (Debian package onboard, for Debian's own Python)") from error
        if not os.path.exists(MODEL):
            raise peer.Missing(f"there is no {MODEL} (Debian package onboard-data)")
        # What Onboard/WPEngine.py does; the models that learn are empty at first and left out.
        self._tokenize = pypredict.tokenize_context
        model = pypredict.DynamicModel()
        model.load(MODEL)
        model.smoothing = "abs-disc"
        self._model = pypredict.overlay([model])
        language_model = pypredict.LanguageModel
        self._options = language_model.CASE_INSENSITIVE_SMART | language_model.ACCENT_INSENSITIVE_SMART

    def version(self) -> str:
        return peer.package_version("onboard")

    def predict(self, left: str) -> list[str]:
        # Its keyboard hands over as much, behind a mark for the beginning of the text.
        text = left[-256:] if len(left) > 256 else "<bot:txt> " + left
        context, _ = self._tokenize(text)
        choices = self._model.predictp(context, CHOICES, options=self._options)
        return [word for word, _ in choices if not word.startswith("<bot:")]

    def complete(self, left: str, typed: str) -> list[str]:
        return self.predict(left + typed)
