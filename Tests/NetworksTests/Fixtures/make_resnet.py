"""Writes the PyTorch fixtures of the ResNet tests.

For ResNet-20 (width 5, so that no channel count is a multiple of a vector) and its plain twin:
weights, inputs, labels, logits, the gradient of every parameter in training and in evaluation
mode, and the running statistics after one training step's forward pass. Weights and inputs are
float32 numbers; everything is computed from them in float64 and rounded once, at the end, so that
the fixture carries none of PyTorch's own float32 noise (printed, per tensor in norm).

    python make_resnet.py      (torch 2.13.0+cpu, safetensors 0.8.0, numpy 2.4.6)
"""

import copy

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import save_file

WIDTH, CLASSES, BATCH, SIZE = 5, 10, 19, 20


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
    def __init__(self, blocks, plain):
        super().__init__()
        self.conv1 = nn.Conv2d(3, WIDTH, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(WIDTH)
        inputs = WIDTH
        for stage in (1, 2, 3):
            outputs = WIDTH << (stage - 1)
            layer = []
            for i in range(blocks):
                layer.append(Block(inputs, outputs, 2 if stage > 1 and i == 0 else 1, plain))
                inputs = outputs
            setattr(self, f"layer{stage}", nn.Sequential(*layer))
        self.linear = nn.Linear(inputs, CLASSES)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.linear(x.mean(dim=(2, 3)))


def run(net, x, labels, mode, out):
    """Adds logits, loss and gradients of one mode to `out`."""
    net.train(mode == "training")
    net.zero_grad()
    logits = net(x)
    loss = F.cross_entropy(logits, labels)
    loss.backward()
    out[f"{mode}/logits"] = logits.detach().clone()
    out[f"{mode}/loss"] = loss.detach().reshape(1).clone()
    for name, p in net.named_parameters():
        out[f"{mode}/gradient/{name}"] = p.grad.clone()


def make(plain):
    torch.manual_seed(2026)
    net = ResNet(3, plain)
    for name, p in net.named_parameters():
        if p.dim() == 1:
            p.data = 1 + 0.2 * torch.randn_like(p) if "weight" in name else 0.2 * torch.randn_like(p)
    for name, b in net.named_buffers():
        if name.endswith("running_mean"):
            b.data = 0.3 * torch.randn_like(b)
        elif name.endswith("running_var"):
            b.data = 0.5 + torch.rand_like(b)
    x = torch.randn(BATCH, 3, SIZE, SIZE)
    labels = torch.randint(0, CLASSES, (BATCH,))
    out = {"inputs": x, "labels": labels.float()}
    for name, value in net.state_dict().items():
        if not name.endswith("num_batches_tracked"):
            out["weights/" + name] = value.clone()
    single, exact = {}, copy.deepcopy(net).double()
    for mode in ("evaluation", "training"):
        run(net, x, labels, mode, single)
        run(exact, x.double(), labels, mode, out)
    for name, b in exact.named_buffers():
        if not name.endswith("num_batches_tracked"):
            out["after/" + name] = b.clone()
    noise = max((single[k] - out[k]).norm() / out[k].norm() for k in single)
    print(f"plain {plain}: float32 noise {noise:.1e}")
    names = [name for name, _ in net.named_parameters()]
    out = {k: v.contiguous().float() for k, v in out.items()}
    save_file(out, f"resnet20-{'plain' if plain else 'residual'}.safetensors",
              metadata={"torch": torch.__version__, "parameters": ",".join(names)})


torch.set_num_threads(1)
for plain in (False, True):
    make(plain)
