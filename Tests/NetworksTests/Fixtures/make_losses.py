"""Writes the PyTorch fixture of the losses of numbers: torch.nn.MSELoss and BCEWithLogitsLoss.

losses.safetensors: for an MLP 6-7-7-3 (tanh GELU after each layer but the last, a shortcut around the
layer of equal sizes), examples, numbers and probabilities as targets, and for both losses the loss, the
losses of the single examples, the gradient of every parameter, the product of the Hessian and the
direction x, and the losses at some points of the plane of x and y. Everything is computed from float32
numbers in float64 and rounded once, at the end.

    python make_losses.py      (torch 2.13.0+cpu, safetensors 0.8.0, numpy 2.4.6)
"""

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

SIZES, EXAMPLES = [6, 7, 7, 3], 21
POINTS = [(0, 0), (0.5, 0), (-0.25, 0.75), (1, -1)]


def forward(parameters, x):
    for layer in range(len(SIZES) - 1):
        y = F.linear(x, parameters[f"layers.{layer}.0.weight"], parameters[f"layers.{layer}.0.bias"])
        if layer < len(SIZES) - 2:
            y = F.gelu(y, approximate="tanh")
        x = x + y if SIZES[layer] == SIZES[layer + 1] else y
    return x


torch.manual_seed(2026)
draw = lambda *shape: torch.randn(*shape).float().double()
shapes = {}
for layer, (inputs, outputs) in enumerate(zip(SIZES, SIZES[1:])):
    shapes[f"layers.{layer}.0.weight"] = (outputs, inputs)
    shapes[f"layers.{layer}.0.bias"] = (outputs,)
weights, xs, ys = ({k: draw(*s) for k, s in shapes.items()} for _ in range(3))
x = draw(EXAMPLES, SIZES[0])
probabilities = torch.rand(EXAMPLES, SIZES[-1]).float().double()
probabilities[:5] = probabilities[:5].round()
targets = {"mse": draw(EXAMPLES, SIZES[-1]), "bce": probabilities}
losses = {"mse": torch.nn.MSELoss, "bce": torch.nn.BCEWithLogitsLoss}

out = {"inputs": x, "points": torch.tensor(POINTS).double()}
for prefix, values in (("weights", weights), ("x", xs), ("y", ys)):
    out |= {f"{prefix}/{k}": v for k, v in values.items()}
for name, target in targets.items():
    parameters = {k: v.clone().requires_grad_() for k, v in weights.items()}
    loss = losses[name]()(forward(parameters, x), target)
    gradients = torch.autograd.grad(loss, parameters.values(), create_graph=True)
    slope = sum((g * xs[k]).sum() for k, g in zip(parameters, gradients))
    products = torch.autograd.grad(slope, parameters.values())
    out[f"{name}/targets"] = target
    out[f"{name}/loss"] = loss.detach().reshape(1)
    single = losses[name](reduction="none")(forward(parameters, x), target).mean(1)
    out[f"{name}/single"] = single.detach()
    out |= {f"{name}/gradient/{k}": g.detach() for k, g in zip(parameters, gradients)}
    out |= {f"{name}/product/{k}": p for k, p in zip(parameters, products)}
    out[f"{name}/losses"] = torch.stack([
        losses[name]()(forward({k: v + a * xs[k] + b * ys[k] for k, v in weights.items()}, x), target)
        for a, b in POINTS])
    print(name, loss.item(), out[f"{name}/losses"].tolist())
save_file({k: v.contiguous().float() for k, v in out.items()}, "losses.safetensors",
          metadata={"torch": torch.__version__})
