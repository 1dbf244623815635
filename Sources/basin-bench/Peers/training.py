"""Steps of training in PyTorch; started by `basin-bench training`, see protocol.py.

SGD with Nesterov's momentum over batches of the same images, weights in PyTorch's own order of
memory and channels-last.
"""

import json
import sys
import time
from pathlib import Path

from protocol import answer, require, serve, timed

require("torch", "numpy")

import numpy
import torch
import torch.nn.functional as F

import models


class Steps:
    def __init__(self, folder, batch, layout):
        description = json.loads((folder / "net.json").read_text())
        inputs = torch.from_numpy(numpy.load(folder / "inputs.npy"))
        labels = torch.from_numpy(numpy.load(folder / "labels.npy"))
        self.net = models.build(description, inputs).to(memory_format=layout)
        self.optimizer = torch.optim.SGD(
            self.net.parameters(), 0.01, 0.9, weight_decay=5e-4, nesterov=True)
        inputs = inputs.contiguous(memory_format=layout)
        self.batches = list(zip(inputs.split(batch), labels.split(batch)))
        self.next = 0

    def work(self):
        inputs, labels = self.batches[self.next % len(self.batches)]
        self.next += 1
        self.optimizer.zero_grad()
        F.cross_entropy(self.net(inputs), labels).backward()
        self.optimizer.step()
        return len(labels)

    def phases(self, seconds):
        """The milliseconds of the parts of a step, medians over at least so long."""
        parts, start = [], time.perf_counter()
        while len(parts) < 3 or time.perf_counter() - start < seconds:
            inputs, labels = self.batches[self.next % len(self.batches)]
            self.next += 1
            times = [time.perf_counter()]
            loss = F.cross_entropy(self.net(inputs), labels)
            times.append(time.perf_counter())
            self.optimizer.zero_grad()
            loss.backward()
            times.append(time.perf_counter())
            self.optimizer.step()
            times.append(time.perf_counter())
            parts.append(numpy.diff(times))
        medians = 1000 * numpy.median(parts, axis=0)
        return dict(zip(("forward", "backward", "update"), medians.tolist()))


peers = {}


def load(folder, batch):
    peers["eager"] = Steps(Path(folder), batch, torch.contiguous_format)
    peers["channels-last"] = Steps(Path(folder), batch, torch.channels_last)
    for peer in peers.values():
        peer.work()
    return {"peers": list(peers)}


def measure(peer, seconds):
    return timed(peers[peer].work, seconds)


def phases(peer, seconds):
    return peers[peer].phases(seconds)


torch.set_num_threads(int(sys.argv[1]))
answer(torch=torch.__version__)
serve({"load": load, "measure": measure, "phases": phases})
