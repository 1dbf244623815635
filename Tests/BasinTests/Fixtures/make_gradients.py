"""Writes the fixture of `basin gradients`: the lecture's net in PyTorch, for other sizes, seeds,
inputs, targets and activations.

Weights are drawn in float32, as torch.manual_seed and nn.Linear do; gradients are computed from them
in float64, so that the fixture carries none of PyTorch's float32 rounding.

    python make_gradients.py      (torch 2.13.0+cpu)
"""

import json

import torch
import torch.nn as nn

ACTIVATIONS = {
    "gelu": lambda x: nn.functional.gelu(x, approximate="tanh"), "relu": torch.relu,
    "tanh": torch.tanh}


def gradients(sizes, seed, values, targets, activation, strength):
    torch.manual_seed(seed)
    layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
    layers = [layer.double() for layer in layers]
    # As the tool reads them: float32 numbers.
    x = torch.tensor([values]).double()
    for layer in layers:
        y = ACTIVATIONS[activation](layer(x))
        x = y + strength * x if strength and x.shape == y.shape else y
    nn.MSELoss()(x, torch.tensor([targets]).double()).backward()
    return [layer.weight.grad.abs().mean().item() for layer in layers]


CASES = [
    ([3, 3, 3, 3, 3, 1], 7, [1.0, 0.0, -1.0], [0.0], "gelu", 1),
    ([3, 3, 3, 3, 3, 1], 123, [0.5, -2.25, 1.0], [1.5], "gelu", 0.25),
    ([2, 5, 5, 5, 2], 0, [-1.0, 0.1], [0.3, -0.7], "tanh", 1),
    ([4, 16, 16, 4], 4294967299, [1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 0.0, 0.0], "relu", 1),
    ([1, 1, 1, 1], 99, [2.0], [1.0], "tanh", 1),
    ([2, 40, 40, 40, 1], 31337, [1.0, -1.0], [0.0], "gelu", 0.5),
]
result = []
for sizes, seed, values, targets, activation, strength in CASES:
    def listed(numbers):
        return ",".join(repr(number) for number in numbers)
    arguments = (f"--layers {listed(sizes)} --seed {seed} --input={listed(values)} "
                 f"--target={listed(targets)} --activation {activation} "
                 f"--shortcut-strength {strength}")
    result.append({
        "arguments": arguments,
        "plain": gradients(sizes, seed, values, targets, activation, 0),
        "shortcuts": gradients(sizes, seed, values, targets, activation, strength)})
with open("gradients.json", "w") as file:
    json.dump(result, file, indent=1)
