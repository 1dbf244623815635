"""Writes the fixture of PyTorch's CPU generator: the numbers it draws after torch.manual_seed.

Every case seeds anew and draws a list of tensors one after another, so that what one leaves in the
generator (a spare normal number) is seen by the next. Numbers are given by their bits: float32 as
32-bit integers, float64 as 64-bit ones.

    python make_pytorch_random.py      (torch 2.13.0+cpu, AVX512)

Normal numbers of 16 and more come from PyTorch's vectorised logarithm, sine and cosine, whose last
bits depend on how PyTorch was compiled and on the processor.
"""

import json

import torch

SEEDS = [0, 1, 123, 2**32 - 1, 2**32 + 7]


def bits(tensor):
    kind = torch.int32 if tensor.dtype == torch.float32 else torch.int64
    mask = 2**32 - 1 if tensor.dtype == torch.float32 else 2**64 - 1
    return [int(number) & mask for number in tensor.view(kind).tolist()]


def case(seed, draws):
    torch.manual_seed(seed)
    result = []
    for draw in draws:
        kind, count = draw[0], draw[1]
        if kind == "uniform":
            tensor = torch.empty(count).uniform_(draw[2], draw[3])
        elif kind == "double":
            tensor = torch.rand(count, dtype=torch.float64)
        else:
            tensor = torch.empty(count).normal_()
        result.append({
            "kind": kind, "count": count, "bits": bits(tensor),
            "range": list(draw[2:4]) if kind == "uniform" else None})
    return {"seed": seed, "draws": result}


cases = []
for seed in SEEDS:
    cases.append(case(seed, [("uniform", 9, 0.0, 1.0), ("uniform", 3, -1 / 3**0.5, 1 / 3**0.5),
                             ("double", 4), ("uniform", 2, -0.25, 0.75)]))
    cases.append(case(seed, [("normal", n) for n in (1, 2, 4, 15, 1, 16, 3, 17, 31, 33, 2)]))
# Beyond the 624 words of one refill of the state.
cases.append(case(5, [("uniform", 700, 0.0, 1.0), ("normal", 700)]))
with open("pytorch-random.json", "w") as file:
    json.dump(cases, file)
