//! Random schedules of talk and trouble: nothing is lost, nothing is sent twice that is known to
//! be sent, each chat keeps its order, and none waits for another.

mod plan;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use attache::replies::{self, Html, Reply};
use attache::telegram::{Effect, Incoming};
use attache::text::LanguageCode;
use serde_json::Value;

use crate::running::InProcess;
use crate::twin::{Call, Fault, Twin};
use plan::{BESIDE_IT, Chat, HELD_UP, Plan, Step};

/// How many schedules run side by side. They mostly wait.
const SIDE_BY_SIDE: usize = 64;

/// How many of the thousand a normal run has.
const SOME: u64 = 150;

/// The setting with the number of the only schedule to run.
const ONLY: &str = "FAULT_SEED";

/// One schedule: the people, the server with its troubles, and the bot.
struct Trial {
    plan: Plan,
    twin: Twin,
    bot: Option<InProcess>,
    /// A message of the bot's in each chat, which has the buttons.
    tapped: BTreeMap<i64, i64>,
}

impl Trial {
    fn new(plan: Plan) -> Self {
        let twin = Twin::start();
        let bot = Some(InProcess::start(&twin, echo));
        Self { plan, twin, bot, tapped: BTreeMap::new() }
    }

    /// Runs it to its end, and gives the calls that were made.
    fn run(mut self) -> Vec<Call> {
        self.meet();
        for (method, chat, row) in &self.plan.faults {
            for fault in row {
                self.twin.fault(method, *chat, fault.clone(), 1);
            }
        }
        for step in &self.plan.steps {
            match step {
                Step::Say(chat, text) => self.say(*chat, text),
                Step::Tap(chat, text) => drop(self.twin.tap(*chat, 1, self.tapped[chat], text)),
                Step::Wait(time) => thread::sleep(*time),
                Step::HoldUp => self.hold_up(),
                Step::Stop => {
                    self.bot.take().unwrap().end();
                    self.bot = Some(InProcess::start(&self.twin, echo));
                }
                Step::Kill => {
                    self.bot.take().unwrap().kill();
                    self.bot = Some(InProcess::start(&self.twin, echo));
                }
            }
        }
        self.twin.clear_faults_in(HELD_UP);
        for chat in self.chats() {
            for text in self.due_in(&chat) {
                self.twin.wait(&text, |twin| done_in(&twin.calls(), &chat).contains(&text));
            }
        }
        self.twin.wait("all taps to be answered", |twin| answered(&twin.calls()).len() >= self.plan.taps());
        self.twin.wait("all to be confirmed", |twin| twin.unconfirmed().is_empty());
        self.bot.take().unwrap().end();
        self.check();
        self.twin.calls()
    }

    /// Everybody gets a first message, while there is no trouble yet.
    fn meet(&mut self) {
        for chat in &self.plan.chats {
            self.say(chat.id, "hello");
        }
        for chat in &self.plan.chats {
            self.tapped.insert(chat.id, self.twin.wait_sent(chat.id, 1)[0].message_id);
        }
    }

    fn say(&self, chat: i64, text: &str) {
        match chat {
            0.. => self.twin.private(chat, text),
            _ => self.twin.group(chat, 1, &format!("@attache_test_bot {text}")),
        };
    }

    /// One chat gets nothing until all is over; another is asked in, and answered nevertheless.
    fn hold_up(&self) {
        let refusal = Fault::TooManyRequests { retry_after: 1 };
        self.twin.fault("sendMessage", Some(HELD_UP), refusal, usize::MAX);
        self.say(HELD_UP, "hello");
        self.twin.wait("a refusal", |twin| twin.calls().iter().any(|call| is_in(call, HELD_UP)));
        self.say(BESIDE_IT, "hello");
        self.twin.wait_sent(BESIDE_IT, 1);
        assert!(self.twin.sent(HELD_UP).is_empty());
    }

    /// All chats in which something is asked.
    fn chats(&self) -> Vec<Chat> {
        let is_held_up = self.plan.steps.iter().any(|step| matches!(step, Step::HoldUp));
        let others = if is_held_up { [HELD_UP, BESIDE_IT].as_slice() } else { &[] };
        let others = others.iter().map(|id| Chat { id: *id, moves_to: None });
        self.plan.chats.iter().copied().chain(others).collect()
    }

    /// What is to be sent to a chat, and put in place there, in order.
    fn due_in(&self, chat: &Chat) -> Vec<String> {
        let deeds = self.plan.deeds(chat.id).into_iter().map(|(_, text)| text);
        std::iter::once("hello".to_owned()).chain(deeds).collect()
    }

    fn check(&self) {
        let calls = self.twin.calls();
        for chat in self.chats() {
            self.check_chat(&chat, &calls);
        }
        let answers = answered(&calls);
        assert_eq!(answers.len(), self.plan.taps());
        let known = ["message is not modified", "query is too old"];
        let cut_off = |call: &Call| {
            let error = call.error.as_deref().unwrap_or_default();
            self.plan.kills > 0 && known.iter().any(|known| error.contains(known))
        };
        let refused: Vec<Call> = self.twin.refused().into_iter().filter(|call| !cut_off(call)).collect();
        assert!(refused.is_empty(), "{refused:#?}");
    }

    /// Each deed once and in order. One that a kill has cut off may have been done, and is done
    /// again; no more than one of a chat is under way.
    fn check_chat(&self, chat: &Chat, calls: &[Call]) {
        let mut due = self.due_in(chat);
        let mut done = done_in(calls, chat);
        assert!(done.len() <= due.len() + self.plan.kills, "{done:?} for {due:?}");
        done.dedup();
        if chat.moves_to.is_some() {
            // What comes for the old chat and for the new one is sent side by side.
            for id in [Some(chat.id), chat.moves_to] {
                let mut done = done_in(calls, &Chat { id: id.unwrap(), moves_to: None });
                done.dedup();
                let places: Vec<_> = done.iter().map(|text| due.iter().position(|due| due == text)).collect();
                assert!(places.is_sorted(), "{done:?} for {due:?}");
            }
            due.sort();
            done.sort();
            done.dedup();
        }
        assert_eq!(done, due, "chat {}", chat.id);
    }
}

/// Says what it hears.
fn echo(incoming: &Incoming) -> Vec<Effect> {
    match incoming {
        Incoming::Question(origin, text) => {
            text.split('+').map(|part| Effect::Send(origin.place, saying(part))).collect()
        }
        Incoming::Tap(tap) => {
            let (place, message) = tap.under.unwrap();
            let acknowledged = Effect::Acknowledge(tap.query.clone(), None);
            vec![
                acknowledged,
                Effect::Edit { chat: place.chat, message: message.unwrap(), reply: saying(&tap.data) },
            ]
        }
        _ => Vec::new(),
    }
}

fn saying(text: &str) -> Reply {
    let mut reply = replies::failed(LanguageCode::ENGLISH);
    reply.html = Html::text(text);
    reply
}

/// The texts that were sent or put in place in a chat and in what it has become, in order.
fn done_in(calls: &[Call], chat: &Chat) -> Vec<String> {
    let is_deed = |call: &&Call| matches!(call.method.as_str(), "sendMessage" | "editMessageText");
    let is_here = |call: &&Call| is_in(call, chat.id) || chat.moves_to.is_some_and(|to| is_in(call, to));
    let done = calls.iter().filter(is_done).filter(is_deed).filter(is_here);
    done.map(|call| call.params["text"].as_str().unwrap().to_owned()).collect()
}

/// A page of somebody else's is no success, though its status says so.
fn is_done(call: &&Call) -> bool {
    call.status == 200 && call.error.is_none()
}

fn is_in(call: &Call, chat: i64) -> bool {
    call.params["chat_id"] == chat
}

/// The taps that were answered.
fn answered(calls: &[Call]) -> Vec<Value> {
    let answers = calls.iter().filter(is_done).filter(|call| call.method == "answerCallbackQuery");
    answers.map(|call| call.params["callback_query_id"].clone()).collect()
}

/// Runs the schedules with these numbers, or the only one that is asked for, and tells of all that
/// fail.
fn run(seeds: std::ops::Range<u64>) {
    let only = std::env::var(ONLY).ok().map(|seed| seed.parse().unwrap());
    let seeds = only.map_or(seeds, |seed: u64| seed..seed + 1);
    let (next, failures) = (AtomicU64::new(seeds.start), Mutex::new(Vec::new()));
    let tally = Mutex::new(BTreeMap::<(String, u16), usize>::new());
    thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if !seeds.contains(&seed) {
                        return;
                    }
                    let trial = AssertUnwindSafe(|| Trial::new(Plan::new(seed)).run());
                    match catch_unwind(trial) {
                        Ok(calls) => {
                            let mut tally = tally.lock().unwrap();
                            for call in calls {
                                *tally.entry((call.method, call.status)).or_default() += 1;
                            }
                        }
                        Err(panic) => failures.lock().unwrap().push((seed, words(panic.as_ref()))),
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    let tally = tally.into_inner().unwrap();
    eprintln!("calls by method and status, 0 for none: {tally:?}");
    let told = |(seed, words): &(u64, String)| {
        format!("{ONLY}={seed} cargo test --test suite random_trouble\n{words}\n{:?}\n", Plan::new(*seed))
    };
    let all: Vec<String> = failures.iter().map(told).collect();
    assert!(failures.is_empty(), "{} schedules fail:\n{}", failures.len(), all.join("\n"));
    for status in [0, 401, 403, 429, 500, 502] {
        let struck = tally.contains_key(&("sendMessage".to_owned(), status));
        assert!(struck || only.is_some(), "nothing was answered with {status}");
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
}

#[test]
fn random_trouble_loses_doubles_and_holds_up_nothing() {
    run(0..SOME);
}

/// `cargo test --test suite a_thousand_schedules -- --ignored`
#[test]
#[ignore = "takes minutes"]
fn a_thousand_schedules_of_random_trouble_lose_double_and_hold_up_nothing() {
    run(0..1_000);
}
