"""Writes `hessian-products.json`: Hessian-vector products of PyTorch in float64.

For a ResNet-8 with batch normalisation in evaluation mode, an MLP with GELU (tanh form), both with
shortcuts, and a GPT of one block: weights, data, a direction, and the loss and product of the Hessian
of the mean cross-entropy with the direction, by double backward. For the MLP the product is compared
with that of `torch.func.hessian`. Weights, inputs and directions have few decimals and are read as
float32 numbers; all else follows in float64.

    python make_hessian_products.py      (torch 2.13.0+cpu)
"""

import json

import torch
import torch.nn.functional as F

CLASSES = 3


def rounded(x):
    return (x * 1000).round() / 1000


def short(shape, scale=1.0, shift=0.0):
    return rounded(shift + scale * torch.randn(shape))


class Net:
    """Named parameters and buffers, made where they are first used."""

    def __init__(self):
        self.parameters, self.buffers = {}, {}

    def weight(self, name, *shape):
        if name not in self.parameters:
            fan = shape[0] if len(shape) == 1 else torch.tensor(shape[1:]).prod().item()
            self.parameters[name] = short(shape, fan ** -0.5)
        return self.parameters[name]

    def vector(self, name, size, shift=0.0):
        if name not in self.parameters:
            self.parameters[name] = short((size,), 0.3, shift)
        return self.parameters[name]

    def statistics(self, name, size):
        if f"{name}.running_mean" not in self.buffers:
            self.buffers[f"{name}.running_mean"] = short((size,), 0.3)
            self.buffers[f"{name}.running_var"] = rounded(0.5 + torch.randn(size).abs())
        return self.buffers[f"{name}.running_mean"], self.buffers[f"{name}.running_var"]


def conv(net, name, x, channels, kernel, stride):
    weight = net.weight(f"{name}.weight", channels, x.shape[1], kernel, kernel)
    return F.conv2d(x, weight, stride=stride, padding=kernel // 2)


def norm(net, name, x):
    mean, variance = net.statistics(name, x.shape[1])
    return F.batch_norm(x, mean, variance, net.vector(f"{name}.weight", x.shape[1], 1.0),
                        net.vector(f"{name}.bias", x.shape[1]), training=False)


def resnet(net, x):
    x = F.relu(norm(net, "bn1", conv(net, "conv1", x, 2, 3, 1)))
    for stage in (1, 2, 3):
        name, channels, stride = f"layer{stage}.0", 1 << stage, 2 if stage > 1 else 1
        y = F.relu(norm(net, f"{name}.bn1", conv(net, f"{name}.conv1", x, channels, 3, stride)))
        y = norm(net, f"{name}.bn2", conv(net, f"{name}.conv2", y, channels, 3, 1))
        if stride == 2:
            x = norm(net, f"{name}.shortcut.1",
                     conv(net, f"{name}.shortcut.0", x, channels, 1, stride))
        x = F.relu(y + x)
    return linear(net, "linear", x.mean(dim=(2, 3)), CLASSES)


def linear(net, name, x, outputs, bias=True):
    weight = net.weight(f"{name}.weight", outputs, x.shape[-1])
    return F.linear(x, weight, net.vector(f"{name}.bias", outputs) if bias else None)


def mlp(net, x):
    for layer, outputs in enumerate((6, 6, CLASSES)):
        y = linear(net, f"layers.{layer}.0", x, outputs)
        y = y if layer == 2 else F.gelu(y, approximate="tanh")
        x = y + x if x.shape == y.shape else y
    return x


WIDTH, HEADS, CONTEXT, VOCABULARY = 6, 2, 5, 7


def layer_norm(net, name, x):
    return F.layer_norm(x, (WIDTH,), net.vector(f"{name}.scale", WIDTH, 1.0),
                        net.vector(f"{name}.shift", WIDTH))


def attention(net, name, x):
    def heads(part):
        y = linear(net, f"{name}.W_{part}", x, WIDTH, bias=False)
        return y.view(len(x), CONTEXT, HEADS, WIDTH // HEADS).transpose(1, 2)

    scores = heads("query") @ heads("key").transpose(2, 3) / (WIDTH // HEADS) ** 0.5
    later = torch.triu(torch.ones(CONTEXT, CONTEXT), diagonal=1).bool()
    shares = scores.masked_fill(later, -torch.inf).softmax(-1)
    return linear(net, f"{name}.out_proj", (shares @ heads("value")).transpose(1, 2)
                  .reshape(x.shape), WIDTH)


def gpt(net, tokens):
    x = net.weight("tok_emb.weight", VOCABULARY, WIDTH)[tokens.long()]
    x = x + net.weight("pos_emb.weight", CONTEXT, WIDTH)
    block = "trf_blocks.0"
    x = attention(net, f"{block}.att", layer_norm(net, f"{block}.norm1", x)) + x
    y = linear(net, f"{block}.ff.layers.0", layer_norm(net, f"{block}.norm2", x), 4 * WIDTH)
    y = F.gelu(y, approximate="tanh")
    x = linear(net, f"{block}.ff.layers.2", y, WIDTH) + x
    return linear(net, "out_head", layer_norm(net, "final_norm", x), VOCABULARY, bias=False)


def make(name, function, inputs, labels):
    net = Net()
    function(net, inputs)
    direction = {k: short(v.shape) for k, v in net.parameters.items()}
    lists = lambda tensors: {k: [round(e, 3) for e in v.flatten().tolist()]
                             for k, v in tensors.items()}
    out = {"name": name, "parameters": lists(net.parameters), "buffers": lists(net.buffers),
           "inputs": [round(e, 3) for e in inputs.flatten().tolist()],
           "labels": labels.flatten().tolist(), "direction": lists(direction)}
    # What a reader of the file will have: the decimal numbers rounded to float32.
    wide = lambda tensors: {k: v.float().double() for k, v in tensors.items()}
    net.buffers, direction = wide(net.buffers), wide(direction)

    def loss(parameters):
        net.parameters = parameters
        return F.cross_entropy(function(net, inputs.double()).flatten(0, -2), labels.flatten())

    point = {k: v.requires_grad_() for k, v in wide(net.parameters).items()}
    value = loss(point)
    gradient = torch.autograd.grad(value, list(point.values()), create_graph=True)
    slope = sum((g * d).sum() for g, d in zip(gradient, direction.values()))
    product = dict(zip(point, torch.autograd.grad(slope, list(point.values()))))
    if name == "mlp":
        blocks = torch.func.hessian(loss)(point)
        for row in point:
            dense = sum(
                blocks[row][k].flatten(point[row].dim()) @ direction[k].flatten() for k in point)
            assert (dense - product[row]).norm() <= 1e-13 * product[row].norm()
    out["loss"] = value.item()
    out["product"] = {k: v.flatten().tolist() for k, v in product.items()}
    return out


torch.manual_seed(2026)
images = short((9, 1, 7, 6))
nets = [make("resnet", resnet, images, torch.randint(0, CLASSES, (9,))),
        make("mlp", mlp, short((11, 4)), torch.randint(0, CLASSES, (11,))),
        make("gpt", gpt, torch.randint(0, VOCABULARY, (4, CONTEXT)).float(),
             torch.randint(0, VOCABULARY, (4, CONTEXT)))]
with open("hessian-products.json", "w") as file:
    json.dump({"torch": torch.__version__, "nets": nets}, file, separators=(",", ":"))
