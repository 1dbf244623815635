"""Writes the files beside this script, as other programs write them.

Run it in this folder. Versions of the run whose files are kept here are in versions.txt.
The numbers are exact in every type that holds them, so that the tests compare for equality.
"""

import gzip
import platform
import zipfile
import zlib

import h5py
import numpy as np
import safetensors
import safetensors.torch
import torch

ramp = np.arange(6, dtype=np.float64).reshape(2, 3) / 8 - 0.25

# Safetensors: one of each element type that a state dict holds, and a file of float32 only,
# which Basin has to write with the very same bytes.
t = torch.from_numpy(ramp)
safetensors.torch.save_file(
    {
        "f32": t.float(),
        "f64": t.double(),
        "f16": t.half(),
        "bf16": t.bfloat16(),
        "bn1.num_batches_tracked": torch.tensor(7),
        "mask": torch.tensor([True, False]),
        "empty": torch.zeros(0, 3),
        "scalar": torch.tensor(1.5),
    },
    "types.safetensors",
    metadata={"format": "pt"},
)
safetensors.torch.save_file(
    {"a.weight": t.float(), "b.bias": torch.tensor([1.0, -2.5]), "ü": torch.tensor(3.0)},
    "float32.safetensors",
    metadata={"note": 'a/b "quoted"\n'},
)


# HDF5: directions as Li et al.'s write_list makes them (h5_util.py), float32 and float64.
def write_list(f, name, direction):
    group = f.create_group(name)
    for i, tensor in enumerate(direction):
        group.create_dataset(str(i), data=tensor)


with h5py.File("directions.h5", "w") as f:
    # Twelve tensors, so that sorting names as text would go wrong.
    write_list(f, "xdirection", [np.full((1, i + 1), i, np.float32) for i in range(12)])
    write_list(f, "ydirection", [ramp, np.float64(0.5), np.zeros(3)])

with h5py.File("kinds.h5", "w") as f:
    f.attrs["variable"] = "naïve"
    f.attrs["fixed"] = np.bytes_(b"fixed")
    f.attrs.create("utf8", "naïve".encode(), dtype=h5py.string_dtype("utf-8", 6))
    f.attrs["padded"] = np.array(b"a", "S5")
    spaces = h5py.h5t.C_S1.copy()
    spaces.set_size(8)
    spaces.set_strpad(h5py.h5t.STR_SPACEPAD)
    scalar = h5py.h5s.create(h5py.h5s.SCALAR)
    h5py.h5a.create(f.id, b"spaces", spaces, scalar).write(np.array(b"a b     ", "S8"), spaces)
    f.attrs["number"] = 2.5
    f.attrs["integer"] = np.int32(-3)
    f.attrs["list"] = np.arange(3)
    f["float64"] = ramp
    f["float32"] = ramp.astype(np.float32)
    f["big_endian"] = ramp.astype(">f4")
    f["int64"] = np.arange(4)
    f["wide"] = np.array([-5, 0, 255, 300])
    f["text"] = "no numbers"
    f["null"] = h5py.Empty("f")
    f.create_dataset("compressed", data=np.tile(ramp, (50, 40)), chunks=(10, 12), compression=9)
    f.create_dataset("claimed", shape=(1 << 20, 1 << 20), chunks=(1024, 1024), dtype="f8")
    f.create_dataset("unwritten", shape=(3,), dtype="f8", fillvalue=-1)
    f.create_group("group")["inner"] = np.float64(4)

with h5py.File("newest.h5", "w", libver="latest") as f:
    f["x"] = ramp

# Chunks: packed in each way that is read, one way that is not, and chunks that hold less (or
# more) than their dataset says, which HDF5's own library does not see.
with h5py.File("chunks.h5", "w") as f:
    tiled = np.tile(ramp, (4, 3))
    packings = {
        "plain": {},
        "gzip": {"compression": "gzip"},
        "shuffled": {"compression": "gzip", "shuffle": True},
        "summed": {"compression": "gzip", "shuffle": True, "fletcher32": True},
        "sum_only": {"fletcher32": True},
        "lzf": {"compression": "lzf"},
    }
    for name, packing in packings.items():
        f.create_dataset(name, data=tiled, chunks=(5, 4), **packing)
    some = f.create_dataset("some", shape=(8, 9), chunks=(5, 4), compression="gzip", dtype="f8")
    some[0, 0] = 1
    whole = tiled[:5, :4].tobytes()
    chunks = {
        "left_packed": (zlib.compress(whole), 1),
        "left_plain": (whole, 1),
        "too_little": (zlib.compress(whole[:-8]), 0),
        "too_much": (zlib.compress(whole + whole), 0),
        "cut": (zlib.compress(whole)[:-6], 0),
        "noise": (bytes(range(40)), 0),
    }
    for name, (data, mask) in chunks.items():
        dataset = f.create_dataset(name, data=tiled, chunks=(5, 4), compression="gzip")
        dataset.id.write_direct_chunk((0, 4), data, filter_mask=mask)
    dataset = f.create_dataset("plain_short", data=tiled, chunks=(5, 4))
    dataset.id.write_direct_chunk((5, 8), whole[:64])


# NPY: each element type, each version of the format, and what is refused.
def npy(name, array, version=(1, 0)):
    with open(name + ".npy", "wb") as f:
        np.lib.format.write_array(f, array, version=version)


for kind in ["<f2", "<f4", "<f8", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8"]:
    npy("type-" + kind.strip("<|"), np.arange(6).reshape(2, 3).astype(kind))
npy("type-b1", np.array([True, False, True]))
npy("version-2", ramp.astype("<f4"), (2, 0))
npy("version-3", ramp.astype("<f4"), (3, 0))
npy("scalar", np.array(1.5, dtype="<f4"))
npy("empty", np.zeros((0, 3), dtype="<f4"))
npy("fortran", np.asfortranarray(ramp.astype("<f4")))
npy("fortran-1d", np.asfortranarray(np.arange(3, dtype="<f4")))
npy("big-endian", ramp.astype(">f4"))
npy("record", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))

# gzip: two members of different levels, as `cat a.gz b.gz` makes them.
plain = bytes(i * i % 251 for i in range(1000))
two = gzip.compress(plain[:300], 1, mtime=0) + gzip.compress(plain[300:], 9, mtime=0)
open("two-members.gz", "wb").write(two)

# ZIP: members as Python's zipfile packs them: deflated, stored, and one without a byte.
with zipfile.ZipFile("members.zip", "w") as f:
    for name, text, method in [
        ("stored.txt", "as it is", zipfile.ZIP_STORED),
        ("deflated.txt", "Basin " * 200, zipfile.ZIP_DEFLATED),
        ("empty", "", zipfile.ZIP_STORED),
    ]:
        member = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
        member.compress_type = method
        f.writestr(member, text)

# NPZ: an array of more bytes than are read at a time, stored and deflated.
x = (np.arange(60_000) * 7 % 251).astype(np.uint8).reshape(60, 1000)
for save, name in [(np.savez, "stored"), (np.savez_compressed, "deflated")]:
    save(f"rows-{name}.npz", x=x, y=np.array([0.5, -1], np.float32))

with open("versions.txt", "w") as f:
    f.write(
        f"Python {platform.python_version()}, numpy {np.__version__}, h5py {h5py.__version__} "
        f"(HDF5 {h5py.version.hdf5_version}), safetensors {safetensors.__version__}, "
        f"torch {torch.__version__}\n"
    )
