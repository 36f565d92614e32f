"""SQuAD 2.0 as FAQs: a paragraph's sentences are answers, its questions their entries'."""
import json
import re

import edits


def words(text):
    return {w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in edits.STOP}


def examples(files, rnd):
    """(question, phrasing, answer, whether it answers, origin) of all paragraphs."""
    out = []
    for file in files:
        for article in json.load(open(file))["data"]:
            for paragraph in article["paragraphs"]:
                out.extend(of_paragraph(paragraph, rnd))
    return out


def of_paragraph(paragraph, rnd):
    context, sentences, at = paragraph["context"], [], 0
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z\"])", context):
        start = context.find(sentence, at)
        sentences.append((start, start + len(sentence), sentence))
        at = start + len(sentence)
    place = lambda offset: next((k for k, (b, e, _) in enumerate(sentences) if b <= offset < e), 0)

    def answer(k):
        """Sentence `k` with what stands around it, as long as an answer is."""
        low, high = k, k + 1
        for _ in range(rnd.choice([0, 1, 1, 2])):
            if rnd.random() < 0.5 and low > 0:
                low -= 1
            elif high < len(sentences):
                high += 1
        return " ".join(s for _, _, s in sentences[low:high])

    known = [(q["question"].strip(), place(q["answers"][0]["answer_start"]))
             for q in paragraph["qas"] if q["answers"] and not q.get("is_impossible")]
    unknown = [q["question"].strip() for q in paragraph["qas"] if q.get("is_impossible")]
    bags = [words(s) for _, _, s in sentences]
    for question, k in known:
        others = [x for x, other in known if other == k and x != question]
        entry = rnd.choice(others) if others and rnd.random() < 0.6 else ""
        yield edits.kept(rnd, question) if rnd.random() < 0.5 else question, entry, answer(k), 1, "squad+"
        if rnd.random() < 0.35:
            yield edits.kept(rnd, question), question, answer(k), 1, "squad-same"
        if rnd.random() < 0.2:
            yield edits.keywords(question), question, answer(k), 1, "squad-keywords"
        asked = words(question)
        wrong = [(len(asked & bags[kk]), kk) for kk in range(len(sentences)) if kk != k]
        if wrong and rnd.random() < 0.5:
            kk = max(wrong)[1]
            theirs = [x for x, other in known if other == kk]
            yield question, rnd.choice(theirs) if theirs and rnd.random() < 0.7 else "", sentences[kk][2], 0, "squad-other"
        for _ in range(2):
            turned = edits.turned(rnd, question, context.lower())
            if turned:
                yield edits.kept(rnd, turned) if rnd.random() < 0.3 else turned, question, answer(k), 0, "turned"
    for question in unknown:
        asked = words(question)
        k = max((len(asked & bag), -kk) for kk, bag in enumerate(bags))[1] * -1
        entry = ""
        closest = max(known, key=lambda x: len(words(x[0]) & asked), default=None)
        if closest and rnd.random() < 0.75 and len(words(closest[0]) & asked) >= 2:
            entry, k = closest
        yield edits.kept(rnd, question) if rnd.random() < 0.4 else question, entry, answer(k), 0, "squad-"
