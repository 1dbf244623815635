"""Writes surfaces as arrays in NumPy's .npz format.

    python make_arrays.py      (numpy 2.4.6)
"""

import numpy as np

loss = np.arange(1.0, 7).reshape(2, 3)
x, y = np.array([-0.5, 0, 0.5]), np.array([1.0, 3])
mesh_x, mesh_y = np.meshgrid(x, y)

np.savez("loss-stored.npz", loss=loss, x=x, y=y)
np.savez_compressed("loss-deflated.npz", loss=loss.astype("float32"), x=x, y=y)
np.savez("loss-mesh.npz", loss=loss.astype("int64"), x=mesh_x, y=mesh_y)
np.savez("one.npz", err=loss, seeds=np.arange(4))
np.savez("several.npz", a=loss, b=10 * loss, note=np.arange(4))
np.savez("transposed.npz", loss=np.ascontiguousarray(loss.T), x=x, y=y)
np.savez("fortran.npz", loss=np.asfortranarray(loss), x=x, y=y)
