//! What can go wrong between a bot and Telegram, on demand.

use std::time::Duration;

use serde_json::json;

use super::refusal::Refusal;
use super::updates;

/// What happens to a call instead of, or besides, what it asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// 429 with how many seconds to wait.
    TooManyRequests { retry_after: u32 },
    /// 500 in Telegram's form.
    ServerError,
    /// 502 from a proxy before Telegram, in HTML.
    BadGateway,
    /// 200 with an HTML page, as from a captive portal.
    Html,
    /// Nothing is done; the connection closes after this time.
    Hang(Duration),
    /// Done and answered after this time.
    Slow(Duration),
    /// Done at once, answered after this time.
    Late(Duration),
    /// Nothing is done; the connection is reset.
    Reset,
    /// The person has blocked the bot.
    Forbidden,
    /// The token is no longer good.
    Unauthorized,
    /// There is nothing here.
    NotFound,
    /// Another instance polls.
    Conflict,
    /// The group has become a supergroup, which exists from then on.
    Migrate { to: i64 },
    /// 400 with this description after "Bad Request: ".
    BadRequest(String),
}

impl Fault {
    /// The refusal that this fault is, if it is one in Telegram's own form.
    pub fn refusal(&self) -> Option<Refusal> {
        let refusal = match self {
            Fault::TooManyRequests { retry_after } => {
                Refusal::new(429, format!("Too Many Requests: retry after {retry_after}"))
                    .with(json!({"retry_after": retry_after}))
            }
            Fault::ServerError => Refusal::new(500, "Internal Server Error"),
            Fault::Forbidden => Refusal::new(403, "Forbidden: bot was blocked by the user"),
            Fault::Unauthorized => Refusal::new(401, "Unauthorized"),
            Fault::NotFound => Refusal::new(404, "Not Found"),
            Fault::Conflict => updates::terminated(),
            Fault::Migrate { to } => Refusal::bad_request("group chat was upgraded to a supergroup chat")
                .with(json!({"migrate_to_chat_id": to})),
            Fault::BadRequest(what) => Refusal::bad_request(what),
            Fault::BadGateway | Fault::Html | Fault::Reset => return None,
            Fault::Hang(_) | Fault::Slow(_) | Fault::Late(_) => return None,
        };
        Some(refusal)
    }
}

/// The faults that wait for their call, oldest first.
#[derive(Default)]
pub struct Faults(Vec<Armed>);

struct Armed {
    method: String,
    chat: Option<i64>,
    fault: Fault,
    times: usize,
}

impl Faults {
    /// Arms a fault for the next `times` calls; `usize::MAX` is until cleared.
    pub fn arm(&mut self, method: &str, chat: Option<i64>, fault: Fault, times: usize) {
        if times > 0 {
            self.0.push(Armed { method: method.to_owned(), chat, fault, times });
        }
    }

    /// The fault that befalls this call, which uses it up once.
    pub fn strike(&mut self, method: &str, chat: Option<i64>) -> Option<Fault> {
        let hit = |armed: &Armed| {
            armed.method.eq_ignore_ascii_case(method) && (armed.chat.is_none() || armed.chat == chat)
        };
        let index = self.0.iter().position(hit)?;
        let armed = &mut self.0[index];
        let fault = armed.fault.clone();
        if armed.times != usize::MAX {
            armed.times -= 1;
        }
        self.0.retain(|armed| armed.times > 0);
        Some(fault)
    }

    /// Disarms those of this chat.
    pub fn clear_in(&mut self, chat: i64) {
        self.0.retain(|armed| armed.chat != Some(chat));
    }

    /// Disarms all.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
