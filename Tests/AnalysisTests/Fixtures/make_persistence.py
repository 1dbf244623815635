"""Writes persistence.json: fields and their persistence pairs of dimensions 0 and 1 by gudhi.

Run: python make_persistence.py > persistence.json
The versions used are recorded in the file. A wall (a point without a value) is null; gudhi gets
+inf there, and a pair whose death is not finite has null as its death. The real surface is one of
the gallery, on the scale log10(loss + 0.001).
"""

import json
from pathlib import Path

import gudhi
import h5py
import numpy as np

generator = np.random.default_rng(20240917)


def smooth(rows, columns, waves):
    y, x = np.meshgrid(np.linspace(-1, 1, rows), np.linspace(-1, 1, columns), indexing="ij")
    field = np.zeros((rows, columns))
    for _ in range(waves):
        a, b, phase = generator.normal(0, 4, 2).tolist() + [generator.uniform(0, 6.3)]
        field += np.sin(a * x + b * y + phase)
    return np.log10(np.exp(field) + 0.001)


def with_walls(field, share):
    field = field.copy()
    field[generator.random(field.shape) < share] = np.inf
    return field


def valley(points):
    axis = np.linspace(-1, 1, points)
    x, y = np.meshgrid(axis, axis)
    return np.log10((0.8 * x + 0.6 * y) ** 2 + 100 * (-0.6 * x + 0.8 * y) ** 2 + 0.3 + 0.001)


def real(name):
    gallery = Path(__file__).resolve().parents[3] / "output" / "gallery"
    with h5py.File(gallery / name) as surface:
        return np.log10(surface["train_loss"][:].astype(float) + 0.001)


def pairs(cells, dimension):
    """Birth and death, null for one that is not finite, in order; born at a finite level."""
    return sorted(
        ([birth, death if np.isfinite(death) else None]
         for birth, death in cells.persistence_intervals_in_dimension(dimension).tolist()
         if np.isfinite(birth)),
        key=lambda pair: (pair[0], pair[1] is None, pair[1] or 0))


fields = {
    "uniform noise 17x13": generator.random((13, 17)),
    "normal noise 1x40": generator.normal(size=(40, 1)),
    "normal noise 40x1": generator.normal(size=(1, 40)),
    "smooth 31x25": smooth(25, 31, 6),
    "smooth 24x24": smooth(24, 24, 12),
    "ties 15x15": generator.integers(0, 5, (15, 15)).astype(float),
    "plateaus 20x16": np.round(smooth(16, 20, 8), 1),
    "walls 14x14": with_walls(generator.random((14, 14)), 0.6),
    "walls and ties 16x11": with_walls(generator.integers(0, 4, (11, 16)).astype(float), 0.4),
    "oblique valley 21x21": valley(21),
    "wide range 12x12": generator.normal(size=(12, 12)) * 10.0 ** generator.integers(-300, 300, (12, 12)),
    "noise with walls inside 13x12": with_walls(generator.normal(size=(12, 13)), 0.15),
    "ResNet-56 without shortcuts 51x51": real("lecture/plain/seed-1/surface-1.h5"),
}

cases = []
for name, field in fields.items():
    cells = gudhi.CubicalComplex(top_dimensional_cells=field)
    cells.compute_persistence()
    cases.append({
        "name": name,
        "columns": field.shape[1],
        "rows": field.shape[0],
        "values": [v if np.isfinite(v) else None for v in field.ravel().tolist()],
        "pairs": pairs(cells, 0),
        "holes": pairs(cells, 1),
    })

print(json.dumps(
    {"gudhi": gudhi.__version__, "numpy": np.__version__, "cases": cases}, separators=(",", ":")))
