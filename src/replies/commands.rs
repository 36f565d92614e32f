//! The commands that people can give, by the words that they type.

use std::str::FromStr;

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Says what the bot is, or does what a link asks for.
    Start,
    /// Lists the questions.
    Faq,
    /// Gives the articles in short.
    Brief,
    /// Lists where the articles' statements come from.
    Sources,
    /// Answers a question.
    Ask,
    /// Says why an answer was given.
    Why,
    /// Has briefings posted in the chat.
    Subscribe,
    /// Ends that.
    Unsubscribe,
    /// Offers the languages.
    Language,
    /// Offers what can be chosen for the chat.
    Settings,
    /// Says what is kept.
    Privacy,
    /// Forgets the reader.
    Forget,
    /// Says what the reader can do.
    Help,
    /// Tells operators how the bot is doing.
    Stats,
    /// Tells operators which questions have no answer.
    Unanswered,
    /// Has the knowledge read anew.
    Reload,
    /// Stops briefings.
    Pause,
    /// Lets briefings go on.
    Resume,
}

/// A word that is no command.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such command")]
pub struct UnknownCommand;

impl Command {
    /// All commands.
    pub const ALL: [Self; 18] = [
        Self::Start,
        Self::Faq,
        Self::Brief,
        Self::Sources,
        Self::Ask,
        Self::Why,
        Self::Subscribe,
        Self::Unsubscribe,
        Self::Language,
        Self::Settings,
        Self::Privacy,
        Self::Forget,
        Self::Help,
        Self::Stats,
        Self::Unanswered,
        Self::Reload,
        Self::Pause,
        Self::Resume,
    ];

    /// Those that are in the readers' menu, in its order.
    pub const MENU: [Self; 12] = [
        Self::Faq,
        Self::Brief,
        Self::Sources,
        Self::Ask,
        Self::Why,
        Self::Subscribe,
        Self::Unsubscribe,
        Self::Language,
        Self::Settings,
        Self::Privacy,
        Self::Forget,
        Self::Help,
    ];

    /// Those of operators, which are in no menu.
    pub const OPERATORS: [Self; 5] = [Self::Stats, Self::Unanswered, Self::Reload, Self::Pause, Self::Resume];

    /// The word for it, without the `/`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Faq => "faq",
            Self::Brief => "brief",
            Self::Sources => "sources",
            Self::Ask => "ask",
            Self::Why => "why",
            Self::Subscribe => "subscribe",
            Self::Unsubscribe => "unsubscribe",
            Self::Language => "language",
            Self::Settings => "settings",
            Self::Privacy => "privacy",
            Self::Forget => "forget",
            Self::Help => "help",
            Self::Stats => "stats",
            Self::Unanswered => "unanswered",
            Self::Reload => "reload",
            Self::Pause => "pause",
            Self::Resume => "resume",
        }
    }
}

impl FromStr for Command {
    type Err = UnknownCommand;

    fn from_str(word: &str) -> Result<Self, UnknownCommand> {
        Self::ALL.into_iter().find(|command| command.word() == word).ok_or(UnknownCommand)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_found_by_its_word() {
        for (place, command) in Command::ALL.into_iter().enumerate() {
            assert_eq!((command as usize, command.word().parse()), (place, Ok(command)));
        }
        for word in ["", "Faq", "/faq", "dance"] {
            assert_eq!(word.parse::<Command>(), Err(UnknownCommand), "{word}");
        }
    }

    #[test]
    fn all_but_start_are_the_readers_or_the_operators() {
        let listed = Command::MENU.into_iter().chain(Command::OPERATORS);
        assert_eq!([Command::Start].into_iter().chain(listed).collect::<Vec<_>>(), Command::ALL);
    }
}
