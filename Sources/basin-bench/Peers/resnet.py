"""The same work as `basin-bench training` and `basin-bench surface`, in PyTorch.

    pip install torch numpy
    python3 Sources/basin-bench/Peers/resnet.py --depth 56 --width 8 --image-size 14

Random images stand for Fashion-MNIST: the speed does not depend on the pixels. Prints images per
second of training (SGD, Nesterov) and of evaluating a surface's points: eager as Li et al.'s script
does it, channels-last, and traced + frozen + optimize_for_inference where weights would have to be
frozen anew for every point (not counted).
"""

import argparse
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self, depth, width, classes=10):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))
        blocks, inputs = [], width
        for stage in range(3):
            for i in range((depth - 2) // 6):
                outputs = width << stage
                blocks.append(Block(inputs, outputs, 2 if stage and not i else 1))
                inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.linear = nn.Linear(inputs, classes)

    def forward(self, x):
        return self.linear(self.blocks(F.relu(self.stem(x))).mean(dim=(2, 3)))


def rate(work, images, seconds=6.0):
    work()
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        work()
        done += images
    return done / (time.perf_counter() - start)


parser = argparse.ArgumentParser()
parser.add_argument("--depth", type=int, default=56)
parser.add_argument("--width", type=int, default=8)
parser.add_argument("--image-size", type=int, default=14)
parser.add_argument("--batch-size", type=int, default=128)
parser.add_argument("--threads", type=int, default=2)
options = parser.parse_args()
torch.set_num_threads(options.threads)
torch.manual_seed(1)
net = ResNet(options.depth, options.width)
x = torch.randn(options.batch_size, 1, options.image_size, options.image_size)
y = torch.randint(0, 10, (options.batch_size,))
optimizer = torch.optim.SGD(net.parameters(), 0.01, 0.9, weight_decay=5e-4, nesterov=True)


def step():
    optimizer.zero_grad()
    F.cross_entropy(net(x), y).backward()
    optimizer.step()


print(f"torch {torch.__version__}, {options.threads} threads")
print(f"training, eager: {rate(step, len(x)):.0f} images/s")
net.to(memory_format=torch.channels_last)
x = x.to(memory_format=torch.channels_last)
print(f"training, channels-last: {rate(step, len(x)):.0f} images/s")
net.to(memory_format=torch.contiguous_format)
x = x.contiguous()
net.eval()
with torch.no_grad():
    print(f"surface, eager: {rate(lambda: net(x), len(x)):.0f} images/s")
    net.to(memory_format=torch.channels_last)
    last = x.to(memory_format=torch.channels_last)
    print(f"surface, channels-last: {rate(lambda: net(last), len(x)):.0f} images/s")
    frozen = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(net, last)))
    for _ in range(3):
        frozen(last)
    print(f"surface, frozen: {rate(lambda: frozen(last), len(x)):.0f} images/s")
