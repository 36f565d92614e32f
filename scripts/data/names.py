#!/usr/bin/env python3
"""Lists the words of the encoder's vocabulary that are names, one a line.

    python names.py MODEL WORDNET > src/text/names-en.txt

Readers seldom capitalise, so "munich" must be known for a name when it is written like that. A linear
probe on the encoder's input embeddings tells names from other words. It is trained on the words that
WordNet 3.0 only capitalises against those that it only writes in lower case, and then asked about
every whole word. Five-fold, it finds 96 % of the names, and takes 4 % of the others for names. MODEL
is the folder of the encoder, WORDNET that of Debian's package `wordnet-base`. Gives the same list
each time.
"""
import json
import pathlib
import sys

import numpy
import onnx
from onnx import numpy_helper
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from wordnet import WordNet

SUFFIXES = [("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
            ("er", ""), ("est", ""), ("ly", "")]
# Below, a word is more likely a common one.
LEAST = 0.5
# Capitalised in English, but no names of anything that a question could be about instead.
CALENDAR = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed",
    "thu", "fri", "sat", "sun", "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
    "sep", "sept", "oct", "nov", "dec", "christmas", "easter",
}


def cases(wordnet):
    """The words that WordNet writes in lower case, and those that it capitalises, folded."""
    lower, upper = set(wordnet.exceptions()), set()
    for _, lemmas, _ in wordnet.synsets():
        for lemma in filter(str.isalpha, lemmas):
            if not lemma[0].isupper():
                lower.add(lemma.lower())
            elif not lemma.isupper():
                upper.add(lemma.lower())
    return lower, upper


def is_inflected(word, lemmas):
    """Whether a word is a lemma with an ending."""
    for suffix, instead in SUFFIXES:
        stem = word.removesuffix(suffix) + instead
        if word.endswith(suffix) and (stem in lemmas or stem[-1:] == stem[-2:-1] and stem[:-1] in lemmas):
            return True
    return False


def embeddings(path):
    """The encoder's input embedding of every id of its vocabulary, each dimension of one scale."""
    weights = {tensor.name: tensor for tensor in onnx.load(path).graph.initializer}
    prefix = "inner.embeddings.word_embeddings.weight_"
    part = {name: numpy_helper.to_array(weights[prefix + name]).astype(numpy.float32)
            for name in ("quantized", "zero_point", "scale")}
    rows = (part["quantized"] - part["zero_point"]) * part["scale"]
    return (rows - rows.mean(0)) / (rows.std(0) + 1e-6)


def trained_probe(names, others):
    """A probe that tells the embeddings of names from others."""
    probe = LogisticRegression(C=0.003, max_iter=500, class_weight="balanced")
    known, labels = numpy.concatenate([names, others]), [1] * len(names) + [0] * len(others)
    guessed = cross_val_predict(probe, known, labels, cv=5)
    print(f"names found: {guessed[:len(names)].mean():.3f}, others taken for names: "
          f"{guessed[len(names):].mean():.3f}", file=sys.stderr)
    return probe.fit(known, labels)


def main():
    model = pathlib.Path(sys.argv[1])
    rows = embeddings(model / "all-minilm-l6-v2-int8.graph.onnx")
    vocabulary = json.loads((model / "tokenizer.json").read_text())["model"]["vocab"]
    words = [word for word in vocabulary if word.isalpha() and word.isascii() and len(word) > 2]
    lower, upper = cases(WordNet(sys.argv[2]))
    names = [word for word in words if word in upper and word not in lower and not is_inflected(word, lower)]
    others = [word for word in words if word in lower and word not in upper]
    of = lambda words: rows[[vocabulary[word] for word in words]]
    likely = trained_probe(of(names), of(others)).predict_proba(of(words))[:, 1] >= LEAST
    found = {word for word, is_name in zip(words, likely) if is_name and word not in CALENDAR}
    # "nations" is written with a capital in names, but "nation", the more frequent, is none.
    common = {word: place for word, place in vocabulary.items() if word in lower and word not in found}
    found = {word for word in found
             if common.get(word.removesuffix("s"), len(vocabulary)) > vocabulary[word]}
    print("\n".join(sorted(found)))


main()
