"""Persistence diagrams by gudhi; started by `basin-bench topology`, see protocol.py.

Two ways: CubicalComplex, for complexes of any dimension, and CubicalPersistence, which has a way of
its own for planes of top-dimensional cells with at least 3 rows and columns.
"""

from pathlib import Path

from protocol import answer, require, serve, timed

require("gudhi", "numpy", "sklearn")

import gudhi
import numpy
from gudhi.sklearn import CubicalPersistence

fields = {}
plane = CubicalPersistence(homology_dimensions=[0, 1], input_type="top_dimensional_cells")


def general(field):
    cells = gudhi.CubicalComplex(top_dimensional_cells=field)
    cells.compute_persistence()
    return [cells.persistence_intervals_in_dimension(dimension) for dimension in (0, 1)]


peers = {"gudhi, planes": lambda field: plane.fit_transform([field])[0], "gudhi, general": general}


def load(folder, names):
    for name in names:
        bits = numpy.load(Path(folder) / f"{name}.npy")
        fields[name] = numpy.ascontiguousarray(bits).view(numpy.float64)
    return {"peers": list(peers)}


def diagram(peer, field):
    pairs = [numpy.asarray(part).reshape(-1, 2) for part in peers[peer](fields[field])]
    # Births and finite deaths, each in order: the same numbers whatever the order of the pairs.
    ends = [numpy.sort(part[numpy.isfinite(part[:, 1])], axis=0) for part in pairs]
    return {
        "counts": [len(part) for part in pairs],
        "births": [float(part[:, 0].sum()) for part in ends],
        "deaths": [float(part[:, 1].sum()) for part in ends],
    }


def measure(peer, field, seconds):
    def work():
        peers[peer](fields[field])
        return 1

    return timed(work, seconds)


answer(gudhi=gudhi.__version__)
serve({"load": load, "diagram": diagram, "measure": measure})
