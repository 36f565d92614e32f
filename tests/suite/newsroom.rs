//! A bot in this process whose clock and knowledge a test changes.

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

/// A twin and a bot, with a clock and a knowledge that the test changes. The operator is number 900.
pub struct Newsroom {
    pub twin: Twin,
    pub database: Database,
    pub clock: TestClock,
    articles: Mutex<Vec<Value>>,
    faq: Arc<FaqHandle>,
    pub bot: Option<InProcess>,
}

/// A clock that stands still until it is moved, and remembers when it was.
#[derive(Clone)]
pub struct TestClock(Arc<Mutex<Vec<Move>>>);

/// What it showed from a moment of the machine's on.
type Move = (Instant, DateTime<Utc>);

impl TestClock {
    fn at(moment: &str) -> Self {
        Self(Arc::new(Mutex::new(vec![(Instant::now(), moment.parse().unwrap())])))
    }

    fn now(&self) -> DateTime<Utc> {
        self.0.lock().unwrap().last().unwrap().1
    }

    /// Moves it on.
    pub fn move_to(&self, moment: DateTime<Utc>) {
        assert!(moment >= self.now());
        self.0.lock().unwrap().push((Instant::now(), moment));
    }

    /// What it showed at a moment of the machine's.
    pub fn then(&self, at: Instant) -> DateTime<Utc> {
        let moves = self.0.lock().unwrap();
        moves.iter().rev().find(|(moved, _)| *moved <= at).map_or(moves[0].1, |(_, moment)| *moment)
    }
}

impl Newsroom {
    /// A bot that knows of the harbour, at this moment.
    pub fn at(moment: &str) -> Self {
        Self::with(Database::sqlite(), moment)
    }

    /// The same with this database.
    pub fn with(database: Database, moment: &str) -> Self {
        Self::of(vec![harbour()], database, moment)
    }

    /// A bot that knows these articles.
    pub fn of(articles: Vec<Value>, database: Database, moment: &str) -> Self {
        let mut room = Self {
            twin: Twin::start(),
            database,
            clock: TestClock::at(moment),
            faq: Arc::new(FaqHandle::new(faq(&articles))),
            articles: Mutex::new(articles),
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

    /// Starts the bot again once it has ended.
    pub fn start(&mut self) {
        self.bot = Some(InProcess::serve(&self.twin, self.database.url(), &self.faq, self.settings()));
    }

    /// Kills the bot and starts another.
    pub fn kill(&mut self) {
        self.bot.take().unwrap().kill();
        self.start();
    }

    /// Ends the bot, to which Telegram has refused nothing.
    pub fn end(mut self) {
        self.bot.take().unwrap().end();
        let refused = self.twin.refused();
        assert!(refused.is_empty(), "{refused:#?}");
    }

    /// Changes the first article, and has the bot know.
    pub fn change(&self, change: impl FnOnce(&mut Value)) {
        self.change_all(|articles| change(&mut articles[0]));
    }

    /// Changes the articles, and has the bot know.
    pub fn change_all(&self, change: impl FnOnce(&mut Vec<Value>)) {
        let mut articles = self.articles.lock().unwrap();
        change(&mut articles);
        self.faq.replace(faq(&articles));
    }

    /// Gives the bot the time to look twice.
    pub fn settle(&self) {
        sleep(LOOKS);
    }

    /// Moves the clock on, and gives the bot the time to look twice.
    pub fn move_to(&self, moment: &str) {
        self.clock.move_to(moment.parse().unwrap());
        self.settle();
    }

    /// The digests that a chat shows.
    pub fn digests(&self, chat: i64) -> Vec<Sent> {
        self.twin
            .sent(chat)
            .into_iter()
            .filter(|sent| sent.html.starts_with("<b>The harbour reopens</b>"))
            .collect()
    }
}

/// A small article.
pub fn harbour() -> Value {
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
