//! Briefings, as chats get them: on time, in place, and corrected when the facts change.

mod choosing;
mod corrections;
mod kills;
mod living;
mod trouble;
mod week;

use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use attache::faq::{Faq, FaqHandle, Resources};
use attache::knowledge::{Article, Knowledge};
use attache::store::Retention;
use attache::telegram::{Clock, Limits, Settings};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::databases::Database;
use crate::running::InProcess;
use crate::twin::{Sent, Twin};

/// How many times as often the bot looks as it does in earnest.
const SPEED: u32 = 10;

/// In which time the bot has looked twice.
const LOOKS: Duration = Duration::from_millis(80);

/// A twin and a bot, with a clock and a knowledge that the test changes.
struct Newsroom {
    twin: Twin,
    database: Database,
    clock: TestClock,
    article: Mutex<Value>,
    faq: Arc<FaqHandle>,
    bot: Option<InProcess>,
}

/// A clock that stands still until it is moved, and remembers when it was.
#[derive(Clone)]
struct TestClock(Arc<Mutex<Vec<Move>>>);

/// What it showed from a moment of the machine's on.
type Move = (Instant, DateTime<Utc>);

impl TestClock {
    fn at(moment: &str) -> Self {
        Self(Arc::new(Mutex::new(vec![(Instant::now(), moment.parse().unwrap())])))
    }

    fn now(&self) -> DateTime<Utc> {
        self.0.lock().unwrap().last().unwrap().1
    }

    fn move_to(&self, moment: DateTime<Utc>) {
        assert!(moment >= self.now());
        self.0.lock().unwrap().push((Instant::now(), moment));
    }

    /// What it showed at a moment of the machine's.
    fn then(&self, at: Instant) -> DateTime<Utc> {
        let moves = self.0.lock().unwrap();
        moves.iter().rev().find(|(moved, _)| *moved <= at).map_or(moves[0].1, |(_, moment)| *moment)
    }
}

impl Newsroom {
    fn at(moment: &str) -> Self {
        Self::with(Database::sqlite(), moment)
    }

    fn with(database: Database, moment: &str) -> Self {
        let article = harbour();
        let mut room = Self {
            twin: Twin::start(),
            database,
            clock: TestClock::at(moment),
            faq: Arc::new(FaqHandle::new(faq(std::slice::from_ref(&article)))),
            article: Mutex::new(article),
            bot: None,
        };
        room.start();
        room
    }

    fn settings(&self) -> Settings {
        let clock = self.clock.clone();
        Settings {
            limits: Limits::Off,
            clock: Clock::of(move || clock.now(), SPEED),
            operators: [900].into(),
            retention: Retention::default(),
            ..Settings::default()
        }
    }

    fn start(&mut self) {
        self.bot = Some(InProcess::serve(&self.twin, self.database.url(), &self.faq, self.settings()));
    }

    /// Kills the bot and starts another.
    fn kill(&mut self) {
        self.bot.take().unwrap().kill();
        self.start();
    }

    fn end(mut self) {
        self.bot.take().unwrap().end();
        let refused = self.twin.refused();
        assert!(refused.is_empty(), "{refused:#?}");
    }

    /// Changes the article, and has the bot know.
    fn change(&self, change: impl FnOnce(&mut Value)) {
        let mut article = self.article.lock().unwrap();
        change(&mut article);
        self.faq.replace(faq(&[article.clone()]));
    }

    /// Gives the bot the time to look twice.
    fn settle(&self) {
        sleep(LOOKS);
    }

    fn move_to(&self, moment: &str) {
        self.clock.move_to(moment.parse().unwrap());
        self.settle();
    }

    /// The digests that a chat shows.
    fn digests(&self, chat: i64) -> Vec<Sent> {
        self.twin
            .sent(chat)
            .into_iter()
            .filter(|sent| sent.html.starts_with("<b>The harbour reopens</b>"))
            .collect()
    }
}

fn harbour() -> Value {
    json!({
        "format": 1, "id": "harbour", "title": "The harbour reopens", "published": "2024-03-01", "language": "en",
        "summary": "It reopens.",
        "sources": [{ "title": "Port", "url": "https://port.example/news" }],
        "faq": [
            { "id": "when", "question": "When does the Genoa harbour reopen?", "answer": "In May." },
            { "id": "cost", "question": "What did the repair cost?", "answer": "Nobody has said." }
        ]
    })
}

fn faq(articles: &[Value]) -> Faq {
    let articles: Vec<Article> =
        articles.iter().map(|article| serde_json::from_value(article.clone()).unwrap()).collect();
    Faq::new(Knowledge::new(articles), &Resources::default(), &|_, _| ())
}
