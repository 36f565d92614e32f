//! The settings of a run, and what they are where nobody has set them.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::bail;
use tracing::level_filters::LevelFilter;
use url::Url;

use crate::briefings::Terms;
use crate::matcher::{EncoderFolder, Strictness};
use crate::store::{Address, Retention};
use crate::telegram::{Limits, Token, Webhook};
use crate::text::LanguageCode;

/// Telegram's own Bot API server.
pub(super) const TELEGRAM: &str = "https://api.telegram.org";

/// The settings of a run. Every one is an environment variable, which `.env` may set.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// `KNOWLEDGE`: an article's file or a folder of them; `knowledge/` by default.
    pub knowledge: PathBuf,
    /// `ENCODER`: which sentence encoder to use.
    pub encoder: EncoderChoice,
    /// `STRICT`: how strictly questions are read, `true` or `false`; by the size of the FAQ otherwise.
    pub strictness: Option<Strictness>,
    /// `BOT_LANGUAGE`: the reader's language in the terminal, such as `ru`; English by default. In
    /// Telegram, readers have their own.
    pub language: LanguageCode,
    /// `CACHE_DIR`: where phrasing vectors, the chat's history and the default database are kept;
    /// the user's cache folder by default.
    pub cache_folder: Option<PathBuf>,
    /// `DATABASE_URL`: where updates and replies are kept until they are done with; by default a
    /// file for each bot in the cache folder.
    pub database: Option<Address>,
    /// `SEND_LIMITS`: whether chats get messages as fast as Telegram recommends, or `off`.
    pub limits: Limits,
    /// `ADMINS`: the user ids of the bot's operators, between commas.
    pub operators: BTreeSet<i64>,
    /// `RETENTION_DAYS`: for how many days questions are kept, without their readers' names; 30 by
    /// default, 0 not at all.
    pub retention: Retention,
    /// `BRIEFING_CHATS`: chats that get briefings without having asked, between commas, each with its
    /// terms if they are not to be told when something changes.
    pub briefing_chats: Vec<(i64, Terms)>,
    /// `WEBHOOK_URL`, `LISTEN_ADDR` and `WEBHOOK_SECRET`: where Telegram calls the bot; unset, the
    /// bot asks Telegram for updates.
    pub webhook: Option<Webhook>,
    /// `LISTEN_ADDR`: where the bot shows pages about itself also without a webhook; nowhere by default.
    pub listen: Option<SocketAddr>,
    /// `TELOXIDE_TOKEN`: the bot's token.
    pub token: Option<Token>,
    /// `TELOXIDE_API_URL`: the Bot API server; Telegram's own by default.
    pub api_url: Url,
    /// `LOG`: how much the running bot logs; `info` by default.
    pub log: LevelFilter,
    /// `LOG_FORMAT`: the form of its lines, `text` by default or `json`.
    pub log_format: LogFormat,
    /// Whether the terminal may show colours: `NO_COLOR` is not set.
    pub color: bool,
}

/// Which sentence encoder to use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EncoderChoice {
    /// The one in the program.
    #[default]
    BuiltIn,
    /// None: words alone decide.
    Off,
    /// Another.
    Folder(EncoderFolder),
}

/// The form of the running bot's log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One object a line, for programs.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            knowledge: "knowledge".into(),
            encoder: EncoderChoice::BuiltIn,
            strictness: None,
            language: LanguageCode::ENGLISH,
            cache_folder: None,
            database: None,
            limits: Limits::Recommended,
            operators: BTreeSet::new(),
            retention: Retention::default(),
            briefing_chats: Vec::new(),
            webhook: None,
            listen: None,
            token: None,
            api_url: Url::parse(TELEGRAM).expect("a constant address"),
            log: LevelFilter::INFO,
            log_format: LogFormat::Text,
            color: false,
        }
    }
}

impl Config {
    /// The database of the bot with this token.
    ///
    /// # Errors
    /// When none is set and there is no folder for one.
    pub fn database_of(&self, token: &Token) -> anyhow::Result<Address> {
        if let Some(address) = &self.database {
            return Ok(address.clone());
        }
        let Some(folder) = &self.cache_folder else {
            bail!("there is no folder for the database\nhint: set DATABASE_URL=sqlite:PATH, or CACHE_DIR");
        };
        // Each bot has its own: their updates have the same numbers.
        Ok(Address::file(&folder.join(format!("bot-{}.db", token.bot()))))
    }
}
