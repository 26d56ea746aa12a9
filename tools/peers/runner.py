"""Runs each peer in a process of its own, one after the other, so that none is in another's memory or time."""
import json
import os
import subprocess
import tempfile

from peers.worker import EXIT_MISSING

PEERS = ("inkling", "presage", "onboard", "typing-booster", "hunspell", "nuspell", "symspell")
OURS = PEERS[0]

def module_of(name: str) -> str:
    return "peers." + name.replace("-", "_")


def run_peer(name: str, module: str, python: str, work: dict) -> dict:
    """What the worker measured, or why there is nothing: {"name": …, "skipped": …}."""
    # A home of its own: what a peer leaves behind is not its user's, nor is what the user taught it in the figures.
    with tempfile.TemporaryDirectory() as home:
        tools = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        paths = [tools, *filter(None, [os.environ.get("PYTHONPATH")])]
        surroundings = {**os.environ, "HOME": home, "PYTHONPATH": os.pathsep.join(paths)}
        surroundings.pop("XDG_DATA_HOME", None)
        surroundings.pop("XDG_CONFIG_HOME", None)
        command = [python, "-B", "-m", "peers.worker", module]
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8") as answer,
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=answer, stderr=subprocess.PIPE,
                             env=surroundings, encoding="utf-8", errors="replace") as worker,
        ):
            json.dump(work, worker.stdin)
            worker.stdin.close()
            # Progress is shown as it comes; of complaints the last is kept.
            last = ""
            for line in worker.stderr:
                if line.startswith("peers: "):
                    os.write(2, line.encode())
                else:
                    last = line.strip() or last
            worker.wait()
            answer.seek(0)
            if worker.returncode == 0:
                return {"name": name, **json.load(answer)}
        why = last or "it said nothing"
        if worker.returncode != EXIT_MISSING:
            why = f"ended with {worker.returncode}: {why}"
        return {"name": name, "skipped": why}
