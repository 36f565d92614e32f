//! A running bot: the real program as a process of its own, talking to a twin of Telegram.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use attache::faq::{Faq, FaqHandle, Resources};
use attache::knowledge::Knowledge;
use attache::store::{Address, Retention, Store};
use attache::telegram::{self, Effect, Facts, Incoming, Limits, Pseudonyms, Settings, Token};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::program::Program;
use crate::twin::Twin;

/// How long a bot may take to say or do something.
const PATIENCE: Duration = Duration::from_secs(30);

/// A process of `attache run`. It is killed when it is dropped.
pub struct Bot {
    process: Child,
    said: Arc<Mutex<String>>,
    listeners: Vec<thread::JoinHandle<()>>,
}

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit status; none if it was killed.
    pub status: Option<i32>,
    /// All that it printed and logged.
    pub said: String,
}

impl Ended {
    /// What it said of why it ended.
    pub fn error(&self) -> &str {
        self.said.find("error: ").map_or("", |at| &self.said[at..])
    }
}

/// A program with the twin's address and token as its settings.
pub fn program(twin: &Twin) -> Program {
    Program::new()
        .with("TELOXIDE_API_URL", &twin.url())
        .with("TELOXIDE_TOKEN", twin.token())
        .with("DATABASE_URL", &database(twin))
        .with("SEND_LIMITS", "off")
        .with("LOG", "trace")
}

/// A database that all runs against this twin share, and no others.
fn database(twin: &Twin) -> String {
    format!("sqlite:{}", twin.folder().join("bot.db").display())
}

impl Bot {
    /// Starts `program` and waits until it answers.
    #[track_caller]
    pub fn start(program: &Program) -> Self {
        let bot = Self::spawn(program, &["run"]);
        bot.wait_said("answers from", 1);
        bot
    }

    /// Starts `program` with these arguments.
    pub fn spawn(program: &Program, args: &[&str]) -> Self {
        let mut process =
            program.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let pipes: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(process.stdout.take().unwrap()), Box::new(process.stderr.take().unwrap())];
        let listeners = pipes.map(|pipe| {
            let said = Arc::clone(&said);
            thread::spawn(move || {
                for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                    said.lock().unwrap().push_str(&(line + "\n"));
                }
            })
        });
        Self { process, said, listeners: listeners.into() }
    }

    /// What it has printed and logged so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits until it has said this so often.
    #[track_caller]
    pub fn wait_said(&self, words: &str, times: usize) {
        let until = Instant::now() + PATIENCE;
        while self.said().matches(words).count() < times {
            assert!(Instant::now() < until, "it did not say `{words}` {times} times, but:\n{}", self.said());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Sends a signal: `TERM` or `INT`.
    pub fn signal(&self, name: &str) {
        let process = self.process.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &process]).status().unwrap().success());
    }

    /// Kills it on the spot.
    pub fn kill(mut self) -> Ended {
        self.process.kill().unwrap();
        self.wait()
    }

    /// Asks it to end, and waits until it has.
    pub fn end(self) -> Ended {
        self.signal("TERM");
        self.wait()
    }

    /// Waits until it has ended by itself.
    #[track_caller]
    pub fn wait(mut self) -> Ended {
        let until = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < until, "it does not end; it said:\n{}", self.said());
            thread::sleep(Duration::from_millis(10));
        };
        for listener in self.listeners.drain(..) {
            listener.join().unwrap();
        }
        Ended { status: status.code(), said: self.said() }
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A FAQ of one entry, for a bot that does not answer from it.
fn little() -> Arc<FaqHandle> {
    let article = serde_json::json!({
        "format": 1, "id": "little", "title": "T", "published": "2024-03-01", "language": "en", "summary": "S.",
        "sources": [{ "title": "Port", "url": "https://port.example/" }],
        "faq": [{ "id": "when", "question": "When?", "answer": "In April." }],
    });
    let knowledge = Knowledge::new(vec![serde_json::from_value(article).unwrap()]);
    Arc::new(FaqHandle::new(Faq::new(knowledge, &Resources::default(), &|_, _| ())))
}

/// The bot in this process, with another way to respond.
pub struct InProcess {
    runtime: Runtime,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

impl InProcess {
    /// Starts it.
    pub fn start(twin: &Twin, respond: impl Fn(&Incoming) -> Vec<Effect> + Send + Sync + 'static) -> Self {
        let runtime = Runtime::new().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let database: Address = database(twin).parse().unwrap();
        let (server, token): (_, Token) = (twin.url().parse().unwrap(), twin.token().parse().unwrap());
        let served = runtime.spawn(async move {
            let pseudonyms = Pseudonyms::of(&token, Retention::default());
            let settings = Settings { limits: Limits::Off, ..Settings::default() };
            let bot = telegram::Bot::connect(&server, token).await.unwrap().with_settings(settings);
            let store = Store::open(&database).await.unwrap();
            let respond = Arc::new(move |incoming: &Incoming, _: &Facts| respond(incoming));
            bot.run(store, pseudonyms, little(), respond, async { drop(stopped.await) }).await.unwrap();
        });
        Self { runtime, stop, served }
    }

    /// Starts the bot as it is, on this database, with these settings.
    pub fn serve(twin: &Twin, database: &str, faq: &Arc<FaqHandle>, settings: Settings) -> Self {
        let runtime = Runtime::new().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let (database, faq): (Address, _) = (database.parse().unwrap(), Arc::clone(faq));
        let (server, token): (_, Token) = (twin.url().parse().unwrap(), twin.token().parse().unwrap());
        let served = runtime.spawn(async move {
            let pseudonyms = Pseudonyms::of(&token, settings.retention);
            let bot = telegram::Bot::connect(&server, token).await.unwrap().with_settings(settings);
            let store = Store::open(&database).await.unwrap();
            bot.serve(store, pseudonyms, faq, async { drop(stopped.await) }).await.unwrap();
        });
        Self { runtime, stop, served }
    }

    /// Ends it, and waits until it has ended.
    pub fn end(self) {
        drop(self.stop);
        self.runtime.block_on(self.served).unwrap();
    }

    /// Ends it wherever it is, as if it were killed, and waits until it is gone.
    pub fn kill(self) {
        self.runtime.shutdown_timeout(PATIENCE);
        // Until here, since it would be asked to end.
        drop(self.stop);
    }
}
