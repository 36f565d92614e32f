"""The judge: a transformer that reads a question, an entry's question and its answer together."""
import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import nn

WIDTH, HEADS = 384, 12
MAX_QUESTION, MAX_PHRASING, MAX_TOKENS = 40, 32, 128
CLS, SEP = 101, 102


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.mix = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x, mask):
        batch, tokens, _ = x.shape
        q, k, v = self.qkv(x).view(batch, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out: torch's own attention takes twice as long to train on a processor.
        seen = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask.to(q.dtype)).softmax(-1) @ v
        seen = seen.transpose(1, 2).reshape(batch, tokens, WIDTH)
        x = self.norm1(x + self.mix(seen))
        return self.norm2(x + self.narrow(F.gelu(self.wide(x))))


class Judge(nn.Module):
    def __init__(self, layers=6):
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places, self.kinds = nn.Embedding(MAX_TOKENS, WIDTH), nn.Embedding(3, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.pool, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 1)

    def read(self, ids, kinds, mask):
        """What each token means beside the others."""
        x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]] + self.kinds(kinds))
        unseen = (mask[:, None, None, :] - 1) * 1e4
        for layer in self.layers:
            x = layer(x, unseen)
        return x

    def forward(self, ids, kinds, mask):
        """The logarithm of the odds that the answer answers the question."""
        first = self.read(ids, kinds, mask)[:, 0]
        return self.out(torch.tanh(self.pool(first)))[:, 0].float()


def tokenizer(file):
    made = Tokenizer.from_file(str(file))
    made.no_padding()
    made.no_truncation()
    return made


def start(weights, layers=6):
    """The judge before training: the encoder's own weights, and a head that says nothing."""
    w = {name.removeprefix("bert."): torch.from_numpy(np.array(t)) for name, t in load_file(weights).items()}
    judge = Judge(layers)
    with torch.no_grad():
        judge.words.weight.copy_(w["embeddings.word_embeddings.weight"])
        judge.places.weight.copy_(w["embeddings.position_embeddings.weight"][:MAX_TOKENS])
        kinds = w["embeddings.token_type_embeddings.weight"]
        judge.kinds.weight.copy_(torch.stack([kinds[0], kinds[1], kinds[1]]))
        judge.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
        judge.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
        for number, layer in enumerate(judge.layers):
            of = f"encoder.layer.{number}."
            for part in ("weight", "bias"):
                qkv = [w[f"{of}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(qkv))
                for module, name in ((layer.mix, "attention.output.dense"), (layer.norm1, "attention.output.LayerNorm"),
                                     (layer.wide, "intermediate.dense"), (layer.narrow, "output.dense"),
                                     (layer.norm2, "output.LayerNorm")):
                    getattr(module, part).copy_(w[f"{of}{name}.{part}"])
        nn.init.normal_(judge.out.weight, std=0.02)
        nn.init.zeros_(judge.out.bias)
    judge.words.weight.requires_grad = False
    return judge


class Reader:
    """Makes token rows of triples."""

    def __init__(self, file):
        self.tokenizer, self.known = tokenizer(file), {}

    def ids(self, text):
        if text not in self.known:
            self.known[text] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return self.known[text]

    def row(self, question, phrasing, answer):
        ids = [CLS, *self.ids(question)[:MAX_QUESTION], SEP]
        kinds = [0] * len(ids)
        for kind, part in ((1, self.ids(phrasing)[:MAX_PHRASING]), (2, self.ids(answer))):
            if part:
                part = [*part[: MAX_TOKENS - len(ids) - 1], SEP]
                ids += part
                kinds += [kind] * len(part)
        return ids, kinds


def batch(rows):
    length = max(len(ids) for ids, _ in rows)
    ids, kinds, mask = (np.zeros((len(rows), length), np.int64) for _ in range(3))
    for at, (row, kind) in enumerate(rows):
        ids[at, : len(row)], kinds[at, : len(row)], mask[at, : len(row)] = row, kind, 1
    return tuple(map(torch.from_numpy, (ids, kinds, mask)))


def scores(judge, rows, size=64):
    judge.eval()
    found = np.zeros(len(rows))
    order = np.argsort([len(ids) for ids, _ in rows], kind="stable")
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(rows), size):
            places = order[at : at + size]
            found[places] = judge(*batch([rows[p] for p in places])).float().numpy()
    return found


class Encoder:
    """all-MiniLM-L6-v2 with the mean of what stands between its two marks."""

    def __init__(self, weights, file):
        self.body, self.tokenizer = start(weights).eval(), tokenizer(file)
        self.cache = {}

    def encode(self, texts):
        asked = [t.rstrip(" ?!.,;:…\"'") + "?" for t in texts]
        new = [t for t in dict.fromkeys(asked) if t not in self.cache]
        rows = [[CLS, *self.tokenizer.encode(t, add_special_tokens=False).ids[:126], SEP] for t in new]
        order = sorted(range(len(new)), key=lambda at: len(rows[at]))
        with torch.no_grad():
            for at in range(0, len(order), 64):
                places = order[at : at + 64]
                ids, _, mask = batch([(rows[p], 0) for p in places])
                x = self.body.read(ids, torch.zeros_like(ids), mask)
                for row, place in enumerate(places):
                    v = x[row, 1 : len(rows[place]) - 1].mean(0)
                    self.cache[new[place]] = (v / v.norm()).numpy()
        return np.stack([self.cache[t] for t in asked])
