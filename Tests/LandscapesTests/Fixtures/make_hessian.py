"""Writes the PyTorch fixtures of the curvature tests.

For a small multi-layer perceptron (GELU, one shortcut) and a small ResNet-8 with its plain twin: random
float32 weights, running statistics and examples; and, computed from them in float64 with the dense
Hessian of the mean cross-entropy in evaluation mode (torch.func.hessian), the loss, the norm of the
gradient, the largest and smallest eigenvalues, the trace, and for each weight tensor the trace and the
largest eigenvalue of its own block.

    python make_hessian.py      (torch 2.13.0+cpu, safetensors 0.8.0)
"""

import json

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch.func import functional_call, grad, hessian
from torch import nn


class MLP(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Sequential(nn.Linear(a, b)) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for layer in self.layers[:-1]:
            y = F.gelu(layer(x), approximate="tanh")
            x = x + y if x.shape == y.shape else y
        return self.layers[-1](x)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride, plain):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.plain = plain
        if not plain:
            self.shortcut = nn.Sequential()
            if stride != 1 or inputs != outputs:
                self.shortcut = nn.Sequential(
                    nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y if self.plain else y + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self, width, classes, plain):
        super().__init__()
        self.conv1 = nn.Conv2d(1, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        inputs = width
        for stage in (1, 2, 3):
            outputs = width << (stage - 1)
            setattr(self, f"layer{stage}", nn.Sequential(
                Block(inputs, outputs, 2 if stage > 1 else 1, plain)))
            inputs = outputs
        self.linear = nn.Linear(inputs, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.linear(x.mean(dim=(2, 3)))


def randomise(net):
    with torch.no_grad():
        for name, p in net.named_parameters():
            scale = (p[0].numel() ** -0.5) if p.dim() > 1 else 0.3
            p.copy_(torch.randn_like(p) * scale)
            if p.dim() == 1 and name.endswith("weight"):
                p.add_(1)
        for name, b in net.named_buffers():
            if name.endswith("running_mean"):
                b.copy_(0.3 * torch.randn_like(b))
            if name.endswith("running_var"):
                b.copy_(0.5 + torch.rand_like(b))


def measure(name, net, x, y):
    net.eval()
    randomise(net)
    tensors = {k: v.clone() for k, v in net.state_dict().items() if "num_batches" not in k}
    save_file(tensors | {"x": x, "y": y.float()}, f"hessian-{name}.safetensors")
    net.double()
    names = [n for n, _ in net.named_parameters()]
    shapes = [p.shape for p in net.parameters()]
    sizes = [p.numel() for p in net.parameters()]

    def loss(flat):
        parts = {n: v.view(s) for n, v, s in zip(names, flat.split(sizes), shapes)}
        return F.cross_entropy(functional_call(net, parts, (x.double(),)), y)

    flat = torch.cat([p.detach().flatten() for p in net.parameters()])
    dense = hessian(loss)(flat)
    dense = (dense + dense.T) / 2
    values = torch.linalg.eigvalsh(dense)
    layers, start = [], 0
    for n, shape, size in zip(names, shapes, sizes):
        block = dense[start:start + size, start:start + size]
        start += size
        if len(shape) > 1:
            layers.append({"layer": n, "trace": block.trace().item(),
                           "top": torch.linalg.eigvalsh(block)[-1].item()})
    return {
        "parameters": flat.numel(), "loss": loss(flat).item(),
        "gradient_norm": grad(loss)(flat).norm().item(), "trace": dense.trace().item(),
        "second_moment": (values ** 2).mean().item(),
        "negative_share": (values < -1e-8).double().mean().item(),
        "top": values.flip(0)[:6].tolist(), "bottom": values[:4].tolist(), "layers": layers}


torch.manual_seed(5)
results = {"mlp": measure("mlp", MLP([5, 12, 12, 4]), torch.randn(30, 5), torch.randint(4, (30,)))}
images, labels = torch.randn(23, 1, 8, 8), torch.randint(4, (23,))
for arm in ("residual", "plain"):
    results[arm] = measure(arm, ResNet(2, 4, arm == "plain"), images, labels)
with open("hessian.json", "w") as file:
    json.dump(results, file, indent=1)
