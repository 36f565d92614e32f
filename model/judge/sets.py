"""Question sets: FAQs with what readers ask of them."""
import json
import pathlib


class Faq:
    def __init__(self, name, entries, questions):
        self.name = name            # of the set
        self.entries = entries      # [{id, phrasings, answer}]
        self.questions = questions  # [{ask, expect: [entry index], kind, near: kind of near miss, close: entry index}]


def load(folder):
    folder = pathlib.Path(folder)
    knowledge = json.loads((folder / "knowledge.json").read_text())
    questions = json.loads((folder / "questions.json").read_text())
    labels_file = folder / "labels.json"
    labels = json.loads(labels_file.read_text()) if labels_file.exists() else {}
    entries = [
        {"id": e["id"], "phrasings": [e["question"], *e.get("variants", [])], "answer": e["answer"]}
        for e in knowledge["faq"]
    ]
    index = {e["id"]: at for at, e in enumerate(entries)}
    found = []
    for q in questions["questions"]:
        label = labels.get(q["ask"], {})
        if label.get("two") or len(q["expect"]) > 1:
            continue
        found.append({
            "ask": q["ask"], "expect": [index[e] for e in q["expect"]],
            "kind": q.get("kind") or "in", "near": label.get("kind2"), "close": index.get(label.get("close")),
        })
    return Faq(folder.name, entries, found)
