#!/usr/bin/env python3
"""Trains the judge on two cores in half an hour, first on SQuAD 2.0, then on question sets.

    python train.py PACKAGE SQUAD.json... --sets FOLDER... [--left-out NAME...] --output judge.pt

PACKAGE has the encoder's published weights and tokenizer (`model.safetensors`, `tokenizer.json`). Every FOLDER holds
question sets; those LEFT OUT are never trained on, and the judge is measured on them. `export.py` makes
a graph and its weights of the output. Sums in another order round otherwise, so another machine gives other weights.
"""
import argparse
import pathlib

import torch

import examples
import measure
import sets
import squad
import training

# Rows of SQuAD to begin with, 12 minutes of them. The judge in this folder saw about as many, until a clock ended it.
SQUAD_ROWS = 23_000
# Rows of SQuAD among those of the question sets, so that it is not forgotten.
SQUAD_KEPT = 2000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("package", type=pathlib.Path)
    parser.add_argument("squad", nargs="+", type=pathlib.Path)
    parser.add_argument("--sets", nargs="+", required=True, type=pathlib.Path)
    parser.add_argument("--left-out", nargs="*", default=[])
    parser.add_argument("--squad-rows", type=int, default=SQUAD_ROWS)
    parser.add_argument("--output", required=True, type=pathlib.Path)
    args = parser.parse_args()
    rnd, reader, encoder, judge = training.begin(args.package)
    training.train(judge, reader, rnd.sample(squad.examples(args.squad, rnd), args.squad_rows), rnd, rate=1e-4)
    folders = sorted(path for folder in args.sets for path in folder.iterdir() if (path / "labels.json").exists())
    faqs = [sets.load(folder) for folder in folders]
    left = [faq for faq in faqs if faq.name in args.left_out]
    rows = [row for faq in faqs if faq not in left for row in examples.of_faq(rnd, encoder, reader, faq)]
    rows += rnd.sample(squad.examples(args.squad, rnd), min(SQUAD_KEPT, args.squad_rows))
    print(f"{len(rows)} rows of {len(faqs) - len(left)} sets; {len(left)} left out", flush=True)
    training.train(judge, reader, rows, rnd, epochs=2, rate=6e-5)
    torch.save(judge.state_dict(), args.output)
    if left:
        measure.report(measure.survey(judge, reader, encoder, left), "left out")


main()
