"""Writes the fixtures of PyTorch's default initialisation, drawn after torch.manual_seed.

Modules with PyTorch's own nn.Linear, nn.Conv2d and nn.BatchNorm2d, whose parameters the Swift
networks of the same names must draw in the same order: a multi-layer perceptron as in the lecture,
ResNet-8 of Li et al.'s code, and the same without shortcuts. Keys are `seed/model/parameter`.

    python make_initialization.py      (torch 2.13.0+cpu, safetensors 0.8.0)
"""

import torch
import torch.nn as nn
from safetensors.torch import save_file


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride, plain):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        if not plain and (stride != 1 or inputs != outputs):
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))


class MLP(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(
            [nn.Sequential(nn.Linear(a, b), nn.GELU()) for a, b in zip(sizes, sizes[1:])])


class ResNet8(nn.Module):
    def __init__(self, width, plain):
        super().__init__()
        self.conv1 = nn.Conv2d(1, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.layer1 = nn.Sequential(Block(width, width, 1, plain))
        self.layer2 = nn.Sequential(Block(width, 2 * width, 2, plain))
        self.layer3 = nn.Sequential(Block(2 * width, 4 * width, 2, plain))
        self.linear = nn.Linear(4 * width, 5)


tensors = {}
for seed in (0, 123, 2**31 + 11):
    models = {
        "mlp": lambda: MLP([3, 3, 3, 3, 3, 1]), "wide": lambda: MLP([7, 20, 1]),
        "resnet": lambda: ResNet8(3, False), "plain": lambda: ResNet8(3, True)}
    for name, build in models.items():
        torch.manual_seed(seed)
        for parameter, value in build().named_parameters():
            tensors[f"{seed}/{name}/{parameter}"] = value.detach().clone()
save_file(tensors, "pytorch-initialization.safetensors")
