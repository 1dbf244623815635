"""Writes the HDF5 files beside this script with h5py, and what h5py reads from them.

Run it in this folder. Versions of the run whose files are kept here are in versions.txt.
`expected.json` holds, for each file, the shape and numbers of each dataset and the value of each
attribute, read back with h5py. `refused.h5` holds what Basin names and does not read.
The files in `hostile` were damaged or made by hand: HDF5's library 1.10.8 crashes on them, or reads
other files.
"""

import json
import os
import platform

import h5py
import numpy as np

NUMBERS = ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]


def create(f, name, data, chunks=None, maxshape=None, early=False, write=..., **packing):
    """A dataset through the low level, where the time of allocation can be chosen."""
    data = np.asarray(data)
    if not early:
        d = f.create_dataset(
            name, data.shape, data.dtype, chunks=chunks, maxshape=maxshape, **packing
        )
    else:
        p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        p.set_chunk(chunks)
        p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        space = h5py.h5s.create_simple(data.shape, maxshape or data.shape)
        type = h5py.h5t.py_create(data.dtype)
        h5py.h5d.create(f.id, name.encode(), type, space, p)
        d = f[name]
    d[write] = data[write]


def fill(f, is_old):
    ramp = np.arange(6).reshape(2, 3)
    for kind in NUMBERS:
        for order in "<>":
            signed = kind[0] != "u"
            name = f"types/{kind}{'big' if order == '>' else ''}"
            f[name] = (ramp * 17 - (40 if signed else 0)).astype(order + kind)
    f["types/extremes"] = np.array([-(2**63), 2**63 - 1, 2**53 + 1])
    f["types/large"] = np.array([0, 2**64 - 1], np.uint64)
    f["types/special"] = np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324])
    f["types/half"] = np.array([np.inf, -0.0, 6e-8, 65504, 0.1], np.float16)
    f["scalar"] = np.float32(0.25)
    f["none"] = np.zeros((0, 3))
    compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    compact.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((2, 3))
    h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F64LE, space, compact)
    f["compact"][...] = ramp
    f.create_dataset("unwritten", (3,), "f8", fillvalue=-1)

    whole = (np.arange(63).reshape(7, 9) * 37 % 101 - 50) / 8
    packings = {
        "plain": {},
        "gzip": {"compression": "gzip"},
        "shuffled": {"compression": "gzip", "shuffle": True},
        "all": {"compression": "gzip", "shuffle": True, "fletcher32": True},
        "summed": {"fletcher32": True},
    }
    for packing, options in packings.items():
        # All have one kind of index in old files.
        create(f, f"fixed/{packing}", whole, (3, 4), **options)
        if is_old:
            continue
        create(f, f"single/{packing}", whole, (7, 9), **options)
        create(f, f"growing0/{packing}", whole, (3, 4), (None, 20), **options)
        create(f, f"growing1/{packing}", whole, (3, 4), (20, None), **options)
        create(f, f"growing2/{packing}", whole, (3, 4), (None, None), **options)
        create(f, f"limited/{packing}", whole, (3, 4), (30, 40), **options)
    create(f, "implicit", whole, (3, 4), early=True)
    create(f, "implicit_limited", whole, (3, 4), (30, 40), early=True)
    some = np.s_[:3, :4]
    for name, most in [("fixed", None), ("growing0", (None, 9)), ("growing2", (None, None))]:
        create(f, f"{name}/some", whole, (3, 4), most, write=some, fillvalue=0.5)
    cube = np.arange(5 * 4 * 3, dtype="f4").reshape(5, 4, 3)
    create(f, "cube", cube, (2, 3, 2), (None, 4, 3), compression="gzip")
    shrunk = f.create_dataset("shrunk", data=whole, chunks=(3, 4), maxshape=(None, None))
    shrunk.resize((4, 5))

    # More chunks than a node, page or block of each index has.
    many = (np.arange(1100) * 7 % 256).astype("u1")
    create(f, "many/fixed", many[:300] if is_old else many, (1,))
    if is_old:
        many = many[:300]
    if not is_old:
        create(f, "many/growing0", many[:300], (1,), (None,))
        create(f, "many/growing2", many[:300].reshape(20, 15), (1, 1), (None, None))
    create(f, "many/some", many, (1,), write=np.s_[-60:-50])

    for i in range(20):
        f[f"dense/{i}"] = np.full(2, i, "f4")
        f[f"dense/{i}"].attrs["name"] = np.bytes_(f"parameter {i}")
    for name in ["ä", "deep/er/still/x"]:
        f[name] = [1.5]
    f.create_group("empty")
    attributes(f["compact"])
    for i in range(12):
        f["scalar"].attrs[f"number {i}"] = i / 4
    f["scalar"].attrs["text"] = "naïve text"


def attributes(d):
    d.attrs["variable"] = "naïve"
    d.attrs["nothing"] = ""
    d.attrs["fixed"] = np.bytes_(b"fixed")
    d.attrs.create("utf8", "naïve".encode(), dtype=h5py.string_dtype("utf-8", 6))
    d.attrs["number"] = 2.5
    d.attrs["integer"] = np.int16(-3)
    d.attrs["big"] = np.array(1.25, ">f4")
    d.attrs["long"] = np.bytes_(b"0123456789" * 500)


def refused(f):
    ramp = np.arange(6.0)
    f["x"] = ramp
    f["soft"] = h5py.SoftLink("/x")
    f["external"] = h5py.ExternalLink("/etc/passwd", "/x")
    layout = h5py.VirtualLayout((6,), "f8")
    layout[:] = h5py.VirtualSource("refused.h5", "x", (6,))
    f.create_virtual_dataset("virtual", layout)
    f.create_dataset("stored", (6,), "u1", external=[("/etc/passwd", 0, 6)])
    f["type"] = np.dtype("f8")
    f.create_dataset("committed", data=ramp, dtype=f["type"])
    f.create_dataset("lzf", data=ramp, chunks=(6,), compression="lzf")
    f.create_dataset("scaled", data=ramp, chunks=(6,), scaleoffset=2)
    f["bool"] = np.array([True, False])
    f["compound"] = np.zeros(2, [("a", "f4")])
    f["complex"] = np.zeros(2, complex)
    f["text"] = "text"
    f["texts"] = np.array([b"a", b"b"])
    f.create_dataset("ragged", (1,), h5py.vlen_dtype("f8"))[0] = ramp
    f["null"] = h5py.Empty("f8")
    f.create_dataset("claimed", (1 << 20, 1 << 20), "f8", chunks=(1024, 1024))
    f.create_dataset("late", (16384, 16384), "f8", chunks=(1024, 1024))
    f.create_dataset("bomb", (3000, 3000), "f8", chunks=(3000, 3000), compression=9)[...] = 0
    f.create_dataset("contiguous", (1 << 27,), "f8")
    f["circle"] = h5py.SoftLink("/circle")
    f.create_group("g")["itself"] = f


def expected(f):
    found = {}

    def look(name, item):
        entry = {"attributes": {}}
        for key, value in item.attrs.items():
            if isinstance(value, bytes):
                value = value.decode()
            entry["attributes"][key] = value if isinstance(value, str) else float(value)
        if isinstance(item, h5py.Dataset):
            entry["shape"] = list(item.shape)
            # As text, so that what JSON lacks is kept.
            values = item[()].astype("f8").reshape(-1)
            entry["values"] = " ".join(repr(float(v)) for v in values)
        found[name] = entry

    f.visititems(look)
    return found


record = {}
forms = {
    "oldest": {"libver": ("earliest", "v108")},
    "v108": {"libver": ("v108", "v108")},
    "v110": {"libver": ("v110", "v110")},
    "latest": {"libver": "latest"},
    "user_block": {"libver": "latest", "userblock_size": 1024},
}
for name, options in forms.items():
    with h5py.File(f"{name}.h5", "w", **options) as f:
        if name == "user_block":
            f["x"] = np.arange(6.0).reshape(2, 3)
            create(f, "y", np.arange(12.0).reshape(3, 4), (2, 2), compression="gzip")
        else:
            fill(f, is_old=name in ("oldest", "v108"))
    with h5py.File(f"{name}.h5") as f:
        record[name] = expected(f)
with open("user_block.h5", "r+b") as f:
    f.write(b"any text")
# So many chunks that the blocks of the index have pages, of which some were never written.
with h5py.File("pages.h5", "w", libver="latest") as f:
    pages = (np.arange(167_000) * 7 % 250 + 1).astype("u1")
    create(f, "x", pages, (1,), (None,), write=np.s_[163_000:])
    f["x"][131_500:131_510] = pages[131_500:131_510]
with h5py.File("many-names.h5", "w", libver="latest") as f:
    for name in ["xdirection", "ydirection"]:
        group = f.create_group(name)
        group["0"] = np.zeros(10_000, "f4")
        for i in range(1, 1000):
            group[str(i)] = group["0"]
with h5py.File("refused.h5", "w") as f:
    refused(f)
with open("expected.json", "w") as f:
    json.dump(record, f, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
with open("versions.txt", "w") as f:
    f.write(
        f"Python {platform.python_version()}, numpy {np.__version__}, h5py {h5py.__version__} "
        f"(HDF5 {h5py.version.hdf5_version})\n"
    )
