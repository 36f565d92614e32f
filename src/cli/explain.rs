//! Explains an answer to an editor: what was read, what matched what, why this verdict.

use crate::faq::{Answer, Faq};
use crate::matcher::{Explanation, Match, Signals, Verdict, Veto};

/// The case for the closest entry, and the runners-up, as text.
pub fn explained(faq: &Faq, answer: &Answer) -> String {
    let Some(best) = answer.matches.first() else {
        return "why: there is no word in the question".into();
    };
    let mut lines =
        vec![format!("why: {}", reason(answer, best)), closest(faq, best), signals(&best.signals)];
    if let Some(explanation) = faq.explain(&answer.question) {
        lines.extend(explanation.sentence.as_ref().map(|said| format!("in its answer: \"{said}\"")));
        lines.extend(words(&explanation));
    }
    if !answer.unaccounted().is_empty() {
        lines.push(format!("not accounted for: {}", answer.unaccounted().join(", ")));
    }
    lines.extend(runners_up(faq, answer));
    lines.join("\n")
}

fn reason(answer: &Answer, best: &Match) -> String {
    let thresholds = answer.thresholds;
    let (confidence, to_answer, to_suggest) =
        (best.confidence.get(), thresholds.answer.get(), thresholds.suggest.get());
    match (&answer.verdict, &best.account.veto) {
        (Verdict::Answer(_), _) if best.signals.exact => {
            "answer: the question is one of the entry's own".into()
        }
        (Verdict::Answer(_), _) => format!("answer: confidence {confidence:.2} is at least {to_answer:.2}"),
        (Verdict::Suggest(_), Some(veto)) => {
            format!("no answer: {}; confidence {confidence:.2}", vetoed(veto))
        }
        (Verdict::Suggest(_), None) if confidence >= to_answer => {
            let is_same = answer.matches.get(1).is_some_and(|second| second.signals.exact);
            format!("suggestions: two entries {}", if is_same { "have this wording" } else { "fit alike" })
        }
        (Verdict::Suggest(_), None) => {
            format!("suggestions: confidence {confidence:.2} is from {to_suggest:.2} up to {to_answer:.2}")
        }
        (Verdict::Withdrawn { last, .. }, _) => format!("withdrawn: the answer held until {last}"),
        (Verdict::Unanswered, _) => {
            format!("unanswered: confidence {confidence:.2} is below {to_suggest:.2}")
        }
    }
}

fn vetoed(veto: &Veto) -> String {
    match veto {
        Veto::Name(word) => format!("it asks about `{word}`, the entry does not"),
        Veto::Number(word) => format!("it has `{word}`, the entry has not"),
        Veto::Negation(word) => format!("`{word}` turns it around, the entry does not"),
        Veto::Asking(said) => format!("it asks `{said}`, no phrasing of the entry does"),
        Veto::News => "it tells what is done, and asks nothing".into(),
        Veto::Pronoun(word) => format!("it does not say what `{word}` is"),
        Veto::OneOfSeveral(_) => "several entries have all its words".into(),
        Veto::Roles => "it has the names in other roles than the entry".into(),
        Veto::OutOfScope(asked) => format!("it is closer to \"{asked}\", which is out of scope"),
        Veto::Meaning(words) => format!("`{words}` leads away from what the entry means"),
    }
}

fn closest(faq: &Faq, best: &Match) -> String {
    let entry = faq.entry(best.entry).entry;
    let phrasing = match best.phrasing.checked_sub(1).and_then(|variant| entry.variants.get(variant)) {
        Some(variant) => format!(", by its variant \"{variant}\""),
        None => String::new(),
    };
    format!("closest: \"{}\" ({}){phrasing}", entry.question, entry.id)
}

fn signals(signals: &Signals) -> String {
    let told = |figure: Option<f32>| figure.map_or("none".to_owned(), |figure| format!("{figure:.2}"));
    format!(
        "signals: score {:.2}, meaning {}, question covered {:.2}, phrasing covered {:.2}, letters {:.2}, \
         closest three {:.2}, share {:.2}, spread {:.2}, unknown {:.2}, judge {}",
        signals.score,
        told(signals.cosine),
        signals.coverage.question,
        signals.coverage.phrasing,
        signals.characters,
        signals.closest,
        signals.share,
        signals.spread,
        signals.unknown,
        told(signals.odds),
    )
}

fn words(explanation: &Explanation) -> Vec<String> {
    let mends = explanation.mends.iter().map(|mend| format!("mended: {} → {}", mend.from, mend.to));
    let header = std::iter::once(format!("{:<20} {:>6}  {}", "word", "weight", "matched"));
    let words = explanation.words.iter().map(|word| {
        let matched = match &word.matched {
            Some((their, similarity)) => format!("{their} ({similarity:.2})"),
            None => "–".into(),
        };
        format!("{:<20} {:>6.2}  {matched}", word.word, word.weight)
    });
    mends.chain(header).chain(words).collect()
}

fn runners_up(faq: &Faq, answer: &Answer) -> Vec<String> {
    let shown = answer.matches.iter().skip(1).take(4);
    shown
        .map(|found| {
            let entry = faq.entry(found.entry).entry;
            format!("runner-up: {:.2} \"{}\" ({})", found.confidence.get(), entry.question, entry.id)
        })
        .collect()
}
