//! Words that do a job in a sentence, language by language; empty where nobody has listed them.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The words of the encoder's vocabulary that are names; `scripts/data/names.py` makes the list.
static ENGLISH_NAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("names-en.txt").lines().collect());

static NO_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(HashSet::new);

pub(super) fn names(code: &str) -> &'static HashSet<&'static str> {
    if code == "en" { &ENGLISH_NAMES } else { &NO_NAMES }
}

pub(super) fn negations(code: &str) -> &'static [&'static str] {
    match code {
        "en" => &[
            "not", "no", "never", "without", "neither", "cannot", "dont", "doesnt", "didnt", "isnt", "arent",
            "wont", "cant",
        ],
        "de" => &["nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "ohne"],
        "es" => &["no", "nunca", "jamas", "sin", "tampoco"],
        "fr" => &["ne", "pas", "jamais", "sans", "aucun", "aucune"],
        "it" => &["non", "mai", "senza"],
        "pt" => &["nao", "nunca", "jamais", "sem"],
        "ru" => &["не", "нет", "никогда", "без", "ни"],
        _ => &[],
    }
}

/// Stems, not words.
pub(super) fn reversals(code: &str) -> &'static [&'static str] {
    match code {
        "en" => &[
            "stop", "quit", "ceas", "refus", "reject", "deni", "declin", "avoid", "fail", "end", "cancel",
            "oppos", "prevent", "halt", "abandon", "withdraw", "suspend", "undo", "revers", "reduc", "leav",
            "weaken", "loosen", "lessen", "sever", "cut", "break",
        ],
        _ => &[],
    }
}

/// Small words that turn round what they go with, each with its opposite.
fn turning(code: &str) -> &'static [(&'static str, &'static str)] {
    match code {
        "de" => &[
            ("mit", "ohne"),
            ("vor", "nach"),
            ("uber", "unter"),
            ("mehr", "weniger"),
            ("ab", "bis"),
            ("von", "nach"),
            ("innerhalb", "ausserhalb"),
        ],
        "en" => &[
            ("above", "below"),
            ("above", "under"),
            ("after", "before"),
            ("down", "up"),
            ("from", "to"),
            ("from", "until"),
            ("in", "out"),
            ("inside", "outside"),
            ("less", "more"),
            ("off", "on"),
            ("over", "under"),
            ("over", "below"),
            ("since", "until"),
            ("with", "without"),
            ("within", "outside"),
        ],
        "es" => {
            &[("antes", "despues"), ("con", "sin"), ("dentro", "fuera"), ("desde", "hasta"), ("mas", "menos")]
        }
        "fr" => &[("apres", "avant"), ("avec", "sans"), ("dessous", "dessus"), ("moins", "plus")],
        "it" => &[("con", "senza"), ("dopo", "prima"), ("meno", "piu")],
        "pt" => &[("antes", "depois"), ("com", "sem"), ("dentro", "fora"), ("mais", "menos")],
        "ru" => &[
            ("без", "по"),
            ("без", "с"),
            ("больше", "меньше"),
            ("внутри", "снаружи"),
            ("выше", "ниже"),
            ("до", "после"),
            ("до", "от"),
        ],
        _ => &[],
    }
}

/// Whether a folded word has an opposite among the small words.
pub(super) fn is_turning(code: &str, folded: &str) -> bool {
    turning(code).iter().any(|&(one, other)| folded == one || folded == other)
}

/// Whether two folded small words are opposites.
pub(super) fn turns(code: &str, one: &str, other: &str) -> bool {
    turning(code).iter().any(|&pair| pair == (one, other) || pair == (other, one))
}

pub(super) fn determiners(code: &str) -> &'static [&'static str] {
    match code {
        "en" => &["a", "an", "the", "this", "that", "its", "his", "her", "their", "s", "of"],
        _ => &[],
    }
}

pub(super) fn fillers(code: &str) -> &'static [&'static str] {
    match code {
        "en" => ENGLISH_FILLERS,
        _ => &[],
    }
}

const ENGLISH_FILLERS: &[&str] = &[
    "according",
    "actually",
    "anybody",
    "anyone",
    "article",
    "ask",
    "asking",
    "atm",
    "basically",
    "briefly",
    "could",
    "currently",
    "describe",
    "exactly",
    "explain",
    "hello",
    "help",
    "hey",
    "hi",
    "idea",
    "im",
    "ive",
    "kindly",
    "know",
    "let",
    "like",
    "mean",
    "mention",
    "mentioned",
    "mentions",
    "mind",
    "now",
    "nowadays",
    "ok",
    "okay",
    "outline",
    "please",
    "pls",
    "plz",
    "question",
    "really",
    "say",
    "says",
    "somebody",
    "someone",
    "sorry",
    "still",
    "summarise",
    "summarize",
    "teh",
    "tell",
    "text",
    "thank",
    "thanks",
    "think",
    "today",
    "understand",
    "wat",
    "wats",
    "whats",
    "wonder",
    "wondering",
    "would",
    "yes",
];

pub(super) fn auxiliaries(code: &str) -> &'static [&'static str] {
    match code {
        "en" => &[
            "is", "are", "was", "were", "be", "do", "does", "did", "has", "have", "had", "will", "would",
            "can", "could", "should", "may", "might",
        ],
        _ => &[],
    }
}

pub(super) fn prepositions(code: &str) -> &'static [&'static str] {
    match code {
        "en" => &[
            "about", "after", "against", "among", "around", "at", "before", "between", "beyond", "despite",
            "during", "for", "from", "in", "inside", "into", "near", "of", "on", "outside", "over", "since",
            "than", "through", "to", "towards", "under", "via", "with", "within", "without",
        ],
        _ => &[],
    }
}
