//! The bot in Telegram: how many it answers, how soon, and what it takes. The twin of Telegram
//! runs on the same machine and takes its share of it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::twin::Twin;
use crate::{BINARY, Bars, memory_of, shipped};

/// How many people write at once.
const CHATS: i64 = 500;

/// How many questions each of them asks.
const EACH: usize = 20;

/// A wording of the shipped knowledge, and one that needs the encoder.
const EXACT: &str = "Is China neutral in the Ukraine conflict?";

/// Questions that need the encoder arrive so far apart: fifty a second.
const APART: Duration = Duration::from_millis(20);

/// For how many of them the time to the reply is measured.
const PACED: i64 = 1_000;

/// Measures them beside their bars.
pub fn measure(bars: &mut Bars, cache: &Path) {
    let twin = Twin::start();
    let (mut bot, started) = start(&twin, cache);
    bars.time("run, process start to first getUpdates", started, Duration::from_millis(300));
    sleep(Duration::from_secs(1));
    bars.size("resident memory, idle", memory_of(bot.id()), 90);
    bars.rate("exact questions answered a second", answered_a_second(&twin), 1_500.0);
    let mut waits = paced(&twin);
    waits.sort();
    bars.time("reply at 50 questions a second, median", waits[waits.len() / 2], Duration::from_millis(25));
    bars.time(
        "reply at 50 questions a second, p99",
        waits[waits.len() * 99 / 100],
        Duration::from_millis(25),
    );
    bars.size("resident memory after that", memory_of(bot.id()), 90);
    // It has done its work; there is nothing to save.
    let _ = bot.kill();
    let _ = bot.wait();
}

fn start(twin: &Twin, cache: &Path) -> (Child, Duration) {
    let begun = Instant::now();
    let bot = Command::new(BINARY)
        .arg("run")
        .env("KNOWLEDGE", shipped())
        .env("CACHE_DIR", cache)
        .env("TELOXIDE_API_URL", twin.url())
        .env("TELOXIDE_TOKEN", twin.token())
        .env("DATABASE_URL", format!("sqlite:{}", twin.folder().join("bot.db").display()))
        .env("LOG", "warn")
        .stdin(Stdio::null())
        .spawn()
        .expect("the program runs");
    let polls = |twin: &Twin| twin.calls().into_iter().find(|call| call.method == "getUpdates");
    twin.wait("the first poll", |twin| polls(twin).is_some());
    let first = polls(twin).expect("it was waited for").at;
    twin.keep_calls(false);
    (bot, first - begun)
}

fn answered_a_second(twin: &Twin) -> f64 {
    let begun = Instant::now();
    for _ in 0..EACH {
        for user in 1..=CHATS {
            twin.private(user, EXACT);
        }
    }
    for user in 1..=CHATS {
        twin.wait_sent(user, EACH);
    }
    EACH as f64 * CHATS as f64 / begun.elapsed().as_secs_f64()
}

fn paced(twin: &Twin) -> Vec<Duration> {
    let begun = Instant::now();
    let asked: Vec<(i64, Instant)> = (10_000..10_000 + PACED)
        .map(|user| {
            let due = begun + APART * u32::try_from(user - 10_000).expect("a small number");
            sleep(due.saturating_duration_since(Instant::now()));
            let asked = Instant::now();
            twin.private(user, &format!("so does china take a side in war number {user}?"));
            (user, asked)
        })
        .collect();
    asked.into_iter().map(|(user, asked)| twin.wait_sent(user, 1)[0].at - asked).collect()
}
