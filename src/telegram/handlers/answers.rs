//! Questions, asked and edited and overheard, and their answers.

use url::Url;

use super::facts::Facts;
use crate::briefings::version_of;
use crate::faq::{Answer, Faq};
use crate::knowledge::Id;
use crate::replies::{self, ENTRY_LINK, Reply, start_link};
use crate::store::EntryId;
use crate::telegram::effects::effect::{Answering, Effect};
use crate::telegram::update::place::Origin;

/// Answers a question that is put to the bot.
pub fn answer(faq: &Faq, origin: &Origin, question: &str, facts: &Facts) -> Vec<Effect> {
    let answers = faq.answer(question, facts.today());
    let given = answers.iter().map(|answer| answering(faq, origin, answer, facts));
    let given = given.flat_map(|answering| once_in_a_group(answering, facts));
    // Whatever was held back for others is not called for any more.
    let spoken = facts.is_unasked.then_some(Effect::Spoken(origin.place.topic(), None));
    spoken.into_iter().chain(given).collect()
}

/// Puts the answers to an edited question in place of those to what it was before.
pub fn answer_anew(faq: &Faq, origin: &Origin, question: Option<&str>, facts: &Facts) -> Vec<Effect> {
    // A reply that waits for others is to another question than it was.
    let is_held = facts.replies.iter().any(|reply| reply.is_held);
    let Some(question) = question else {
        return if is_held { vec![Effect::Spoken(origin.place.topic(), None)] } else { Vec::new() };
    };
    if facts.replies.is_empty() || is_held {
        return answer(faq, origin, question, facts);
    }
    let answers = faq.answer(question, facts.today());
    let places = facts.replies.iter().map(Some).chain(std::iter::repeat(None));
    let given = answers.iter().zip(places).map(|(found, earlier)| {
        let answering = answering(faq, origin, found, facts);
        match earlier {
            Some(earlier) => Effect::Amend(earlier.id, answering),
            None => Effect::Answer(answering),
        }
    });
    let left = facts.replies.iter().skip(answers.len());
    given.chain(left.map(|reply| Effect::Withdraw { chat: origin.place.chat, earlier: reply.id })).collect()
}

/// Answers what a group talks of, if that was chosen there, nobody else does, and there is hardly
/// a doubt that it is a question of the FAQ's.
pub fn answer_unasked(faq: &Faq, origin: &Origin, text: Option<&str>, facts: &Facts) -> Vec<Effect> {
    if !facts.is_unasked {
        return Vec::new();
    }
    let answers = text.map(|text| faq.answer(text, facts.today())).unwrap_or_default();
    let is_new =
        |answering: &Answering| facts.lately.iter().all(|given| given.entry.as_ref() != entry(answering));
    let sure = answers.iter().filter(|answer| answer.is_beyond_doubt());
    let held = sure.map(|answer| Answering { question: None, ..answering(faq, origin, answer, facts) });
    let held = held.filter(is_new).map(Effect::Hold);
    std::iter::once(Effect::Spoken(origin.place.topic(), Some(origin.asker))).chain(held).collect()
}

/// What is made of a question that somebody was answered, with all that comes close to it.
pub fn looked_into(faq: &Faq, question: &str, facts: &Facts) -> Option<Answer> {
    // With other knowledge it may be two questions; they asked about what is first.
    let first = faq.answer(question, facts.today()).into_iter().next();
    first.map(|answer| faq.with_closest(answer))
}

/// The answer of an entry that was chosen.
pub fn show(faq: &Faq, origin: &Origin, id: &str, facts: &Facts) -> Effect {
    let Some(found) = faq.knowledge().find(id, facts.reader) else {
        return Effect::Send(origin.place, replies::gone(facts.reader));
    };
    if let Some(last) = faq.knowledge().withdrawn(found, facts.today()) {
        return Effect::Send(origin.place, replies::withdrawn(found, last, facts.reader));
    }
    let reply = replies::given(found, facts.reader, facts.today());
    let reply = with_feedback(reply, &found.entry.id, &found.entry.question, facts);
    Effect::Answer(Answering { origin: *origin, reply, given: Some(version_of(found)), question: None })
}

/// In a group, the same answer again is a pointer to the one that was given, and then nothing.
pub fn once_in_a_group(answering: Answering, facts: &Facts) -> Option<Effect> {
    // What waits for others to reply is not given, and is not any more when the bot is asked.
    let given = || facts.lately.iter().filter(|given| !given.is_held);
    let same = || given().filter(|given| given.entry.as_ref() == entry(&answering));
    let Some(earlier) = same().next() else { return Some(Effect::Answer(answering)) };
    if same().any(|given| given.is_pointed_to) {
        return None;
    }
    let pointer = Answering { reply: replies::pointer(facts.reader), given: None, ..answering };
    Some(Effect::Point(earlier.id, pointer))
}

fn entry(answering: &Answering) -> Option<&EntryId> {
    answering.given.as_ref().map(|given| &given.entry)
}

fn answering(faq: &Faq, origin: &Origin, answer: &Answer, facts: &Facts) -> Answering {
    let reply = replies::answer(faq, answer, facts.reader, facts.today());
    let given = answer.given().map(|number| faq.knowledge().in_language(faq.entry(number), facts.reader));
    let reply = match given {
        Some(found) => with_feedback(reply, &found.entry.id, &found.entry.question, facts),
        None => reply,
    };
    let question = Some((answer.question.clone(), answer.verdict.name()));
    let question = question.filter(|_| !answer.matches.is_empty());
    Answering { origin: *origin, reply, given: given.map(version_of), question }
}

fn with_feedback(reply: Reply, entry: &Id, question: &str, facts: &Facts) -> Reply {
    let share = share(entry, question, &facts.bot);
    replies::with_feedback(reply, entry, share, facts.reader)
}

/// The page by which Telegram offers a link to an entry to other chats.
fn share(entry: &Id, question: &str, bot: &str) -> Option<Url> {
    let link = start_link(bot, &format!("{ENTRY_LINK}{entry}"))?;
    Url::parse_with_params("https://t.me/share/url", [("url", link.as_str()), ("text", question)]).ok()
}

#[cfg(test)]
mod tests;
