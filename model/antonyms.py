#!/usr/bin/env python3
"""Lists the opposites that WordNet knows: src/text/antonyms-en.txt, a pair of words a line.

    apt install wordnet-base
    python antonyms.py > ../src/text/antonyms-en.txt

What freezes a card does not unfreeze it, and the sentence encoder hardly hears the difference.
Gives the same list each time.
"""
import pathlib
import re

WORDNET = pathlib.Path("/usr/share/wordnet")
# Words of fewer letters are mostly stop words, which differ for other reasons.
SHORTEST = 3


def synsets():
    """The lemmas and the pointers of every synset, by its part of speech and its place."""
    for part, letter in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
        for line in (WORDNET / f"data.{part}").read_text("latin1").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split()
            end = 4 + 2 * int(fields[3], 16)
            lemmas = [re.sub(r"\(.*\)", "", lemma).lower() for lemma in fields[4:end:2]]
            pointers = [fields[end + 1 + 4 * at:end + 5 + 4 * at] for at in range(int(fields[end]))]
            yield (letter, fields[0]), lemmas, pointers


def main():
    known = {place: (lemmas, pointers) for place, lemmas, pointers in synsets()}
    pairs = set()
    for lemmas, pointers in known.values():
        for symbol, place, letter, words in pointers:
            if symbol != "!":
                continue
            other = known["a" if letter == "s" else letter, place][0]
            pair = lemmas[int(words[:2], 16) - 1], other[int(words[2:], 16) - 1]
            if all(word.isascii() and word.isalpha() and len(word) >= SHORTEST for word in pair):
                pairs.add(tuple(sorted(pair)))
    print("\n".join(" ".join(pair) for pair in sorted(pairs)))


main()
