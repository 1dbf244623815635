"""Writes the PyTorch fixture of training with the losses of numbers.

losses-run.safetensors: the run of make_training.py (the same net, inputs, initial parameters and order
of the examples) by torch.optim.AdamW (lr 0.01, weight decay 0.1, betas and eps default, constant rate)
with torch.nn.MSELoss and with BCEWithLogitsLoss: the targets, every step's loss, and the parameters at
the end, computed in float64.

    python make_losses.py      (torch 2.13.0+cpu, safetensors 0.8.0, numpy 2.4.6)
"""

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

SIZES, BATCH, EPOCHS = [6, 8, 8, 3], 16, 3


def forward(parameters, x):
    for layer in range(len(SIZES) - 1):
        y = F.linear(x, parameters[f"layers.{layer}.0.weight"], parameters[f"layers.{layer}.0.bias"])
        if layer < len(SIZES) - 2:
            y = F.gelu(y, approximate="tanh")
        x = x + y if SIZES[layer] == SIZES[layer + 1] else y
    return x


torch.manual_seed(2026)
data = load_file("mlp-run.safetensors")
x, order = data["inputs"].double(), data["order"].long()
count = len(x)
targets = {"mse": torch.randn(count, SIZES[-1]), "bce": torch.rand(count, SIZES[-1])}
losses = {"mse": torch.nn.MSELoss(), "bce": torch.nn.BCEWithLogitsLoss()}
out = {}
for name, target in targets.items():
    parameters = {k.removeprefix("initial/"): v.double().requires_grad_()
                  for k, v in data.items() if k.startswith("initial/")}
    optimizer = torch.optim.AdamW(parameters.values(), lr=0.01, weight_decay=0.1)
    seen = []
    for epoch in order:
        for batch in epoch.split(BATCH):
            optimizer.zero_grad()
            loss = losses[name](forward(parameters, x[batch]), target.double()[batch])
            loss.backward()
            optimizer.step()
            seen.append(loss.detach())
    out[f"{name}/targets"] = target
    out[f"{name}/losses"] = torch.stack(seen)
    out |= {f"{name}/final/{k}": v.detach() for k, v in parameters.items()}
    print(name, seen[0].item(), seen[-1].item(), len(seen))
save_file({k: v.contiguous().float() for k, v in out.items()}, "losses-run.safetensors",
          metadata={"torch": torch.__version__})
