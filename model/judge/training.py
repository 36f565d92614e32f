"""Trains a judge on rows."""
import math
import pathlib
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import edits
import net


SEED = 7
# The list of opposites by which questions are turned.
OPPOSITES = pathlib.Path(__file__).parents[2] / "src/text/antonyms-en.txt"


def begin(package):
    """Where chance begins, and what a training needs of the encoder's package: a reader, the encoder, and a judge of its weights."""
    torch.manual_seed(SEED)
    edits.read_opposites(OPPOSITES)
    weights, file = package / "model.safetensors", package / "tokenizer.json"
    return random.Random(SEED), net.Reader(file), net.Encoder(weights, file), net.start(weights)


def train(judge, reader, examples, rnd, epochs=1.0, rate=5e-5, size=32, log=100, warm=0.06):
    """Trains on (question, phrasing, answer, whether it answers, origin); `warm` is the share of steps that begin slowly."""
    rows = [(reader.row(q, p, a), float(y)) for q, p, a, y, *_ in examples]
    order = []
    for _ in range(math.ceil(epochs)):
        perm = list(range(len(rows)))
        rnd.shuffle(perm)
        # Batches of rows of like length, in random order: little is padded.
        pools = [sorted(perm[i : i + size * 50], key=lambda r: len(rows[r][0][0])) for i in range(0, len(perm), size * 50)]
        batches = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
        rnd.shuffle(batches)
        order += batches
    order = order[: int(len(order) * epochs / math.ceil(epochs))]
    decayed = [p for p in judge.parameters() if p.requires_grad and p.ndim > 1]
    plain = [p for p in judge.parameters() if p.requires_grad and p.ndim <= 1]
    optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=rate)
    begun, sums = time.time(), []
    judge.train()
    for step, places in enumerate(order):
        done = step / len(order)
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, done / warm + 0.02) * (1 - done)
        labels = torch.tensor([rows[p][1] for p in places])
        with torch.autocast("cpu", torch.bfloat16):
            logits = judge(*net.batch([rows[p][0] for p in places]))
        loss = F.binary_cross_entropy_with_logits(logits, labels * 0.96 + 0.02)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
        optimiser.step()
        sums.append(loss.item())
        if (step + 1) % log == 0:
            pace = (step + 1) * size / (time.time() - begun)
            print(f"{step + 1}/{len(order)} loss {np.mean(sums[-log:]):.3f} {pace:.0f} rows/s", flush=True)
