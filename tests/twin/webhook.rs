//! Sends updates to a webhook, as Telegram does: in order within a chat, chats side by side, again and
//! again until somebody answers 200.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use serde_json::Value;
use url::Url;

use super::world::World;

/// Calls under way at once, unless the bot asks for fewer.
const CONNECTIONS: usize = 100;

/// The real waits are from two seconds on.
const BEFORE_NEXT_TRY: Duration = Duration::from_millis(100);

const PATIENCE: Duration = Duration::from_secs(20);

/// What `setWebhook` has set, and what the test has put behind it.
#[derive(Default)]
pub struct Hook {
    pub secret: String,
    /// Where calls go, in turn: what a proxy at the webhook's address passes them on to.
    pub backends: Vec<String>,
    turn: usize,
    under_way: HashSet<i64>,
}

impl Hook {
    fn next_backend(&mut self) -> Option<String> {
        self.turn += 1;
        self.backends.get(self.turn % self.backends.len().max(1)).cloned()
    }
}

/// Delivers for ever.
pub async fn deliver(world: Arc<World>) {
    let client = Client::builder().tcp_nodelay(true).build().expect("a client can be made");
    loop {
        let arrival = world.arrived.notified();
        for (id, line, update) in due(&world) {
            let (world, client) = (Arc::clone(&world), client.clone());
            tokio::spawn(async move {
                while !is_taken(&world, &client, &update).await {
                    tokio::time::sleep(BEFORE_NEXT_TRY).await;
                }
                let mut state = world.state();
                state.queue.take(id);
                state.hook.under_way.remove(&line);
                drop(state);
                world.arrived.notify_waiters();
                world.beat();
            });
        }
        let _ = tokio::time::timeout(BEFORE_NEXT_TRY, arrival).await;
    }
}

/// The updates to send now: of each chat the first, if none of the chat's is under way.
fn due(world: &World) -> Vec<(i64, i64, String)> {
    let mut state = world.state();
    if state.queue.webhook.is_empty() || state.hook.backends.is_empty() {
        return Vec::new();
    }
    let mut due = Vec::new();
    let free = CONNECTIONS.saturating_sub(state.hook.under_way.len());
    let pending: Vec<(i64, i64)> = state.queue.pending().map(|(id, update)| (id, line(update))).collect();
    for (id, line) in pending {
        if due.len() < free && state.hook.under_way.insert(line) {
            let update = state.queue.pending().find(|(pending, _)| *pending == id);
            due.extend(update.map(|(id, update)| (id, line, update.to_string())));
        }
    }
    due
}

fn line(update: &Value) -> i64 {
    let chats = [&update["message"]["chat"]["id"], &update["callback_query"]["message"]["chat"]["id"]];
    chats.into_iter().find_map(Value::as_i64).unwrap_or_default()
}

async fn is_taken(world: &World, client: &Client, update: &str) -> bool {
    let (backend, path, secret) = {
        let mut state = world.state();
        let Ok(url) = Url::parse(&state.queue.webhook) else { return false };
        let Some(backend) = state.hook.next_backend() else { return false };
        (backend, url.path().to_owned(), state.hook.secret.clone())
    };
    let call = client.post(format!("http://{backend}{path}")).timeout(PATIENCE);
    let call =
        call.header("X-Telegram-Bot-Api-Secret-Token", secret).header("Content-Type", "application/json");
    call.body(update.to_owned()).send().await.is_ok_and(|response| response.status().is_success())
}
