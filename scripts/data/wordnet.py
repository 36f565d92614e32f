"""Reads WordNet 3.0, as Debian's package `wordnet-base` has it."""
import hashlib
import pathlib
import re
import sys

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}

SHA256 = {
    "data.adj": "c89120dfc1f046ddff4a631bf9b7e9fa1a36b5e86565a23bf82dbe14f30b88a7",
    "data.adv": "444a63bf3955080ab7524f5079cfc07ff9bc682cb98bdb1db73b0fb9829f1139",
    "data.noun": "fea17d2f9656611334eac790e5d69e47645fa180c4aa481fb4cd9b3520754ca2",
    "data.verb": "adcf43e35b581e8036d8b5a52d63d9cd3d3b4870b2720d3c03c799df44777bc2",
    "adj.exc": "8824cc24bbedd797b9702316b27f07cd4c2b76b629539f0a1276f03926758016",
    "adv.exc": "e7291461b629abfe63301bbe1998cee09fd575ed7107abd7ea9763adb05bf0a8",
    "noun.exc": "2b5d675c380b39ecf595af9fa9d4e7feb1d58c643b0bff08c40ed5bfe41fab7a",
    "verb.exc": "dbbcf9a601b2d77e934e413b91d90e88ec7f933a8b77cfc00602a923b891b42c",
}


def pointers(fields):
    """The sign, the place, the part of speech and the words of each pointer of a synset."""
    return [fields[1 + 4 * at:5 + 4 * at] for at in range(int(fields[0]))]


class WordNet:
    """The folder with WordNet's files, such as `/usr/share/wordnet`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def lines(self, file):
        raw = (self.folder / file).read_bytes()
        if hashlib.sha256(raw).hexdigest() != SHA256[file]:
            sys.exit(f"error: {self.folder / file} is not that of WordNet 3.0")
        return raw.decode("latin1").splitlines()

    def synsets(self):
        """The place of every synset, its lemmas, and the fields behind them."""
        for part, letter in PARTS.items():
            for line in self.lines(f"data.{part}"):
                if line.startswith(" "):
                    continue
                fields = line.split()
                end = 4 + 2 * int(fields[3], 16)
                lemmas = [re.sub(r"\(.*\)", "", lemma) for lemma in fields[4:end:2]]
                yield (letter, fields[0]), lemmas, fields[end:]

    def exceptions(self):
        """The irregular forms of words."""
        for part in PARTS:
            for line in self.lines(f"{part}.exc"):
                yield line.split()[0]
