"""What a judge reaches on question sets."""
import numpy as np

import net
import rows


def auroc(right, wrong):
    if not len(right) or not len(wrong):
        return float("nan")
    order = np.argsort(np.concatenate([right, wrong]), kind="stable")
    ranks = np.empty(len(order))
    ranks[order] = np.arange(1, len(order) + 1)
    return (ranks[: len(right)].sum() - len(right) * (len(right) + 1) / 2) / len(right) / len(wrong)


def survey(judge, reader, encoder, faqs):
    """For each question: its kind, the kind of near miss, whether the closest entry is right, and what the judge says."""
    found, triples = [], []
    for faq in faqs:
        asks = [q["ask"] for q in faq.questions]
        score, nearest, spoken = rows.likeness(encoder, faq, asks)
        for at, q in enumerate(faq.questions):
            e = int(score[at].argmax())
            entry = faq.entries[e]
            triples.append(reader.row(q["ask"], entry["phrasings"][nearest[at][e]], rows.shown(reader, entry, spoken[e][at])))
            found.append((q["kind"], q["near"], e in q["expect"]))
    logits = net.scores(judge, triples)
    return [(*row, float(odds)) for row, odds in zip(found, logits)]


def report(found, label):
    """Prints how well right answers are told from near misses, and which kinds of these pass."""
    right = np.array([odds for kind, _, is_right, odds in found if kind == "in" and is_right])
    near = np.array([odds for kind, _, _, odds in found if kind == "near"])
    asked = sum(kind == "in" for kind, *_ in found)
    falling = np.sort(near)[::-1]
    shares = {share: falling[int(share * len(near))] for share in (0.04, 0.07, 0.1)}
    of_bar = "  ".join(f"right@{share:.0%} {sum(right > bar) / asked:.3f}" for share, bar in shares.items())
    print(f"{label}: top-1 {len(right) / asked:.3f}, AUROC {auroc(right, near):.3f}  {of_bar}")
    passing = lambda kind: np.mean([odds > shares[0.1] for _, theirs, _, odds in found if theirs == kind])
    kinds = sorted({kind for _, kind, _, _ in found if kind})
    print("  of near misses: " + ", ".join(f"{kind} {passing(kind):.2f}" for kind in kinds), flush=True)
