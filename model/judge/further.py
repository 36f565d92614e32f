#!/usr/bin/env python3
"""Trains the judge of a folder further on question sets that it has not seen, and on some that it has.

    python further.py PACKAGE SQUAD.json... --judge FOLDER --sets FOLDER... --seen NAME... --left-out NAME... --output judge.pt

As for `train.py`; the sets SEEN before are given again in part, so that they are not forgotten.
"""
import argparse
import pathlib

import torch

import examples
import measure
import sets
import shipped
import squad
import training

# The share of rows of seen sets, and the number of those of SQuAD, that are given again.
SEEN_AGAIN, SQUAD_AGAIN = 0.35, 800
# The share of wordings that are judged without an answer, as an entry with none is.
WITHOUT_ANSWER = 0.4


def of_faq(rnd, encoder, reader, faq):
    for question, phrasing, answer, answers, origin in examples.of_faq(rnd, encoder, reader, faq):
        is_bare = origin in ("phrasing", "turned") and rnd.random() < WITHOUT_ANSWER
        yield question, phrasing, "" if is_bare else answer, answers, origin


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("package", type=pathlib.Path)
    parser.add_argument("squad", nargs="+", type=pathlib.Path)
    parser.add_argument("--judge", required=True, type=pathlib.Path)
    parser.add_argument("--sets", nargs="+", required=True, type=pathlib.Path)
    parser.add_argument("--seen", nargs="+", required=True)
    parser.add_argument("--left-out", nargs="+", required=True)
    parser.add_argument("--output", required=True, type=pathlib.Path)
    args = parser.parse_args()
    rnd, reader, encoder, judge = training.begin(args.package)
    judge.load_state_dict({**judge.state_dict(), **shipped.load(args.judge)})
    folders = sorted(path for folder in args.sets for path in folder.iterdir() if (path / "labels.json").exists())
    faqs = [sets.load(folder) for folder in folders]
    left = [faq for faq in faqs if faq.name in args.left_out]
    measure.report(measure.survey(judge, reader, encoder, left), "left out, before")
    new = [faq for faq in faqs if faq.name not in args.seen + args.left_out]
    rows = [row for faq in new for row in of_faq(rnd, encoder, reader, faq)]
    seen = [row for faq in faqs if faq.name in args.seen for row in of_faq(rnd, encoder, reader, faq)]
    rows += rnd.sample(seen, int(len(seen) * SEEN_AGAIN)) + rnd.sample(squad.examples(args.squad, rnd), SQUAD_AGAIN)
    training.train(judge, reader, rows, rnd, epochs=1.3, rate=5e-5)
    torch.save(judge.state_dict(), args.output)
    measure.report(measure.survey(judge, reader, encoder, left), "left out, after")


main()
