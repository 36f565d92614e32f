//! Conversations with the bot, written down as people read them.

use std::fmt::Write;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::databases::Database;
use crate::newsroom::Newsroom;
use crate::twin::{Sent, Twin};

/// The languages that the bot speaks.
pub const LANGUAGES: [&str; 4] = ["en", "ru", "zh", "es"];

/// How long somebody reads a message before they reply to it. The bot notes what its message answers once Telegram
/// has it, and until then knows nothing of it.
const READING: Duration = Duration::from_millis(500);

/// Somebody, or a group of whom one writes.
pub struct Conversation<'a> {
    twin: &'a Twin,
    chat: i64,
    user: i64,
    /// How many of the bot's messages have been written down.
    shown: usize,
    /// What was written and said so far: behind `>` by the person, otherwise by the bot.
    pub words: String,
}

impl<'a> Conversation<'a> {
    /// Somebody whose client speaks this language, in a private chat.
    pub fn private(twin: &'a Twin, user: i64, language: &str) -> Self {
        Self::group(twin, user, user, language)
    }

    /// The same in a group.
    pub fn group(twin: &'a Twin, chat: i64, user: i64, language: &str) -> Self {
        twin.speaks(user, language);
        Self { twin, chat, user, shown: twin.sent(chat).len(), words: String::new() }
    }

    /// Says something that gets one message.
    #[track_caller]
    pub fn say(&mut self, text: &str) -> Sent {
        self.twin.group(self.chat, self.user, text);
        self.note(&format!("> {text}"));
        self.hear(1)
    }

    /// Says something in reply to a message of the bot's.
    #[track_caller]
    pub fn reply(&mut self, to: &Sent, text: &str) -> Sent {
        thread::sleep(READING);
        self.twin.reply(self.chat, self.user, to.message_id, text);
        self.note(&format!("> {text}"));
        self.hear(1)
    }

    /// Waits for that many messages more, and writes them down.
    #[track_caller]
    pub fn hear(&mut self, messages: usize) -> Sent {
        let sent = self.twin.wait_sent(self.chat, self.shown + messages);
        for message in &sent[self.shown..] {
            self.note(&message.to_string());
        }
        self.shown = sent.len();
        sent.into_iter().next_back().unwrap()
    }

    /// Taps the button with this data, and writes down what is shown for a moment.
    #[track_caller]
    pub fn tap(&mut self, under: &Sent, data: &str) {
        let mut buttons = under.buttons.iter().flatten();
        let button = buttons.find(|button| button.data.as_deref() == Some(data));
        let label = &button.unwrap_or_else(|| panic!("no button with `{data}` under:\n{under}")).text;
        self.note(&format!("> [{label}]"));
        let before = self.twin.notices().len();
        self.twin.tap(self.chat, self.user, under.message_id, data);
        let notice = self.twin.wait_notices(before + 1).remove(before);
        if !notice.is_empty() {
            self.note(&format!("({notice})"));
        }
    }

    /// Taps a button that changes the message above it.
    #[track_caller]
    pub fn tap_to_edit(&mut self, under: &Sent, data: &str) -> Sent {
        self.tap(under, data);
        let now =
            |twin: &Twin| twin.sent(self.chat).into_iter().find(|sent| sent.message_id == under.message_id);
        self.twin.wait("an edit", |twin| now(twin).is_some_and(|sent| sent.edits > under.edits));
        let edited = now(self.twin).unwrap();
        self.note(&edited.to_string());
        edited
    }

    fn note(&mut self, words: &str) {
        writeln!(self.words, "{words}\n").unwrap();
    }
}

/// The harbour in each language of the bot's, at this moment.
pub fn harbour_in_each_language(moment: &str) -> Newsroom {
    Newsroom::of(harbours(), Database::sqlite(), moment)
}

fn harbours() -> Vec<Value> {
    let faq = |when: [&str; 2], cost: [&str; 2]| {
        json!([
            { "id": "when", "question": when[0], "answer": when[1] },
            { "id": "cost", "question": cost[0], "answer": cost[1] },
        ])
    };
    let russian =
        faq(["Когда снова откроется порт Генуи?", "В мае."], ["Сколько стоил ремонт?", "Никто не сказал."]);
    let chinese = faq(["热那亚港口什么时候重新开放？", "五月。"], ["维修花了多少钱？", "没有人说过。"]);
    let spanish = faq(
        ["¿Cuándo reabre el puerto de Génova?", "En mayo."],
        ["¿Cuánto costó la reparación?", "Nadie lo ha dicho."],
    );
    let translations = [
        ("ru", "Порт снова открывается", "Он снова открывается.", russian),
        ("zh", "港口重新开放", "港口将重新开放。", chinese),
        ("es", "El puerto reabre", "Reabre.", spanish),
    ];
    let original = crate::newsroom::harbour();
    let mut articles = vec![original.clone()];
    for (language, title, summary, faq) in translations {
        let mut article = original.clone();
        article["id"] = format!("harbour-{language}").into();
        article["translation_of"] = "harbour".into();
        article["language"] = language.into();
        article["title"] = title.into();
        article["summary"] = summary.into();
        article["faq"] = faq;
        articles.push(article);
    }
    articles
}
