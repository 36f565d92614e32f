#!/usr/bin/env python3
"""Trains the judge on two cores in half an hour: first on SQuAD 2.0, then on question sets.

    python train.py PACKAGE SQUAD.json... --sets FOLDER... [--left-out NAME...] --output judge.pt

PACKAGE has the encoder's published weights and tokenizer (`model.safetensors`, `tokenizer.json`). Every FOLDER holds
question sets; those LEFT OUT are never trained on, and the judge is measured on them. `export.py` makes the
program's two files of the output. The same machine, the same versions and threads give the same weights, others do
not: sums in other orders round otherwise.
"""
import argparse
import pathlib
import random

import torch

import edits
import examples
import measure
import net
import sets
import squad
import training

SEED = 7
# Seconds for SQuAD: about 20,000 rows here. More of it helps less than more question sets.
SQUAD_SECONDS = 720
# Rows of SQuAD among those of the question sets, so that it is not forgotten.
SQUAD_KEPT = 2000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("package", type=pathlib.Path)
    parser.add_argument("squad", nargs="+", type=pathlib.Path)
    parser.add_argument("--sets", nargs="+", required=True, type=pathlib.Path)
    parser.add_argument("--left-out", nargs="*", default=[])
    parser.add_argument("--opposites", type=pathlib.Path, default=pathlib.Path("src/text/antonyms-en.txt"))
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--output", required=True, type=pathlib.Path)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    rnd = random.Random(SEED)
    edits.read_opposites(args.opposites)
    weights, file = args.package / "model.safetensors", args.package / "tokenizer.json"
    reader, encoder, judge = net.Reader(file), net.Encoder(weights, file), net.start(weights, args.layers)
    training.train(judge, reader, squad.examples(args.squad, rnd, edits), rnd, epochs=2, rate=1e-4, limit_s=SQUAD_SECONDS)
    folders = sorted(path for folder in args.sets for path in folder.iterdir() if (path / "labels.json").exists())
    faqs = [sets.load(folder) for folder in folders]
    left = [faq for faq in faqs if faq.name in args.left_out]
    rows = [row for faq in faqs if faq not in left for row in examples.of_faq(rnd, encoder, reader, faq)]
    rows += rnd.sample(squad.examples(args.squad, rnd, edits), SQUAD_KEPT)
    print(f"{len(rows)} rows of {len(faqs) - len(left)} sets; {len(left)} left out", flush=True)
    training.train(judge, reader, rows, rnd, epochs=1.75, rate=6e-5)
    torch.save(judge.state_dict(), args.output)
    if left:
        measure.report(measure.survey(judge, reader, encoder, left), "left out")


main()
