"""A scikit-learn training that pauses and stops between two batches, by the three lines marked below.

    python3 train_regressor.py [--pause-file PATH] [--batches N]

Needs scikit-learn. Progress is kept in regressor.pickle: the model and how many batches are done.
"""

import argparse
import os
import pickle
import sys

import numpy
from sklearn.linear_model import SGDRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from fermata_pause import PauseGate, replace_file  # 1

PROGRESS = "regressor.pickle"
BATCH_SIZE = 256


def make_batch(number):
    """The same rows each time for the same number, so that a run that goes on sees what it would have seen."""
    random = numpy.random.default_rng(number)
    features = random.normal(size=(BATCH_SIZE, 20))
    target = features @ numpy.arange(20) + random.normal(size=BATCH_SIZE)
    return features, target


def load():
    if not os.path.exists(PROGRESS):
        return 0, StandardScaler(), SGDRegressor(random_state=1)
    with open(PROGRESS, "rb") as file:
        return pickle.load(file)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pause-file")
    parser.add_argument("--batches", type=int, default=20000)
    batches = parser.parse_args().batches
    done, scaler, model = load()

    def save(item):
        replace_file(PROGRESS, pickle.dumps((item, scaler, model)))

    gate = PauseGate(total=batches, save=save, done=done)  # 2
    error = None
    for item in range(done, batches):
        gate.checkpoint(item, mae=error)  # 3
        features, target = make_batch(item)
        features = scaler.partial_fit(features).transform(features)
        model.partial_fit(features, target)
        error = mean_absolute_error(target, model.predict(features))
    save(batches)
    features, target = make_batch(batches)
    error = mean_absolute_error(target, model.predict(scaler.transform(features)))
    print("Finished: mean absolute error %.3f" % error)


main()
