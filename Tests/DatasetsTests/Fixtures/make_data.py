"""Writes miniatures of published data sets beside this script, in their authors' formats, and the
digests of what torchvision makes of them (expected.json).

Run it in this folder. Versions of the run whose files are kept here are in versions.txt.
"""

import gzip
import hashlib
import io
import json
import os
import pickle
import platform
import shutil
import struct
import tarfile
import zipfile
import zlib

import numpy as np
import PIL
import torch
import torchvision
from PIL import Image
from torchvision.transforms import functional as F

random = np.random.default_rng(7)
expected = {}


def digest(name, images, labels):
    """Basin's digest of data: the shape as text, the inputs, the labels (4 bytes each)."""
    inputs = torch.stack(images).contiguous().numpy().astype("<f4")
    text = "×".join(str(n) for n in inputs.shape)
    bytes = text.encode() + inputs.tobytes() + np.asarray(labels, "<i4").tobytes()
    expected[name] = hashlib.sha256(bytes).hexdigest()


def normalized(dataset, mean, std):
    return [F.normalize(F.to_tensor(image), mean, std) for image, _ in dataset]


def write(path, data):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def patterns(*shape):
    """Bytes that compress well, but with all values."""
    numbers = np.arange(np.prod(shape), dtype=np.int64)
    return ((numbers * 3 + numbers // 97 + random.integers(256)) % 256).astype(np.uint8).reshape(shape)


def chunked(kind, data):
    """A chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# MNIST as torchvision unpacks it, EMNIST as its authors publish it. (torchvision leaves EMNIST's
# images lying on their side.)
def idx(array):
    return struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(
        f">{array.ndim}I", *array.shape
    ) + array.tobytes()


for stem, count in [("train", 5), ("t10k", 3)]:
    write(f"MNIST/raw/{stem}-images-idx3-ubyte", idx(patterns(count, 28, 28)))
    write(f"MNIST/raw/{stem}-labels-idx1-ubyte", idx(random.integers(10, size=count).astype(np.uint8)))
for split in ["train", "test"]:
    data = torchvision.datasets.MNIST(".", train=split == "train")
    digest(f"mnist {split}", normalized(data, [0.1307], [0.3081]), [y for _, y in data])

os.makedirs("emnist-zip", exist_ok=True)
for split, count in [("train", 3), ("test", 2)]:
    images, labels = patterns(count, 28, 28), random.integers(1, 27, size=count).astype(np.uint8)
    for content, array in [("images-idx3", images), ("labels-idx1", labels)]:
        write(f"emnist/emnist-letters-{split}-{content}-ubyte.gz", gzip.compress(idx(array), mtime=0))
    # As the authors' archive holds them.
    with zipfile.ZipFile("emnist-zip/gzip.zip", "a" if split == "test" else "w") as z:
        for content in ["images-idx3", "labels-idx1"]:
            name = f"emnist-letters-{split}-{content}-ubyte.gz"
            member = zipfile.ZipInfo(f"gzip/{name}", (2026, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(member, open(f"emnist/{name}", "rb").read())
    upright = [F.normalize(F.to_tensor(image.T), [0.1736], [0.3317]) for image in images]
    digest(f"emnist letters {split}", upright, labels.astype(int) - 1)


# CIFAR-10 and -100 in both versions. The authors' pickles are Python 2's.
def python2_pickle(data, key, labels):
    """What Python 2.7 with NumPy 1 writes for {'data': data, key: labels} in protocol 2."""
    out = io.BytesIO()
    out.write(b"\x80\x02}q\x01(U\x04dataq\x02cnumpy.core.multiarray\n_reconstruct\nq\x03")
    out.write(b"cnumpy\nndarray\nq\x04K\x00\x85U\x01b\x87Rq\x05(K\x01")
    out.write(b"J" + struct.pack("<i", data.shape[0]) + b"M" + struct.pack("<H", data.shape[1]) + b"\x86")
    out.write(b"cnumpy\ndtype\nq\x06U\x02u1K\x00K\x01\x87Rq\x07(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89")
    out.write(b"T" + struct.pack("<i", data.size) + data.tobytes() + b"tb")
    out.write(b"U" + bytes([len(key)]) + key.encode() + b"q\x08]q\x09(")
    out.write(b"".join(b"K" + bytes([n]) for n in labels) + b"eu.")
    return out.getvalue()


def archive(path, files):
    """A tar archive with a folder, a file beside those that are wanted and no times."""
    with open(path, "wb") as f, gzip.GzipFile("", "wb", fileobj=f, mtime=0) as z:
        with tarfile.open(fileobj=z, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            folder = tarfile.TarInfo(os.path.dirname(files[0][0]))
            folder.type = tarfile.DIRTYPE
            tar.addfile(folder)
            for name, data in files[:1] + [(folder.name + "/readme.html", b"<html/>")] + files[1:]:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))


def cifar(classes, names, key, stem, folders, mean, std):
    binary, python, whole = [], [], {"train": [], "test": []}
    for index, name in enumerate(names):
        data = patterns(2, 3072)
        labels = [int(n) for n in random.integers(classes, size=2)]
        coarse = [bytes([7])] * 2 if classes == 100 else [b""] * 2
        binary.append(
            (
                f"{folders[0]}/{name}.bin",
                b"".join(c + bytes([l]) + d.tobytes() for c, l, d in zip(coarse, labels, data)),
            )
        )
        # Python 2, then what Python 3 writes in each protocol with bytes and arrays in it.
        written = {"data": data, key: labels, "batch_label": "training batch"}
        python.append(
            (
                f"{folders[1]}/{name}",
                python2_pickle(data, key, labels) if index % 2 == 0 else pickle.dumps(written, index // 2 + 2),
            )
        )
        whole["test" if name.startswith("test") else "train"].append((data, labels))
    # The order in the authors' archive is not that of the batches.
    archive(f"{stem}-binary.tar.gz", binary[:1] + binary[:0:-1])
    archive(f"{stem}-python.tar.gz", python[:1] + python[:0:-1])
    for split, batches in whole.items():
        images = [
            F.normalize(F.to_tensor(image.reshape(3, 32, 32).transpose(1, 2, 0)), mean, std)
            for data, _ in batches
            for image in data
        ]
        digest(f"cifar{classes} {split}", images, sum((labels for _, labels in batches), []))
    return python


cifar(
    10, [f"data_batch_{i}" for i in range(1, 6)] + ["test_batch"], "labels", "cifar-10",
    ("cifar-10-batches-bin", "cifar-10-batches-py"), [0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616],
)
for name, data in cifar(
    100, ["train", "test"], "fine_labels", "cifar-100", ("cifar-100-binary", "cifar-100-python"),
    [0.5071, 0.4865, 0.4409], [0.2673, 0.2564, 0.2762],
):
    write(f"unpacked/{name}", data)

# Every protocol of Python 3, for the same array.
for protocol in range(2, 6):
    batch = {b"data": patterns(1, 3072), b"labels": [protocol]}
    write(f"pickles/protocol-{protocol}", pickle.dumps(batch, protocol))

# A folder of images for each class.
shutil.rmtree("images", ignore_errors=True)
for name, count in [("B", 1), ("a", 3), ("z", 2)]:
    for index in range(count):
        os.makedirs(f"images/{name}", exist_ok=True)
        Image.fromarray(patterns(4, 6, 3)).save(f"images/{name}/{index}.png")
Image.fromarray(patterns(4, 6, 3)).quantize(16).save("images/a/1.png", bits=4)
data = torchvision.datasets.ImageFolder("images")
order = [(i, c) for i in range(3) for c in range(3) if i < [1, 3, 2][c]]
assert data.classes == ["B", "a", "z"]
by_class = {c: [image for image, label in data if label == c] for c in range(3)}
digest("images", [F.to_tensor(by_class[c][i]) for i, c in order], [c for _, c in order])

# Other kinds of PNG.
os.makedirs("png", exist_ok=True)
grey = patterns(5, 7)
Image.fromarray(grey).save("png/grey.png")
Image.fromarray(grey > 127).save("png/one-bit.png")
Image.fromarray(patterns(5, 7, 4)).save("png/alpha.png")
Image.fromarray(grey.astype(np.uint16) * 257).save("png/sixteen.png")
Image.fromarray(patterns(5, 7, 3)).save("png/transparent.png", transparency=(1, 2, 3))

# A gamma of 1 in a chunk before the pixels: it says what the numbers mean, not what they are.
plain = open("png/grey.png", "rb").read()
write("png/gamma.png", plain[:33] + chunked(b"gAMA", struct.pack(">I", 100000)) + plain[33:])

# Interlaced (Adam7), which Pillow reads but does not write.
passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
rows = [b"\0" + row.tobytes() for y, x, dy, dx in passes for row in grey[y::dy, x::dx] if row.size]
write(
    "png/interlaced.png",
    plain[:8]
    + chunked(b"IHDR", struct.pack(">IIBBBBB", 7, 5, 8, 0, 0, 0, 1))
    + chunked(b"IDAT", zlib.compress(b"".join(rows)))
    + chunked(b"IEND", b""),
)
assert (np.asarray(Image.open("png/interlaced.png")) == grey).all()
np.save("png/grey.npy", np.asarray(Image.open("png/grey.png")))
np.save("png/one-bit.npy", np.asarray(Image.open("png/one-bit.png").convert("L")))

# Arrays together.
x, y = patterns(4, 3, 2, 2), np.array([0, 2, 1, 1])
np.savez("stored.npz", x=x, y=y)
np.savez_compressed("deflated.npz", x=x, y=y)
digest("arrays", [F.to_tensor(image.transpose(1, 2, 0)) for image in x], y)

json.dump(expected, open("expected.json", "w"), indent=1, sort_keys=True)
open("expected.json", "a").write("\n")
with open("versions.txt", "w") as f:
    f.write(
        f"Python {platform.python_version()}, numpy {np.__version__}, torch {torch.__version__}, "
        f"torchvision {torchvision.__version__}, Pillow {PIL.__version__}\n"
    )
