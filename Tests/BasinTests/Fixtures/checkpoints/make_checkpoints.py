"""The ReLU perceptron of ../mlp as people keep it: in training checkpoints of PyTorch and in NumPy.

python make_checkpoints.py   (torch 2.13.0, safetensors 0.8.0, numpy 2.4.6, Python 3.11)
"""

import numpy
import safetensors.torch
import torch

state = safetensors.torch.load_file("../mlp/mlp_relu_0.safetensors")
rest = {"epoch": 9, "loss": torch.tensor(0.26), "optimizer": {"lr": 0.1, "betas": (0.9, 0.999)}}
torch.save(state, "top.pth")
torch.save({"model_state_dict": state, **rest}, "tutorial.pt")
torch.save({"net": {"module." + k: v for k, v in state.items()}, **rest}, "parallel.t7", _use_new_zipfile_serialization=False)
torch.save({"state_dict": {"model._orig_mod." + k: v.double() for k, v in state.items()}, **rest}, "lightning.ckpt")
torch.save({"first": state, "second": {k: 0 * v for k, v in state.items()}}, "two.pt")
numpy.savez("arrays.npz", **{k: v.numpy() for k, v in state.items()})
