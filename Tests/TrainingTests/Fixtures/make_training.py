"""Writes the PyTorch fixtures of the training tests.

one-cycle.json: the rates of torch.optim.lr_scheduler.OneCycleLR (peak 0.1, all else default).

mlp-run.safetensors: a short training run of a small MLP (GELU in tanh form, shortcuts where sizes
agree) by torch.optim.SGD with Nesterov momentum and weight decay under that schedule: inputs,
labels, the parameters before and after, the loss of every step. Initial parameters and the order
of the examples are those of Basin: its random streams are written down here a second time, from
their papers and the Swift standard library's documentation. Everything is computed in float64
from float32 inputs and initial parameters.

    python make_training.py      (torch 2.13.0+cpu, safetensors 0.8.0, numpy 2.4.6)
"""

import json
import math

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

MASK = (1 << 64) - 1


class RandomStream:
    """xoshiro256** seeded by SplitMix64, a stream per seed and purpose."""

    def __init__(self, seed, purpose):
        tag = 0xCBF29CE484222325  # FNV-1a
        for byte in purpose.encode():
            tag = (tag ^ byte) * 0x100000001B3 & MASK
        first, _ = self.split_mix(seed)
        state, self.s = first ^ tag, []
        for _ in range(4):
            value, state = self.split_mix(state)
            self.s.append(value)

    @staticmethod
    def split_mix(state):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        return z ^ z >> 31, state

    def next(self):
        s, rotate = self.s, lambda x, k: (x << k | x >> (64 - k)) & MASK
        result = rotate(s[1] * 5 & MASK, 7) * 9 & MASK
        shifted = s[1] << 17 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = rotate(s[3], 45)
        return result

    def uniform(self):
        return (self.next() >> 11) * 2.0**-53

    def below(self, bound):
        """Lemire 2019, "Fast random integer generation in an interval", as in Swift."""
        product = self.next() * bound
        if product & MASK < bound:
            while product & MASK < (1 << 64) % bound:
                product = self.next() * bound
        return product >> 64

    def permutation(self, count):
        order = list(range(count))
        for i in range(count - 1):
            j = i + self.below(count - i)
            order[i], order[j] = order[j], order[i]
        return order


def schedule(optimizer, steps):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=0.1, total_steps=steps, cycle_momentum=False)


def one_cycle(steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1)
    scheduler = schedule(optimizer, steps)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if len(rates) < steps:
            scheduler.step()
    return rates


SIZES, COUNT, BATCH, EPOCHS, SEED = [6, 8, 8, 3], 50, 16, 3, 11


def initial_parameters():
    parameters = {}
    for layer, (inputs, outputs) in enumerate(zip(SIZES, SIZES[1:])):
        bound = 1 / math.sqrt(inputs)
        for kind, shape in (("weight", (outputs, inputs)), ("bias", (outputs,))):
            name = f"layers.{layer}.0.{kind}"
            stream = RandomStream(SEED, "initialization." + name)
            values = [bound * (2 * stream.uniform() - 1) for _ in range(math.prod(shape))]
            parameters[name] = torch.tensor(np.array(values, np.float32).reshape(shape))
    return parameters


def forward(parameters, x):
    for layer in range(len(SIZES) - 1):
        y = F.linear(x, parameters[f"layers.{layer}.0.weight"], parameters[f"layers.{layer}.0.bias"])
        if layer < len(SIZES) - 2:
            y = F.gelu(y, approximate="tanh")
        x = x + y if SIZES[layer] == SIZES[layer + 1] else y
    return x


def run():
    torch.manual_seed(7)
    x = torch.randn(COUNT, SIZES[0])
    labels = (x[:, :3] + 0.5 * x[:, 3:] ** 2).argmax(1)
    initial = initial_parameters()
    parameters = {k: v.double().requires_grad_() for k, v in initial.items()}
    optimizer = torch.optim.SGD(
        parameters.values(), lr=0.1, momentum=0.9, weight_decay=5e-4, nesterov=True)
    per_epoch = math.ceil(COUNT / BATCH)
    scheduler = schedule(optimizer, EPOCHS * per_epoch)
    losses, orders = [], []
    for epoch in range(EPOCHS):
        order = RandomStream(SEED, f"batches.epoch.{epoch}").permutation(COUNT)
        orders.append(order)
        for start in range(0, COUNT, BATCH):
            batch = order[start:start + BATCH]
            optimizer.zero_grad()
            loss = F.cross_entropy(forward(parameters, x.double()[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            if len(losses) < EPOCHS * per_epoch:
                scheduler.step()
    out = {"inputs": x, "labels": labels.float(), "losses": torch.tensor(losses),
           "order": torch.tensor(orders).float()}
    for name, value in initial.items():
        out["initial/" + name] = value
        out["final/" + name] = parameters[name].detach().float().contiguous()
    save_file(out, "mlp-run.safetensors", metadata={"torch": torch.__version__})


if __name__ == "__main__":
    torch.set_num_threads(1)
    with open("one-cycle.json", "w") as file:
        runs = [{"steps": n, "rates": one_cycle(n)} for n in (1, 2, 3, 4, 10, 37, 100, 313)]
        json.dump({"torch": torch.__version__, "peak": 0.1, "runs": runs}, file)
    run()
