"""Makes trajectory-*.safetensors, skew.h5 and trajectory.json: checkpoints of a small net in PyTorch's names,
their principal axes by scikit-learn's PCA as in Li et al.'s plot_trajectory.py (the row of zeros of the final
weights included), and least-squares projections by numpy onto these axes and onto two long, oblique ones.

Run with: python make_trajectory.py
Made with numpy 2.4.6, scikit-learn 1.9.1, safetensors 0.8.0, h5py 3.16.0.
"""

import json

import h5py
import numpy as np
from safetensors.numpy import save_file
from sklearn.decomposition import PCA

rng = np.random.default_rng(5)
shapes = {}
for i, (a, b) in enumerate([(4, 7), (7, 7), (7, 3)]):
    shapes[f"layers.{i}.0.weight"] = (b, a)
    shapes[f"layers.{i}.0.bias"] = (b,)


def named(vector):
    tensors, place = {}, 0
    for name, shape in shapes.items():
        size = int(np.prod(shape))
        tensors[name] = vector[place:place + size].reshape(shape).astype(np.float32)
        place += size
    return tensors


n = sum(int(np.prod(shape)) for shape in shapes.values())
final = rng.normal(size=n).astype(np.float32)
u, v, w = rng.normal(size=(3, n))
checkpoints = [
    (final + 2 * (1 - t) * u + np.sin(3 * t) * v * 0.6 + 0.05 * rng.normal(size=n) + 0.2 * t * (1 - t) * w)
    .astype(np.float32)
    for t in np.linspace(0, 0.95, 9)
]
save_file(named(final), "trajectory-final.safetensors")
for i, checkpoint in enumerate(checkpoints):
    save_file(named(checkpoint), f"trajectory-{i + 1}.safetensors")

rows = np.stack([c.astype(np.float64) - final for c in checkpoints])
pca = PCA(n_components=2)
pca.fit(np.vstack([rows, np.zeros(n)]))
axes = [axis * np.sign(axis[np.argmax(np.abs(axis))]) for axis in pca.components_]


def projected(axes):
    matrix = np.stack(axes, axis=1)
    solution, *_ = np.linalg.lstsq(matrix, np.vstack([rows, np.zeros(n)]).T, rcond=None)
    rest = np.vstack([rows, np.zeros(n)]).T - matrix @ solution
    return {"x": solution[0].tolist(), "y": solution[1].tolist(),
            "distance": np.linalg.norm(rest, axis=0).tolist()}


skew = [(3 * u + 0.5 * v).astype(np.float32), (0.2 * v + 2 * u).astype(np.float32)]
with h5py.File("skew.h5", "w") as file:
    for name, axis in zip(("xdirection", "ydirection"), skew):
        group = file.create_group(name)
        for i, tensor in enumerate(named(axis).values()):
            group.create_dataset(str(i), data=tensor)
with open("trajectory.json", "w") as file:
    json.dump({
        "axes": [axis.tolist() for axis in axes],
        "explained_variance_ratio": pca.explained_variance_ratio_.tolist(),
        "on_axes": projected(axes), "on_skew": projected([s.astype(np.float64) for s in skew]),
    }, file)
print(pca.explained_variance_ratio_)
