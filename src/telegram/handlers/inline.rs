//! What is typed behind the bot's name in any chat.

use std::collections::HashSet;

use super::facts::Facts;
use crate::faq::{Answer, Faq};
use crate::knowledge::{EntryRef, Knowledge};
use crate::matcher::{Match, Verdict};
use crate::replies::{self, MAX_REPLY, clipped};
use crate::telegram::effects::effect::{Effect, Offer};
use crate::telegram::update::incoming::InlineQuestion;

/// How many entries are shown: what fits a phone above its keyboard, and a little more.
const MOST: usize = 8;

/// How much of an answer is shown before it is chosen, in UTF-16 units. Phones show two lines.
const DESCRIPTION: usize = 120;

/// Offers the entries that a chat would answer with or suggest; all of them to whom has typed
/// nothing yet.
pub fn offer(faq: &Faq, question: &InlineQuestion, facts: &Facts) -> Vec<Effect> {
    let entries = match question.text.trim() {
        "" => faq.knowledge().entries_for(facts.reader),
        text => found(faq, text, facts),
    };
    let offers = entries.into_iter().map(|found| offered(faq.knowledge(), found, facts));
    // Text that would have to be split cannot be sent so.
    let offers = offers.filter(|offer| offer.reply.html.visible_length() <= MAX_REPLY).take(MOST);
    vec![Effect::Offer(question.query.clone(), offers.collect(), replies::nothing_inline(facts.reader))]
}

fn found<'a>(faq: &'a Faq, text: &str, facts: &Facts) -> Vec<EntryRef<'a>> {
    let answers = faq.answer(text, facts.today());
    let ranked = answers.iter().flat_map(|answer| plausible(answer).enumerate());
    // Of two questions, what a chat would give to each goes before what else may be meant by either.
    let entry = |found: &Match| faq.knowledge().in_language(faq.entry(found.entry), facts.reader);
    let mut ranked: Vec<(usize, EntryRef<'_>)> = ranked.map(|(rank, found)| (rank, entry(found))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    // Telegram refuses the same twice.
    let mut ids = HashSet::new();
    ranked.retain(|(_, found)| ids.insert(&found.entry.id));
    ranked.into_iter().map(|(_, found)| found).collect()
}

fn plausible(answer: &Answer) -> impl Iterator<Item = &Match> {
    let matches = match &answer.verdict {
        // The one that a chat would give is the first.
        Verdict::Answer(_) | Verdict::Withdrawn { .. } => answer.matches.as_slice(),
        Verdict::Suggest(found) => found.as_slice(),
        Verdict::Unanswered => &[],
    };
    matches.iter().filter(|found| found.confidence >= answer.thresholds.suggest)
}

fn offered(knowledge: &Knowledge, found: EntryRef<'_>, facts: &Facts) -> Offer {
    Offer {
        entry: found.entry.id.clone(),
        title: clipped(&found.entry.question, DESCRIPTION),
        description: clipped(&replies::preview(knowledge, found, facts.reader, facts.today()), DESCRIPTION),
        reply: replies::entry(knowledge, found, facts.reader, facts.today()),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use teloxide::types::InlineQueryId;

    use super::*;
    use crate::store::ChatId;
    use crate::telegram::handlers::fixtures::{facts, faq, in_short};

    #[test]
    fn what_is_typed_finds_what_a_chat_would_get() {
        let offered = ["", "what did the repair cost", "harbour", "best pizza recipe"].map(|text| {
            let question =
                InlineQuestion { query: InlineQueryId("query".into()), asker: ChatId(9), text: text.into() };
            format!("{text}: {}", in_short(&offer(&faq(), &question, &facts())).join("; "))
        });
        assert_snapshot!(offered.join("\n"), @r"
        : offer: When does the Genoa harbour reopen? · What did the repair cost? · Which ferries run?
        what did the repair cost: offer: What did the repair cost?
        harbour: offer: When does the Genoa harbour reopen?
        best pizza recipe: offer nothing: Nothing fits. Ask me in a chat
        ");
    }

    #[test]
    fn what_holds_no_longer_is_not_shown_before_it_is_chosen_either() {
        let question = InlineQuestion {
            query: InlineQueryId("query".into()),
            asker: ChatId(9),
            text: "which ferries run".into(),
        };
        let offered = offer(&faq(), &question, &facts());
        let [Effect::Offer(_, offers, _)] = offered.as_slice() else { panic!("{offered:?}") };
        assert_snapshot!(offers[0].description, @"The editor gave this answer until 2024-03-02, and I do not give it any longer. Look here instead: Port");
        assert!(offers[0].reply.html.as_str().contains("until 2024-03-02"));
    }

    #[test]
    fn two_questions_are_offered_an_answer_each_before_what_else_is_near() {
        let text = "What did the repair cost? When does the Genoa harbour reopen?".to_owned();
        let question = InlineQuestion { query: InlineQueryId("query".into()), asker: ChatId(9), text };
        let offered = in_short(&offer(&faq(), &question, &facts()));
        assert_eq!(offered, ["offer: What did the repair cost? · When does the Genoa harbour reopen?"]);
    }
}
