//! Briefings to many: how long it takes to plan one and what that takes, how fast it is sent, and how
//! long readers wait meanwhile.

use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use attache::faq::{Faq, FaqHandle, Resources};
use attache::knowledge;
use attache::store::{Address, Retention, Store};
use attache::telegram::{Bot, Clock, Pseudonyms, Settings, Token};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::telegram::{end, paced, start_on};
use crate::twin::Twin;
use crate::{Budgets, peak_memory_of, shipped};

/// How many chats a large briefing goes to.
const MANY: i64 = 100_000;

/// The first of these chats; nobody who writes to the bot meanwhile is among them.
const FIRST: i64 = 1_000_000;

/// How many of them are there. No more are reached while it is measured.
const REACHED: i64 = 5_000;

/// How many times as fast as the machine's the clock of the bot runs whose pace is measured.
const SPEED: u32 = 5;

/// For how many minutes of that clock it is measured, unless `BRIEFING_MINUTES` says otherwise.
const MINUTES: i64 = 1;

/// What Telegram allows a second.
const ALLOWED: usize = 30;

/// Measures them beside their budgets.
pub fn measure(budgets: &mut Budgets, cache: &Path) {
    plan(budgets, cache);
    send(budgets);
}

/// The program, with a briefing to many that is due.
fn plan(budgets: &mut Budgets, cache: &Path) {
    let twin = Twin::start();
    let runtime = Runtime::new().expect("a runtime");
    let database = format!("sqlite:{}", twin.folder().join("bot.db").display());
    runtime.block_on(subscribe(&database, MANY, Utc::now()));
    (FIRST..FIRST + REACHED).for_each(|chat| twin.join(chat));
    let (bot, started) = start_on(&twin, cache, &[]);
    let begun = Instant::now();
    let planned = || {
        runtime.block_on(counted(
            &database,
            "SELECT COUNT(*) FROM subscriptions WHERE due_at > 9000000000000000",
        ))
    };
    while planned() < MANY {
        assert!(begun.elapsed() < Duration::from_secs(60), "it is not planned");
        sleep(Duration::from_millis(20));
    }
    budgets.time("a briefing to 100,000 chats, planned", started + begun.elapsed(), Duration::from_secs(5));
    let mut waits = paced(&twin);
    waits.sort();
    budgets.size("  peak memory", peak_memory_of(bot.id()), 150);
    let p99 = waits[waits.len() * 99 / 100];
    budgets.time("  reply to readers while it is sent, p99", p99, Duration::from_millis(100));
    let sent = runtime.block_on(counted(&database, "SELECT COUNT(*) FROM posts WHERE done_at > 0"));
    assert!(sent > 100, "only {sent} were sent meanwhile");
    end(bot);
}

/// The bot in this process, on a clock of its own.
fn send(budgets: &mut Budgets) {
    let minutes =
        std::env::var("BRIEFING_MINUTES").ok().and_then(|minutes| minutes.parse().ok()).unwrap_or(MINUTES);
    let chats = (minutes + 1) * 60 * ALLOWED as i64;
    let twin = Twin::start();
    (FIRST..FIRST + chats).for_each(|chat| twin.join(chat));
    let runtime = Runtime::new().expect("a runtime");
    let database = format!("sqlite:{}", twin.folder().join("bot.db").display());
    let (begun, start) = (Instant::now(), Utc::now());
    let shown = move |at: Instant| start + TimeDelta::from_std((at - begun) * SPEED).unwrap_or_default();
    runtime.block_on(subscribe(&database, chats, start));
    let (stop, stopped) = oneshot::channel::<()>();
    let served = runtime.spawn(serve(
        twin.url(),
        twin.token(),
        database,
        Clock::of(move || shown(Instant::now()), SPEED),
        stopped,
    ));
    let is_sent = |call: &crate::twin::Call| call.method == "sendMessage" && call.error.is_none();
    twin.wait("the first message", |twin| twin.calls().iter().any(is_sent));
    sleep(Duration::from_secs(60) * u32::try_from(minutes).unwrap_or(1) / SPEED);
    let mut moments: Vec<DateTime<Utc>> =
        twin.calls().into_iter().filter(is_sent).map(|call| shown(call.at)).collect();
    moments.sort();
    drop(stop);
    let _ = runtime.block_on(served);
    let time = moments[moments.len() - 1] - moments[0];
    let rate = (moments.len() - 1) as f64 / time.as_seconds_f64();
    println!("  {} messages in {} s of the bot's clock", moments.len(), time.num_seconds());
    // By the bot's own clock, and so on any machine.
    budgets.at_least("messages of a briefing a second", rate, 29.0);
    let in_a_second = |from: usize| {
        moments[from..].iter().take_while(|at| **at - moments[from] < TimeDelta::seconds(1)).count()
    };
    let most = (0..moments.len()).map(in_a_second).max().unwrap_or_default();
    // They are counted as they arrive, which a busy machine bunches, and the fast clock more so.
    budgets.share("  most in any second, of those allowed", most as f64 / ALLOWED as f64, 1.5);
}

async fn serve(server: String, token: &str, database: String, clock: Clock, stopped: oneshot::Receiver<()>) {
    let knowledge = knowledge::load(&shipped()).expect("the shipped knowledge");
    let faq = Arc::new(FaqHandle::new(Faq::new(knowledge, &Resources::default(), &|_, _| ())));
    let token: Token = token.parse().expect("a token");
    let settings = Settings { clock, ..Settings::default() };
    let pseudonyms = Pseudonyms::of(&token, Retention::default());
    let server = server.parse().expect("an address");
    let bot = Bot::connect(&server, token).await.expect("the twin").with_settings(settings);
    let address: Address = database.parse().expect("an address");
    let store = Store::open(&address).await.expect("a database");
    bot.serve(store, pseudonyms, faq, async { drop(stopped.await) }).await.expect("it serves");
}

/// Makes the database, and subscribes so many chats to a briefing that is due.
async fn subscribe(database: &str, chats: i64, due: DateTime<Utc>) {
    let address: Address = database.parse().expect("an address");
    Store::open(&address).await.expect("a database").close().await;
    let sql = format!(
        "INSERT INTO subscriptions (chat, thread, terms, due_at, retired_at) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {chats}) \
         SELECT {FIRST} + i - 1, 0, 'once 08:00 UTC lang=en', {}, 0 FROM n",
        due.timestamp_millis()
    );
    let mut connection = SqliteConnection::connect(database).await.expect("a connection");
    sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.expect("they are subscribed");
    connection.close().await.expect("it is written");
}

async fn counted(database: &str, sql: &'static str) -> i64 {
    let mut connection = SqliteConnection::connect(database).await.expect("a connection");
    sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap_or_default()
}
