"""Edits of a question: those that turn its meaning, and those that keep it."""
import pathlib
import random
import re

STOP = set("""a an the is are was were be been do does did can could will would shall should may might must i you he she it
we they me my your his her its our their this that these those of in on at to for from with by about as into and or not no
if then than so how what when where who whom whose which why have has had there here am any some all much many more most
long often get""".split())

# Of each word; filled by `read_opposites`.
OPPOSITES = {}


def read_opposites(path):
    for line in pathlib.Path(path).read_text().splitlines():
        words = line.split()
        if len(words) == 2 and not line.startswith("#"):
            OPPOSITES.setdefault(words[0], set()).add(words[1])
            OPPOSITES.setdefault(words[1], set()).add(words[0])


def pieces(text):
    return re.findall(r"\w+(?:'\w+)?|[^\w\s]|\s+", text)


def cased(like, word):
    return word.capitalize() if like[:1].isupper() and like[1:].islower() else word


def opposite(rnd, text, _):
    parts = pieces(text)
    places = [i for i, p in enumerate(parts) if p.lower() in OPPOSITES and p.lower() not in STOP]
    if not places:
        return None
    at = rnd.choice(places)
    parts[at] = cased(parts[at], rnd.choice(sorted(OPPOSITES[parts[at].lower()])))
    return "".join(parts)


NUMBER_WORDS = "one two three four five six seven eight nine ten".split()
ORDINALS = "first second third fourth last".split()


def number(rnd, text, _):
    parts = pieces(text)
    digits = [i for i, p in enumerate(parts) if p.isdigit()]
    words = [i for i, p in enumerate(parts) if p.lower() in NUMBER_WORDS + ORDINALS]
    if digits:
        at = rnd.choice(digits)
        value = int(parts[at])
        others = [value + d for d in (-10, -3, -2, -1, 1, 2, 3, 5, 10, value)] + [value * 2, value // 2]
        others = [o for o in others if o > 0 and o != value]
        parts[at] = str(rnd.choice(others))
    elif words:
        at = rnd.choice(words)
        kind = NUMBER_WORDS if parts[at].lower() in NUMBER_WORDS else ORDINALS
        parts[at] = cased(parts[at], rnd.choice([w for w in kind if w != parts[at].lower()]))
    else:
        return None
    return "".join(parts)


ASKING = re.compile(
    r"(?i)^(.*?\b)(can|does|do|is|are|did|will|should|could|was|were|has|have|must|may)"
    r"( (?:i|you|we|they|it|he|she|there|people|my|the \w+))\b(.*)$"
)


def negation(rnd, text, _):
    for a, b in ((" with ", " without "), (" without ", " with "), (" not ", " "), ("n't ", " ")):
        if a in text:
            return text.replace(a, b, 1)
    found = ASKING.match(text)
    if found:
        return found[1] + found[2] + found[3] + " not" + found[4]
    return None


TURNS = [(" from ", " to "), (" to ", " from "), (" before ", " after "), (" after ", " before "), (" in ", " outside "),
         (" under ", " over "), (" inside ", " outside "), (" during ", " after "), (" more ", " less "), (" into ", " out of "),
         (" minimum ", " maximum "), (" maximum ", " minimum "), (" longest ", " shortest "), (" first ", " last "),
         (" until ", " from "), (" on ", " off "), (" up ", " down "), (" earliest ", " latest "), (" all ", " some ")]


def direction(rnd, text, _):
    fitting = [(a, b) for a, b in TURNS if a in text]
    if not fitting:
        return None
    a, b = rnd.choice(fitting)
    return text.replace(a, b, 1)


QUESTION_WORDS = ["when", "where", "why", "how often", "how long", "how", "who"]


def question_word(rnd, text, _):
    found = re.match(r"(?i)^(when|where|why|how much|how long|how often|how|what time|who)\b(?! many)(.*)$", text)
    if not found:
        return None
    asked = found[1].lower()
    same = {"what time": "when", "how much": "how"}.get(asked, asked)
    return rnd.choice([w for w in QUESTION_WORDS if w not in (asked, same)]).capitalize() + found[2]


ROLES = ["my child", "my parents", "a friend", "my boss", "a company", "tourists", "students", "the staff", "children", "my dog",
         "another person", "a guest", "my neighbour", "my husband", "the driver", "visitors", "your staff", "a minor"]


def role(rnd, text, texts):
    fitting = [r for r in ROLES if not any(w in texts for w in r.split() if w not in STOP)]
    if fitting and re.search(r"(?i)\b(can|do|should|may|must|will|could) (i|you|we)\b", text):
        return re.sub(r"\b(I|i|you|we)\b", rnd.choice(fitting), text, count=1)
    return None


def turned_about(rnd, text, _):
    swap = {"i": "you", "you": "i", "my": "your", "your": "my", "me": "you"}
    parts = pieces(text)
    if not any(p.lower() in swap for p in parts):
        return None
    return "".join(cased(p, swap[p.lower()]) if p.lower() in swap else p for p in parts)


EXTRAS = ["for children", "for a company", "abroad", "on Sundays", "at night", "in winter", "for free", "by phone", "in person",
          "for someone else", "a second time", "in another country", "without an account", "by post", "on public holidays",
          "for tourists", "in advance", "in English", "next year", "for two people", "with a voucher", "for groups",
          "while travelling", "at weekends", "for pensioners", "on an old phone", "during the holidays", "if I move away"]


def scope(rnd, text, texts):
    fitting = [e for e in EXTRAS if not any(w.lower() in texts for w in e.split() if w not in STOP)]
    if not fitting:
        return None
    return text.rstrip("? .") + " " + rnd.choice(fitting) + ("?" if text.endswith("?") else "")


TURNING = [opposite, opposite, number, number, negation, direction, direction, question_word, role, turned_about, scope]


def turned(rnd, text, texts):
    """`text` with its meaning turned, where an edit that is drawn fits; `texts`: all that its entry says, in lower case."""
    edited = rnd.choice(TURNING)(rnd, text, texts)
    return edited if edited and edited != text else None


BEFORE = ["hi, ", "hello, ", "quick question: ", "i wanted to ask ", "can you tell me ", "please tell me ", "just wondering, ",
          "hey ", "does anyone know ", "good morning! ", "excuse me, ", ""]
BEHIND = ["", " please", " thanks", " ?", "?", "", " pls", " thank you", "??"]


def typo(rnd, text):
    if len(text) < 12:
        return text
    at = rnd.randrange(3, len(text) - 3)
    if not (text[at].isalpha() and text[at + 1].isalpha()):
        return text
    return rnd.choice([text[:at] + text[at + 1] + text[at] + text[at + 2:], text[:at] + text[at + 1:],
                       text[:at] + text[at] + text[at:]])


def kept(rnd, text):
    """`text` as somebody else would write it who means the same."""
    if rnd.random() < 0.5:
        text = text.rstrip("?").strip()
        text = rnd.choice(BEFORE) + (text[:1].lower() + text[1:]) + rnd.choice(BEHIND)
    if rnd.random() < 0.3:
        text = text.lower()
    if rnd.random() < 0.3:
        text = text.replace("?", "").strip()
    if rnd.random() < 0.2:
        text = re.sub(r"(?i)\b(the|a|an|my) ", "", text, count=1)
    if rnd.random() < 0.2:
        text = typo(rnd, text)
    return text


def keywords(text):
    kept_words = [w for w in re.findall(r"[\w'%€$-]+", text)
                  if w.lower() not in STOP or w.lower() in ("how", "when", "where", "who", "why", "not", "from", "without", "to")]
    return " ".join(kept_words).lower() if len(kept_words) >= 2 else text
