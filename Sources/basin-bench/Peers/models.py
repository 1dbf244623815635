"""The nets of Basin's benchmarks in PyTorch, with the same parameter names."""

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    projection = "shortcut"

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
        setattr(self, self.projection, shortcut)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + getattr(self, self.projection)(x))


class TorchvisionBlock(Block):
    projection = "downsample"


class ResNet(nn.Module):
    """The CIFAR ResNet of Li et al.'s reference code, its pooling over whatever size is left."""

    def __init__(self, depth, width, channels, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        inputs = width
        for stage in range(3):
            blocks = []
            for i in range((depth - 2) // 6):
                outputs = width << stage
                blocks.append(Block(inputs, outputs, 2 if stage and not i else 1))
                inputs = outputs
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.linear = nn.Linear(inputs, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.linear(x.mean(dim=(2, 3)))


class TorchvisionResNet(nn.Module):
    """torchvision's ResNet-18 and 34, here so that torchvision need not be installed."""

    blocks = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3)}

    def __init__(self, depth, channels, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        inputs = 64
        for stage, count in enumerate(self.blocks[depth]):
            blocks = []
            for i in range(count):
                outputs = 64 << stage
                blocks.append(TorchvisionBlock(inputs, outputs, 2 if stage and not i else 1))
                inputs = outputs
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(inputs, classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean(dim=(2, 3)))


class PreactivatedBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.changes = inputs != outputs
        if self.changes:
            self.convShortcut = nn.Conv2d(inputs, outputs, 1, stride, bias=False)

    def forward(self, x):
        y = F.relu(self.bn1(x))
        shortcut = self.convShortcut(y) if self.changes else x
        return self.conv2(F.relu(self.bn2(self.conv1(y)))) + shortcut


class Stage(nn.Module):
    def __init__(self, blocks):
        super().__init__()
        self.layer = nn.Sequential(*blocks)

    def forward(self, x):
        return self.layer(x)


class WideResNet(nn.Module):
    """WRN-depth-factor with the names of xternalizer's WideResNet-pytorch."""

    def __init__(self, depth, factor, channels, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 16, 3, 1, 1, bias=False)
        inputs = 16
        for stage in range(3):
            blocks = []
            for i in range((depth - 4) // 6):
                outputs = 16 * factor << stage
                blocks.append(PreactivatedBlock(inputs, outputs, 2 if stage and not i else 1))
                inputs = outputs
            setattr(self, f"block{stage + 1}", Stage(blocks))
        self.bn1 = nn.BatchNorm2d(inputs)
        self.fc = nn.Linear(inputs, classes)

    def forward(self, x):
        x = self.block3(self.block2(self.block1(self.conv1(x))))
        return self.fc(F.relu(self.bn1(x)).mean(dim=(2, 3)))


class MLP(nn.Module):
    """GELU (tanh form) after each layer but the last, shortcuts where the shapes agree."""

    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Sequential(nn.Linear(a, b)) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for i, layer in enumerate(self.layers):
            y = layer(x)
            if i + 1 < len(self.layers):
                y = F.gelu(y, approximate="tanh")
            x = y + x if x.shape == y.shape else y
        return x


class Attention(nn.Module):
    """Causal self-attention; `fused` takes PyTorch's own kernel instead of the formula."""

    fused = False

    def __init__(self, width, heads, context):
        super().__init__()
        self.heads = heads
        self.W_query = nn.Linear(width, width, bias=False)
        self.W_key = nn.Linear(width, width, bias=False)
        self.W_value = nn.Linear(width, width, bias=False)
        self.out_proj = nn.Linear(width, width)
        mask = torch.triu(torch.ones(context, context, dtype=torch.bool), diagonal=1)
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, x):
        batch, length, width = x.shape
        q, k, v = (
            layer(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for layer in (self.W_query, self.W_key, self.W_value))
        if self.fused:
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            scores = (q @ k.transpose(2, 3)).masked_fill_(self.mask[:length, :length], -torch.inf)
            y = torch.softmax(scores / (width // self.heads) ** 0.5, dim=-1) @ v
        return self.out_proj(y.transpose(1, 2).reshape(batch, length, width))


class LayerNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))
        self.shift = nn.Parameter(torch.zeros(width))

    def forward(self, x):
        return F.layer_norm(x, x.shape[-1:], self.scale, self.shift)


class FeedForward(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(width, 4 * width), nn.GELU(approximate="tanh"), nn.Linear(4 * width, width))

    def forward(self, x):
        return self.layers(x)


class TransformerBlock(nn.Module):
    def __init__(self, width, heads, context):
        super().__init__()
        self.att = Attention(width, heads, context)
        self.ff = FeedForward(width)
        self.norm1 = LayerNorm(width)
        self.norm2 = LayerNorm(width)

    def forward(self, x):
        x = x + self.att(self.norm1(x))
        return x + self.ff(self.norm2(x))


class GPT(nn.Module):
    """A decoder-only transformer with pre-norm blocks and layer norms in PyTorch's own kernel."""

    def __init__(self, blocks, width, heads, context, vocabulary):
        super().__init__()
        self.tok_emb = nn.Embedding(vocabulary, width)
        self.pos_emb = nn.Embedding(context, width)
        self.trf_blocks = nn.Sequential(
            *(TransformerBlock(width, heads, context) for _ in range(blocks)))
        self.final_norm = LayerNorm(width)
        self.out_head = nn.Linear(width, vocabulary, bias=False)

    def forward(self, tokens):
        x = self.tok_emb(tokens) + self.pos_emb(torch.arange(tokens.shape[1]))
        return self.out_head(self.final_norm(self.trf_blocks(x)))


def build(description, inputs, classes=10):
    """The net that `net.json` describes, for the given examples."""
    if description.get("sizes"):
        return MLP(description["sizes"])
    name = description.get("name") or ""
    if name.startswith("wrn-"):
        return WideResNet(*map(int, name.split("-")[1:]), inputs.shape[1], classes)
    if name:
        return TorchvisionResNet(int(name.removeprefix("resnet")), inputs.shape[1], classes)
    return ResNet(description["depth"], description["width"], inputs.shape[1], classes)
