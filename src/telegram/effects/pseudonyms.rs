//! Pseudonyms: hashes by which rows of a reader are found again without a name in them.
//!
//! Ids are few enough to be tried one by one, so that a plain hash hides nothing; the keys are not
//! in the database. A key is for one period only: when what was hashed with it is deleted, it is
//! thrown away, and nobody can find out any more whose an old copy of a row was.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::store::{ChatId, MessageId, ReplyId, Retention};
use crate::telegram::api::token::Token;

/// How many days a key is used.
const DAYS_OF_A_KEY: i64 = 30;

/// What a bot makes the pseudonyms of its readers with.
pub struct Pseudonyms {
    source: Source,
    retention: Retention,
}

enum Source {
    /// Drawn by lot, in a file that only this machine has.
    File(PathBuf, Mutex<BTreeMap<i64, String>>),
    /// Made of the token, so that processes on several machines have the same without a setting.
    Token(Token),
}

/// What a pseudonym is of; the same number has another hash as another thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A reader, by user id.
    Reader(ChatId),
    /// A reply, by its number.
    Reply(ReplyId),
    /// A message, by its chat and number.
    Message(ChatId, MessageId),
}

impl Subject {
    /// Its form in hashes. Rows are found again by these bytes, so they never change.
    fn tag(self) -> String {
        match self {
            Self::Reader(reader) => format!("Reader({reader})"),
            Self::Reply(reply) => format!("Reply({reply})"),
            Self::Message(chat, message) => format!("Message({chat}, {message})"),
        }
    }
}

impl Pseudonyms {
    /// The file of keys in the data folder.
    pub const FILE: &str = "reader-keys.json";

    /// Pseudonyms that all processes with the same token have.
    pub fn of(token: &Token, retention: Retention) -> Self {
        Self { source: Source::Token(token.clone()), retention }
    }

    /// Pseudonyms in a file in this folder, which is made.
    ///
    /// # Errors
    /// When the file can be neither read nor written.
    pub fn in_folder(folder: &Path, retention: Retention) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let file = folder.join(Self::FILE);
        let known = match fs::read_to_string(&file) {
            Ok(text) => serde_json::from_str(&text)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        // That it can be written is found out now, and not at the end of a month.
        write(&file, &known)?;
        Ok(Self { source: Source::File(file, Mutex::new(known)), retention })
    }

    /// Whether anything is to be kept that they are for.
    pub fn keep(&self) -> bool {
        self.retention.days > 0
    }

    /// The hash of something at this moment, and the period of its key.
    pub fn hash(&self, of: Subject, now: DateTime<Utc>) -> (i64, String) {
        let period = period(now);
        (period, hash(&self.key(period, now), of))
    }

    /// All the hashes that something may have in rows that are kept, the latest first.
    pub fn hashes(&self, of: Subject, now: DateTime<Utc>) -> Vec<String> {
        let periods = (self.oldest(now)..=period(now)).rev();
        periods.map(|period| hash(&self.key(period, now), of)).collect()
    }

    fn oldest(&self, now: DateTime<Utc>) -> i64 {
        period(now - self.retention.of_readers())
    }

    fn key(&self, period: i64, now: DateTime<Utc>) -> Vec<u8> {
        match &self.source {
            Source::Token(token) => format!("attache readers {period} {}", token.secret()).into_bytes(),
            Source::File(file, known) => {
                let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
                if !known.contains_key(&period) {
                    let oldest = self.oldest(now);
                    known.retain(|&period, _| period >= oldest);
                    known.insert(period, random());
                    if let Err(error) = write(file, &known) {
                        tracing::error!(
                            "{}: {error}; questions kept now are not found again",
                            file.display()
                        );
                    }
                }
                known.get(&period).map(|key| key.clone().into_bytes()).unwrap_or_default()
            }
        }
    }
}

fn period(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(86_400 * DAYS_OF_A_KEY)
}

fn hash(key: &[u8], of: Subject) -> String {
    // A key may have any length.
    let Ok(mut hash) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    hash.update(of.tag().as_bytes());
    hex::encode(&hash.finalize().into_bytes()[..16])
}

fn random() -> String {
    let mut key = [0; 32];
    // A system without random numbers has none for TLS either, and the bot does not come this far.
    getrandom::fill(&mut key).expect("the system gives random numbers");
    hex::encode(key)
}

/// Writes the keys in one step, for nobody else's eyes.
fn write(file: &Path, keys: &BTreeMap<i64, String>) -> io::Result<()> {
    let beside = file.with_extension("new");
    fs::write(&beside, serde_json::to_string(keys)?)?;
    #[cfg(unix)]
    fs::set_permissions(&beside, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    fs::rename(&beside, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(86_400 * day, 0).unwrap()
    }

    #[test]
    fn a_row_is_found_as_long_as_it_is_kept_and_not_after() {
        let folder = tempfile::tempdir().unwrap();
        let reader = Subject::Reader(ChatId(7));
        let open = || Pseudonyms::in_folder(folder.path(), Retention::default()).unwrap();
        let (_, then) = open().hash(reader, day(10));
        let pseudonyms = open();
        assert_eq!(pseudonyms.hash(reader, day(29)).1, then);
        assert!(
            pseudonyms.hash(reader, day(31)).1 != then && pseudonyms.hashes(reader, day(39)).contains(&then)
        );
        assert!(!pseudonyms.hashes(reader, day(61)).contains(&then));
        // The key is gone: not even its owner can tell whose the hash was.
        pseudonyms.hash(reader, day(95));
        assert!(!open().hashes(reader, day(10)).contains(&then));
    }

    #[test]
    fn hashes_are_of_the_bytes_that_rows_are_kept_by() {
        let tags = [
            Subject::Reader(ChatId(7)),
            Subject::Reply(ReplyId(7)),
            Subject::Message(ChatId(-5), MessageId(7)),
        ]
        .map(Subject::tag);
        assert_eq!(tags, ["Reader(7)", "Reply(7)", "Message(-5, 7)"]);
        let pseudonyms = Pseudonyms::of(&"1:AAE_x-9".parse().unwrap(), Retention::default());
        let hashes = [
            Subject::Reader(ChatId(7)),
            Subject::Reply(ReplyId(7)),
            Subject::Message(ChatId(-5), MessageId(7)),
        ];
        let hashes = hashes.map(|of| pseudonyms.hash(of, day(1)).1);
        assert_eq!(
            hashes,
            [
                "4459c3c47c1ae6f85546f58897a2d200",
                "131177ea44a808eb65dc6e950ed2f2d0",
                "cf754ea8fd325b961774b7873ac96668"
            ]
        );
    }

    #[test]
    fn processes_with_one_token_agree_and_others_do_not() {
        let pseudonyms = |token: &str| Pseudonyms::of(&token.parse().unwrap(), Retention::default());
        let hash = |token: &str| pseudonyms(token).hash(Subject::Reader(ChatId(7)), day(1)).1;
        assert_eq!(hash("1:AAE_x-9"), hash("1:AAE_x-9"));
        assert_ne!(hash("1:AAE_x-9"), hash("1:AAE_x-8"));
        let one = pseudonyms("1:AAE_x-9");
        assert_ne!(
            one.hash(Subject::Reader(ChatId(7)), day(1)),
            one.hash(Subject::Reply(ReplyId(7)), day(1))
        );
    }
}
