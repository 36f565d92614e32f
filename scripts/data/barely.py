#!/usr/bin/env python3
"""Takes out of a file of thresholds the right answers that are barely given.

    python barely.py ARTICLE.thresholds.json LINES.jsonl

LINES are what `attache eval --per-question` writes of the article's questions.
"""
import json
import pathlib
import sys

# How far above the threshold a confidence has to be.
BARELY = 0.05


def main():
    file = pathlib.Path(sys.argv[1])
    chosen = json.loads(file.read_text())
    sure = set()
    for line in pathlib.Path(sys.argv[2]).read_text().splitlines():
        answers = json.loads(line)
        for answer in answers if isinstance(answers, list) else [answers]:
            if (answer["confidence"] or 0) >= chosen["answer"] + BARELY:
                sure.add(answer["question"])
    chosen["answered_right"] = [question for question in chosen["answered_right"] if question in sure]
    file.write_text(json.dumps(chosen, ensure_ascii=False, indent=2) + "\n")


main()
