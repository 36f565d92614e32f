//! What is kept of readers, what is not, and how it is deleted.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use super::{end, shipped};
use crate::databases::{self, Database};
use crate::running::{self, Bot};
use crate::twin::{Fault, Twin};

/// A number that stands for nothing else.
const READER: i64 = 7_316_205_948;

/// The bytes of the database's files, if it is one.
fn bytes(database: &Database) -> Vec<u8> {
    let file = database.url().strip_prefix("sqlite:").unwrap_or_default();
    [file.to_owned(), format!("{file}-wal")].map(|file| fs::read(file).unwrap_or_default()).concat()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn stored_questions_name_nobody() {
    let (twin, bot) = shipped();
    twin.private(
        READER,
        "is china neutral? write to ana.x@mail.example or @ana_x_99, +7 495 123-45-67, 4111111111111111",
    );
    twin.private(READER, "how do I bake bread?");
    twin.wait_sent(READER, 2);
    end(bot, &twin);
    let questions = databases::query(
        &twin.folder().join("bot.db"),
        "SELECT reply || reader || period || day || verdict || text FROM questions ORDER BY text",
    );
    assert_eq!(questions.len(), 2);
    let questions = questions.join("\n");
    assert!(questions.contains("is china neutral? write to [address] or [address] [number]"), "{questions}");
    assert!(questions.contains("how do I bake bread?"));
    assert!(!questions.contains(&READER.to_string()), "{questions}");
    // A hash may have any few digits by chance.
    let texts = databases::query(&twin.folder().join("bot.db"), "SELECT text FROM questions").join("\n");
    for secret in ["ana", "495", "4111"] {
        assert!(!texts.contains(secret), "{secret} is in {texts}");
    }
    let keys = fs::read_to_string(twin.folder().join("reader-keys.json")).unwrap();
    let database = fs::read(twin.folder().join("bot.db")).unwrap();
    assert!(!holds(&database, keys.split('"').nth(3).unwrap()));
}

#[test]
fn who_wants_to_be_forgotten_leaves_no_trace() {
    for database in Database::each() {
        let twin = Twin::start();
        let bot = Bot::start(&running::program(&twin).with("DATABASE_URL", database.url()));
        let reader = READER.to_string();
        twin.private(READER, "is china neutral?");
        let answer = twin.wait_sent(READER, 1).remove(0);
        twin.press(READER, READER, &answer, "👍");
        twin.private(READER, "/language");
        let languages = twin.wait_sent(READER, 2).remove(1);
        twin.press(READER, READER, &languages, "English");
        twin.group(-7, READER, "/ask what is the munich conference for?");
        let suggestion = twin.wait_sent(-7, 1).remove(0);
        twin.press(-7, READER, &suggestion, "Moscow");
        twin.wait_sent(-7, 2);
        // Somebody else's is kept.
        twin.private(10, "is china neutral?");
        twin.wait_sent(10, 1);
        assert!(database.dump().contains(&reader), "{}", database.dump());
        twin.private(READER, "/forget");
        assert!(twin.wait_sent(READER, 3)[2].text.starts_with("It is deleted"));
        let is_left = || database.dump().contains(&reader) || holds(&bytes(&database), &reader);
        let until = Instant::now() + Duration::from_secs(15);
        while is_left() {
            assert!(Instant::now() < until, "{}", database.dump());
            sleep(Duration::from_millis(200));
        }
        let rows = |table: &str| database.dump().lines().filter(|row| row.starts_with(table)).count();
        assert_eq!((rows("questions|"), rows("votes|")), (1, 0), "{}", database.dump());
        end(bot, &twin);
        assert!(!is_left(), "{}", database.dump());
    }
}

#[test]
fn what_failed_of_a_reader_is_forgotten_too_on_any_database() {
    for database in Database::each() {
        let twin = Twin::start();
        let bot = Bot::start(&running::program(&twin).with("DATABASE_URL", database.url()));
        // An answer that cannot be sent, and one that waits.
        twin.fault("sendMessage", Some(READER), Fault::TooManyRequests { retry_after: 600 }, 1);
        twin.private(READER, "is china neutral?");
        bot.wait_said("waits", 1);
        twin.private(READER, "what is the moscow conference for?");
        twin.private(READER, "/forget");
        assert!(twin.wait_sent(READER, 1)[0].text.starts_with("It is deleted"));
        end(bot, &twin);
        assert_eq!(twin.sent(READER).len(), 1);
    }
}

#[test]
fn nothing_is_kept_when_nothing_is_to_be() {
    let twin = Twin::start();
    let bot = Bot::start(&running::program(&twin).with("RETENTION_DAYS", "0"));
    twin.private(9, "is china neutral?");
    twin.private(9, "/privacy");
    assert_snapshot!(twin.wait_sent(9, 2)[1], @"
    I keep no questions.

    For 30 days I remember which message gave which answer, so that I can say when that is corrected; and the language and the briefings that you choose, until you choose otherwise.

    /forget deletes all of this at once.

    A message is stored where I run until it is answered, so that none is lost, and then erased. No other service sees it but Telegram, which carries our messages and has rules of its own.
    ");
    end(bot, &twin);
    let kept = databases::query(&twin.folder().join("bot.db"), "SELECT COUNT(*) FROM questions");
    assert_eq!(kept, ["0"]);
}

#[test]
fn a_group_is_not_forgotten_with_one_of_its_people() {
    let (twin, bot) = shipped();
    twin.promote(-7, 5);
    twin.group(-7, 5, "/settings");
    let offered = twin.wait_sent(-7, 1).remove(0);
    twin.tap(-7, 5, offered.message_id, "unasked:1");
    twin.wait("the settings to change", |twin| twin.sent(-7)[0].edits == 1);
    twin.group(-7, 5, "/forget");
    twin.wait_sent(-7, 2);
    twin.as_group(-7, "/forget");
    twin.wait_sent(-7, 3);
    end(bot, &twin);
    let chosen =
        databases::query(&twin.folder().join("bot.db"), "SELECT chat || name || value FROM settings");
    assert_eq!(chosen, ["-7unaskedon"]);
}
