"""What the judge is trained on from a question set."""
import edits
import rows


def of_faq(rnd, encoder, reader, faq):
    """Yields (question, phrasing, answer, whether it answers, origin)."""
    asks = [q["ask"] for q in faq.questions]
    score, nearest, spoken = rows.likeness(encoder, faq, asks)
    order = (-score).argsort(1)

    def beside(at, e, ask=None):
        entry = faq.entries[e]
        phrasing = entry["phrasings"][nearest[at][e]] if rnd.random() < 0.7 else rnd.choice(entry["phrasings"])
        return ask or asks[at], phrasing, rows.shown(reader, entry, spoken[e][at])

    for at, q in enumerate(faq.questions):
        right = q["expect"]
        if right:
            yield *beside(at, right[0]), 1, "right"
            yield *beside(at, right[0], edits.kept(rnd, q["ask"])), 1, "right"
        wrong = [e for e in order[at] if e not in right]
        if q["kind"] == "near":
            for e in dict.fromkeys(([] if q["close"] is None else [q["close"]]) + wrong[:1]):
                # As often with a slip or a courtesy as not: those must say nothing.
                yield *beside(at, e, edits.kept(rnd, q["ask"]) if rnd.random() < 0.5 else None), 0, "near"
        else:
            for e in wrong[:2 if right else 1]:
                yield *beside(at, e), 0, "other"
    for entry in faq.entries:
        said = " ".join([*entry["phrasings"], entry["answer"]]).lower()
        answer = rows.first_shown(reader, entry)
        for phrasing in entry["phrasings"]:
            for _ in range(2):
                yield edits.kept(rnd, phrasing), rnd.choice([phrasing, *entry["phrasings"]]), answer, 1, "phrasing"
            for _ in range(2):
                turned = edits.turned(rnd, phrasing, said)
                if turned:
                    yield edits.kept(rnd, turned) if rnd.random() < 0.4 else turned, phrasing, answer, 0, "turned"
