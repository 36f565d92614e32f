import numpy as np

import net
import rows


def auroc(right, wrong):
    if not len(right) or not len(wrong):
        return float("nan")
    order = np.argsort(np.concatenate([right, wrong]), kind="stable")
    ranks = np.empty(len(order)); ranks[order] = np.arange(1, len(order) + 1)
    return (ranks[: len(right)].sum() - len(right) * (len(right) + 1) / 2) / len(right) / len(wrong)


def survey(judge, reader, encoder, faqs):
    """For each question: (its kind, kind of near miss, is the closest entry right, cosine, judge)."""
    found, triples = [], []
    for faq in faqs:
        asks = [q["ask"] for q in faq.questions]
        score, nearest, spoken = rows.likeness(encoder, faq, asks)
        for at, q in enumerate(faq.questions):
            e = int(score[at].argmax()); entry = faq.entries[e]
            triples.append(reader.row(q["ask"], entry["phrasings"][nearest[at][e]], rows.shown(reader, entry, spoken[e][at])))
            found.append((faq.name, q["kind"], q["near"], e in q["expect"], float(score[at][e]), q["ask"], e))
    logits = net.scores(judge, triples)
    return [(*f, float(l)) for f, l in zip(found, logits)]


def report(found, label):
    right = np.array([f[-1] for f in found if f[1] == "in" and f[3]])
    near = np.array([f[-1] for f in found if f[1] == "near"])
    asked = sum(f[1] == "in" for f in found)
    line = f"{label:28} top1 {len(right) / asked:.3f} AUROC {auroc(right, near):.3f}"
    for share in (0.04, 0.07, 0.1):
        bar = np.sort(near)[::-1][int(share * len(near))]
        line += f"  right@{share:.0%} {sum(right > bar) / asked:.3f}"
    kinds = sorted({f[2] for f in found if f[1] == "near" and f[2]})
    bar = np.sort(near)[::-1][int(0.1 * len(near))]
    line += "\n   " + " ".join(f"{k[:4]} {np.mean([f[-1] > bar for f in found if f[2] == k]):.2f}" for k in kinds)
    print(line, flush=True)
