"""Writes the PyTorch fixtures of AdamW, gradient clipping and the schedules with a warm-up.

adamw-run.safetensors: the run of make_training.py (the same net, data, initial parameters and order
of the examples) by torch.optim.AdamW (lr 0.01, weight decay 0.1, betas and eps default) under
linear warm-up over 3 steps and a cosine, with the gradient clipped by clip_grad_norm_ to 0.5. Every
step's loss and total norm before clipping are written, and the parameters at the end.

schedules.json: the rates of SequentialLR(LinearLR, CosineAnnealingLR or ConstantLR), peak 0.01.

    python make_adamw.py      (torch 2.13.0+cpu, safetensors 0.8.0, numpy 2.4.6)
"""

import json
import math
import warnings

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

SIZES, BATCH, EPOCHS, WARMUP, CLIP = [6, 8, 8, 3], 16, 3, 3, 0.5
PEAK, DECAY = 0.01, 0.1


def forward(parameters, x):
    for layer in range(len(SIZES) - 1):
        y = F.linear(x, parameters[f"layers.{layer}.0.weight"], parameters[f"layers.{layer}.0.bias"])
        if layer < len(SIZES) - 2:
            y = F.gelu(y, approximate="tanh")
        x = x + y if SIZES[layer] == SIZES[layer + 1] else y
    return x


def schedule(optimizer, shape, steps, warmup):
    lr = torch.optim.lr_scheduler
    main = (lr.CosineAnnealingLR(optimizer, T_max=steps - warmup) if shape == "cosine"
            else lr.ConstantLR(optimizer, factor=1, total_iters=0))
    if warmup == 0:
        return main
    rise = lr.LinearLR(
        optimizer, start_factor=1 / warmup, end_factor=1, total_iters=max(1, warmup - 1))
    return lr.SequentialLR(optimizer, [rise, main], milestones=[warmup])


def rates(shape, steps, warmup):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=PEAK)
    scheduler, result = schedule(optimizer, shape, steps, warmup), []
    for _ in range(steps):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return {"shape": shape, "steps": steps, "warmup": warmup, "rates": result}


def run():
    data = load_file("mlp-run.safetensors")
    x, labels = data["inputs"].double(), data["labels"].long()
    parameters = {k.removeprefix("initial/"): v.double().requires_grad_()
                  for k, v in data.items() if k.startswith("initial/")}
    optimizer = torch.optim.AdamW(parameters.values(), lr=PEAK, weight_decay=DECAY)
    per_epoch = math.ceil(len(x) / BATCH)
    scheduler = schedule(optimizer, "cosine", EPOCHS * per_epoch, WARMUP)
    losses, norms = [], []
    for order in data["order"].long():
        for start in range(0, len(x), BATCH):
            batch = order[start:start + BATCH]
            optimizer.zero_grad()
            loss = F.cross_entropy(forward(parameters, x[batch]), labels[batch])
            loss.backward()
            norms.append(torch.nn.utils.clip_grad_norm_(parameters.values(), CLIP).item())
            optimizer.step()
            scheduler.step()
            losses.append(loss.item())
    print("norms", norms)
    out = {"losses": torch.tensor(losses), "norms": torch.tensor(norms)}
    for name, value in parameters.items():
        out["final/" + name] = value.detach().float().contiguous()
    save_file(out, "adamw-run.safetensors", metadata={"torch": torch.__version__})


warnings.simplefilter("ignore")
torch.set_num_threads(1)
with open("schedules.json", "w") as file:
    cases = [("cosine", 10, 0), ("cosine", 10, 1), ("cosine", 10, 3), ("cosine", 1, 0),
             ("cosine", 200, 20), ("cosine", 5, 4), ("constant", 7, 0), ("constant", 7, 4)]
    json.dump({"torch": torch.__version__, "peak": PEAK, "runs": [rates(*c) for c in cases]}, file)
run()
