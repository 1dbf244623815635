"""Writes the PyTorch fixtures of the networks for images: `nets.safetensors`.

Every number of a network follows from its tensor's name by a formula that the tests know as well
(`numbers`), so what is stored is small: for each network the names of its parameters in order,
logits and loss of a batch, and of each gradient its norm and PROJECTIONS products with vectors of
unit variance, from which the norm of a difference can be estimated. Running statistics are off 0
and 1. Weights and inputs are float32 numbers; all else is computed from them in float64.

The networks are torchvision's own where it has them, made narrow (`narrow`), and otherwise written
here after the code that made them known.

    python make_nets.py      (torch 2.13.0+cpu, torchvision 0.28.0, safetensors 0.8.0, numpy 2.4.6)
"""

from collections import OrderedDict

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import save_file
from torchvision.models import densenet, resnet, vgg

CLASSES, BATCH, PROJECTIONS = 5, 6, 4


def uniform(name, count):
    """`count` numbers in 0 ..< 1 of 24 bits: SplitMix64 from the FNV-1a digest of a name."""
    digest = 0xCBF29CE484222325
    for byte in name.encode():
        digest = ((digest ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    with np.errstate(over="ignore"):
        z = np.uint64(digest) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(
            0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) * 2.0**-24


def numbers(name, tensor, gain):
    """What a parameter or buffer holds; `gain` keeps the logits of deep networks small."""
    u = uniform(name, tensor.numel())
    if tensor.dim() > 1:
        fan_in = tensor.numel() // tensor.shape[0]
        values = np.sqrt(6 / fan_in) * (2 * u - 1)
    elif name.endswith("running_var"):
        values = 0.5 + u
    elif name.endswith("weight"):
        values = gain * (0.75 + 0.5 * u)
    else:
        values = 0.4 * (u - 0.5)
    return torch.from_numpy(values.astype(np.float32)).reshape(tensor.shape).double()


def group_norm(channels):
    return nn.GroupNorm(max(g for g in range(1, 33) if channels % g == 0), channels)


def layer_norm(channels):
    return nn.GroupNorm(1, channels)


def identity(channels):
    return nn.Identity()


def torchvision_resnet(block, blocks, width, stem="imagenet", norm=nn.BatchNorm2d, plain=False):
    class Narrow(resnet.ResNet):
        def _make_layer(self, block, planes, *rest, **options):
            if planes == 64:
                self.inplanes = width
                self.conv1 = nn.Conv2d(3, width, 7, 2, 3, bias=False)
                if stem == "cifar":
                    self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
                    self.maxpool = nn.Identity()
                self.bn1 = norm(width)
            return super()._make_layer(block, planes * width // 64, *rest, **options)

    net = Narrow(block, blocks, norm_layer=norm)
    net.fc = nn.Linear(8 * width * block.expansion, CLASSES)
    if plain:
        for module in net.modules():
            if isinstance(module, block):
                module.downsample = None
                module.forward = without_shortcut(module)
    return net


def without_shortcut(block):
    def forward(x):
        x = block.relu(block.bn1(block.conv1(x)))
        if not hasattr(block, "conv3"):
            return block.relu(block.bn2(block.conv2(x)))
        x = block.relu(block.bn2(block.conv2(x)))
        return block.relu(block.bn3(block.conv3(x)))

    return forward


class CIFARBlock(nn.Module):
    """Of kuangliu's pytorch-cifar; with `pads`, of He et al.'s option A."""

    def __init__(self, inputs, outputs, stride, pads=False, norm=nn.BatchNorm2d):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = norm(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = norm(outputs)
        self.shortcut = nn.Sequential()
        if (stride != 1 or inputs != outputs) and not pads:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), norm(outputs))
        self.more = outputs - inputs if pads else 0

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.more:
            half = self.more // 2
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, half, self.more - half))
        return F.relu(y + self.shortcut(x))


class CIFARResNet(nn.Module):
    def __init__(self, blocks, width, pads=False, norm=nn.BatchNorm2d):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False)
        self.bn1 = norm(width)
        self.stages = len(blocks)
        inputs = width
        for stage, count in enumerate(blocks):
            outputs = width << stage
            layers = [
                CIFARBlock(inputs if i == 0 else outputs, outputs,
                           2 if stage > 0 and i == 0 else 1, pads, norm) for i in range(count)
            ]
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
            inputs = outputs
        self.linear = nn.Linear(inputs, CLASSES)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        return self.linear(x.mean(dim=(2, 3)))


class WideBlock(nn.Module):
    """Of xternalizer's WideResNet-pytorch."""

    def __init__(self, inputs, outputs, stride, plain, norm):
        super().__init__()
        self.bn1 = norm(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn2 = norm(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.is_equal, self.plain = inputs == outputs, plain
        if not self.is_equal and not plain:
            self.convShortcut = nn.Conv2d(inputs, outputs, 1, stride, 0, bias=False)

    def forward(self, x):
        y = F.relu(self.bn1(x))
        z = self.conv2(F.relu(self.bn2(self.conv1(y))))
        if self.plain:
            return z
        return (x if self.is_equal else self.convShortcut(y)) + z


class WideStage(nn.Module):
    def __init__(self, count, inputs, outputs, stride, plain, norm):
        super().__init__()
        self.layer = nn.Sequential(*[
            WideBlock(inputs if i == 0 else outputs, outputs, stride if i == 0 else 1, plain, norm)
            for i in range(count)
        ])

    def forward(self, x):
        return self.layer(x)


class WideResNet(nn.Module):
    def __init__(self, depth, factor, plain=False, norm=nn.BatchNorm2d):
        super().__init__()
        count = (depth - 4) // 6
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.block1 = WideStage(count, 16, 16 * factor, 1, plain, norm)
        self.block2 = WideStage(count, 16 * factor, 32 * factor, 2, plain, norm)
        self.block3 = WideStage(count, 32 * factor, 64 * factor, 2, plain, norm)
        self.bn1 = norm(64 * factor)
        self.fc = nn.Linear(64 * factor, CLASSES)

    def forward(self, x):
        x = self.block3(self.block2(self.block1(self.conv1(x))))
        return self.fc(F.relu(self.bn1(x)).mean(dim=(2, 3)))


def narrow(letter, width):
    return [v if v == "M" else v * width // 64 for v in vgg.cfgs[letter]]


def torchvision_vgg(letter, width, hidden, norm=None):
    if norm in (None, nn.BatchNorm2d):
        features = vgg.make_layers(narrow(letter, width), batch_norm=norm is not None)
    else:
        features = nn.Sequential(*[
            norm(m.num_features) if isinstance(m, nn.BatchNorm2d) else m
            for m in vgg.make_layers(narrow(letter, width), batch_norm=True)
        ])
    net = vgg.VGG(features, num_classes=CLASSES, init_weights=False)
    net.classifier[0] = nn.Linear(8 * width * 49, hidden)
    net.classifier[3] = nn.Linear(hidden, hidden)
    net.classifier[6] = nn.Linear(hidden, CLASSES)
    return net


class CIFARVGG(nn.Module):
    """Of kuangliu's pytorch-cifar."""

    def __init__(self, letter, width):
        super().__init__()
        self.features = vgg.make_layers(narrow(letter, width), batch_norm=True)
        self.classifier = nn.Linear(8 * width, CLASSES)

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


class VGG9(nn.Module):
    """Of Li et al.'s loss-landscape."""

    def __init__(self, width, size):
        super().__init__()
        layers, inputs = [], 3
        for outputs in [width, width, "M", 2 * width, 2 * width, "M"] + [4 * width] * 3 + ["M"]:
            if outputs == "M":
                layers.append(nn.MaxPool2d(2, 2, ceil_mode=True))
                size = (size + 1) // 2
            else:
                layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs),
                           nn.ReLU()]
                inputs = outputs
        self.features = nn.Sequential(*layers)
        self.fc = nn.Sequential(
            nn.Linear(inputs * size * size, inputs), nn.BatchNorm1d(inputs), nn.ReLU())
        self.classifier = nn.Linear(inputs, CLASSES)

    def forward(self, x):
        return self.classifier(self.fc(self.features(x).flatten(1)))


def dense(blocks, growth, features):
    return densenet.DenseNet(growth, blocks, features, num_classes=CLASSES)


def plain_dense(blocks, growth, features):
    """A layer takes what the one before it made; see `DenseNet` of Basin."""
    net = dense(blocks, growth, features)
    channels = features
    for number, count in enumerate(blocks, 1):
        block = getattr(net.features, f"denseblock{number}")
        for index, layer in enumerate(block.children()):
            inputs = channels if index == 0 else growth
            layer.norm1 = nn.BatchNorm2d(inputs)
            layer.conv1 = nn.Conv2d(inputs, 4 * growth, 1, bias=False)
        setattr(net.features, f"denseblock{number}", nn.Sequential(OrderedDict(block.items())))
        channels += count * growth
        if number < len(blocks):
            transition = getattr(net.features, f"transition{number}")
            transition.norm = nn.BatchNorm2d(growth)
            channels //= 2
            transition.conv = nn.Conv2d(growth, channels, 1, bias=False)
    net.features.norm5 = nn.BatchNorm2d(growth)
    net.classifier = nn.Linear(growth, CLASSES)
    return net


BASIC, BOTTLENECK = resnet.BasicBlock, resnet.Bottleneck

# The scale of normalisations of deep networks, 1 for others.
GAINS = {"resnet18": 0.75, "resnet34": 0.625, "resnet50": 0.625, "resnet101": 0.5,
         "resnet152": 0.5, "resnet18-cifar": 0.75, "resnet18-kuangliu": 0.75,
         "resnet20-padding": 0.75}

# Name, network, images, and whether it is run in training mode as well: not with dropout, which
# draws. The tests do not hold float32 against those whose noise, which is printed, is large.
NETS = [
    ("resnet18", lambda: torchvision_resnet(BASIC, [2, 2, 2, 2], 8), (37, 35), True),
    ("resnet34", lambda: torchvision_resnet(BASIC, [3, 4, 6, 3], 8), (40, 40), True),
    ("resnet50", lambda: torchvision_resnet(BOTTLENECK, [3, 4, 6, 3], 8), (40, 40), True),
    ("resnet101", lambda: torchvision_resnet(BOTTLENECK, [3, 4, 23, 3], 4), (40, 40), True),
    ("resnet152", lambda: torchvision_resnet(BOTTLENECK, [3, 8, 36, 3], 4), (40, 40), True),
    ("resnet18-plain", lambda: torchvision_resnet(BASIC, [2, 2, 2, 2], 8, plain=True), (40, 40),
     True),
    ("resnet50-plain", lambda: torchvision_resnet(BOTTLENECK, [3, 4, 6, 3], 8, plain=True),
     (40, 40), True),
    ("resnet18-cifar", lambda: torchvision_resnet(BASIC, [2, 2, 2, 2], 8, "cifar"), (16, 16), True),
    ("resnet18-kuangliu", lambda: CIFARResNet([2, 2, 2, 2], 8), (16, 16), True),
    ("resnet18-group", lambda: torchvision_resnet(BASIC, [2, 2, 2, 2], 12, norm=group_norm),
     (37, 35), True),
    ("resnet18-layer", lambda: torchvision_resnet(BASIC, [2, 2, 2, 2], 8, norm=layer_norm),
     (37, 35), True),
    ("resnet18-none", lambda: torchvision_resnet(BASIC, [2, 2, 2, 2], 8, norm=identity), (37, 35),
     True),
    ("resnet20-padding", lambda: CIFARResNet([3, 3, 3], 5, pads=True), (17, 16), True),
    ("resnet20-group", lambda: CIFARResNet([3, 3, 3], 5, norm=group_norm), (16, 16), True),
    ("wrn-10-2", lambda: WideResNet(10, 2), (16, 16), True),
    ("wrn-16-1", lambda: WideResNet(16, 1), (15, 16), True),
    ("wrn-10-2-plain", lambda: WideResNet(10, 2, plain=True), (16, 16), True),
    ("wrn-10-1-group", lambda: WideResNet(10, 1, norm=group_norm), (16, 16), True),
    ("vgg9", lambda: VGG9(8, 28), (28, 28), True),
    ("vgg11", lambda: torchvision_vgg("A", 8, 24), (40, 47), False),
    ("vgg13-bn", lambda: torchvision_vgg("B", 8, 24, nn.BatchNorm2d), (32, 32), False),
    ("vgg16", lambda: torchvision_vgg("D", 8, 24), (64, 32), False),
    ("vgg19-bn", lambda: torchvision_vgg("E", 8, 24, nn.BatchNorm2d), (32, 32), False),
    ("vgg11-group", lambda: torchvision_vgg("A", 8, 24, group_norm), (32, 32), False),
    ("vgg16-cifar", lambda: CIFARVGG("D", 8), (32, 32), True),
    ("densenet121", lambda: dense((6, 12, 24, 16), 8, 16), (64, 61), True),
    ("densenet121-plain", lambda: plain_dense((6, 12, 24, 16), 8, 16), (40, 37), False),
]


def run(net, x, labels, mode, out, name):
    """Adds logits, loss and what is known of the gradients in one mode."""
    net.train(mode == "training")
    net.zero_grad()
    logits = net(x)
    loss = F.cross_entropy(logits, labels)
    loss.backward()
    norms, projections = [], []
    for parameter, p in net.named_parameters():
        norms.append(p.grad.norm())
        projections += [
            (p.grad.flatten() * torch.from_numpy(
                np.sqrt(3) * (2 * uniform(f"projection {k} {parameter}", p.numel()) - 1))).sum()
            for k in range(PROJECTIONS)
        ]
    out[f"{name}/{mode}/logits"] = logits.detach()
    out[f"{name}/{mode}/loss"] = loss.detach().reshape(1)
    out[f"{name}/{mode}/norms"] = torch.stack(norms)
    out[f"{name}/{mode}/projections"] = torch.stack(projections).reshape(-1, PROJECTIONS)


def distance(single, exact):
    """The largest distance of the products with one gradient, relative to the products."""
    size = exact.norm(dim=1)
    return ((single - exact).norm(dim=1) / size)[size > 1e-9 * size.max()].max()


def make(name, build, size, trains, out, metadata):
    net = build().double()
    with torch.no_grad():
        for tensor, value in net.state_dict().items():
            if not tensor.endswith("num_batches_tracked"):
                value.copy_(numbers(tensor, value, GAINS.get(name, 1)))
    shape = (BATCH, 3, *size)
    u = uniform("inputs", int(np.prod(shape)))
    x = torch.from_numpy((3 * (u - 0.5)).astype(np.float32)).reshape(shape).double()
    labels = torch.from_numpy((uniform("labels", BATCH) * CLASSES).astype(np.int64))
    single, noise = {}, []
    for mode in ("evaluation", "training"):
        # A step in training mode changes the running statistics, so it comes last.
        twin = build()
        twin.load_state_dict(net.state_dict())
        run(twin, x.float(), labels, mode, single, name)
        exact = out if mode == "evaluation" or trains else {}
        run(net, x, labels, mode, exact, name)
        names = [f"{name}/{mode}/projections"] if f"{name}/{mode}/norms" in exact else []
        noise += [f"{distance(single[n], exact[n]):.0e}" for n in names]
    out[f"{name}/gain"] = torch.tensor([float(GAINS.get(name, 1))])
    metadata[name] = ",".join(parameter for parameter, _ in net.named_parameters())
    logits = out[f"{name}/evaluation/logits"]
    print(f"{name}: {sum(p.numel() for p in net.parameters())} parameters, "
          f"logits {logits.abs().mean():.2g}, loss {out[f'{name}/evaluation/loss'].item():.3g}, "
          f"float32 noise of gradients {', '.join(noise)}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    out, metadata = {}, {"torch": torch.__version__}
    for net in NETS:
        make(*net, out, metadata)
    save_file({k: v.contiguous().float() for k, v in out.items()}, "nets.safetensors", metadata)
