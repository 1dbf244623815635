"""The points of a surface in PyTorch; started by `basin-bench surface`, see protocol.py.

eager          what Li et al.'s code does: every parameter becomes origin + change, then batches
               through the net in evaluation mode, losses and hits summed up
channels-last  the same, weights and images in channels-last memory
frozen         traced, frozen, optimised for inference: the forward passes alone. The weights
               would have to be frozen anew for each point, which takes longer than the passes;
               that is not counted, so no user can be as fast as this figure
compiled       torch.compile with the weights as its inputs, channels-last for images
vmap           torch.func.vmap over 8 or 16 points at once, whichever is faster here (MLPs)
onnxruntime    ONNX Runtime, new weights for each point by the faster of two ways, see engines.py
openvino       OpenVINO, likewise; "frozen" after either: the passes alone, as above
"""

import itertools
import json
import math
import sys
import warnings
from pathlib import Path

from protocol import answer, require, serve, timed

require("torch", "numpy", "safetensors")

import numpy
import safetensors.torch
import torch
import torch.nn.functional as F

import models

BATCH = 128


class Problem:
    """What the folder holds. MLPs take all examples in one batch, which is faster for them."""

    def __init__(self, folder):
        folder = Path(folder)
        inputs = torch.from_numpy(numpy.load(folder / "inputs.npy"))
        labels = torch.from_numpy(numpy.load(folder / "labels.npy"))
        self.points = numpy.load(folder / "points.npy").astype(float)
        self.description = json.loads((folder / "net.json").read_text())
        self.isImages = inputs.dim() == 4
        size = BATCH if self.isImages else len(inputs)
        self.batches = list(zip(inputs.split(size), labels.split(size)))
        self.count = len(inputs)
        self.state, self.x, self.y = (
            safetensors.torch.load_file(folder / f"{name}.safetensors")
            for name in ("weights", "x", "y"))

    def net(self):
        net = models.build(self.description, self.batches[0][0])
        net.load_state_dict(self.state, strict=False)
        return net.eval()


class Eager:
    sets = True

    def __init__(self, problem, layout=torch.contiguous_format):
        self.count = problem.count
        self.isImages = problem.isImages
        self.net = problem.net()
        if problem.isImages:
            self.net = self.net.to(memory_format=layout)
        self.batches = [
            (x.contiguous(memory_format=layout) if problem.isImages else x, y)
            for x, y in problem.batches]
        self.parameters = list(self.net.parameters())
        self.origin = [p.data.clone() for p in self.parameters]

        def like(values):
            return [torch.empty_like(p).copy_(values[name])
                    for name, p in self.net.named_parameters()]

        self.x, self.y = like(problem.x), like(problem.y)
        self.forward = self.net

    def set(self, a, b):
        changes = [x * a + y * b for x, y in zip(self.x, self.y)]
        for p, w, change in zip(self.parameters, self.origin, changes):
            p.data = w + change

    def evaluate(self):
        total, hits = 0.0, 0
        for inputs, labels in self.batches:
            outputs = self.forward(inputs)
            total += F.cross_entropy(outputs, labels).item() * len(labels)
            hits += outputs.argmax(1).eq(labels).sum().item()
        return total / self.count

    def losses(self, points):
        losses = []
        for a, b in points:
            self.set(a, b)
            losses.append(self.evaluate())
        return losses

    def work(self, points):
        return len(self.losses([next(points)]))


class Frozen(Eager):
    """Frozen once; losses at other points freeze anew."""

    def __init__(self, problem):
        super().__init__(problem, torch.channels_last)
        self.freeze()

    def freeze(self):
        example = self.batches[0][0]
        traced = torch.jit.trace(self.net, example)
        self.forward = torch.jit.optimize_for_inference(torch.jit.freeze(traced))
        for _ in range(3):
            self.forward(example)

    def set(self, a, b):
        super().set(a, b)
        self.freeze()

    def work(self, points):
        self.evaluate()
        return 1


class Compiled(Eager):
    def __init__(self, problem):
        layout = torch.channels_last if problem.isImages else torch.contiguous_format
        super().__init__(problem, layout)
        self.forward = torch.compile(self.net)

    def set(self, a, b):
        # In place: a new tensor would be compiled for anew.
        for p, w, x, y in zip(self.parameters, self.origin, self.x, self.y):
            p.copy_(w + (x * a + y * b))


class Vmap:
    def __init__(self, problem):
        self.net = problem.net()
        self.inputs, self.labels = problem.batches[0]
        names = [name for name, _ in self.net.named_parameters()]
        self.planes = {n: (problem.state[n], problem.x[n], problem.y[n]) for n in names}

        def loss(parameters):
            outputs = torch.func.functional_call(self.net, parameters, (self.inputs,))
            hits = outputs.argmax(1).eq(self.labels).sum()
            return F.cross_entropy(outputs, self.labels), hits

        self.batched = torch.func.vmap(loss)
        points = itertools.cycle(problem.points)
        rates = {}
        for self.chunk in (8, 16):
            self.work(points)
            time = timed(lambda: self.work(points), 0.5)
            rates[time["pieces"] / time["seconds"]] = self.chunk
        self.chunk = rates[max(rates)]

    def losses(self, points):
        a, b = torch.tensor(points, dtype=torch.float32).T
        parameters = {}
        for name, (origin, x, y) in self.planes.items():
            sizes = (-1,) + (1,) * origin.dim()
            parameters[name] = origin + a.reshape(sizes) * x + b.reshape(sizes) * y
        losses, hits = self.batched(parameters)
        hits.tolist()
        return losses.tolist()

    def work(self, points):
        return len(self.losses([tuple(next(points)) for _ in range(self.chunk)]))


peers, points = {}, None


def reason(error):
    words = str(error).strip() or "without a word"
    return f"{type(error).__name__}: {words.splitlines()[0]}"


def load(folder, compiling):
    global points
    problem = Problem(folder)
    points = itertools.cycle(problem.points.tolist())
    peers.clear()
    peers["eager"] = Eager(problem)
    if problem.isImages:
        peers["channels-last"] = Eager(problem, torch.channels_last)
        peers["frozen"] = Frozen(problem)
    else:
        peers["vmap"] = Vmap(problem)
    for peer in peers.values():
        peer.work(points)
    failures = {}
    for name in ("ONNXRuntime", "OpenVINO"):
        try:
            import engines
            engine = engines.Engine(getattr(engines, name), Eager(problem), threads)
            peers[f"{name.lower()}, {engine.engine.way}"] = engine
            peers[f"{name.lower()}, frozen"] = engines.Passes(engine)
        except ImportError as error:
            failures[name.lower()] = f"Python has no module {error.name}"
        except Exception as error:
            failures[name.lower()] = reason(error)
    if compiling:
        # Whether it works depends on the compiler, the processor and the net.
        try:
            compiled = Compiled(problem)
            compiled.work(points)
            peers["compiled"] = compiled
        except Exception as error:
            failures["compiled"] = reason(error)
    return {"peers": list(peers), "failures": failures}


def losses(peer, points):
    values = peers[peer].losses(points)
    return {"losses": [value if math.isfinite(value) else None for value in values]}


def measure(peer, seconds):
    return timed(lambda: peers[peer].work(points), seconds)


warnings.filterwarnings("ignore")
threads = int(sys.argv[1])
torch.set_num_threads(threads)
torch.set_grad_enabled(False)
answer(torch=torch.__version__)
serve({"load": load, "losses": losses, "measure": measure})
