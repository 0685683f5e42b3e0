"""A run that keeps to the contract by the library: writes each item's number into items.txt, its progress into done.txt."""

import argparse
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../../python"))
from fermata_pause import PauseGate, replace_file

parser = argparse.ArgumentParser()
parser.add_argument("--pause-file")
parser.add_argument("--items", type=int, default=1000)
parser.add_argument("--item-ms", type=float, default=20)
parser.add_argument("--save-ms", type=float, default=0)
parser.add_argument("--tell-items", action="store_true")
options = parser.parse_args()


def save(done):
    print("saving", flush=True)
    time.sleep(options.save_ms / 1000)
    replace_file("done.txt", str(done).encode())


done = int(open("done.txt").read()) if os.path.exists("done.txt") else 0
gate = PauseGate(total=options.items, save=save, done=done)
print("ready", flush=True)
for item in range(done, options.items):
    gate.checkpoint(item, loss=1 / (item + 1), mae=None)
    if options.tell_items:
        print("working on item %d" % item, flush=True)
    time.sleep(options.item_ms / 1000)
    with open("items.txt", "a") as file:
        file.write("%d\n" % item)
print("finished")
