"""Writes the PyTorch fixtures of every optimiser, form of decay, schedule and loss of a training.

optimizers-run.safetensors: for each variant the parameters, one after another in their order, after each
of 20 steps (5 epochs of 4) of the net, data, initial parameters and order of examples of make_training.py,
by torch.optim, torch.optim.lr_scheduler, clip_grad_norm_ and cross_entropy's label_smoothing. Computed in
float64. PyTorch has no SGD with decoupled decay: there the parameters are shrunk by 1 - lr * decay before
the step, as torch.optim.AdamW does it.

step-schedules.json: the rates of MultiStepLR, also chained with a linear warm-up (LinearLR), peak 0.01.

    python make_optimizers.py      (torch 2.15.0, safetensors 0.8.0, numpy 2.4.6)
"""

import json
import math
import warnings

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from make_training import BATCH, SEED, RandomStream, forward

EPOCHS = 5
lr_scheduler = torch.optim.lr_scheduler

# optimizer, its options, decoupled decay of sgd, decay of weights alone, schedule, warm-up, clipping,
# label smoothing
VARIANTS = {
    "sgd": dict(optimizer="sgd", lr=0.2),
    "sgd-momentum": dict(optimizer="sgd", lr=0.05, momentum=0.9, weight_decay=5e-3),
    "sgd-dampening": dict(optimizer="sgd", lr=0.1, momentum=0.9, dampening=0.3, weight_decay=5e-3),
    "sgd-nesterov": dict(optimizer="sgd", lr=0.05, momentum=0.8, nesterov=True, weight_decay=5e-3,
                         schedule="cosine", warmup=2),
    "sgd-decoupled": dict(optimizer="sgd", lr=0.05, momentum=0.9, nesterov=True, decoupled=0.2),
    "sgd-weights": dict(optimizer="sgd", lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.1,
                        weights_alone=True, schedule="one-cycle"),
    "sgd-step": dict(optimizer="sgd", lr=0.1, momentum=0.9, schedule="step", drops=[2, 4], warmup=3),
    "sgd-smoothing": dict(optimizer="sgd", lr=0.1, momentum=0.9, nesterov=True, smoothing=0.1),
    "sgd-clipped": dict(optimizer="sgd", lr=0.1, momentum=0.9, clip=0.4),
    "adam": dict(optimizer="adam", lr=0.01),
    "adam-decay": dict(optimizer="adam", lr=0.01, weight_decay=0.05, schedule="step", drops=[1, 3],
                       factor=0.5),
    "adam-weights": dict(optimizer="adam", lr=0.01, weight_decay=0.05, weights_alone=True,
                         schedule="one-cycle"),
    "adamw": dict(optimizer="adamw", lr=0.01, weight_decay=0.1),
    "adamw-weights": dict(optimizer="adamw", lr=0.01, weight_decay=0.1, weights_alone=True,
                          schedule="cosine", warmup=3, clip=0.5, smoothing=0.2),
}


def scheduler(optimizer, shape, steps, per_epoch, warmup, drops, factor):
    if shape == "one-cycle":
        return lr_scheduler.OneCycleLR(optimizer, max_lr=optimizer.param_groups[0]["lr"],
                                       total_steps=steps, cycle_momentum=False)
    rise = lr_scheduler.LinearLR(optimizer, start_factor=1 / max(1, warmup), end_factor=1,
                                 total_iters=max(1, warmup - 1))
    if shape == "step":
        # Epochs are counted from the beginning, warm-up or not.
        fall = lr_scheduler.MultiStepLR(optimizer, [per_epoch * d for d in drops], factor)
        return lr_scheduler.ChainedScheduler([rise, fall])
    main = (lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps - warmup) if shape == "cosine"
            else lr_scheduler.ConstantLR(optimizer, factor=1, total_iters=0))
    return (lr_scheduler.SequentialLR(optimizer, [rise, main], milestones=[warmup]) if warmup > 0
            else main)


def run(data, optimizer, lr, decoupled=0, weights_alone=False, schedule="constant", warmup=0, drops=(),
        factor=0.1, clip=None, smoothing=0, weight_decay=0, **options):
    x, labels = data["inputs"].double(), data["labels"].long()
    parameters = {k.removeprefix("initial/"): v.double().requires_grad_()
                  for k, v in data.items() if k.startswith("initial/")}
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[optimizer]
    decayed = {k: v for k, v in parameters.items() if not weights_alone or k.endswith("weight")}
    groups = [{"params": list(decayed.values()), "weight_decay": weight_decay},
              {"params": [v for k, v in parameters.items() if k not in decayed], "weight_decay": 0}]
    optimizer = kind([g for g in groups if g["params"]], lr=lr, **options)
    per_epoch = math.ceil(len(x) / BATCH)
    rates = scheduler(optimizer, schedule, EPOCHS * per_epoch, per_epoch, warmup, drops, factor)
    trajectory = []
    for epoch in range(EPOCHS):
        order = RandomStream(SEED, f"batches.epoch.{epoch}").permutation(len(x))
        for start in range(0, len(x), BATCH):
            batch = order[start:start + BATCH]
            optimizer.zero_grad()
            F.cross_entropy(
                forward(parameters, x[batch]), labels[batch], label_smoothing=smoothing).backward()
            if clip:
                torch.nn.utils.clip_grad_norm_(parameters.values(), clip)
            with torch.no_grad():
                for value in parameters.values():
                    value.mul_(1 - optimizer.param_groups[0]["lr"] * decoupled)
            optimizer.step()
            trajectory.append(torch.cat([v.detach().flatten() for v in parameters.values()]))
            if len(trajectory) < EPOCHS * per_epoch:
                rates.step()
    return torch.stack(trajectory).float()


def rates(epochs, per_epoch, warmup, drops, factor):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.01)
    schedule = scheduler(optimizer, "step", epochs * per_epoch, per_epoch, warmup, drops, factor)
    result = []
    for _ in range(epochs * per_epoch):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return {"steps": epochs * per_epoch, "warmup": warmup, "drops": [per_epoch * d for d in drops],
            "factor": factor, "rates": result}


warnings.simplefilter("ignore")
torch.set_num_threads(1)
data = load_file("mlp-run.safetensors")
# The order of the parameters is that of the net, not of the file's names.
names = [f"layers.{i}.0.{kind}" for i in range(3) for kind in ("weight", "bias")]
data = {k: data[k] for k in ["inputs", "labels"] + [f"initial/{n}" for n in names]}
save_file({name: run(data, **options) for name, options in VARIANTS.items()},
          "optimizers-run.safetensors", metadata={"torch": torch.__version__})
with open("step-schedules.json", "w") as file:
    cases = [(4, 5, 0, [1, 3], 0.1), (10, 3, 4, [5, 7], 0.5), (2, 7, 7, [1], 0.2), (3, 1, 1, [1, 2], 1.0)]
    json.dump({"torch": torch.__version__, "peak": 0.01, "runs": [rates(*c) for c in cases]}, file)
