"""A run with forked workers, which are ended before they have begun, the worst moment for it."""

import multiprocessing
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../../python"))
from fermata_pause import PauseGate

PauseGate(total=1, save=lambda done: None)
for count in range(100):
    worker = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
    worker.start()
    worker.terminate()
    worker.join(10)
    if worker.is_alive():
        print("worker %d still there" % count)
        worker.kill()
        break
else:
    print("workers ended")
