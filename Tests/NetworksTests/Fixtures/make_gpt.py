"""Writes the PyTorch fixtures of the GPT tests.

For a small GPT with and without its shortcuts: weights, tokens, targets, logits, the loss (the mean
over all tokens) and the gradient of every parameter; and for the residual one two directions with
the losses at some points of their plane. The same for one whose queries, keys and values have biases
and whose head is tied to the token embedding, with the product of the Hessian and the first direction
besides. The classes have the names and the order of definition of
the book that `Sources/Networks/Models/GPT.swift` cites; causal attention is written out from its
formula. Sizes are odd, so that nothing is a multiple of a vector. Weights and directions are float32
numbers; everything is computed from them in float64 and rounded once, at the end, so that the
fixture carries none of PyTorch's own float32 noise (printed, per tensor in norm).

    python make_gpt.py      (torch 2.13.0+cpu, safetensors 0.8.0, numpy 2.4.6)
"""

import copy

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import save_file

BLOCKS, WIDTH, HEADS, CONTEXT, VOCABULARY, BATCH = 2, 18, 3, 13, 29, 5
POINTS = [(0, 0), (0.5, 0), (-0.25, 0.75), (1, -1)]


class LayerNorm(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(WIDTH))
        self.shift = nn.Parameter(torch.zeros(WIDTH))

    def forward(self, x):
        return F.layer_norm(x, (WIDTH,), self.scale, self.shift, eps=1e-5)


class Attention(nn.Module):
    def __init__(self, bias):
        super().__init__()
        self.W_query = nn.Linear(WIDTH, WIDTH, bias=bias)
        self.W_key = nn.Linear(WIDTH, WIDTH, bias=bias)
        self.W_value = nn.Linear(WIDTH, WIDTH, bias=bias)
        self.out_proj = nn.Linear(WIDTH, WIDTH)
        self.register_buffer("mask", torch.triu(torch.ones(CONTEXT, CONTEXT), diagonal=1))

    def forward(self, x):
        def heads(y):
            return y.view(len(x), CONTEXT, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = heads(self.W_query(x)), heads(self.W_key(x)), heads(self.W_value(x))
        scores = q @ k.transpose(2, 3) / (WIDTH // HEADS) ** 0.5
        shares = scores.masked_fill(self.mask.bool(), -torch.inf).softmax(-1)
        return self.out_proj((shares @ v).transpose(1, 2).reshape(x.shape))


class FeedForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(approximate="tanh"), nn.Linear(4 * WIDTH, WIDTH))

    def forward(self, x):
        return self.layers(x)


class Block(nn.Module):
    def __init__(self, plain, bias):
        super().__init__()
        self.att = Attention(bias)
        self.ff = FeedForward()
        self.norm1 = LayerNorm()
        self.norm2 = LayerNorm()
        self.share = 0 if plain else 1

    def forward(self, x):
        x = self.att(self.norm1(x)) + self.share * x
        return self.ff(self.norm2(x)) + self.share * x


class GPT(nn.Module):
    def __init__(self, plain, tied):
        super().__init__()
        self.tok_emb = nn.Embedding(VOCABULARY, WIDTH)
        self.pos_emb = nn.Embedding(CONTEXT, WIDTH)
        self.trf_blocks = nn.Sequential(*(Block(plain, tied) for _ in range(BLOCKS)))
        self.final_norm = LayerNorm()
        self.out_head = nn.Linear(WIDTH, VOCABULARY, bias=False)
        if tied:
            self.out_head.weight = self.tok_emb.weight

    def forward(self, tokens):
        x = self.tok_emb(tokens) + self.pos_emb(torch.arange(CONTEXT))
        return self.out_head(self.final_norm(self.trf_blocks(x)))


def loss_of(net, tokens, targets):
    return F.cross_entropy(net(tokens).flatten(0, 1), targets.flatten())


def run(net, tokens, targets, out):
    net.zero_grad()
    logits = net(tokens)
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    loss.backward()
    # Outputs of a network here are channels × positions.
    out["logits"] = logits.detach().transpose(1, 2).clone()
    out["loss"] = loss.detach().reshape(1).clone()
    for name, p in net.named_parameters():
        out[f"gradient/{name}"] = p.grad.clone()


def surface(net, tokens, targets, out):
    origin = {name: p.data.clone() for name, p in net.named_parameters()}
    for axis in "xy":
        for name, p in origin.items():
            out[f"{axis}/{name}"] = (0.1 * torch.randn_like(p)).float().double()
    losses = []
    for a, b in POINTS:
        for name, p in net.named_parameters():
            p.data = origin[name] + a * out[f"x/{name}"] + b * out[f"y/{name}"]
        losses.append(loss_of(net, tokens, targets).item())
    out["points"] = torch.tensor(POINTS).double()
    out["losses"] = torch.tensor(losses).double()
    print("losses on the plane:", losses)


def hessian_product(net, tokens, targets, out):
    parameters = dict(net.named_parameters())
    gradients = torch.autograd.grad(
        loss_of(net, tokens, targets), parameters.values(), create_graph=True)
    slope = sum((g * out[f"x/{name}"]).sum() for name, g in zip(parameters, gradients))
    for name, h in zip(parameters, torch.autograd.grad(slope, parameters.values())):
        out[f"product/{name}"] = h.clone()


def make(plain, tied=False):
    torch.manual_seed(2026)
    net = GPT(plain, tied)
    for name, p in net.named_parameters():
        if name.endswith("scale"):
            p.data = 1 + 0.2 * torch.randn_like(p)
        elif p.dim() == 1:
            p.data = 0.2 * torch.randn_like(p)
        elif "emb" not in name:
            p.data *= 3
    tokens = torch.randint(0, VOCABULARY, (BATCH, CONTEXT + 1))
    tokens, targets = tokens[:, :-1], tokens[:, 1:]
    out = {"tokens": tokens.float(), "targets": targets.float()}
    for name, value in net.state_dict().items():
        out["weights/" + name] = value.clone()
    single, exact = {}, copy.deepcopy(net).double()
    run(net, tokens, targets, single)
    run(exact, tokens, targets, out)
    # The gradient of a key's bias is zero: it moves all scores of a query alike.
    noise = max((single[k] - out[k]).norm() / out[k].norm() for k in single
                if not k.endswith("W_key.bias"))
    print(f"plain {plain}, tied {tied}: float32 noise {noise:.1e}")
    if tied:
        at_origin = copy.deepcopy(exact)
        surface(exact, tokens, targets, out)
        hessian_product(at_origin, tokens, targets, out)
    elif not plain:
        surface(exact, tokens, targets, out)
    names = [name for name, _ in net.named_parameters()]
    out = {k: v.contiguous().float() for k, v in out.items()}
    kind = "tied" if tied else "plain" if plain else "residual"
    # Of a tied head the table is written once.
    save_file({k: v for k, v in out.items() if not (tied and k == "weights/out_head.weight")},
              f"gpt-{kind}.safetensors",
              metadata={"torch": torch.__version__, "parameters": ",".join(names)})


torch.set_num_threads(1)
for plain in (False, True):
    make(plain)
make(False, tied=True)
