//! Tapped buttons.

use super::facts::Facts;
use super::{answers, briefings, readers};
use crate::faq::Faq;
use crate::knowledge::{EntryRef, Id};
use crate::matcher::MAX_SUGGESTIONS;
use crate::replies::{self, Action};
use crate::store::MessageId;
use crate::telegram::effects::effect::{Effect, Vote};
use crate::telegram::update::callback::decoded;
use crate::telegram::update::incoming::Tap;
use crate::telegram::update::place::{Origin, Place};
use crate::text::LanguageCode;

/// What a tap asks for.
pub fn follow(faq: &Faq, tap: &Tap, facts: &Facts) -> Vec<Effect> {
    let reader = facts.reader;
    let (Some((place, message)), Some(action)) = (tap.under, decoded(&tap.data)) else {
        return stale(tap, reader);
    };
    let done = match action {
        Action::Show(id) => return show(faq, tap, place, &id, facts),
        Action::ListQuestions => Effect::Send(place, replies::question_page(faq.knowledge(), 0, reader)),
        Action::TurnTo(page) => turn_to(faq, place, message, page, facts),
        Action::Vote(is_up, id) => return vote(faq, tap, (place, message), (is_up, id), facts),
        Action::Language(language) => return readers::choose_language(tap, language, facts),
        Action::Unasked(is_on) => return readers::choose_unasked(tap, place, message, is_on, facts),
        Action::Arrange(_, word) => return briefings::follow(tap, place, message, &word, facts),
        // Telegram opens pages itself.
        Action::Open(_) | Action::Share(_) | Action::Start(_) => return stale(tap, reader),
    };
    vec![Effect::acknowledge(tap, None), done]
}

/// Says that the button no longer means anything.
fn stale(tap: &Tap, reader: LanguageCode) -> Vec<Effect> {
    vec![Effect::acknowledge(tap, Some(replies::stale_button(reader)))]
}

fn show(faq: &Faq, tap: &Tap, place: Place, id: &Id, facts: &Facts) -> Vec<Effect> {
    let origin = origin(tap, place);
    let shown = match answers::show(faq, &origin, id.as_str(), facts) {
        Effect::Answer(answering) => answers::once_in_a_group(answering, facts),
        other => Some(other),
    };
    let notice = shown.is_none().then(|| replies::moment_ago(facts.reader));
    std::iter::once(Effect::acknowledge(tap, notice)).chain(shown).collect()
}

/// A tap as a message that asks: it is under the one that it asks by.
fn origin(tap: &Tap, place: Place) -> Origin {
    let message = tap.under.and_then(|(_, message)| message).unwrap_or(MessageId(0));
    Origin { place, message, asker: tap.asker, replied: None }
}

/// Turns the page in place; under a message that is too old for that, in a new one.
fn turn_to(faq: &Faq, place: Place, message: Option<MessageId>, page: usize, facts: &Facts) -> Effect {
    let reply = replies::question_page(faq.knowledge(), page, facts.reader);
    match message {
        Some(message) => Effect::Edit { chat: place.chat, message, reply },
        None => Effect::Send(place, reply),
    }
}

/// Notes a vote, and offers what else may have been meant to whom the answer was of no help.
fn vote(
    faq: &Faq,
    tap: &Tap,
    (place, message): (Place, Option<MessageId>),
    (is_up, entry): (bool, Id),
    facts: &Facts,
) -> Vec<Effect> {
    let Some(message) = message else {
        return stale(tap, facts.reader);
    };
    let others = if is_up { Vec::new() } else { others(faq, &entry, facts) };
    let offered =
        (!others.is_empty()).then(|| Effect::Send(place, replies::runners_up(&others, facts.reader)));
    let vote = Vote { reader: tap.asker, answer: (place.chat, message), entry, is_up };
    let thanked = Effect::acknowledge(tap, Some(replies::thanks(is_up, facts.reader)));
    [thanked, Effect::Vote(vote)].into_iter().chain(offered).collect()
}

/// The entries that come closest to the question, but for this one.
fn others<'a>(faq: &'a Faq, but: &Id, facts: &Facts) -> Vec<EntryRef<'a>> {
    let Some(question) = &facts.question else { return Vec::new() };
    let Some(answer) = answers::looked_into(faq, question, facts) else { return Vec::new() };
    let found = answer.matches.into_iter().map(|found| faq.entry(found.entry));
    let others = found.filter(|found| found.entry.id != *but).take(MAX_SUGGESTIONS);
    others.map(|found| faq.knowledge().in_language(found, facts.reader)).collect()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::store::GivenReply;
    use crate::telegram::handlers::fixtures::{facts, faq, given, group, in_short, private, tap};

    #[test]
    fn a_button_does_what_it_says() {
        let facts = Facts { question: Some("what did it cost?".into()), ..facts() };
        let data = [
            "q:when",
            "q:nothing",
            "faq",
            "faq:1",
            "+:when",
            "-:when",
            "lang:ru",
            "unasked:1",
            "b::show",
            "?",
        ];
        let done = data.map(|data| {
            let done = follow(&faq(), &tap(&private(), data), &facts);
            format!("{data}: {}", in_short(&done).join("; "))
        });
        assert_snapshot!(done.join("\n"), @r#"
        q:when: acknowledge; answer `when`
        q:nothing: acknowledge; send to 9
        faq: acknowledge; send to 9
        faq:1: acknowledge; edit 6 in 9
        +:when: acknowledge: Thank you.; vote for `when`
        -:when: acknowledge: Thank you. The editors will see that this did not help.; vote against `when`; send to 9
        lang:ru: acknowledge: Отвечаю по-русски.; choose Language ru for 9
        unasked:1: acknowledge: Only an administrator of this group can do this.
        b::show: acknowledge: Only an administrator of this group can do this.
        ?: acknowledge: This button is out of date. /faq lists all questions.
        "#);
    }

    #[test]
    fn a_button_where_the_bot_cannot_write_or_see_is_stale() {
        let nowhere = Tap { under: None, ..tap(&private(), "q:when") };
        let too_old = Tap { under: Some((private().place, None)), ..tap(&private(), "+:when") };
        for tap in [nowhere, too_old] {
            let done = in_short(&follow(&faq(), &tap, &facts()));
            assert_eq!(done, ["acknowledge: This button is out of date. /faq lists all questions."]);
        }
    }

    #[test]
    fn under_a_message_that_is_too_old_a_page_is_turned_in_another() {
        let too_old = Tap { under: Some((private().place, None)), ..tap(&private(), "faq:1") };
        assert_eq!(in_short(&follow(&faq(), &too_old, &facts())), ["acknowledge", "send to 9"]);
    }

    #[test]
    fn a_group_that_has_the_answer_is_told_so() {
        for (is_pointed_to, expected) in [
            (false, &["acknowledge", "point to 70"][..]),
            (true, &["acknowledge: This was answered here a moment ago."]),
        ] {
            let lately = vec![GivenReply { is_pointed_to, ..given(70, "when") }];
            let facts = Facts { lately, ..facts() };
            assert_eq!(in_short(&follow(&faq(), &tap(&group(), "q:when"), &facts)), expected);
        }
    }
}
