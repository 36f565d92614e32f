//! What the bot does about what is asked of it: one function a situation, each from facts to
//! [`Effect`]. They look things up in the FAQ and choose a reply; its words are made in
//! [`replies`].

mod answers;
mod briefings;
pub mod facts;
#[cfg(test)]
mod fixtures;
mod inline;
pub mod operators;
mod readers;
mod taps;

use crate::faq::Faq;
use crate::replies::{self, Command, ENTRY_LINK, FROM_INLINE, LIST_LINK};
use crate::telegram::effects::effect::Effect;
use crate::telegram::update::incoming::Incoming;
use crate::telegram::update::place::{Origin, Place};
use crate::text::LanguageCode;
use facts::Facts;

/// What to do about what is asked, in this order.
pub fn respond(faq: &Faq, incoming: &Incoming, facts: &Facts) -> Vec<Effect> {
    match incoming {
        Incoming::Question(origin, text) => answers::answer(faq, origin, text, facts),
        Incoming::Edited(origin, text) => answers::answer_anew(faq, origin, text.as_deref(), facts),
        Incoming::Overheard(origin, text) => answers::answer_unasked(faq, origin, text.as_deref(), facts),
        Incoming::Wordless(origin) => Effect::send(origin.place, replies::nothing_asked(facts.reader)),
        Incoming::Tap(tap) => taps::follow(faq, tap, facts),
        Incoming::Inline(question) => inline::offer(faq, question, facts),
        Incoming::Post(origin, _) => briefings::arrange_channel(origin, facts),
        Incoming::Removed(chat) => vec![Effect::Retire(*chat)],
        Incoming::Moved { from, to } => vec![Effect::Move { from: *from, to: *to }],
        Incoming::Command(origin, given, argument) => command(faq, origin, *given, argument, facts),
        Incoming::UnknownCommand(origin) => {
            Effect::send(origin.place, replies::unknown_command(facts.reader))
        }
    }
}

fn command(faq: &Faq, origin: &Origin, command: Command, argument: &str, facts: &Facts) -> Vec<Effect> {
    let (place, reader) = (origin.place, facts.reader);
    match command {
        Command::Start => start(faq, origin, argument, facts),
        Command::Faq => list_questions(faq, place, reader),
        Command::Brief => brief(faq, place, facts),
        Command::Sources => list_sources(faq, place, reader),
        Command::Ask => answers::answer(faq, origin, argument, facts),
        Command::Why => readers::explain(faq, origin, facts),
        Command::Subscribe => briefings::subscribe(origin, argument, facts),
        Command::Unsubscribe => briefings::unsubscribe(origin, facts),
        Command::Language => readers::offer_languages(place, reader),
        Command::Settings => settings(origin, argument, facts),
        Command::Privacy => readers::explain_privacy(place, facts),
        Command::Forget => readers::forget(origin, reader),
        Command::Help => help(place, reader),
        Command::Stats | Command::Unanswered | Command::Reload | Command::Pause | Command::Resume => {
            operators::tell(faq, place, facts)
        }
    }
}

fn start(faq: &Faq, origin: &Origin, payload: &str, facts: &Facts) -> Vec<Effect> {
    let reply = match payload.strip_prefix(ENTRY_LINK) {
        Some(id) => return vec![answers::show(faq, origin, id, facts)],
        None if payload == LIST_LINK => replies::question_page(faq.knowledge(), 0, facts.reader),
        None if payload == FROM_INLINE => replies::from_inline(facts.reader),
        None => replies::welcome(faq.knowledge(), facts.reader),
    };
    Effect::send(origin.place, reply)
}

fn list_questions(faq: &Faq, place: Place, reader: LanguageCode) -> Vec<Effect> {
    Effect::send(place, replies::question_page(faq.knowledge(), 0, reader))
}

fn settings(origin: &Origin, argument: &str, facts: &Facts) -> Vec<Effect> {
    if !argument.is_empty() {
        return briefings::subscribe(origin, argument, facts);
    }
    readers::offer_settings(origin, facts)
}

fn brief(faq: &Faq, place: Place, facts: &Facts) -> Vec<Effect> {
    let briefings =
        replies::brief(faq.knowledge(), Some(&facts.bot), facts.today(), facts.reader).into_iter();
    briefings.map(|reply| Effect::Send(place, reply)).collect()
}

fn list_sources(faq: &Faq, place: Place, reader: LanguageCode) -> Vec<Effect> {
    Effect::send(place, replies::sources(faq.knowledge(), reader))
}

fn help(place: Place, reader: LanguageCode) -> Vec<Effect> {
    Effect::send(place, replies::help(reader))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::fixtures::{facts, faq, in_full, in_short, private};
    use super::*;
    use crate::store::ChatId;

    fn commanded(command: Command, argument: &str) -> Vec<Effect> {
        respond(&faq(), &Incoming::Command(private(), command, argument.to_owned()), &facts())
    }

    #[test]
    fn every_command_has_its_reply() {
        let replies = Command::ALL.map(|command| {
            let done = in_full(&commanded(command, ""));
            let said = done.lines().find(|line| !line.starts_with("send to")).unwrap_or_default();
            format!("/{}: {said}", command.word())
        });
        assert_snapshot!(replies.join("\n"), @r"
        /start: Ask me about this: <b>The harbour reopens</b>.
        /faq: These are the questions that I can answer:
        /brief: <b>The harbour reopens</b>
        /sources: <b>The harbour reopens</b>
        /ask: answer:
        /why: Reply with /why to one of my answers, and I say how I found it.
        /subscribe: Only an administrator of this group can do this.
        /unsubscribe: This chat gets no briefings.
        /language: In which language shall I answer?
        /settings: Here the language is chosen, and what briefings come; in a group, its administrators choose.
        /privacy: I keep the words of questions and the votes on answers for 30 days, so that the editors see what is asked. Neither has your name or number with it: they are replaced by a code that only I can make. E-mail addresses, links, @names and long numbers are taken out first.
        /forget: forget 9
        /help: Ask a question in your own words.
        /stats: I do not know this command.
        /unanswered: I do not know this command.
        /reload: I do not know this command.
        /pause: I do not know this command.
        /resume: I do not know this command.
        ");
    }

    #[test]
    fn a_link_opens_what_it_says() {
        for (payload, expected) in [
            ("q_when", "answer `when`"),
            ("q_nothing", "send to 9"),
            ("faq", "send to 9"),
            ("inline", "send to 9"),
            ("anything", "send to 9"),
        ] {
            assert_eq!(in_short(&commanded(Command::Start, payload)), [expected], "{payload}");
        }
    }

    #[test]
    fn settings_with_words_subscribe() {
        assert_eq!(commanded(Command::Settings, "daily"), commanded(Command::Subscribe, "daily"));
    }

    #[test]
    fn what_asks_nothing_is_met_with_words_or_noted() {
        for (incoming, expected) in [
            (Incoming::Wordless(private()), "send to 9"),
            (Incoming::UnknownCommand(private()), "send to 9"),
            (Incoming::Removed(ChatId(-100)), "retire -100"),
            (Incoming::Moved { from: ChatId(-100), to: ChatId(-200) }, "move -100 to -200"),
        ] {
            assert_eq!(in_short(&respond(&faq(), &incoming, &facts())), [expected], "{incoming:?}");
        }
    }
}
