"""Writes surfaces as Li et al.'s code does (h5_util.py, plot_surface.py of
github.com/tomgoldstein/loss-landscape, 64ef4d5): float64 coordinates, losses and accuracies
row = y, column = x, and -1 where nothing has been computed; no /computed, no attributes.

    python make_surface.py      (h5py 3.16.0, HDF5 as h5py brings it, numpy 2.4.6)
"""

import h5py
import numpy as np

x, y = np.linspace(-1, 1, 3), np.linspace(-0.5, 0.5, 2)
loss = np.array([[2.5, -1.0, 0.25], [np.nan, np.inf, 7.0]])
accuracy = np.array([[10.0, -1.0, 90.0], [-1.0, 10.0, 30.0]])


def write(name, **datasets):
    with h5py.File(name, "w", libver="earliest") as file:
        for key, value in datasets.items():
            file.create_dataset(key, data=value)


write("li-surface.h5", xcoordinates=x, ycoordinates=y, train_loss=loss, train_acc=accuracy)
write("li-test.h5", xcoordinates=x, ycoordinates=y, test_loss=loss)
