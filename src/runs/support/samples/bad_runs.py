"""Runs that don't keep to the contract, each in its own way: bad_runs.py BEHAVIOUR [PAUSE FILE]."""

import os
import signal
import subprocess
import sys
import time

PAUSE_FILE = sys.argv[2] if len(sys.argv) > 2 else "pause.txt"
ITEMS = 100000


def say(text):
    print(text, flush=True)


def is_there():
    return os.path.lexists(PAUSE_FILE)


def wait(print_line=say):
    """The smallest version in docs/pause-file.md."""
    if not is_there():
        return
    print_line("PAUSE DETECTED: Training paused")
    print_line("Delete '%s' to resume training" % PAUSE_FILE)
    while is_there():
        time.sleep(0.1)
    print_line("RESUMING: Training resumed")


def work(item, print_line=say):
    print_line("item %d/%d" % (item, ITEMS))
    time.sleep(0.1)


def never_looks():
    for item in range(ITEMS):
        work(item)


def once_per_epoch():
    for epoch in range(ITEMS):
        wait()
        for item in range(25):
            work(item)


def deletes_file():
    for item in range(ITEMS):
        if is_there():
            os.remove(PAUSE_FILE)
            say("PAUSE DETECTED: Training paused")
            time.sleep(1)
            say("RESUMING: Training resumed")
        work(item)


def works_on():
    said = False
    for item in range(ITEMS):
        if is_there() and not said:
            say("PAUSE DETECTED: Training paused")
        said = is_there()
        work(item)


def waits_busily():
    for item in range(ITEMS):
        if is_there():
            say("PAUSE DETECTED: Training paused")
            while is_there():
                pass
            say("RESUMING: Training resumed")
        work(item)


def buffers_output():
    for item in range(ITEMS):
        wait(print)
        work(item, print)


def stands_still():
    for item in range(ITEMS):
        wait(lambda text: None)
        work(item)


def never_says_resumed():
    for item in range(ITEMS):
        wait(lambda text: None if "RESUMING" in text else say(text))
        work(item)


def ignores_ctrl_c():
    signal.signal(signal.SIGINT, lambda *_: None)
    for item in range(ITEMS):
        wait()
        work(item)


def saves_nothing():
    for item in range(ITEMS):
        wait()
        work(item)


def starts_over():
    for item in range(ITEMS):
        try:
            wait()
            work(item)
        except KeyboardInterrupt:
            say("Progress saved: %d of %d items" % (item + 1, ITEMS))
            sys.exit(130)


def forks():
    if os.fork() != 0:
        os._exit(0)
    saves_nothing()


def leaves_session():
    """Its child is in no group of the test any more."""
    subprocess.Popen([sys.executable, __file__, "saves_nothing"], start_new_session=True)


def ends():
    for item in range(3):
        work(item)


globals()[sys.argv[1]]()
