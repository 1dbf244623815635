"""Surfaces and directions whose numbers lie in a file called `fifo`, which a test makes a FIFO.

HDF5's library opens it to read them, and waits for a writer for ever. Run it in this folder.
"""

import h5py
import numpy as np

AXIS = np.linspace(-1.0, 1.0, 3)


def axes(f):
    f["xcoordinates"] = AXIS
    f["ycoordinates"] = AXIS


def link(f, name, shape):
    f[name] = h5py.ExternalLink("fifo", "/x")


def soft(f, name, shape):
    f["elsewhere"] = h5py.ExternalLink("fifo", "/")
    f[name] = h5py.SoftLink("/elsewhere/x")


def stored(f, name, shape):
    f.create_dataset(name, shape, "f8", external=[("fifo", 0, 8 * int(np.prod(shape)))])


def virtual(f, name, shape):
    layout = h5py.VirtualLayout(shape, "f8")
    layout[...] = h5py.VirtualSource("fifo", "x", shape)
    f.create_virtual_dataset(name, layout)


for make in [link, soft, stored, virtual]:
    with h5py.File(f"{make.__name__}.h5", "w") as f:
        axes(f)
        make(f, "train_loss", (3, 3))
    with h5py.File(f"{make.__name__}-axis.h5", "w") as f:
        make(f, "xcoordinates", (3,))
        f["ycoordinates"] = AXIS
        f["train_loss"] = np.ones((3, 3))
    with h5py.File(f"{make.__name__}-directions.h5", "w") as f:
        for name in ["xdirection", "ydirection"]:
            f.create_group(name)
        make(f, "xdirection/0", (4,))
        f["ydirection/0"] = np.ones(4)
