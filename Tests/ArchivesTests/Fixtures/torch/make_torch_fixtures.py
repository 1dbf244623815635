"""Checkpoints as PyTorch writes them, in both formats of torch.save.

python make_torch_fixtures.py   (torch 2.13.0, numpy 2.4.6, safetensors 0.8.0, Python 3.11)

Every file holds the same numbers, so that the tests know what to expect: tensor NAME of shape S has
elements k/8 for k = 0, 1, 2, …, in row-major order, which all element types here represent exactly.
"""

import argparse
import json
from collections import OrderedDict

import numpy as np
import safetensors.torch
import torch


def counting(*shape, dtype=torch.float32):
    count = int(np.prod(shape)) if shape else 1
    return (torch.arange(count, dtype=torch.float64) / 8).to(dtype).reshape(shape)


def save(value, name):
    torch.save(value, f"{name}.pt")
    torch.save(value, f"{name}-old.pt", _use_new_zipfile_serialization=False)


# All element types; a counter that is not floating-point.
save(
    OrderedDict(
        single=counting(2, 3),
        double=counting(2, 3, dtype=torch.float64),
        half=counting(2, 3, dtype=torch.float16),
        brain=counting(2, 3, dtype=torch.bfloat16),
        scalar=counting(),
        empty=torch.zeros(0, 3),
        parameter=torch.nn.Parameter(counting(4)),
        counter=torch.tensor(7),
    ),
    "types",
)

# Views: transposed, a part of a storage, two names of one storage.
whole = counting(4, 6)
save(
    {
        "transposed": counting(6, 4).t().contiguous().t(),
        "part": whole[1:3, 2:5],
        "tied": whole,
        "also": whole,
        "channels_last": counting(1, 2, 3, 4).to(memory_format=torch.channels_last),
    },
    "views",
)

# A model's own state dict, which carries versions of its modules beside its tensors.
torch.manual_seed(1)
model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3))
with torch.no_grad():
    for tensor in model.state_dict().values():
        if tensor.is_floating_point():
            tensor.copy_(counting(*tensor.shape))
state = model.state_dict()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
model(torch.ones(4, 2)).sum().backward()
optimizer.step()
for tensor in state.values():
    if tensor.is_floating_point():
        tensor.copy_(counting(*tensor.shape))
rest = {
    "epoch": 3,
    "best": np.float64(91.5),
    "acc": torch.tensor(91.5),
    "args": argparse.Namespace(lr=0.1, layers=[1, 2], name="net"),
    "optimizer": optimizer.state_dict(),
    "big": 1 << 70,
    "negative": -3,
    "long": 1 << 40,
    "flag": True,
    "nothing": None,
    "tuple": (1, 2.5, "x", b"bytes"),
    "set": {1},
}
for key in ["state_dict", "model_state_dict", "model", "net", "ema", "weights"]:
    torch.save({key: state, **rest}, f"{key}.pt")
torch.save({"net": state, **rest}, "net-old.pt", _use_new_zipfile_serialization=False)
torch.save({"module." + name: value for name, value in state.items()}, "module.pt")
torch.save({"generator": state, "critic": state}, "two.pt")
torch.save({"state_dict": {"encoder": {"w": counting(2)}, "head": {"w": counting(3)}}}, "nested.pt")

# What is not data.
torch.save(model, "whole-model.pt")
torch.jit.script(model).save("script.pt")
torch.save({"w": torch.quantize_per_tensor(counting(4), 0.1, 0, torch.qint8)}, "quantised.pt")
torch.save({"w": counting(1).expand(1000)}, "expanded.pt")
torch.save({"epoch": 3}, "nothing.pt")

# Sharded safetensors, and NumPy.
safetensors.torch.save_file({"a.weight": counting(2, 3)}, "shard-1.safetensors")
safetensors.torch.save_file({"b.weight": counting(4), "n": torch.tensor([1])}, "shard-2.safetensors")
with open("shards.safetensors.index.json", "w") as file:
    json.dump(
        {
            "metadata": {"total_size": 48},
            "weight_map": {
                "a.weight": "shard-1.safetensors",
                "b.weight": "shard-2.safetensors",
                "n": "shard-2.safetensors",
            },
        },
        file,
    )
np.savez("weights.npz", **{"a.weight": counting(2, 3).numpy(), "b.weight": counting(4).double().numpy(), "n": np.arange(3)})
