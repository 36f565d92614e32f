#!/usr/bin/env python3
"""Makes the public question sets that the scoreboard and the calibration are measured on.

    git clone https://github.com/clinc/oos-eval sources/oos-eval
    git clone https://github.com/PolyAI-LDN/task-specific-datasets sources/task-specific-datasets
    git clone https://github.com/deepset-ai/COVID-QA sources/COVID-QA
    git clone https://github.com/axa-group/nlp.js sources/nlp.js
    python3 scripts/data/question_sets.py sources sets

Needs Python's standard library alone. The files that are read have a SHA-256 each, and any other
version of them is refused. Which lines were drawn from CLINC150, BANKING77 and nlp.js, and where the
typos are, is recorded in `question-sets/` beside this script. Gives the same bytes each time.
"""
import csv
import hashlib
import io
import json
import pathlib
import re
import sys

RECORDS = pathlib.Path(__file__).with_name("question-sets")

SHA256 = {
    "oos-eval/data/data_full.json": "36923c3705a59e08fe9c3883d8bc2dd966ef93e22cb78ac41171782a698d56e0",
    "task-specific-datasets/banking_data/train.csv":
        "b06e26ac675513959a63135f11b94ea7786ed02da65db93a5650d8838cbc664b",
    "task-specific-datasets/banking_data/test.csv":
        "d12d6e3bc4c3103966ae786dc435913c0c563dfa328f5a3646d0e62cfeeb474d",
    "COVID-QA/data/eval_question_similarity_en.csv":
        "d05db6d394aa6f97e122e97144867d4f67d0234e16f11030e1a84751b92e6ce1",
    "COVID-QA/data/eval_question_similarity_de.csv":
        "d9c091cba1c1613f1ac36b4189f07d59bf890ecc5636f9c9085e358812d0222b",
    "COVID-QA/data/faqs/faq_covidbert.csv":
        "ba7e37cada23dc63fbdb7af7b0c9245773b65f3e3bb0d9fec45cc7bfa057b389",
    "nlp.js/examples/13-languages/corpora/corpus-en.json":
        "650b89bbb2ee390f3fad3097412f09589d3064273e892400af2facdd6dca198c",
    "nlp.js/examples/13-languages/corpora/corpus-es.json":
        "d3148f6acf6c082257eb8cae3f88a11b66e169431df134b4998e60e773fe22bb",
    "nlp.js/examples/13-languages/corpora/corpus-fr.json":
        "62a1bff4d660afd2b2541a520f138669a49a753ccf8691d8bb4fff0afdb38472",
    "nlp.js/examples/13-languages/corpora/corpus-he.json":
        "5a829ddb07d23e924b7f425a4f98675717521858f91b402f6211cf4a3784997b",
    "nlp.js/examples/13-languages/corpora/corpus-id.json":
        "ef1b45533c34763a1e40317e79307d55d0dcd508ebf59dbc164c7d94009e4226",
}

# What a set with typos says of itself.
TYPOS = "seeded synthetic typos, 1-2 per query"

# Long numbers may be somebody's: of an account, of a telephone.
LONG_NUMBER = re.compile(r"\d{7,}")


class Source:
    """A folder of checkouts, whose files are read only as they are known."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def text(self, path):
        raw = (self.folder / path).read_bytes()
        if hashlib.sha256(raw).hexdigest() != SHA256[path]:
            sys.exit(f"error: {self.folder / path} is another version of this file")
        return raw.decode()

    def json(self, path):
        return json.loads(self.text(path))

    def rows(self, path):
        return list(csv.DictReader(io.StringIO(self.text(path), newline="")))


class Origin:
    """Where a set comes from: what its file says about it."""

    def __init__(self, title, url, licence, language="en"):
        self.title, self.url, self.licence, self.language = title, url, licence, language

    def derived(self, how):
        return Origin(f"{self.title} (derived: {how})", self.url, self.licence, self.language)


def record(name):
    """What was drawn for the sets of this name."""
    return json.loads((RECORDS / f"{name}.json").read_text())


def cleaned(text):
    """The text on one line, without anybody's number."""
    return LONG_NUMBER.sub(lambda found: "0" * len(found[0]), " ".join(text.split()))


def key(text):
    """What two texts share that are the same question."""
    return cleaned(text).casefold()


def entry(number, phrasings, answer=None):
    question, *variants = phrasings
    return {"id": f"e{number}", "question": question, "variants": variants, "answer": answer or question}


def asked(ask, expect):
    return {"ask": ask, "expect": expect}


def write(folder, name, origin, faq, questions, title=None):
    """Writes one set: the FAQ, and the labelled questions to it."""
    knowledge = {
        "format": 1, "id": name, "title": title or name, "published": "2024-01-01",
        "language": origin.language, "summary": f"{origin.title} ({origin.licence})",
        "sources": [{"title": origin.title, "url": origin.url}], "faq": faq,
    }
    labelled = {"format": 1, "knowledge": name, "questions": questions}
    target = folder / name
    target.mkdir(parents=True, exist_ok=True)
    for file, content in (("knowledge.json", knowledge), ("questions.json", labelled)):
        (target / file).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def first_phrasings(faq):
    """The FAQ with one phrasing an entry, the hard case."""
    return [{**entry, "variants": []} for entry in faq]


def without(held_out, faq, questions):
    """The set without some entries: what they answered, the FAQ does not answer."""
    missing = {f"e{number + 1}" for number in held_out}
    kept = [entry for entry in faq if entry["id"] not in missing]
    return kept, [asked(one["ask"], [id for id in one["expect"] if id not in missing]) for one in questions]


def with_typos(name, questions):
    """The questions with one or two typos each, as recorded."""
    edits = (RECORDS / f"{name}-typos.txt").read_text().split("\n")
    return [asked(mistyped(one["ask"], line.split()), one["expect"]) for one, line in zip(questions, edits)]


def mistyped(text, edits):
    """The text after the edits in turn: `s` swaps two letters, `d` drops one, `b` doubles one, `r`
    replaces one; behind each stands its place, and behind that the other letter."""
    for edit in edits:
        kind, place, other = re.fullmatch(r"([sdbr])(\d+)(.?)", edit).groups()
        at = int(place)
        instead = {"s": text[at + 1:at + 2] + text[at], "d": "", "b": text[at] * 2, "r": other}[kind]
        text = text[:at] + instead + text[at + (2 if kind == "s" else 1):]
    return text


def by_label(pairs):
    """The texts of each label, by the names of the labels."""
    texts = {}
    for text, label in pairs:
        texts.setdefault(label, []).append(cleaned(text))
    return dict(sorted(texts.items()))


def drawn_faq(texts, drawn):
    """The entries whose phrasings are the drawn lines of each label."""
    return [entry(number, [lines[at] for at in places])
            for number, (lines, places) in enumerate(zip(texts.values(), drawn), 1)]


def ids_of(labels, faq):
    """The entry of each label, and any other that asks the same."""
    alike = {}
    for entry in faq:
        alike.setdefault(key(entry["question"]), []).append(entry["id"])
    return {label: alike[key(entry["question"])] for label, entry in zip(labels, faq)}


def drawn_questions(pairs, ids, drawn):
    """The drawn lines, each with the entries of its label; some labels have none."""
    chosen = (pairs[at] for at in drawn)
    return [asked(cleaned(text), ids.get(label, [])) for text, label in chosen]


def clinc150(source, folder):
    origin = Origin("clinc/oos-eval data/data_full.json (test + oos_test)",
                    "https://github.com/clinc/oos-eval", "CC BY 3.0 (LICENSE file in repo)")
    data, drawn = source.json("oos-eval/data/data_full.json"), record("clinc150")
    texts = by_label(data["train"])
    faq = drawn_faq(texts, drawn["phrasings"])
    questions = drawn_questions(data["test"] + data["oos_test"], ids_of(texts, faq), drawn["questions"])
    single, mistyped = first_phrasings(faq), with_typos("clinc150", questions)
    write(folder, "clinc150-1shot", origin, single, questions)
    write(folder, "clinc150-5shot", origin, faq, questions)
    write(folder, "clinc150-1shot-typos", origin.derived(TYPOS), single, mistyped, "clinc150-1shot.typos")


def banking77(source, folder):
    origin = Origin("PolyAI-LDN/task-specific-datasets banking_data/",
                    "https://github.com/PolyAI-LDN/task-specific-datasets",
                    "CC BY 4.0 (LICENSE file in repo)")
    train, test = (labelled_rows(source, f"task-specific-datasets/banking_data/{part}.csv")
                   for part in ("train", "test"))
    texts, drawn = by_label(train), record("banking77")
    faq = drawn_faq(texts, drawn["phrasings"])
    of_one, of_five = (drawn_questions(test, ids_of(texts, faq), drawn[f"questions of {which}"])
                       for which in ("one phrasing", "five variants"))
    single, mistyped = first_phrasings(faq), with_typos("banking77", of_one)
    held_out = origin.derived("15 of 77 entries held out as OOS")
    write(folder, "banking77-5shot", origin, faq, of_five)
    write(folder, "banking77-1shot-heldout", held_out, *without(drawn["held out"], single, of_one))
    write(folder, "banking77-5shot-heldout", held_out, *without(drawn["held out"], faq, of_five))
    write(folder, "banking77-1shot-typos", origin.derived(TYPOS), single, mistyped, "banking77-1shot.typos")


def labelled_rows(source, path):
    return [(row["text"], row["category"]) for row in source.rows(path)]


def covidqa(source, folder, language):
    """Each first question of a pair is an entry; the second is asked, if the pair is said to be alike."""
    path = f"data/eval_question_similarity_{language}.csv"
    origin = Origin(f"deepset-ai/COVID-QA {path}", "https://github.com/deepset-ai/COVID-QA", "Apache-2.0",
                    language)
    pairs = source.rows(f"COVID-QA/{path}")
    questions = {}
    for row in pairs:
        questions.setdefault(key(row["question_1"]), cleaned(row["question_1"]))
    answers = {key(row["question"]): row["answer"].strip()
               for row in source.rows("COVID-QA/data/faqs/faq_covidbert.csv")}
    faq = [entry(number, [question], answers.get(place))
           for number, (place, question) in enumerate(questions.items(), 1)]
    ids = {place: [f"e{number}"] for number, place in enumerate(questions, 1)}
    alike = [(row["question_2"], key(row["question_1"])) for row in pairs if row["similar"] == "1"]
    write(folder, f"covidqa-deepset-{language}", origin, faq, each_once(alike, ids))


def nlpjs50(source, folder, language):
    path = f"examples/13-languages/corpora/corpus-{language}.json"
    origin = Origin(f"axa-group/nlp.js {path}", "https://github.com/axa-group/nlp.js", "MIT", language)
    topics, drawn = topics_of(source.json(f"nlp.js/{path}")), record("nlpjs50")
    texts = by_label((text, label) for label, topic in topics for text in topic["utterances"])
    faq = drawn_faq(texts, drawn[f"phrasings {language}"])
    ids, single = ids_of(texts, faq), first_phrasings(faq)
    tests = [(text, label) for label, topic in topics for text in topic["tests"]]
    write(folder, f"nlpjs50-{language}-1shot", origin, single, each_once(unseen(tests, single), ids))
    if any(entry["variants"] for entry in faq):
        kept = without(drawn["held out"], faq, each_once(unseen(tests, faq), ids))
        held_out = origin.derived("10 of 50 entries held out as OOS")
        write(folder, f"nlpjs50-{language}-5shot-heldout", held_out, *kept)


def topics_of(corpus):
    """Each topic with its label. In some languages a machine translated names of fields, too."""
    return [(topic.get("intent", topic.get("intention")), topic) for topic in corpus["data"]]


def unseen(tests, faq):
    """The tests that have a letter and are none of the FAQ's own phrasings."""
    phrasings = {key(text) for entry in faq for text in [entry["question"], *entry["variants"]]}
    return [(text, label) for text, label in tests
            if key(text) not in phrasings and any(map(str.isalpha, text))]


def each_once(pairs, ids):
    """Each text once as a question, with the entries of all its labels."""
    questions = {}
    for text, label in pairs:
        question = questions.setdefault(key(text), asked(cleaned(text), []))
        question["expect"] += [id for id in ids.get(label, []) if id not in question["expect"]]
    return list(questions.values())


def main():
    source, folder = Source(sys.argv[1]), pathlib.Path(sys.argv[2])
    clinc150(source, folder)
    banking77(source, folder)
    for language in ("en", "de"):
        covidqa(source, folder, language)
    for language in ("en", "es", "fr", "he", "id"):
        nlpjs50(source, folder, language)


main()
