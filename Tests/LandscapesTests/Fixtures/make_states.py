"""Makes states-a.safetensors, states-b.safetensors, states.h5, states-old.h5, states-line.h5 and states.json:
directions of `states` as Li et al.'s code writes them (net_plotter.py, `get_diff_states`, and h5_util.py,
`write_list`, of github.com/tomgoldstein/loss-landscape, 64ef4d5), and the losses of PyTorch along them, in
double precision and evaluation mode, with every entry of the state moved (`set_states`).

states.h5 has the counters num_batches_tracked, states-old.h5 (PyTorch before 0.4.1) has not; states-line.h5 has
the x direction alone. Run with: python make_states.py
Made with torch 2.15.0, h5py 3.16.0, safetensors 0.8.0, numpy 2.4.6.
"""

import json

import h5py
import torch
from safetensors.torch import save_file
from torch import nn


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        out = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(out)) + self.shortcut(x))


class ResNet(nn.Module):
    """ResNet-8 of width 3 for 1×8×8 and three classes, with the names of Li et al.'s code."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 3, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(3)
        self.layer1 = nn.Sequential(Block(3, 3, 1))
        self.layer2 = nn.Sequential(Block(3, 6, 2))
        self.layer3 = nn.Sequential(Block(6, 12, 2))
        self.linear = nn.Linear(12, 3)

    def forward(self, x):
        out = torch.relu(self.bn1(self.conv1(x)))
        out = self.layer3(self.layer2(self.layer1(out)))
        return self.linear(out.mean((2, 3)))


def trained(seed, inputs, labels):
    torch.manual_seed(seed)
    net = ResNet()
    optimizer = torch.optim.SGD(net.parameters(), 0.05)
    for _ in range(12):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(inputs), labels).backward()
        optimizer.step()
    return net


def write_list(file, name, direction):
    group = file.create_group(name)
    for i, l in enumerate(direction):
        group.create_dataset(str(i), data=l.numpy())


torch.manual_seed(7)
inputs, labels = torch.randn(24, 1, 8, 8), torch.arange(24) % 3
a, b, c = (trained(seed, inputs, labels) for seed in (1, 2, 3))
states = a.state_dict()
x = [v2 - v1 for (_, v1), (_, v2) in zip(states.items(), b.state_dict().items())]
y = [v2 - v1 for (_, v1), (_, v2) in zip(states.items(), c.state_dict().items())]
keep = [not k.endswith("num_batches_tracked") for k in states]
with h5py.File("states.h5", "w") as file:
    write_list(file, "xdirection", x)
    write_list(file, "ydirection", y)
with h5py.File("states-old.h5", "w") as file:
    write_list(file, "xdirection", [t for t, k in zip(x, keep) if k])
    write_list(file, "ydirection", [t for t, k in zip(y, keep) if k])
with h5py.File("states-line.h5", "w") as file:
    write_list(file, "xdirection", x)
for name, net in (("a", a), ("b", b), ("c", c)):
    save_file(net.state_dict(), f"states-{name}.safetensors")

points = []
for alpha, beta in [(0, 0), (1, 0), (0, 1), (0.5, 0), (0.25, 0.5), (0.5, 0.5)]:
    net = ResNet().double().eval()
    net.load_state_dict({
        k: (v.double() + alpha * dx.double() + beta * dy.double()).to(v.dtype if v.dtype == torch.int64 else torch.float64)
        for (k, v), dx, dy in zip(states.items(), x, y)
    })
    with torch.no_grad():
        outputs = net(inputs.double())
    points.append({
        "x": alpha, "y": beta, "loss": nn.functional.cross_entropy(outputs, labels).item(),
        "accuracy": 100 * (outputs.argmax(1) == labels).double().mean().item(),
    })
with open("states.json", "w") as file:
    json.dump({
        "inputs": inputs.flatten().tolist(), "labels": labels.tolist(), "points": points}, file)
print(points)
