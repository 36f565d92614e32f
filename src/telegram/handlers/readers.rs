//! What readers ask about their answers and choose for themselves and their groups.

use super::answers::looked_into;
use super::facts::Facts;
use crate::faq::Faq;
use crate::matcher::WordMatch;
use crate::replies::{self, Reasons, Reply, Sureness};
use crate::store::MessageId;
use crate::telegram::effects::effect::{Choice, Effect};
use crate::telegram::update::incoming::Tap;
use crate::telegram::update::place::{Origin, Place};
use crate::text::LanguageCode;

/// The weight from which a word is worth naming. Small words, such as `is`, have a third at most.
const WEIGHTY: f32 = 0.4;

/// Says why the answer that a reader points to was given.
pub fn explain(faq: &Faq, origin: &Origin, facts: &Facts) -> Vec<Effect> {
    let reply = match (&facts.question, origin.replied) {
        (Some(question), _) => reasons(faq, question, facts),
        (None, Some(_)) => replies::why_unknown(facts.reader),
        (None, None) => replies::why_how(facts.reader),
    };
    Effect::send(origin.place, reply)
}

fn reasons(faq: &Faq, question: &str, facts: &Facts) -> Reply {
    let reader = facts.reader;
    let Some(answer) = looked_into(faq, question, facts) else { return replies::why_unknown(reader) };
    let Some(best) = answer.matches.first() else { return replies::why_unknown(reader) };
    let found = faq.entry(best.entry);
    let (words, sentence) = faq
        .explain(&answer.question)
        .map(|explanation| (explanation.words, explanation.sentence))
        .unwrap_or_default();
    let counts = |word: &WordMatch| word.weight >= WEIGHTY;
    let reasons = Reasons {
        entry: faq.knowledge().in_language(found, reader),
        wording: found.entry.phrasings().nth(best.phrasing).unwrap_or(&found.entry.question),
        sentence,
        sureness: match best.confidence {
            _ if best.signals.exact => Sureness::Certain,
            confidence if confidence >= answer.thresholds.answer && !answer.is_vetoed() => Sureness::High,
            confidence if confidence >= answer.thresholds.suggest => Sureness::Medium,
            _ => Sureness::Low,
        },
        words: words
            .into_iter()
            .filter(counts)
            .filter_map(|word| Some((word.word, word.matched?.0)))
            .collect(),
        unaccounted: answer.unaccounted().to_vec(),
        runner_up: answer
            .matches
            .get(1)
            .map(|next| faq.knowledge().in_language(faq.entry(next.entry), reader)),
    };
    replies::why(&reasons, reader)
}

/// Offers the languages to choose from.
pub fn offer_languages(place: Place, reader: LanguageCode) -> Vec<Effect> {
    Effect::send(place, replies::choose_language(reader))
}

/// Answers this reader in another language from now on.
pub fn choose_language(tap: &Tap, language: Option<LanguageCode>, facts: &Facts) -> Vec<Effect> {
    let said = replies::language_chosen(language.unwrap_or(facts.client));
    let value = language.map(|language| language.to_string());
    vec![Effect::acknowledge(tap, Some(said)), Effect::Choose(Some(tap.asker), Choice::Language, value)]
}

/// Offers what can be chosen for a chat, to whom may choose it.
pub fn offer_settings(origin: &Origin, facts: &Facts) -> Vec<Effect> {
    let reader = facts.reader;
    let reply = match (origin.is_private(), facts.rights.is_admin) {
        (true, _) => replies::settings_of_reader(reader),
        (false, true) => replies::settings_of_group(facts.is_unasked, facts.rights.sees_all, reader),
        (false, false) => replies::admins_only(reader),
    };
    Effect::send(origin.place, reply)
}

/// Answers a group unasked from now on, or not.
pub fn choose_unasked(
    tap: &Tap,
    place: Place,
    message: Option<MessageId>,
    is_on: bool,
    facts: &Facts,
) -> Vec<Effect> {
    let reader = facts.reader;
    if !facts.rights.is_admin {
        return vec![Effect::acknowledge(tap, Some(replies::not_an_admin(reader)))];
    }
    let chosen = Effect::Choose(Some(place.chat), Choice::Unasked, is_on.then(|| "on".to_owned()));
    let said = Effect::acknowledge(tap, Some(replies::unasked_chosen(is_on, reader)));
    let shown = message.map(|message| Effect::Edit {
        chat: place.chat,
        message,
        reply: replies::settings_of_group(is_on, facts.rights.sees_all, reader),
    });
    // What is held back by the earlier choice goes with it.
    let held = Effect::Spoken(place.topic(), None);
    [said, chosen, held].into_iter().chain(shown).collect()
}

/// Says what is kept.
pub fn explain_privacy(place: Place, facts: &Facts) -> Vec<Effect> {
    Effect::send(
        place,
        replies::privacy(facts.retention.days.into(), facts.retention.receipt_days.into(), facts.reader),
    )
}

/// Forgets a reader. That they were told so is not noted either.
pub fn forget(origin: &Origin, reader: LanguageCode) -> Vec<Effect> {
    vec![Effect::Forget(origin.asker), Effect::SendAndForget(origin.place, replies::forgotten(reader))]
}

#[cfg(test)]
mod tests;
