"""A GPT in PyTorch, forward and in training; started by `basin-bench gpt`, see protocol.py.

eager            attention by its formula, as the book writes it
fused attention  attention by PyTorch's scaled_dot_product_attention

Each is measured forward (logits and loss, without gradients) and in training (SGD with Nesterov's
momentum); the pieces are tokens.
"""

import copy
import json
import sys
from pathlib import Path

from protocol import answer, require, serve, timed

require("torch", "numpy", "safetensors")

import numpy
import safetensors.torch
import torch
import torch.nn.functional as F

import models


class Forward:
    def __init__(self, net, batches):
        self.net, self.batches, self.next = net.eval(), batches, 0

    def loss(self, batch):
        tokens, targets = batch
        return F.cross_entropy(self.net(tokens).flatten(0, 1), targets.flatten())

    def batch(self):
        self.next += 1
        return self.batches[self.next % len(self.batches)]

    @torch.no_grad()
    def work(self):
        batch = self.batch()
        self.loss(batch).item()
        return batch[0].numel()

    @torch.no_grad()
    def mean(self):
        losses = [self.loss(batch).item() * len(batch[0]) for batch in self.batches]
        return sum(losses) / sum(len(batch[0]) for batch in self.batches)


class Training(Forward):
    def __init__(self, net, batches):
        super().__init__(net, batches)
        self.net.train()
        self.optimizer = torch.optim.SGD(
            self.net.parameters(), 0.01, 0.9, weight_decay=5e-4, nesterov=True)

    def work(self):
        batch = self.batch()
        self.optimizer.zero_grad()
        self.loss(batch).backward()
        self.optimizer.step()
        return batch[0].numel()


peers = {}


def load(folder, batch):
    folder = Path(folder)
    description = json.loads((folder / "net.json").read_text())["gpt"]
    tokens = torch.from_numpy(numpy.load(folder / "inputs.npy")).long()
    targets = torch.from_numpy(numpy.load(folder / "labels.npy")).view(tokens.shape)
    batches = list(zip(tokens.split(batch), targets.split(batch)))
    state = safetensors.torch.load_file(folder / "weights.safetensors")
    net = models.GPT(vocabulary=len(state["tok_emb.weight"]), **description)
    net.load_state_dict(state)
    for name, fused in (("eager", False), ("fused attention", True)):
        for kind in (Forward, Training):
            peer = kind(copy.deepcopy(net), batches)
            for block in peer.net.trf_blocks:
                block.att.fused = fused
            peers[f"{name} {kind.__name__.lower()}"] = peer
    for name in peers:
        if name.endswith("training"):
            peers[name].work()
    return {"peers": ["eager", "fused attention"]}


def losses(peer, points):
    return {"losses": [peers[f"{peer} forward"].mean()]}


def measure(peer, seconds):
    return timed(peers[peer].work, seconds)


torch.set_num_threads(int(sys.argv[1]))
answer(torch=torch.__version__)
serve({"load": load, "losses": losses, "measure": measure})
