//! What the operators of the bot ask.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, Operation};
use crate::faq::Faq;
use crate::replies::{self, Briefings, Numbers};
use crate::store::{Backlog, KeptQuestion, Progress, Usage};
use crate::telegram::effects::effect::{Choice, Effect};
use crate::telegram::update::place::Place;
use crate::text::LanguageCode;

/// How many different readers must have asked something before operators see it: what one person
/// writes is nobody's to read.
const LEAST_READERS: usize = 3;

/// How many groups of questions are shown.
const MOST: usize = 15;

/// Tells an operator what they ask; anybody else, that there is no such command.
pub fn tell(faq: &Faq, place: Place, facts: &Facts) -> Vec<Effect> {
    let reader = facts.reader;
    let Some(operation) = &facts.operation else {
        return Effect::send(place, replies::unknown_command(reader));
    };
    let reply = match operation {
        Operation::Stats(usage, backlog, progress) => {
            replies::numbers(&numbers(faq, usage, backlog, progress, facts), reader)
        }
        Operation::Pause(is_paused) => {
            let chosen = Effect::Choose(None, Choice::Paused, is_paused.then(|| "on".to_owned()));
            return std::iter::once(chosen)
                .chain(Effect::send(place, replies::paused(*is_paused, reader)))
                .collect();
        }
        Operation::Unanswered(asked) => replies::gathered(&gathered(faq, asked), LEAST_READERS, reader),
        Operation::Reload => return vec![Effect::Reload(place, reader)],
    };
    Effect::send(place, reply)
}

/// Tells an operator what came of reading the knowledge anew: its entries, or what is wrong with it.
pub fn reloaded(place: Place, read: &Result<usize, String>, reader: LanguageCode) -> Effect {
    let reply = match read {
        Ok(entries) => replies::reloaded(*entries, reader),
        Err(problem) => replies::broken(problem, reader),
    };
    Effect::Send(place, reply)
}

fn numbers(faq: &Faq, usage: &Usage, backlog: &Backlog, progress: &Progress, facts: &Facts) -> Numbers {
    let count = |number: i64| usize::try_from(number).unwrap_or_default();
    Numbers {
        days: facts.retention.days.into(),
        answered: count(usage.answered),
        suggested: count(usage.suggested),
        unanswered: count(usage.unanswered),
        up: count(usage.up),
        down: count(usage.down),
        waiting: count(backlog.waiting),
        set_aside: count(backlog.set_aside),
        unsent: count(backlog.unsent),
        entries: faq.knowledge().entries_for(facts.reader).len(),
        briefings: Briefings {
            subscribed: count(progress.subscribed),
            retired: count(progress.retired),
            pending: count(progress.pending),
            done: count(progress.done),
            refused: count(progress.refused),
            is_paused: progress.is_paused,
        },
    }
}

/// Questions that enough readers asked alike, most readers first, each by the first of its wordings.
fn gathered(faq: &Faq, asked: &[KeptQuestion]) -> Vec<(String, usize)> {
    let texts: Vec<&str> = asked.iter().map(|question| question.text.as_str()).collect();
    let groups = faq.alike(&texts).into_iter().map(|group| {
        let members: Vec<&KeptQuestion> = group.iter().map(|&place| &asked[place]).collect();
        (members[0].text.clone(), readers(&members))
    });
    let mut enough: Vec<(String, usize)> = groups.filter(|(_, readers)| *readers >= LEAST_READERS).collect();
    enough.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    enough.truncate(MOST);
    enough
}

/// How many readers these are at least: one who asked under two keys has two hashes.
fn readers(asked: &[&KeptQuestion]) -> usize {
    let mut by_key: BTreeMap<i64, BTreeSet<&str>> = BTreeMap::new();
    for question in asked {
        by_key.entry(question.period).or_default().insert(&question.reader);
    }
    by_key.values().map(BTreeSet::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::telegram::handlers::fixtures::{facts, faq, in_full, in_short, private};

    fn told(operation: Option<Operation>) -> Vec<Effect> {
        tell(&faq(), private().place, &Facts { operation, ..facts() })
    }

    fn asked(reader: &str, period: i64, text: &str) -> KeptQuestion {
        KeptQuestion { reader: reader.into(), period, text: text.into() }
    }

    #[test]
    fn for_anybody_else_there_is_no_such_command() {
        let refused = Effect::send(private().place, replies::unknown_command(facts().reader));
        assert_eq!(told(None), refused);
    }

    #[test]
    fn an_operator_sees_how_the_bot_is_doing() {
        let usage = Usage { answered: 12, suggested: 3, unanswered: 4, up: 5, down: 1 };
        let backlog = Backlog { waiting: 2, set_aside: 1, unsent: 7 };
        let progress = Progress { subscribed: 6, pending: 8, ..Progress::default() };
        assert_snapshot!(in_full(&told(Some(Operation::Stats(usage, backlog, progress)))), @r"
        send to 9:
        In the last 30 days: 12 answered, 3 suggested, 4 not in the FAQ; 👍 5, 👎 1.
        Now: 2 updates wait, 1 set aside, 7 messages unsent; 3 entries.
        Briefings: 6 chats, 0 retired; 8 messages to deliver, 0 delivered in the last hour, 0 refused.
        ");
    }

    #[test]
    fn an_operator_sees_what_several_readers_asked_in_vain() {
        let questions = vec![
            asked("a", 1, "Where do I park?"),
            asked("b", 1, "where do i park"),
            asked("c", 1, "Where do I park?"),
            // One reader, whatever the key, and a question of two.
            asked("a", 2, "Who is to blame?"),
            asked("a", 1, "Who is to blame?"),
            asked("b", 1, "Who is to blame?"),
        ];
        assert_snapshot!(in_full(&told(Some(Operation::Unanswered(questions)))), @r"
        send to 9:
        Asked in vain by at least 3 readers:

        3 × <i>Where do I park?</i>
        ");
        assert_snapshot!(in_full(&told(Some(Operation::Unanswered(Vec::new())))), @r"
        send to 9:
        Nothing was asked in vain by at least 3 readers.
        ");
    }

    #[test]
    fn an_operator_has_the_knowledge_read_anew_and_hears_what_came_of_it() {
        let (place, reader) = (private().place, facts().reader);
        assert_eq!(told(Some(Operation::Reload)), [Effect::Reload(place, reader)]);
        let problem = "`harbour.json` has no `faq`".to_owned();
        let read = [Ok(3), Err(problem)].map(|read| reloaded(place, &read, reader));
        assert_snapshot!(in_full(&read), @r"
        send to 9:
        The knowledge is read anew: 3 entries.
        send to 9:
        The knowledge cannot be read. I go on with what I had before.

        `harbour.json` has no `faq`
        ");
    }

    #[test]
    fn an_operator_stops_briefings_and_lets_them_go_on() {
        for (is_paused, expected) in
            [(true, "choose Paused on for the bot"), (false, "choose Paused as before for the bot")]
        {
            assert_eq!(in_short(&told(Some(Operation::Pause(is_paused)))), [expected, "send to 9"]);
        }
    }
}
