"""Lets a long script pause while a file is there, and stop on Ctrl+C with its progress saved.

    from fermata_pause import PauseGate

    gate = PauseGate(total=len(batches), save=save, done=done)
    for item in range(done, len(batches)):
        gate.checkpoint(item)  # `item` items are done
        model.partial_fit(*batches[item])

One file without dependencies, for Python 3.8 and later: copy it beside your script. It needs no other program: `touch
pause.txt` pauses and `rm pause.txt` resumes, from any terminal. The contract is in Fermata's docs/pause-file.md.
"""

import os
import signal
import sys
import threading
import time

__all__ = ["PauseGate", "Stopped", "replace_file"]

_DEFAULT_FILES = {"training": "pause.txt", "collection": "pause_collector.txt"}

# Some shells and launchers hand on a Ctrl+C that the terminal has already delivered: that is one, not two.
_SAME_CTRL_C_SECONDS = 0.25

# How late a resume or a stop is noticed during a pause. Ten looks a second cost no measurable CPU.
_LOOK_SECONDS = 0.1

# Quicker items share a look, so that a checkpoint costs a fast loop next to nothing.
_SHARED_LOOK_SECONDS = 0.004

# How often numbers are printed at most: enough for a chart, and the output stays readable.
_REPORT_SECONDS = 1.0


class Stopped(SystemExit):
    """The run was asked to stop, and its progress is saved: unless caught, the program leaves with exit code 130."""

    def __init__(self):
        super().__init__(130)


class PauseGate:
    """Stands between the items of a run, and holds it there while its pause file exists."""

    def __init__(self, total, save, done=0, kind="training", pause_file=None):
        """Listens for Ctrl+C from now on; says where the run goes on if `done` items are done already.

        `save(done)` has to keep all that the run needs to go on with the next item. It is called before a pause and
        before leaving. `kind` is "training" or "collection" and decides the wording. The pause file is `pause_file`,
        else what `--pause-file` on the command line says, else FERMATA_PAUSE_FILE, else pause.txt (of a collection
        pause_collector.txt) in the working folder. Whatever stands at that path counts: a file, a folder, a broken link.
        """
        if kind not in _DEFAULT_FILES:
            raise ValueError('kind must be "training" or "collection", not %r' % (kind,))
        self._total = total
        self._save = save
        self._kind = kind
        self._name = os.fspath(pause_file or _asked_for_file() or _DEFAULT_FILES[kind])
        # The working folder may change later.
        self._path = os.path.abspath(self._name)
        self._done = done
        self._saved = done or None
        self._looked_at = self._reported_at = float("-inf")
        self._stop = _StopRequest()
        if 0 < done < total:
            _print_lines("Continuing from item %d of %d" % (done + 1, total))

    def checkpoint(self, done, **numbers):
        """To be called before the first item and after each one, with the number of items that are done.

        Returns at once, or after a pause. When the run was asked to stop it saves, says so, and raises Stopped. Numbers
        such as `loss=0.31` are printed, once a second at most, as lines that Fermata draws charts from; None is no number.
        """
        self._done = done
        known = ["%s %.6g" % pair for pair in numbers.items() if pair[1] is not None]
        if known:
            self._report(known)
        self._leave_if_asked()
        now = time.monotonic()
        if now - self._looked_at < _SHARED_LOOK_SECONDS:
            return
        self._looked_at = now
        if self._is_file_there(before=False):
            self._pause()
            self._looked_at = float("-inf")

    def close(self):
        """Listens no more: Ctrl+C does again what it did before."""
        self._stop.close()

    def _pause(self):
        self._save_once()
        self._leave_if_asked()
        # Deleted before we answered: the pause is withdrawn, and a run that never stopped says nothing.
        if not self._is_file_there(before=False):
            return
        title = self._kind.capitalize()
        _print_lines(
            "PAUSE DETECTED: %s paused" % title,
            "Delete '%s' to resume %s" % (self._name, self._kind),
        )
        while self._is_file_there(before=True):
            self._leave_if_asked()
            time.sleep(_LOOK_SECONDS)
        self._leave_if_asked()
        _print_lines("RESUMING: %s resumed" % title)

    def _leave_if_asked(self):
        if not self._stop.is_asked():
            return
        self._save_once()
        _print_lines("Progress saved: %d of %d items" % (self._done, self._total))
        raise Stopped()

    def _save_once(self):
        if self._saved != self._done:
            self._save(self._done)
            self._saved = self._done

    def _report(self, words):
        now = time.monotonic()
        if now - self._reported_at < _REPORT_SECONDS and self._done < self._total:
            return
        self._reported_at = now
        _print_lines("item %d/%d %s" % (self._done, self._total, " ".join(words)))

    def _is_file_there(self, before):
        try:
            os.lstat(self._path)
            return True
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            # It can't be looked at just now (a lost drive, rights): the answer of the look before stands.
            return before


class _StopRequest:
    """Whether the run was asked to stop: by Ctrl+C or another signal, or by the stop file that Fermata names.

    The first signal only asks, so that the item in work can be finished. A second one leaves at once.
    """

    def __init__(self):
        self._asked = False
        self._heard_at = None
        self._pid = os.getpid()
        # How Fermata asks on Windows, where no program can send Ctrl+C to another.
        self._stop_file = os.environ.get("FERMATA_STOP_FILE")
        self._stop_file_looked_at = float("-inf")
        self._handlers_before = {}
        # Python lets no other thread listen for signals.
        if threading.current_thread() is threading.main_thread():
            for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
                self._listen(getattr(signal, name, None))

    def is_asked(self):
        now = time.monotonic()
        if not self._asked and self._stop_file and now - self._stop_file_looked_at >= _LOOK_SECONDS:
            self._stop_file_looked_at = now
            self._asked = os.path.lexists(self._stop_file)
        return self._asked

    def close(self):
        for number, before in self._handlers_before.items():
            signal.signal(number, before)
        self._handlers_before = {}

    def _listen(self, number):
        # `nohup` starts a program with SIGHUP ignored, and it has to stay so. A script's `&` ignores SIGINT: that one saves.
        if number is None or (number != signal.SIGINT and signal.getsignal(number) is signal.SIG_IGN):
            return
        self._handlers_before[number] = signal.signal(number, self._hear)

    def _hear(self, number, _frame):
        # A worker process that was forked has this handler too. Others end it by SIGTERM; its parent hears the Ctrl+C.
        if os.getpid() != self._pid and number != signal.SIGINT:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        now = time.monotonic()
        if self._heard_at is not None:
            if now - self._heard_at < _SAME_CTRL_C_SECONDS:
                return
            os._exit(130)
        self._heard_at = now
        self._asked = True


def replace_file(path, content):
    """Replaces a file by these bytes, so that a kill at any instant leaves the old or the new one, never a part."""
    aside = "%s.%d.new" % (os.fspath(path), os.getpid())
    with open(aside, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)


def _asked_for_file():
    arguments = sys.argv[1:]
    for place, argument in enumerate(arguments):
        if argument.startswith("--pause-file="):
            return argument.split("=", 1)[1]
        if argument == "--pause-file" and place + 1 < len(arguments):
            return arguments[place + 1]
    return os.environ.get("FERMATA_PAUSE_FILE")


def _print_lines(*lines):
    _clear_bars()
    # In one write, and at once: output that isn't a terminal is held back otherwise.
    sys.stdout.write("".join(line + "\n" for line in lines))
    sys.stdout.flush()


def _clear_bars():
    # A line of the contract stands alone, so the unfinished line of a tqdm bar goes first; its next update draws it anew.
    tqdm = sys.modules.get("tqdm")
    for bar in list(getattr(getattr(tqdm, "tqdm", None), "_instances", ())):
        bar.clear()
