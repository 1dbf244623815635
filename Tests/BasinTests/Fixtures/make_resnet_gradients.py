"""Writes the fixture of `basin gradients --model resnet14`: how the gradient goes through PyTorch's
residual blocks, with shortcuts of strength 0.5 and without any.

Weights are drawn in float32, as torch.manual_seed and the layers' defaults do; gradients are computed
from them in float64, in training mode. Of each block: the norms of the gradients at its input and at
its sum, and of the two parts that come back through the shortcut and through the branch.

    python make_resnet_gradients.py      (torch 2.13.0+cpu, numpy 2.4.6)
"""

import json

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

SEED, WIDTH, BLOCKS, CLASSES, STRENGTH = 77, 3, 2, 5, 0.5


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride, plain):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.plain = plain
        self.projects = not plain and (stride != 1 or inputs != outputs)
        if self.projects:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x, log):
        # Copies whose gradients are the two parts of that of x.
        through, around = x.clone(), x.clone()
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(through)))))
        if not self.plain:
            y = y + STRENGTH * (self.shortcut(around) if self.projects else around)
        for tensor in (x, y, around, through):
            tensor.retain_grad()
        log.append((x, y, around, through))
        return F.relu(y)


class Net(nn.Module):
    def __init__(self, plain):
        super().__init__()
        self.conv1 = nn.Conv2d(1, WIDTH, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(WIDTH)
        inputs = WIDTH
        for stage in (1, 2, 3):
            outputs, blocks = WIDTH << (stage - 1), []
            for number in range(BLOCKS):
                stride = 2 if stage > 1 and number == 0 else 1
                blocks.append(Block(inputs, outputs, stride, plain))
                inputs = outputs
            setattr(self, f"layer{stage}", nn.Sequential(*blocks))
        self.linear = nn.Linear(inputs, CLASSES)

    def forward(self, x):
        log = []
        x = F.relu(self.bn1(self.conv1(x)))
        for stage in (self.layer1, self.layer2, self.layer3):
            for block in stage:
                x = block(x, log)
        return self.linear(x.mean((2, 3))), log


random = np.random.default_rng(0)
x = random.standard_normal((20, 1, 9, 9)).astype(np.float32)
y = np.arange(20) % CLASSES
np.save("resnet-x.npy", x)
np.save("resnet-y.npy", y.astype(np.int64))
result = {}
for arm, plain in (("plain", True), ("shortcuts", False)):
    torch.manual_seed(SEED)
    net = Net(plain).double()
    outputs, log = net(torch.tensor(x).double())
    F.cross_entropy(outputs, torch.tensor(y)).backward()
    result[arm] = {
        "layers": [p.grad.abs().mean().item() for p in net.parameters() if p.dim() > 1],
        "blocks": [[0.0 if tensor.grad is None else tensor.grad.norm().item() for tensor in tensors]
                   for tensors in log]}
with open("resnet-gradients.json", "w") as file:
    json.dump(result, file, indent=1)
