//! The settings as environment variables, each read and validated.

use std::collections::BTreeSet;
use std::env;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::{anyhow, bail};
use tracing::level_filters::LevelFilter;
use url::Url;

use super::settings::{Config, EncoderChoice, LogFormat, TELEGRAM};
use crate::briefings::Terms;
use crate::matcher::{EncoderFolder, Pooling, Strictness};
use crate::replies::Locale;
use crate::store::{Address, Retention};
use crate::telegram::{Limits, PAGES, Secret, Token, Webhook};
use crate::text::LanguageCode;

/// For how many days questions may be kept at most.
const LONGEST_RETENTION: u16 = 3_650;

/// Where the bot listens for a proxy on the same machine.
pub(super) const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

impl Config {
    /// Reads `.env` in this folder or one above, then the environment, which has the last word.
    pub fn from_environment() -> anyhow::Result<Self> {
        match dotenvy::dotenv() {
            Ok(_) => {}
            Err(error) if error.not_found() => {}
            Err(dotenvy::Error::LineParse(..)) => {
                // What cannot be read may be a secret, and is not shown.
                bail!(
                    "`.env` has a line that is not NAME=value\n\
                     hint: put a value with spaces in quotes, close quotes, begin comments with #"
                )
            }
            Err(error) => {
                bail!("`.env` cannot be read: {error}\nhint: write one NAME=value a line, as UTF-8 text")
            }
        }
        Self::from_variables(|name| env::var(name).ok().filter(|value| !value.trim().is_empty()))
    }

    /// Reads settings through `variable`, which gives a variable's value by its name.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        Ok(Self {
            knowledge: variable("KNOWLEDGE").map_or_else(|| Self::default().knowledge, PathBuf::from),
            encoder: encoder(&variable)?,
            strictness: strictness(&variable)?,
            language: language(&variable)?,
            cache_folder: variable("CACHE_DIR").map(PathBuf::from).or_else(|| user_cache(&variable)),
            database: database(&variable)?,
            limits: limits(&variable)?,
            operators: operators(&variable)?,
            retention: retention(&variable)?,
            briefing_chats: briefing_chats(&variable)?,
            webhook: webhook(&variable)?,
            listen: listen(&variable)?,
            token: token(&variable)?,
            api_url: api_url(&variable)?,
            log: log(&variable)?,
            log_format: log_format(&variable)?,
            color: variable("NO_COLOR").is_none(),
        })
    }
}

fn database(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<Option<Address>> {
    let address = variable("DATABASE_URL").map(|text| text.parse());
    address.transpose().map_err(|_| {
        anyhow!(
            "`DATABASE_URL` is not the address of a database\n\
             hint: it is `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`"
        )
    })
}

fn limits(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<Limits> {
    match variable("SEND_LIMITS").as_deref() {
        None => Ok(Limits::Recommended),
        Some("off") => Ok(Limits::Off),
        Some(other) => bail!(
            "`SEND_LIMITS` is `{other}`\n\
             hint: unset, Telegram's recommended limits are kept; `off` is for a server of your own"
        ),
    }
}

fn operators(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<BTreeSet<i64>> {
    let text = variable("ADMINS").unwrap_or_default();
    let ids = text.split([',', ' ']).filter(|id| !id.is_empty());
    ids.map(|id| match id.parse() {
        Ok(id) if id > 0 => Ok(id),
        _ => bail!(
            "`ADMINS` has `{id}`, which is no user id\n\
             hint: it is a list of numbers, such as `123456789,987654321`; @userinfobot tells you yours"
        ),
    })
    .collect()
}

fn retention(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<Retention> {
    let usual = Retention::default();
    Ok(Retention {
        days: days(variable, "RETENTION_DAYS", "which keeps no questions")?.unwrap_or(usual.days),
        receipt_days: days(variable, "RECEIPT_DAYS", "which tells of no corrections after two days")?
            .unwrap_or(usual.receipt_days),
    })
}

fn days(
    variable: &impl Fn(&str) -> Option<String>,
    name: &str,
    meaning_of_none: &str,
) -> anyhow::Result<Option<u16>> {
    let Some(text) = variable(name) else { return Ok(None) };
    match text.trim().parse() {
        Ok(days) if days <= LONGEST_RETENTION => Ok(Some(days)),
        _ => bail!(
            "`{name}` is `{text}`\n\
             hint: it is a number of days from 0, {meaning_of_none}, to {LONGEST_RETENTION}"
        ),
    }
}

fn briefing_chats(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<Vec<(i64, Terms)>> {
    let text = variable("BRIEFING_CHATS").unwrap_or_default();
    let usual = Terms::new(language(variable)?).with_all("change").expect("a constant word");
    let chats = text.split(',').map(str::trim).filter(|chat| !chat.is_empty());
    chats
        .map(|chat| {
            let (id, words) = chat.split_once(' ').unwrap_or((chat, ""));
            let id = id.parse().ok().filter(|id| *id != 0).ok_or_else(|| {
                anyhow!(
                    "`BRIEFING_CHATS` has `{id}`, which is no chat's number\n\
                     hint: it is a list such as `-1001234567890 weekdays 8:30 Berlin, -1009876543210`; for a \
                     channel, you may instead forward one of its posts to the bot"
                )
            })?;
            let terms = usual.with_all(words).map_err(|unknown| {
                anyhow!(
                    "`BRIEFING_CHATS` has `{}` for `{id}`, which is no time, city or time zone\n\
                     hint: the closest are {}",
                    unknown.word,
                    unknown.closest.join(", ")
                )
            })?;
            Ok((id, terms))
        })
        .collect()
}

fn webhook(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<Option<Webhook>> {
    let (Some(url), Some(token)) = (variable("WEBHOOK_URL"), token(variable)?) else { return Ok(None) };
    let url = Url::parse(&url).ok().filter(is_server).ok_or_else(|| {
        anyhow!(
            "`WEBHOOK_URL` is not a web address\n\
             hint: it is `https://HOST/PATH`, as Telegram is to call it; unset, the bot polls"
        )
    })?;
    if PAGES.contains(&url.path()) {
        bail!(
            "`WEBHOOK_URL` is the address of a page that the bot has itself\n\
             hint: give it a path other than {}",
            PAGES.join(", ")
        );
    }
    let listen = listen(variable)?.unwrap_or(LISTEN);
    let secret = variable("WEBHOOK_SECRET").map_or_else(|| Ok(Secret::of(&token)), |text| text.parse());
    let secret = secret.map_err(|_| {
        anyhow!("`WEBHOOK_SECRET` is not a secret that Telegram takes\nhint: it is 1 to 256 letters, digits, _ or -")
    })?;
    Ok(Some(Webhook { url, listen, secret }))
}

fn listen(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<Option<SocketAddr>> {
    let Some(text) = variable("LISTEN_ADDR") else { return Ok(None) };
    let address = text.parse().map_err(|_| {
        anyhow!(
            "`LISTEN_ADDR` is `{text}`\n\
             hint: it is an IP address and a port; with a webhook, by default {LISTEN}"
        )
    });
    address.map(Some)
}

fn encoder(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<EncoderChoice> {
    let path = match variable("ENCODER").as_deref() {
        None => return Ok(EncoderChoice::BuiltIn),
        Some("off") => return Ok(EncoderChoice::Off),
        Some(path) => PathBuf::from(path),
    };
    let pooling = match variable("ENCODER_POOLING").as_deref() {
        None | Some("mean") => Pooling::Mean,
        Some("words") => Pooling::Words,
        Some("cls") => Pooling::Cls,
        Some(other) => {
            bail!("`ENCODER_POOLING` is `{other}`\nhint: it is `mean` (the default), `words` or `cls`")
        }
    };
    Ok(EncoderChoice::Folder(EncoderFolder {
        path,
        pooling,
        prefix: variable("ENCODER_PREFIX").unwrap_or_default(),
    }))
}

fn strictness(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<Option<Strictness>> {
    match variable("STRICT").as_deref() {
        None => Ok(None),
        Some("true") => Ok(Some(Strictness::Strict)),
        Some("false") => Ok(Some(Strictness::Lenient)),
        Some(other) => bail!(
            "`STRICT` is `{other}`\nhint: it is `true` or `false`; unset, a FAQ of few entries is strict"
        ),
    }
}

fn language(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<LanguageCode> {
    let Some(text) = variable("BOT_LANGUAGE") else {
        return Ok(LanguageCode::ENGLISH);
    };
    let language = LanguageCode::of(text.trim());
    if !language.is_known() {
        let codes = Locale::ALL.map(|locale| locale.code().to_string()).join(", ");
        bail!(
            "`BOT_LANGUAGE` is `{text}`\nhint: it is a language's code: {codes}, or that of a translated article"
        );
    }
    Ok(language)
}

fn token(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<Option<Token>> {
    let token = variable("TELOXIDE_TOKEN").map(|token| token.parse());
    token.transpose().map_err(|_| {
        anyhow!(
            "`TELOXIDE_TOKEN` is not a bot token\n\
             hint: copy all of it from @BotFather; it looks like 123456789:AAE9…"
        )
    })
}

fn api_url(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<Url> {
    let Some(text) = variable("TELOXIDE_API_URL") else {
        return Ok(Config::default().api_url);
    };
    match Url::parse(&text) {
        Ok(url) if is_server(&url) => Ok(url),
        _ => bail!(
            "`TELOXIDE_API_URL` is not a web address\n\
             hint: it is `http://host:port` or `https://host` of a Bot API server, without the token; unset, it is {TELEGRAM}"
        ),
    }
}

/// Whether a path can be put behind the address.
fn is_server(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none()
}

fn log(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<LevelFilter> {
    let Some(text) = variable("LOG") else {
        return Ok(LevelFilter::INFO);
    };
    text.parse().map_err(|_| {
        anyhow!("`LOG` is `{text}`\nhint: it is off, error, warn, info (the default), debug or trace")
    })
}

fn log_format(variable: &impl Fn(&str) -> Option<String>) -> anyhow::Result<LogFormat> {
    match variable("LOG_FORMAT").as_deref() {
        None | Some("text") => Ok(LogFormat::Text),
        Some("json") => Ok(LogFormat::Json),
        Some(other) => bail!("`LOG_FORMAT` is `{other}`\nhint: it is text (the default) or json"),
    }
}

/// `attache` in the user's cache folder, by the XDG rules; none where there is no home.
fn user_cache(variable: &impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let base = variable("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| Some(PathBuf::from(variable("HOME")?).join(".cache")))?;
    Some(base.join("attache"))
}
