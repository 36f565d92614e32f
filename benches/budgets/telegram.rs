//! The bot in Telegram: how many it answers, how soon, and what it takes. The twin of Telegram
//! runs on the same machine and takes its share of it.

use std::ops::Range;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::twin::Twin;
use crate::{BINARY, Budgets, memory_of, shipped};

/// How many people write at once.
const CHATS: i64 = 500;

/// How many questions each of them asks.
const EACH: usize = 20;

/// For how long the twin is called to see how fast the machine is, and by how many at once.
const CALLING: Duration = Duration::from_secs(2);
const CALLERS: usize = 16;

/// The least share of these calls that are answers to exact questions: each takes two calls, an update
/// to store and a reply, and what lies between.
const LEAST_SHARE: f64 = 0.04;

/// A wording of the shipped knowledge, and one that needs the encoder.
const EXACT: &str = "Is China neutral in the Ukraine conflict?";

/// Questions that need the encoder arrive so far apart: fifty a second.
const APART: Duration = Duration::from_millis(20);

/// For how many of them the time to the reply is measured.
const PACED: i64 = 1_000;

/// How many questions that need the encoder come at once.
const ENCODED: i64 = 1_500;

/// How many questions that need the judge come at once.
const JUDGED: i64 = 64;

/// What makes a question another one, and asks for nothing else.
const COURTESIES: [&str; 8] = ["please", "kindly", "now", "really", "actually", "today", "hello", "ok"];

/// How soon a webhook says that an update is stored.
const WEBHOOK: Duration = Duration::from_millis(5);

/// What Telegram shows there.
const SECRET: &str = "a-secret-for-a-benchmark";

/// Measures them beside their budgets.
pub fn measure(budgets: &mut Budgets, cache: &Path, encoding: Duration) {
    let twin = Twin::start();
    let (bot, started) = start_on(&twin, cache, &[]);
    budgets.time("run, process start to first getUpdates", started, Duration::from_millis(300));
    sleep(Duration::from_secs(1));
    budgets.size("resident memory, idle", memory_of(bot.id()), 90);
    let (calls, answered) = (called_a_second(&twin), answered_a_second(&twin));
    budgets.rate("exact questions answered a second", answered, 1_500.0);
    budgets.at_least("  of the calls that the twin answers a second", answered / calls, LEAST_SHARE);
    let mut waits = paced(&twin);
    waits.sort();
    budgets.time("reply at 50 questions a second, median", waits[waits.len() / 2], Duration::from_millis(25));
    budgets.time(
        "reply at 50 questions a second, p99",
        waits[waits.len() * 99 / 100],
        Duration::from_millis(25),
    );
    let encoded = encoded_a_second(&twin);
    budgets.rate("questions that need the encoder a second", encoded, 150.0);
    budgets.at_least("  of one core's, spent in the encoder", encoded * encoding.as_secs_f64(), 0.5);
    budgets.rate("questions that need the judge a second", judged_a_second(&twin), 15.0);
    // With those before it, 50,000 updates, and then as many again.
    let (half, all) = (after_more(&twin, 40_000..47_500, &bot), after_more(&twin, 50_000..60_000, &bot));
    budgets.size("resident memory after 100,000 updates", all, 120);
    budgets.growth("  of that after 50,000", all as f64 / half as f64, 1.05);
    end(bot);
    let twin = Twin::start();
    let mut answers = called(&twin, cache);
    answers.sort();
    budgets.time("webhook at 50 updates a second, p99", answers[answers.len() * 99 / 100], WEBHOOK);
}

/// A bot that has done its work; there is nothing to save.
pub fn end(mut bot: Child) {
    let _ = bot.kill();
    let _ = bot.wait();
}

pub fn start_on(twin: &Twin, cache: &Path, settings: &[(&str, &str)]) -> (Child, Duration) {
    let begun = Instant::now();
    let bot = Command::new(BINARY)
        .arg("run")
        .env("KNOWLEDGE", shipped())
        .env("CACHE_DIR", cache)
        .env("TELOXIDE_API_URL", twin.url())
        .env("TELOXIDE_TOKEN", twin.token())
        .env("DATABASE_URL", format!("sqlite:{}", twin.folder().join("bot.db").display()))
        .env("LOG", "warn")
        .envs(settings.iter().copied())
        .stdin(Stdio::null())
        .spawn()
        .expect("the program runs");
    let begins = |method: &str| method == "getUpdates" || method == "setWebhook";
    let first = |twin: &Twin| twin.calls().into_iter().find(|call| begins(&call.method));
    twin.wait("the first poll", |twin| first(twin).is_some());
    let first = first(twin).expect("it was waited for").at;
    twin.keep_calls(false);
    (bot, first - begun)
}

/// How many calls a second the twin answers that cost it and its caller next to nothing: how fast this
/// machine is at what stands around an answer.
fn called_a_second(twin: &Twin) -> f64 {
    let runtime = tokio::runtime::Runtime::new().expect("the system gives threads");
    let address = format!("{}/bot{}/getMe", twin.url(), twin.token());
    let (client, begun) = (reqwest::Client::new(), Instant::now());
    let callers = (0..CALLERS).map(|_| {
        let (client, address) = (client.clone(), address.clone());
        runtime.spawn(async move {
            let mut calls = 0;
            while begun.elapsed() < CALLING {
                client.get(&address).send().await.expect("the twin answers").bytes().await.expect("it does");
                calls += 1;
            }
            calls
        })
    });
    let callers: Vec<_> = callers.collect();
    let calls: i32 = callers.into_iter().map(|caller| runtime.block_on(caller).expect("it ends")).sum();
    f64::from(calls) / begun.elapsed().as_secs_f64()
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

pub fn paced(twin: &Twin) -> Vec<Duration> {
    let begun = Instant::now();
    let asked: Vec<(i64, Instant)> = (10_000..10_000 + PACED)
        .map(|user| {
            let due = begun + APART * u32::try_from(user - 10_000).expect("a small number");
            sleep(due.saturating_duration_since(Instant::now()));
            let asked = Instant::now();
            twin.private(user, &unanswered(user));
            (user, asked)
        })
        .collect();
    asked.into_iter().map(|(user, asked)| twin.wait_sent(user, 1)[0].at - asked).collect()
}

/// A question that the encoder is asked for, and the judge is not, as a veto forbids an answer.
fn unanswered(user: i64) -> String {
    format!("does china want war number {user} to end?")
}

/// Questions that get an answer which the judge has read.
fn judged_a_second(twin: &Twin) -> f64 {
    let begun = Instant::now();
    let users = 30_000..30_000 + JUDGED;
    for user in users.clone() {
        let [first, second] = [user, user / 8].map(|number| COURTESIES[number as usize % COURTESIES.len()]);
        twin.private(user, &format!("{first} {second} is beijing on moscow's side?"));
    }
    for user in users {
        twin.wait_sent(user, 1);
    }
    JUDGED as f64 / begun.elapsed().as_secs_f64()
}

fn encoded_a_second(twin: &Twin) -> f64 {
    let begun = Instant::now();
    let users = 20_000..20_000 + ENCODED;
    for user in users.clone() {
        twin.private(user, &unanswered(user));
    }
    for user in users {
        twin.wait_sent(user, 1);
    }
    ENCODED as f64 / begun.elapsed().as_secs_f64()
}

/// So many more people ask a few things each. Gives the memory that the bot then takes.
fn after_more(twin: &Twin, users: Range<i64>, bot: &Child) -> u64 {
    const EACH: usize = 5;
    // As many at once as a busy minute has, and not all: what waits takes memory in the twin.
    for round in 1..=EACH {
        for user in users.clone() {
            twin.private(user, EXACT);
        }
        for user in users.clone() {
            twin.wait_sent(user, round);
        }
    }
    memory_of(bot.id())
}

/// How long a webhook takes to say that it has an update, at fifty a second.
fn called(twin: &Twin, cache: &Path) -> Vec<Duration> {
    let listen = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
    let listen = listen.expect("an address is free").to_string();
    let settings = [
        ("WEBHOOK_URL", "https://bot.example/hook"),
        ("LISTEN_ADDR", listen.as_str()),
        ("WEBHOOK_SECRET", SECRET),
    ];
    let (bot, _) = start_on(twin, cache, &settings);
    // These people come past the twin, which has to know whom the bot replies to.
    (30_000..30_000 + PACED).for_each(|user| twin.join(user));
    let runtime = tokio::runtime::Runtime::new().expect("the system gives threads");
    let client = reqwest::Client::new();
    let begun = Instant::now();
    let answers = runtime.block_on(async {
        let calls = (0..PACED).map(|number| {
            let (client, listen) = (client.clone(), listen.clone());
            tokio::spawn(async move {
                let due = begun + APART * u32::try_from(number).expect("a small number");
                tokio::time::sleep_until(due.into()).await;
                let person =
                    serde_json::json!({ "id": 30_000 + number, "is_bot": false, "first_name": "Ana" });
                let update = serde_json::json!({ "update_id": 900_000 + number, "message": {
                    "message_id": 1, "date": 1_700_000_000, "from": person,
                    "chat": { "id": 30_000 + number, "type": "private", "first_name": "Ana" },
                    "text": format!("does china want war number {number} to end?"),
                }});
                let called = Instant::now();
                let call = client.post(format!("http://{listen}/hook")).json(&update);
                let answer = call.header("x-telegram-bot-api-secret-token", SECRET).send().await;
                assert!(answer.is_ok_and(|answer| answer.status().is_success()), "an update is not taken");
                called.elapsed()
            })
        });
        let calls: Vec<_> = calls.collect();
        let mut answers = Vec::new();
        for call in calls {
            answers.push(call.await.expect("a call ends"));
        }
        answers
    });
    end(bot);
    answers
}
