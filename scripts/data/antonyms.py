#!/usr/bin/env python3
"""Lists the opposites that WordNet 3.0 knows, a pair of words a line.

    python3 antonyms.py WORDNET > src/text/antonyms-en.txt

What freezes a card does not unfreeze it, and the sentence encoder hardly hears the difference. WORDNET
is the folder of Debian's package `wordnet-base`. Needs Python's standard library alone, and gives the
same list each time.
"""
import sys

from wordnet import WordNet, pointers

# Words of fewer letters are mostly stop words, which differ for other reasons.
SHORTEST = 3
# WordNet's sign for an opposite.
OPPOSITE = "!"


def is_listed(word):
    return word.isascii() and word.isalpha() and len(word) >= SHORTEST


def main():
    known = {place: (list(map(str.lower, lemmas)), pointers(rest))
             for place, lemmas, rest in WordNet(sys.argv[1]).synsets()}
    pairs = set()
    for lemmas, pointed in known.values():
        for sign, place, letter, words in pointed:
            if sign != OPPOSITE:
                continue
            other = known["a" if letter == "s" else letter, place][0]
            pair = lemmas[int(words[:2], 16) - 1], other[int(words[2:], 16) - 1]
            if all(map(is_listed, pair)):
                pairs.add(tuple(sorted(pair)))
    print("\n".join(" ".join(pair) for pair in sorted(pairs)))


main()
