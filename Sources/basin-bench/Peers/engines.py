"""ONNX Runtime and OpenVINO as peers of `basin-bench surface`.

A point's weights are folded with the batch norms by PyTorch, which takes a hundredth of the passes,
and then reach the engine by the faster of two ways, found out when a problem is loaded:

inputs      the weights are inputs of a graph that was compiled once
recompiled  they are constants of a graph that is compiled for each point, which lets the engine lay
            them out for its kernels
"""

import copy
import io
import itertools
import time

import numpy
import onnx
import torch
import torch.fx
from torch.nn.utils.fusion import fuse_conv_bn_weights

BATCHES = (16, 64, 128)


class Folded:
    """A net with each batch norm that follows a convolution alone folded into it."""

    def __init__(self, net):
        self.net = net
        graph = torch.fx.symbolic_trace(copy.deepcopy(net))
        modules = dict(graph.named_modules())
        self.pairs = []
        for node in graph.graph.nodes:
            if node.op != "call_module" or not isinstance(
                    modules[node.target], torch.nn.BatchNorm2d):
                continue
            source = node.args[0]
            if source.op == "call_module" and len(source.users) == 1 and isinstance(
                    modules[source.target], torch.nn.Conv2d):
                self.pairs.append((source.target, node.target))
                node.replace_all_uses_with(source)
                graph.graph.erase_node(node)
        for convolution, _ in self.pairs:
            old = modules[convolution]
            new = torch.nn.Conv2d(
                old.in_channels, old.out_channels, old.kernel_size, old.stride, old.padding)
            parent, _, name = convolution.rpartition(".")
            setattr(graph.get_submodule(parent), name, new)
        graph.recompile()
        graph.delete_all_unused_submodules()
        self.graph = graph.eval()
        self.parameters = dict(self.graph.named_parameters())
        self.own = {name: net.get_parameter(name) for name in self.parameters
                    if name not in {f"{c}.{part}" for c, _ in self.pairs
                                    for part in ("weight", "bias")}}
        self.fold()
        # Views: what `fold` writes is what the engines see.
        self.arrays = {name: p.detach().numpy() for name, p in self.parameters.items()}

    def fold(self):
        for convolution, norm in self.pairs:
            bn = self.net.get_submodule(norm)
            weight, bias = fuse_conv_bn_weights(
                self.net.get_submodule(convolution).weight, None, bn.running_mean, bn.running_var,
                bn.eps, bn.weight, bn.bias)
            self.parameters[f"{convolution}.weight"].copy_(weight)
            self.parameters[f"{convolution}.bias"].copy_(bias)
        for name, value in self.own.items():
            self.parameters[name].copy_(value)

    def onnx(self, example, way):
        """The graph with its weights as inputs, or as constants, as running statistics are."""
        file = io.BytesIO()
        # Without this, weights that happen to be equal become one.
        torch.onnx.export(
            self.graph, (example,), file, dynamo=False, input_names=["x"],
            keep_initializers_as_inputs=True, do_constant_folding=False)
        model = onnx.load_from_string(file.getvalue())
        weights = [w for w in model.graph.initializer if w.name in self.arrays]
        moved = {weight.name for weight in weights} if way == "inputs" else set()
        for entry in list(model.graph.input)[1:]:
            if entry.name not in moved:
                model.graph.input.remove(entry)
        if way == "inputs":
            for weight in weights:
                model.graph.initializer.remove(weight)
        else:
            # Whoever compiles says where they are.
            for weight in weights:
                onnx.external_data_helper.set_external_data(weight, "weights")
                weight.ClearField("raw_data")
        return model.SerializeToString()


class ONNXRuntime:
    def __init__(self, folded, example, threads, way):
        import onnxruntime

        self.runtime, self.folded, self.way, self.threads = onnxruntime, folded, way, threads
        self.batch = len(example)
        self.model = folded.onnx(example, way)
        self.weights = folded.arrays if way == "inputs" else {}
        self.values = {name: onnxruntime.OrtValue.ortvalue_from_numpy(array)
                       for name, array in folded.arrays.items()} if way == "recompiled" else {}
        self.compile()

    def compile(self):
        options = self.runtime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.log_severity_level = 3
        if self.way == "recompiled":
            for name, value in self.values.items():
                value.update_inplace(self.folded.arrays[name])
            options.add_external_initializers(list(self.values), list(self.values.values()))
        self.session = self.runtime.InferenceSession(
            self.model, options, providers=["CPUExecutionProvider"])

    def set(self):
        if self.way == "recompiled":
            self.compile()

    def __call__(self, x):
        return self.session.run(None, {"x": x, **self.weights})[0]


class OpenVINO:
    def __init__(self, folded, example, threads, way):
        import openvino

        self.way = way
        self.settings = {
            "INFERENCE_NUM_THREADS": threads, "INFERENCE_PRECISION_HINT": "f32",
            "PERFORMANCE_HINT": "LATENCY"}
        self.core = openvino.Core()
        self.batch = len(example)
        self.model = self.core.read_model(folded.onnx(example, "inputs"))
        self.weights = {}
        for index, parameter in enumerate(self.model.get_parameters()):
            name = parameter.get_friendly_name()
            if name != "x":
                self.weights[index] = openvino.Tensor(folded.arrays[name], shared_memory=True)
        if way == "recompiled":
            for parameter in list(self.model.get_parameters())[1:]:
                array = folded.arrays[parameter.get_friendly_name()]
                constant = openvino.op.Constant(array, shared_memory=True)
                parameter.output(0).replace(constant.output(0))
                self.model.remove_parameter(parameter)
            self.model.validate_nodes_and_infer_types()
            self.weights = {}
        self.request = None
        self.compile()

    def compile(self):
        # What is compiled of weights at the same address would be taken again while it lives.
        self.request = None
        self.request = self.core.compile_model(
            self.model, "CPU", self.settings).create_infer_request()

    def set(self):
        if self.way == "recompiled":
            self.compile()

    def __call__(self, x):
        return self.request.infer({0: x, **self.weights}, share_inputs=True)[0]


class Engine:
    """What `surface.py` asks of a peer; `base` is its eager PyTorch, which holds the weights."""

    def __init__(self, make, base, threads):
        self.base, self.make, self.threads = base, make, threads
        self.folded = Folded(base.net)
        self.inputs = torch.cat([x.contiguous() for x, _ in base.batches])
        self.labels = torch.cat([y for _, y in base.batches])
        sizes = [n for n in BATCHES if base.isImages and len(self.inputs) % n == 0]
        sizes = sizes or [len(self.inputs)]
        # The batch that suits the passes suits both ways.
        self.frozen = self.fastest(
            [(lambda n=n: self.build("recompiled", n)) for n in sizes], lambda: None)
        self.engine = self.fastest(
            [lambda: self.frozen, lambda: self.build("inputs", self.frozen.batch)], self.set)

    def build(self, way, batch):
        return self.make(self.folded, self.inputs[:batch], self.threads, way)

    def set(self):
        self.folded.fold()
        self.engine.set()

    def fastest(self, makers, prepare):
        times, failure = {}, None
        for maker in makers:
            try:
                self.engine = maker()
                for _ in range(3):
                    start = time.perf_counter()
                    prepare()
                    self.evaluate(self.engine)
                    seconds = time.perf_counter() - start
                times[self.engine] = seconds
            except Exception as error:
                failure = error
        if not times:
            raise failure
        return min(times, key=times.get)

    def evaluate(self, engine):
        outputs = [engine(x.numpy()).copy() for x in self.inputs.split(engine.batch)]
        outputs = torch.from_numpy(numpy.concatenate(outputs))
        outputs.argmax(1).eq(self.labels).sum().item()
        return torch.nn.functional.cross_entropy(outputs, self.labels).item()

    def losses(self, points):
        losses = []
        for a, b in points:
            self.base.set(a, b)
            self.set()
            losses.append(self.evaluate(self.engine))
        return losses

    def work(self, points):
        return len(self.losses(itertools.islice(points, 1)))


class Passes:
    """The passes alone, with the weights of some point compiled beforehand."""

    def __init__(self, engine):
        self.engine = engine

    def losses(self, points):
        own, self.engine.engine = self.engine.engine, self.engine.frozen
        try:
            return self.engine.losses(points)
        finally:
            self.engine.engine = own

    def work(self, points):
        self.engine.evaluate(self.engine.frozen)
        return 1
