//! `attache chat`: a conversation in the terminal, with the replies and commands of Telegram.

use std::fs;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::Context;
use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::explain::explained;
use super::session;
use super::terminal::{Look, choices, print, shown, today};
use crate::config::Config;
use crate::faq::{Answer, Faq};
use crate::replies::{self, Action, Command, Reply};
use crate::store::Retention;
use crate::text::LanguageCode;

/// Chat in the terminal, no token needed
///
/// Type a question, a command such as /faq, or the number of a suggestion. Arrow keys edit and
/// bring back earlier lines; /quit or Ctrl-D ends.
#[derive(Debug, Default, clap::Args)]
pub struct ChatArgs {}

/// Holds the conversation until its end.
pub fn run(_: &ChatArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let faq = session::open(config)?;
    let mut chat = Chat {
        faq: &faq,
        reader: config.language,
        kept: config.retention,
        look: Look::of_stdout(config),
        last: None,
        choices: Vec::new(),
    };
    chat.say(&replies::welcome(faq.knowledge(), config.language))?;
    let is_terminal = io::stdin().is_terminal();
    let mut editor = DefaultEditor::new().context("the terminal cannot be read")?;
    let history =
        config.cache_folder.as_ref().filter(|_| is_terminal).map(|folder| folder.join("history.txt"));
    if let Some(history) = &history {
        // There is no history before the first chat.
        let _ = editor.load_history(history);
    }
    loop {
        let line = match editor.readline(if is_terminal { "you> " } else { "" }) {
            Ok(line) => line,
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => break,
            Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::InvalidData => {
                print("That line is no UTF-8 text.\n")?;
                continue;
            }
            Err(error) => return Err(error).context("the terminal cannot be read"),
        };
        let line = line.trim();
        if matches!(line, "/quit" | "/exit" | "/q") {
            break;
        }
        if !line.is_empty() {
            let _ = editor.add_history_entry(line);
            chat.hear(line)?;
        }
    }
    if let Some(history) = &history {
        // A history that cannot be kept is missed next time, not now.
        let _ = history.parent().map(fs::create_dir_all);
        let _ = editor.save_history(history);
    }
    Ok(ExitCode::SUCCESS)
}

/// A conversation: what was said last can be chosen from and asked about.
struct Chat<'a> {
    faq: &'a Faq,
    reader: LanguageCode,
    kept: Retention,
    look: Look,
    last: Option<Answer>,
    choices: Vec<Action>,
}

impl Chat<'_> {
    fn hear(&mut self, line: &str) -> io::Result<()> {
        let word = line.split_whitespace().next().unwrap_or_default();
        match (word.strip_prefix('/').map(Command::from_str), self.chosen(line)) {
            (Some(Ok(command)), _) => self.obey(command, line)?,
            (Some(Err(_)), _) => self.refuse(word)?,
            (None, Some(action)) => self.act(&action)?,
            (None, None) => self.answer(line)?,
        }
        print("")
    }

    fn obey(&mut self, command: Command, line: &str) -> io::Result<()> {
        let (knowledge, reader) = (self.faq.knowledge(), self.reader);
        match command {
            Command::Start => self.say(&replies::welcome(knowledge, reader)),
            Command::Privacy => {
                self.say(&replies::privacy(self.kept.days.into(), self.kept.receipt_days.into(), reader))?;
                let kept = "The terminal keeps nothing but what you typed, for the arrow keys.";
                print(&self.look.faint(kept))
            }
            Command::Ask => self.answer(line.trim_start_matches("/ask").trim()),
            Command::Help => {
                self.say(&replies::help(reader))?;
                let here = "In the terminal, /why explains the last answer, and /quit ends the chat.";
                print(&self.look.faint(here))
            }
            Command::Faq => self.say(&replies::questions(knowledge, reader)),
            Command::Brief => {
                let briefings = replies::brief(knowledge, None, today(), reader);
                briefings.iter().try_for_each(|reply| self.say(reply))
            }
            Command::Sources => self.say(&replies::sources(knowledge, reader)),
            Command::Why => self.explain(),
            Command::Subscribe | Command::Unsubscribe => {
                print("That is for the bot in Telegram. Here, `attache brief` shows what it posts.")
            }
            Command::Language | Command::Settings | Command::Forget => {
                print("That is for the bot in Telegram. Here, BOT_LANGUAGE chooses the language.")
            }
            // Nobody is an operator of a terminal.
            Command::Stats | Command::Unanswered | Command::Reload | Command::Pause | Command::Resume => {
                self.refuse(&format!("/{}", command.word()))
            }
        }
    }

    fn refuse(&self, command: &str) -> io::Result<()> {
        print(&format!("There is no {command}. Try /help."))
    }

    fn answer(&mut self, question: &str) -> io::Result<()> {
        for (number, answer) in self.faq.answer(question, today()).into_iter().enumerate() {
            if number > 0 {
                print("")?;
            }
            self.say(&replies::answer(self.faq, &answer, self.reader, today()))?;
            self.last = Some(answer);
        }
        Ok(())
    }

    /// The button whose number was typed.
    fn chosen(&self, line: &str) -> Option<Action> {
        let number: usize = line.trim_end_matches('.').parse().ok()?;
        self.choices.get(number.checked_sub(1)?).cloned()
    }

    fn act(&mut self, action: &Action) -> io::Result<()> {
        let (knowledge, reader) = (self.faq.knowledge(), self.reader);
        match action {
            Action::ListQuestions | Action::TurnTo(_) => self.say(&replies::questions(knowledge, reader)),
            Action::Open(page) | Action::Share(page) | Action::Start(page) => print(page.as_str()),
            // What is voted and chosen is for Telegram; no reply here has these buttons.
            Action::Vote(..) | Action::Language(_) | Action::Unasked(_) | Action::Arrange(..) => Ok(()),
            Action::Show(id) => match knowledge.find(id.as_str(), reader) {
                Some(found) => self.say(&replies::entry(knowledge, found, reader, today())),
                None => Ok(()),
            },
        }
    }

    fn explain(&self) -> io::Result<()> {
        match &self.last {
            Some(answer) => print(&self.look.faint(&explained(self.faq, answer))),
            None => print("Ask something first."),
        }
    }

    fn say(&mut self, reply: &Reply) -> io::Result<()> {
        self.choices = choices(reply).map(|button| button.action.clone()).collect();
        print(&shown(reply, self.look))
    }
}
