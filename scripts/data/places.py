#!/usr/bin/env python3
"""Lists the names of each country, its people's and its capital's, a country a line.

    python3 places.py WORDNET > src/text/places-en.txt

Who writes "Beijing" or "the Chinese" asks about China. The words are those of the country in WordNet 3.0, the
adjective that pertains to it, and the national capitals that are a part of it; names of several words, which are
read word by word, are left out. WORDNET is the folder of Debian's package
`wordnet-base`. Needs Python's standard library alone, and gives the same list each time.
"""
import sys

from wordnet import WordNet, pointers

COUNTRY, CAPITAL = ("n", "08544813"), ("n", "08691669")
# WordNet's signs for the class of an instance, a class above, the whole of a part, and what an adjective pertains to.
INSTANCE, ABOVE, WHOLE, PERTAINS = "@i", "@", "#p", "\\"


def read(folder):
    """The lemmas of every synset, and by each sign what it points at: a synset, and the place of a lemma in it."""
    for (letter, place), lemmas, rest in WordNet(folder).synsets():
        pointed = {}
        for sign, other, part, words in pointers(rest):
            pointed.setdefault(sign, []).append(((part, other), int(words[2:], 16)))
        yield (letter, place), (lemmas, pointed)


def is_below(known, place, above):
    """Whether a class is another one, or a kind of it."""
    return place == above or any(is_below(known, up, above) for up, _ in known[place][1].get(ABOVE, []))


def countries(known):
    """The words for every country, by its first name; a name that is another's first is that one's alone."""
    found = [lemmas for lemmas, pointed in known.values()
             if any(is_below(known, kind, COUNTRY) for kind, _ in pointed.get(INSTANCE, []))]
    first = {lemmas[0] for lemmas in found}
    groups = {}
    for lemmas in found:
        groups.setdefault(lemmas[0], set()).update({lemmas[0]} | set(lemmas) - first)
    return groups


def named(groups, name):
    """The countries of a name: the one of which it is the first, else all that have it."""
    return [groups[name]] if name in groups else [words for words in groups.values() if name in words]


def main():
    known = dict(read(sys.argv[1]))
    groups = countries(known)
    for lemmas, pointed in known.values():
        of = [known[place][0][word - 1] for place, word in pointed.get(PERTAINS, []) if word]
        if any(kind == CAPITAL for kind, _ in pointed.get(INSTANCE, [])):
            of += [known[place][0][0] for place, _ in pointed.get(WHOLE, [])]
        for words in [words for name in of for words in named(groups, name)]:
            words |= set(lemmas) - groups.keys()
    lines = set()
    for words in groups.values():
        words = {word.lower() for word in words if word.isascii() and word.isalpha()}
        if len(words) > 1:
            lines.add(" ".join(sorted(words)))
    print("\n".join(sorted(lines)))


main()
