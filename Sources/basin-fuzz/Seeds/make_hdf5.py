"""Writes small HDF5 files, one for each way in which h5py stores arrays, links and attributes.

The fixtures of the tests hold all of these too, but each of them in one file, which is too large to be
changed at random with much hope. Made with h5py 3.16.0, HDF5 2.0.0, numpy 2.4.6:

    python3 make_hdf5.py hdf5
"""

import sys
from pathlib import Path

import h5py
import numpy

folder = Path(sys.argv[1])
numbers = numpy.arange(12, dtype="<f8").reshape(3, 4)


def write(name, fill, **options):
    with h5py.File(folder / f"{name}.h5", "w", **options) as file:
        fill(file)


def chunked(name, limits, **options):
    write(
        name,
        lambda file: file.create_dataset("a", data=numbers, chunks=(2, 3), maxshape=limits, **options),
        libver="latest",
    )


def compact(file):
    layout = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    layout.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((4,))
    dataset = h5py.h5d.create(file.id, b"a", h5py.h5t.IEEE_F32BE, space, layout)
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, numpy.arange(4, dtype=">f4"))


def attributes(file):
    file.create_group("g")
    for index in range(9):
        file["g"].attrs[f"number {index}"] = index
    file.attrs["name"] = "text"
    file.attrs["variable"] = h5py.Empty("f8")


def links(file):
    for index in range(9):
        file.create_group(f"group {index}")


def directions(file):
    for group in ("xdirection", "ydirection"):
        for index in range(2):
            file[f"{group}/{index}"] = numpy.float32([index, 1])
            file[f"{group}/{index}"].attrs["name"] = f"layer.{index}"


def surface(file):
    file["xcoordinates"] = numpy.float64([0, 1, 2, 3])
    file["ycoordinates"] = numpy.float64([0, 1, 2])
    file["train_loss"] = numbers
    file["train_acc"] = numbers


chunked("single-chunk", (3, 4))
chunked("fixed-array", (5, 8))
chunked("extensible-array", (None, 4))
chunked("tree-2", (None, None))
chunked("filters", (None, 4), compression="gzip", shuffle=True, fletcher32=True)
write("tree-1", lambda file: file.create_dataset("a", data=numbers, chunks=(2, 3), compression="gzip"))
write("compact", compact, libver="latest")
write("attributes", attributes, libver="latest")
write("attributes-old", attributes)
write("links", links, libver="latest")
write("links-old", links)
write("directions", directions, libver="latest")
write("directions-old", directions)
write("surface", surface, libver="latest")
write("surface-old", surface)
