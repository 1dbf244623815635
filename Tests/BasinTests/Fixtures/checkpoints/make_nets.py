"""Nets of PyTorch that are recognised by their names and shapes.

sequential.pt: the ReLU perceptron of ../mlp as an nn.Sequential inside a module, names net.0.weight …
gpt.pt: a GPT of one block with the book's names, 300 tokens, width 8, 2 heads, context 8, biases of
queries, keys and values, and a head that shares the storage of the token embedding. Printed: its mean
cross-entropy over the first four windows of TEXT, the train split of `text:FILE`.

python make_nets.py   (torch 2.13.0, safetensors 0.8.0, Python 3.11)
"""

import safetensors.torch
import torch
import torch.nn as nn
import torch.nn.functional as F

TEXT = b"the quick brown fox jumps over the lazy dog"
VOCABULARY, WIDTH, HEADS, CONTEXT = 300, 8, 2, 8

state = safetensors.torch.load_file("../mlp/mlp_relu_0.safetensors")
names = {f"layers.{i}.0.{kind}": f"net.{2 * i}.{kind}" for i in range(3) for kind in ("weight", "bias")}
torch.save({"state_dict": {names[k]: v for k, v in state.items()}}, "sequential.pt")


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(WIDTH))
        self.shift = nn.Parameter(torch.zeros(WIDTH))

    def forward(self, x):
        return F.layer_norm(x, (WIDTH,), self.scale, self.shift, eps=1e-5)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.W_query, self.W_key, self.W_value, self.out_proj = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.register_buffer("mask", torch.triu(torch.ones(CONTEXT, CONTEXT), diagonal=1))

    def forward(self, x):
        q, k, v = (w(x).view(len(x), CONTEXT, HEADS, -1).transpose(1, 2)
                   for w in (self.W_query, self.W_key, self.W_value))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.out_proj(y.transpose(1, 2).reshape(x.shape))


class FeedForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(approximate="tanh"), nn.Linear(4 * WIDTH, WIDTH))

    def forward(self, x):
        return self.layers(x)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.att, self.ff, self.norm1, self.norm2 = Attention(), FeedForward(), Norm(), Norm()

    def forward(self, x):
        x = x + self.att(self.norm1(x))
        return x + self.ff(self.norm2(x))


class GPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.tok_emb = nn.Embedding(VOCABULARY, WIDTH)
        self.pos_emb = nn.Embedding(CONTEXT, WIDTH)
        self.trf_blocks = nn.Sequential(Block())
        self.final_norm = Norm()
        self.out_head = nn.Linear(WIDTH, VOCABULARY, bias=False)
        self.out_head.weight = self.tok_emb.weight

    def forward(self, tokens):
        x = self.tok_emb(tokens) + self.pos_emb(torch.arange(CONTEXT))
        return self.out_head(self.final_norm(self.trf_blocks(x)))


torch.manual_seed(2026)
net = GPT()
torch.save({"model_state_dict": net.state_dict(), "epoch": 1}, "gpt.pt")
tokens = torch.tensor(list(TEXT))
x = tokens[:4 * CONTEXT].view(4, CONTEXT)
y = tokens[1:4 * CONTEXT + 1].view(4, CONTEXT)
for heads in (2, 4):
    HEADS = heads
    logits = net.double()(x).flatten(0, 1)
    print(f"loss with {heads} heads: {F.cross_entropy(logits, y.flatten()).item():.6f}")
