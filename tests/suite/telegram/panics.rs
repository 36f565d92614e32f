//! Panics in the workers: the chat at which one happens is answered again within the lease, others wait for
//! nothing, and nothing is lost. A panic that comes each time costs that one message, and no more.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use attache::faq::{Faq, FaqHandle, Resources};
use attache::knowledge::{Article, Knowledge};
use attache::store::LEASE;
use attache::telegram::{Checkpoint, Checkpoints, Limits, Settings};

use crate::databases::Database;
use crate::running::InProcess;
use crate::twin::Twin;

/// The chat at which the bot panics.
const UNLUCKY: i64 = 77;

/// The group at which it does.
const UNLUCKY_GROUP: i64 = -77;

/// How often the program may fail at one update, call or post until it gives that up.
const MOST_FAILURES: usize = 3;

const QUESTION: &str = "When does the Genoa harbour reopen?";
const ANSWER: &str = "In May.";

fn faq() -> Arc<FaqHandle> {
    let article: Article = serde_json::from_value(serde_json::json!({
        "format": 1, "id": "harbour", "title": "The harbour reopens", "published": "2024-03-01", "language": "en",
        "summary": "It reopens.",
        "sources": [{ "title": "Port", "url": "https://port.example/news" }],
        "faq": [{ "id": "when", "question": QUESTION, "answer": ANSWER }]
    }))
    .unwrap();
    Arc::new(FaqHandle::new(Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ())))
}

/// A twin, and a bot that panics so often at a checkpoint of the unlucky chat, beside one that does not.
struct Planted {
    twin: Twin,
    bot: InProcess,
    panics: Arc<AtomicUsize>,
    sound_twin: Twin,
    sound_bot: InProcess,
    _sound_database: Database,
}

impl Planted {
    fn start(database: &Database, planted: Checkpoint, times: usize) -> Self {
        let (twin, panics) = (Twin::start(), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&panics);
        let checkpoints = Checkpoints::new(move |reached, chat| {
            // What is planned is planned for all chats at once.
            let is_there = reached == planted
                && (chat.is_some_and(|chat| [UNLUCKY, UNLUCKY_GROUP].contains(&chat.0))
                    || planted == Checkpoint::Plan);
            if is_there && counted.fetch_add(1, Ordering::SeqCst) < times {
                // Not by `panic!`, whose hook looks up symbols for a backtrace: for an unoptimised program that
                // takes seconds, in which others would be seen to wait.
                std::panic::resume_unwind(Box::new("planted"));
            }
        });
        let settings = Settings { limits: Limits::Off, checkpoints, ..Settings::default() };
        let bot = InProcess::serve(&twin, database.url(), &faq(), settings);
        let (sound_twin, sound_database) = (Twin::start(), database.another());
        let settings = Settings { limits: Limits::Off, ..Settings::default() };
        let sound_bot = InProcess::serve(&sound_twin, sound_database.url(), &faq(), settings);
        Self { twin, bot, panics, sound_twin, sound_bot, _sound_database: sound_database }
    }

    /// Has others ask, who wait for no lease to end. Gives how long that takes without a panic.
    #[track_caller]
    fn others_are_answered(&self) -> Duration {
        let (taken, sound) = thread::scope(|scope| {
            let sound = scope.spawn(|| answered_in(&self.sound_twin));
            (answered_in(&self.twin), sound.join().unwrap())
        });
        assert!(taken < within_the_lease(sound), "it took {taken:?}, and {sound:?} without a panic");
        sound
    }

    /// How often the planted panic has happened, of at most so many.
    fn panicked(&self, times: usize) -> usize {
        self.panics.load(Ordering::SeqCst).min(times)
    }

    #[track_caller]
    fn end(self) {
        self.bot.end();
        self.sound_bot.end();
        assert!(self.twin.unconfirmed().is_empty(), "{:?}", self.twin.unconfirmed());
        let refused = self.twin.refused();
        assert!(refused.is_empty(), "{refused:#?}");
    }
}

/// How long ten readers wait until each is answered.
fn answered_in(twin: &Twin) -> Duration {
    let asked = Instant::now();
    for reader in 10..20 {
        twin.private(reader, QUESTION);
    }
    for reader in 10..20 {
        assert!(twin.wait_sent(reader, 1)[0].text.contains(ANSWER));
    }
    asked.elapsed()
}

/// Until when chats are answered beside a panic, and the unlucky one itself: well before its lease ends. What a machine
/// is busy with holds up a bot that does not panic as well, and is asked at the same time.
fn within_the_lease(sound: Duration) -> Duration {
    LEASE / 2 + 2 * sound
}

/// The texts that a chat was sent.
fn texts(twin: &Twin, chat: i64) -> Vec<String> {
    twin.sent(chat).into_iter().map(|sent| sent.text).collect()
}

const OF_A_QUESTION: [Checkpoint; 4] =
    [Checkpoint::Lookup, Checkpoint::Scrub, Checkpoint::Effects, Checkpoint::Send];

#[test]
fn a_panic_by_chance_delays_one_chat_and_loses_nothing_on_any_database() {
    for planted in OF_A_QUESTION {
        for database in Database::each() {
            let room = Planted::start(&database, planted, 1);
            let asked = Instant::now();
            room.twin.private(UNLUCKY, QUESTION);
            room.twin.private(UNLUCKY, "/privacy");
            let sound = room.others_are_answered();
            room.twin.wait_sent(UNLUCKY, 2);
            assert!(asked.elapsed() < within_the_lease(sound), "{planted:?} took {:?}", asked.elapsed());
            assert_eq!(room.panicked(1), 1, "{planted:?} is not reached");
            let texts = texts(&room.twin, UNLUCKY);
            assert!(texts.len() == 2 && texts[0].contains(ANSWER), "{planted:?}: {texts:?}");
            room.end();
        }
    }
}

#[test]
fn a_panic_each_time_costs_one_message_and_the_chat_goes_on_on_any_database() {
    for planted in OF_A_QUESTION {
        for database in Database::each() {
            let room = Planted::start(&database, planted, MOST_FAILURES);
            room.twin.private(UNLUCKY, QUESTION);
            room.others_are_answered();
            room.twin.private(UNLUCKY, QUESTION);
            room.twin.wait("the next question to be answered", |twin| {
                texts(twin, UNLUCKY).iter().any(|text| text.contains(ANSWER))
            });
            assert_eq!(room.panicked(MOST_FAILURES), MOST_FAILURES, "{planted:?}");
            let texts = texts(&room.twin, UNLUCKY);
            // A call that cannot be made cannot say so either.
            let told = if planted == Checkpoint::Send { 1 } else { 2 };
            assert_eq!(texts.len(), told, "{planted:?}: {texts:?}");
            room.end();
        }
    }
}

#[test]
fn a_panic_at_a_briefing_delays_it_and_nobody_else_on_any_database() {
    for planted in [Checkpoint::Plan, Checkpoint::Post] {
        for database in Database::each() {
            let room = Planted::start(&database, planted, 1);
            let subscribed = Instant::now();
            room.twin.private(UNLUCKY, "/subscribe change");
            room.twin.private(78, "/subscribe change");
            let sound = room.others_are_answered();
            for chat in [UNLUCKY, 78] {
                room.twin.wait("a briefing", |twin| {
                    texts(twin, chat).iter().any(|text| text.contains("The harbour reopens"))
                });
            }
            assert!(
                subscribed.elapsed() < within_the_lease(sound),
                "{planted:?} took {:?}",
                subscribed.elapsed()
            );
            assert_eq!(room.panicked(1), 1, "{planted:?} is not reached");
            let digests = texts(&room.twin, UNLUCKY);
            let digests = digests.iter().filter(|text| text.starts_with("The harbour reopens")).count();
            assert_eq!(digests, 1, "{planted:?}: {:?}", texts(&room.twin, UNLUCKY));
            room.end();
        }
    }
}

#[test]
fn a_briefing_at_which_it_panics_each_time_is_given_up_and_others_get_theirs() {
    for database in Database::each() {
        let room = Planted::start(&database, Checkpoint::Post, MOST_FAILURES);
        room.twin.private(UNLUCKY, "/subscribe change");
        room.twin.private(78, "/subscribe change");
        room.twin.wait("the other's briefing", |twin| {
            texts(twin, 78).iter().any(|text| text.starts_with("The harbour reopens"))
        });
        room.twin.wait("it to be given up", |_| room.panicked(MOST_FAILURES) == MOST_FAILURES);
        room.twin.private(UNLUCKY, QUESTION);
        room.twin.wait("an answer", |twin| texts(twin, UNLUCKY).iter().any(|text| text.contains(ANSWER)));
        room.end();
        assert!(database.dump().contains("the program failed at it"), "{}", database.dump());
    }
}

#[test]
fn what_was_set_aside_of_a_reader_goes_with_all_else_of_them_on_any_database() {
    for database in Database::each() {
        let room = Planted::start(&database, Checkpoint::Effects, 2 * MOST_FAILURES);
        let set_aside = || {
            let dump = database.dump();
            dump.lines().filter(|row| row.starts_with("inbox|") && row.contains("Genoa")).count()
        };
        room.twin.group(UNLUCKY_GROUP, 9, &format!("/ask {QUESTION}"));
        let apology = room.twin.wait_sent(UNLUCKY_GROUP, 1).remove(0);
        let asked = apology.reply_to.unwrap();
        // Somebody else's, in which the first is named as well.
        room.twin.message(serde_json::json!({
            "chat": { "id": UNLUCKY_GROUP, "type": "supergroup", "title": "Readers" }, "text": format!("/ask {QUESTION}"),
            "from": { "id": 10, "is_bot": false, "first_name": "Ben" },
            "reply_to_message": {
                "message_id": asked, "date": 1_700_000_000, "text": "Hello",
                "chat": { "id": UNLUCKY_GROUP, "type": "supergroup", "title": "Readers" },
                "from": { "id": 9, "is_bot": false, "first_name": "Ana" },
            },
        }));
        room.twin.wait_sent(UNLUCKY_GROUP, 2);
        assert_eq!(set_aside(), 2, "{}", database.dump());
        room.twin.private(9, "/forget");
        room.twin.wait_sent(9, 1);
        assert_eq!(set_aside(), 1, "{}", database.dump());
        room.end();
    }
}
