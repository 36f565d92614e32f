"""Every question of a set beside its closest entries."""
import re

import numpy as np

# The most of an answer that the judge reads; of a longer one, the nearest sentences.
ANSWER_TOKENS = 80


def sentences(answer):
    return [s for s in re.split(r"(?<=[.!?;])\s+", answer.strip()) if s]


def likeness(encoder, faq, asks):
    """Of each ask and entry: the score, and the nearest phrasing; and by entry the cosines of its sentences."""
    vectors = encoder.encode(asks)
    scores, nearest, spoken = [], [], []
    for entry in faq.entries:
        ours = encoder.encode(entry["phrasings"])
        cosines = vectors @ ours.T
        nearest.append(cosines.argmax(1))
        parts = sentences(entry["answer"])
        theirs = vectors @ encoder.encode([f"{entry['phrasings'][0]} {s}" for s in parts]).T if parts else cosines
        whole = vectors @ encoder.encode([f"{entry['phrasings'][0]} {entry['answer']}"])[0]
        told = theirs.max(1)
        scores.append((np.maximum(cosines.max(1), told) + 0.3 * told + 0.3 * whole) / 1.6)
        spoken.append(theirs)
    return np.stack(scores, 1), np.stack(nearest, 1), spoken


def shown(reader, entry, cosines):
    """The answer as the judge reads it: whole, or its nearest sentences in their order."""
    parts = sentences(entry["answer"])
    lengths = [len(reader.ids(s)) for s in parts]
    if sum(lengths) <= ANSWER_TOKENS:
        return entry["answer"]
    kept, used = [], 0
    for at in np.argsort(-cosines):
        if used + lengths[at] <= ANSWER_TOKENS or not kept:
            kept.append(int(at))
            used += lengths[at]
    return " ".join(parts[at] for at in sorted(kept))


def first_shown(reader, entry):
    """The same for no question: of a long answer, its first sentences."""
    return shown(reader, entry, -np.arange(len(sentences(entry["answer"]))))
