"""Writes the fixtures of PyTorch's default initialisation, drawn after torch.manual_seed.

Modules with PyTorch's own nn.Linear, nn.Conv2d, nn.Embedding and norms, whose parameters the Swift
networks of the same names must draw in the same order: a multi-layer perceptron as in the lecture,
ResNet-8 of Li et al.'s code, the same without shortcuts, and a transformer whose two embeddings
PyTorch fills in its two orders (16 or more numbers, and fewer). Keys are `seed/model/parameter`.

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


class Norm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))
        self.shift = nn.Parameter(torch.zeros(width))


class Attention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.W_query = nn.Linear(width, width, bias=False)
        self.W_key = nn.Linear(width, width, bias=False)
        self.W_value = nn.Linear(width, width, bias=False)
        self.out_proj = nn.Linear(width, width)


class FeedForward(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))


class TransformerBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.att = Attention(width)
        self.ff = FeedForward(width)
        self.norm1 = Norm(width)
        self.norm2 = Norm(width)


class GPT(nn.Module):
    def __init__(self, vocabulary, context, width, blocks):
        super().__init__()
        self.tok_emb = nn.Embedding(vocabulary, width)
        self.pos_emb = nn.Embedding(context, width)
        self.trf_blocks = nn.Sequential(*[TransformerBlock(width) for _ in range(blocks)])
        self.final_norm = Norm(width)
        self.out_head = nn.Linear(width, vocabulary, bias=False)


tensors = {}
for seed in (0, 123, 2**31 + 11):
    models = {
        "mlp": lambda: MLP([3, 3, 3, 3, 3, 1]), "wide": lambda: MLP([7, 20, 1]),
        "resnet": lambda: ResNet8(3, False), "plain": lambda: ResNet8(3, True),
        "gpt": lambda: GPT(7, 3, 4, 2), "tables": lambda: GPT(50, 9, 6, 1)}
    for name, build in models.items():
        torch.manual_seed(seed)
        for parameter, value in build().named_parameters():
            tensors[f"{seed}/{name}/{parameter}"] = value.detach().clone()
save_file(tensors, "pytorch-initialization.safetensors")
