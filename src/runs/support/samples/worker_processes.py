"""A run with forked workers, which its end must end too."""

import multiprocessing
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../../python"))
from fermata_pause import PauseGate

PauseGate(total=1, save=lambda done: None)
worker = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
worker.start()
worker.terminate()
worker.join(10)
print("workers still there" if worker.is_alive() else "workers ended")
worker.kill()
