//! Trouble: panics, a weak network, limits, stops and kills. Nobody else waits, nothing is lost.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, mpsc};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use attache::replies;
use attache::telegram::{Facts, Incoming, respond};
use attache::text::LanguageCode;

use super::{QUESTION, discreet, end, shipped};
use crate::hostile::FAQ;
use crate::program::Program;
use crate::running::{self, Bot, InProcess};
use crate::twin::{Fault, Twin};

/// Others are answered within a second; the second one is for a machine that runs other tests.
const AT_ONCE: Duration = Duration::from_secs(2);

/// Somebody else asks, and is answered at once.
#[track_caller]
fn another_is_answered(twin: &Twin, user: i64) {
    another_is_answered_in(twin, user, AT_ONCE);
}

#[track_caller]
fn another_is_answered_in(twin: &Twin, user: i64, time: Duration) {
    let asked = Instant::now();
    let before = twin.sent(user).len();
    twin.private(user, QUESTION);
    twin.wait_sent(user, before + 1);
    assert!(asked.elapsed() < time, "{:?}", asked.elapsed());
}

#[test]
fn one_chats_trouble_is_survived_and_keeps_nobody_waiting() {
    let (twin, bot) = shipped();
    twin.private(1, "/help");
    twin.wait_sent(1, 1);
    for (chat, fault) in [
        (11, Fault::TooManyRequests { retry_after: 3 }),
        (12, Fault::ServerError),
        (13, Fault::BadGateway),
        (14, Fault::Reset),
        (15, Fault::Hang(Duration::from_secs(4))),
        (16, Fault::Html),
    ] {
        twin.fault("sendMessage", Some(chat), fault, 1);
        twin.private(chat, QUESTION);
        another_is_answered(&twin, 1);
    }
    another_is_answered(&twin, 2);
    for chat in 11..=16 {
        assert_eq!(twin.wait_sent(chat, 1).len(), 1, "chat {chat}");
    }
    let ended = bot.end();
    assert_eq!(ended.status, Some(0));
    discreet(&ended, &twin);
}

#[test]
fn trouble_with_polling_is_survived() {
    let (twin, bot) = shipped();
    let faults =
        [Fault::BadGateway, Fault::Reset, Fault::ServerError, Fault::TooManyRequests { retry_after: 1 }];
    for (count, fault) in (1..).zip(faults) {
        // The poll under way gives the message, the next one fails.
        twin.fault("getUpdates", None, fault, 1);
        twin.private(1, QUESTION);
        twin.wait_sent(1, count);
    }
    another_is_answered_in(&twin, 1, Duration::from_secs(3));
    let ended = bot.end();
    assert!(ended.said.contains("trying again") && ended.said.contains("Telegram is back"), "{}", ended.said);
    discreet(&ended, &twin);
}

#[test]
fn a_chat_that_floods_keeps_nobody_waiting() {
    let (twin, bot) = shipped();
    twin.fault("sendMessage", Some(66), Fault::TooManyRequests { retry_after: 4 }, usize::MAX);
    for _ in 0..250 {
        twin.private(66, "/help");
    }
    sleep(Duration::from_secs(2));
    another_is_answered(&twin, 1);
    another_is_answered(&twin, 2);
    twin.clear_faults();
    twin.wait_sent(66, 250);
    let ended = bot.end();
    assert_eq!(ended.status, Some(0));
    assert_eq!(twin.sent(66).len(), 250);
}

#[test]
fn who_has_blocked_the_bot_is_let_go_and_who_has_moved_is_followed() {
    let (twin, bot) = shipped();
    twin.fault("sendMessage", Some(11), Fault::Forbidden, 1);
    twin.private(11, QUESTION);
    twin.private(11, QUESTION);
    assert_eq!(twin.wait_sent(11, 1).len(), 1);
    twin.fault("sendMessage", Some(-500), Fault::Migrate { to: -1_000_500 }, 1);
    twin.group(-500, 1, "/help");
    assert_eq!(twin.wait_sent(-1_000_500, 1).len(), 1);
    assert_eq!(bot.end().status, Some(0));
}

/// A program that is told nothing of a database, with a folder of its own.
fn program(twin: &Twin, folder: &tempfile::TempDir) -> Program {
    running::program(twin).with("DATABASE_URL", "").with("CACHE_DIR", folder.path().to_str().unwrap())
}

/// Twenty people ask; the bot is at it when this returns.
fn twenty_ask(twin: &Twin, bot: &Bot, fault: Fault) {
    twin.fault("sendMessage", None, fault, usize::MAX);
    for user in 11..31 {
        twin.private(user, QUESTION);
    }
    bot.wait_said("is answered", 20);
}

/// Once the trouble is over, each of them has one answer.
#[track_caller]
fn twenty_are_answered_by_the_next_run(twin: &Twin) {
    twin.clear_faults();
    let next = Bot::start(&running::program(twin));
    for user in 11..31 {
        assert_eq!(twin.wait_sent(user, 1).len(), 1);
    }
    end(next, twin);
}

#[test]
fn a_stop_in_mid_answer_loses_and_doubles_nothing() {
    for signal in ["TERM", "INT"] {
        let (twin, bot) = shipped();
        twenty_ask(&twin, &bot, Fault::Slow(Duration::from_secs(2)));
        let asked = Instant::now();
        bot.signal(signal);
        let ended = bot.wait();
        assert_eq!(ended.status, Some(0), "{}", ended.said);
        assert!(asked.elapsed() < Duration::from_secs(20));
        twin.clear_faults();
        // Those that came after the stop are the next run's.
        twin.private(31, QUESTION);
        let next = Bot::start(&running::program(&twin));
        twin.wait_sent(31, 1);
        end(next, &twin);
        for user in 11..=31 {
            assert_eq!(twin.sent(user).len(), 1, "user {user}");
        }
    }
}

#[test]
fn a_stop_that_cannot_wait_leaves_the_rest_to_the_next_run() {
    let (twin, folder) = (Twin::start(), tempfile::tempdir().unwrap());
    let bot = Bot::start(&program(&twin, &folder));
    // The next run waits as long as Telegram has told this one.
    twin.fault("sendMessage", Some(66), Fault::TooManyRequests { retry_after: 10 }, usize::MAX);
    for _ in 0..150 {
        twin.private(66, "/help");
    }
    twin.private(1, QUESTION);
    twin.private(2, QUESTION);
    twin.wait_sent(1, 1);
    twin.wait_sent(2, 1);
    let asked = Instant::now();
    end(bot, &twin);
    assert!(asked.elapsed() < Duration::from_secs(20));
    twin.clear_faults();
    let next = Bot::start(&program(&twin, &folder));
    twin.wait_sent(66, 150);
    end(next, &twin);
    assert_eq!([66, 1, 2].map(|user| twin.sent(user).len()), [150, 1, 1]);
    assert!(folder.path().join("bot-123456789.db").exists());
}

#[test]
fn a_stop_while_polling_fails_doubles_nothing() {
    let (twin, bot) = shipped();
    twin.fault("getUpdates", None, Fault::BadGateway, 3);
    twin.private(1, QUESTION);
    twin.wait_sent(1, 1);
    bot.wait_said("still no updates", 2);
    end(bot, &twin);
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let (twin, bot) = shipped();
    twenty_ask(&twin, &bot, Fault::Hang(Duration::from_secs(60)));
    bot.signal("INT");
    bot.wait_said("ending", 1);
    bot.signal("INT");
    assert_eq!(bot.wait().status, Some(130));
    twenty_are_answered_by_the_next_run(&twin);
}

#[test]
fn a_kill_in_mid_answer_loses_nothing() {
    let (twin, bot) = shipped();
    twenty_ask(&twin, &bot, Fault::Hang(Duration::from_secs(60)));
    let killed = bot.kill();
    discreet(&killed, &twin);
    twenty_are_answered_by_the_next_run(&twin);
}

#[test]
fn a_kill_with_more_waiting_than_telegram_gives_at_once_loses_nothing() {
    let (twin, folder) = (Twin::start(), tempfile::tempdir().unwrap());
    let bot = Bot::start(&program(&twin, &folder));
    twin.fault("sendMessage", None, Fault::Hang(Duration::from_secs(60)), usize::MAX);
    for user in 1000..1250 {
        twin.private(user, "/help");
    }
    bot.wait_said("is answered", 250);
    bot.kill();
    twin.clear_faults();
    let next = Bot::start(&program(&twin, &folder));
    for user in 1000..1250 {
        twin.wait_sent(user, 1);
    }
    end(next, &twin);
}

#[test]
fn an_answer_that_telegram_takes_long_to_confirm_is_sent_once() {
    let (twin, bot) = shipped();
    twin.fault("sendMessage", None, Fault::Late(Duration::from_secs(12)), 1);
    twin.private(1, QUESTION);
    twin.wait_sent(1, 1);
    end(bot, &twin);
    assert_eq!(twin.sent(1).len(), 1);
}

#[test]
fn many_slow_chats_keep_nobody_waiting() {
    let (twin, bot) = shipped();
    for chat in 100..115 {
        twin.fault("sendMessage", Some(chat), Fault::TooManyRequests { retry_after: 4 }, usize::MAX);
        for _ in 0..10 {
            twin.private(chat, "/help");
        }
    }
    sleep(Duration::from_secs(2));
    another_is_answered(&twin, 1);
    another_is_answered(&twin, 2);
    twin.clear_faults();
    for chat in 100..115 {
        twin.wait_sent(chat, 10);
    }
    end(bot, &twin);
}

#[test]
fn a_panic_is_logged_and_told_and_the_bot_lives_on() {
    let twin = Twin::start();
    // It takes a while to be read, once for all tests.
    LazyLock::force(&FAQ);
    let respond = |incoming: &Incoming| match incoming {
        Incoming::Question(_, text) if text == "panic" => panic!("injected"),
        _ => respond(&FAQ, incoming, &Facts::of(LanguageCode::ENGLISH)),
    };
    let bot = InProcess::start(&twin, respond);
    for user in [1, 2, 1] {
        twin.private(user, "panic");
    }
    another_is_answered(&twin, 3);
    twin.private(1, QUESTION);
    let sent = twin.wait_sent(1, 3);
    let failed = replies::failed(LanguageCode::ENGLISH);
    assert_eq!((sent[0].html.as_str(), sent[1].html.as_str()), (failed.html.as_str(), failed.html.as_str()));
    assert!(sent[2].text.contains("As of 2023-11-12."));
    bot.end();
    assert!(twin.unconfirmed().is_empty());
}

#[test]
fn an_update_that_kills_the_bot_again_and_again_is_set_aside() {
    let twin = Twin::start();
    let (begun, beginnings) = mpsc::channel();
    let is_dead = Arc::new(AtomicBool::new(false));
    let start = || {
        let (begun, is_dead) = (begun.clone(), Arc::clone(&is_dead));
        is_dead.store(false, Ordering::Relaxed);
        InProcess::start(&twin, move |incoming: &Incoming| {
            if matches!(incoming, Incoming::Question(_, text) if text == "deadly") {
                begun.send(()).unwrap();
                while !is_dead.load(Ordering::Relaxed) {
                    sleep(Duration::from_millis(5));
                }
            }
            respond(&FAQ, incoming, &Facts::of(LanguageCode::ENGLISH))
        })
    };
    twin.private(1, "deadly");
    twin.private(1, "/help");
    twin.private(2, "/help");
    for _ in 0..5 {
        let bot = start();
        beginnings.recv_timeout(Duration::from_secs(15)).unwrap();
        // Whoever waits for the thread that is at it has nothing to do but that any more.
        scope(|scope| {
            scope.spawn(|| {
                sleep(Duration::from_millis(500));
                is_dead.store(true, Ordering::Relaxed);
            });
            bot.kill();
        });
    }
    let bot = start();
    twin.wait_sent(1, 1);
    twin.wait_sent(2, 1);
    bot.end();
    assert_eq!(beginnings.try_iter().count(), 0);
    assert_eq!(twin.sent(1).len(), 1);
    // A call that a kill cut off may have been made, and is made again.
    assert!((1..=2).contains(&twin.sent(2).len()), "{:?}", twin.sent(2));
    assert!(twin.unconfirmed().is_empty());
}
