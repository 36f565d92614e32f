//! What is noted when an update ends: what was asked, voted and chosen, and what is forgotten.

use sqlx::{Any, Transaction};

use super::chats;
use super::ids::{ChatId, ReplyId, Topic, in_row};
use super::receipts::GivenVersion;
use super::subscriptions::{self, Subscription};

/// Something to note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A question, for the operators and for its reader, who may ask why it was answered so.
    Question(NewQuestion),
    /// What a reader thinks of an answer; the latest counts.
    Vote(Vote),
    /// What somebody has chosen for themselves or for a group; nothing: as before they chose.
    Setting {
        /// The person or group; nobody where it is chosen for the bot itself.
        chat: Option<ChatId>,
        /// What is chosen.
        name: String,
        /// What it is.
        value: Option<String>,
    },
    /// A reply is pointed to by a later one.
    PointedTo(ReplyId),
    /// A reply has become another: this version of an answer, or none.
    Became(ReplyId, Option<GivenVersion>),
    /// Somebody has written in a topic: what is held there for others is not sent.
    Spoken {
        /// The group, or the topic of it.
        topic: Topic,
        /// Whoever wrote; what is held for them stays. Nobody when the bot itself replies.
        by: Option<ChatId>,
    },
    /// A chat has chosen to get briefings.
    Subscribe {
        /// On which terms.
        subscription: Subscription,
        /// In which language.
        language: String,
        /// Whether they are pinned.
        is_pinned: bool,
    },
    /// A chat wants no more briefings.
    Unsubscribe(Topic),
    /// A chat wants all of it anew, at once.
    PostAnew(Topic),
    /// Nobody is in a chat any more.
    Retire(ChatId),
    /// A chat has another number.
    Move {
        /// The number that it had.
        from: ChatId,
        /// The number that it has.
        to: ChatId,
    },
    /// Everything of a reader is to go.
    Forget {
        /// The reader, who is also a chat; negative for who writes in a group's name.
        reader: ChatId,
        /// The reader as hashed with every key there is.
        hashes: Vec<String>,
    },
}

/// A question as it is kept: nobody is named in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewQuestion {
    /// The reply that it got, hashed.
    pub reply: String,
    /// The reader, hashed.
    pub reader: String,
    /// With the key of this period.
    pub period: i64,
    /// The day, counted from 1970.
    pub day: i64,
    /// How it ended, by the verdict's word.
    pub verdict: &'static str,
    /// Its words.
    pub text: String,
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The answer's message, hashed.
    pub message: String,
    /// The reader, hashed.
    pub reader: String,
    /// The entry.
    pub entry: String,
    /// For it, or against it.
    pub is_up: bool,
    /// The day, counted from 1970.
    pub day: i64,
}

/// Notes it.
pub(super) async fn take(
    tx: &mut Transaction<'static, Any>,
    note: &Note,
    now: i64,
) -> Result<(), sqlx::Error> {
    let sql = match note {
        Note::Question(asked) => sqlx::query(QUESTION)
            .bind(asked.reply.as_str())
            .bind(asked.reader.as_str())
            .bind(asked.period)
            .bind(asked.day)
            .bind(asked.verdict)
            .bind(asked.text.as_str()),
        Note::Vote(vote) => sqlx::query(VOTE)
            .bind(vote.message.as_str())
            .bind(vote.reader.as_str())
            .bind(vote.entry.as_str())
            .bind(i16::from(vote.is_up))
            .bind(vote.day),
        Note::Setting { chat, name, value: Some(value) } => {
            sqlx::query(SETTING).bind(in_row(*chat)).bind(name.as_str()).bind(value.as_str())
        }
        Note::Setting { chat, name, value: None } => {
            sqlx::query("DELETE FROM settings WHERE chat = $1 AND name = $2")
                .bind(in_row(*chat))
                .bind(name.as_str())
        }
        Note::PointedTo(reply) => {
            sqlx::query("UPDATE replies SET is_pointed_to = 1 WHERE id = $1").bind(reply.0)
        }
        Note::Became(reply, given) => {
            sqlx::query("UPDATE replies SET entry = $2, answer = $3, revisions = $4 WHERE id = $1")
                .bind(reply.0)
                .bind(given.as_ref().map_or("", |given| given.entry.0.as_str()))
                .bind(given.as_ref().map_or(0, |given| given.answer))
                .bind(given.as_ref().map_or(0, |given| given.revisions))
        }
        Note::Subscribe { subscription, language, is_pinned } => {
            return subscriptions::subscribed(tx, subscription, (language, *is_pinned)).await;
        }
        Note::Unsubscribe(topic) => return subscriptions::unsubscribed(tx, *topic).await,
        Note::PostAnew(topic) => return subscriptions::wanted_anew(tx, *topic, now).await,
        Note::Retire(chat) => return subscriptions::retired(tx, *chat, now).await,
        Note::Move { from, to } => return chats::moved(tx, *from, *to).await,
        Note::Spoken { topic, by } => return spoken(tx, *topic, *by, now).await,
        Note::Forget { reader, hashes } => return forget(tx, *reader, hashes).await,
    };
    sql.execute(&mut **tx).await.map(drop)
}

const QUESTION: &str = "INSERT INTO questions (reply, reader, period, day, verdict, text) \
                        VALUES ($1, $2, $3, $4, $5, $6) \
                        ON CONFLICT (reply) DO UPDATE SET verdict = $5, text = $6";

const VOTE: &str = "INSERT INTO votes (message, reader, entry, is_up, day) VALUES ($1, $2, $3, $4, $5) \
                    ON CONFLICT (message, reader) DO UPDATE SET is_up = $4, day = $5";

const SETTING: &str = "INSERT INTO settings (chat, name, value) VALUES ($1, $2, $3) \
                       ON CONFLICT (chat, name) DO UPDATE SET value = $3";

async fn spoken(
    tx: &mut Transaction<'static, Any>,
    topic: Topic,
    by: Option<ChatId>,
    now: i64,
) -> Result<(), sqlx::Error> {
    for sql in [
        "DELETE FROM replies WHERE chat = $1 AND id IN (SELECT id FROM outbox WHERE chat = $1 \
         AND thread = $2 AND held_for <> 0 AND held_for <> $3 AND due_at > $4 AND worker = 0)",
        "DELETE FROM outbox WHERE chat = $1 AND thread = $2 AND held_for <> 0 AND held_for <> $3 \
         AND due_at > $4 AND worker = 0",
    ] {
        let sql = sqlx::query(sql).bind(topic.chat.0).bind(topic.thread_in_row());
        sql.bind(in_row(by)).bind(now).execute(&mut **tx).await?;
    }
    Ok(())
}

async fn forget(
    tx: &mut Transaction<'static, Any>,
    reader: ChatId,
    hashes: &[String],
) -> Result<(), sqlx::Error> {
    for hash in hashes {
        sqlx::query("DELETE FROM questions WHERE reader = $1").bind(hash.as_str()).execute(&mut **tx).await?;
        sqlx::query("DELETE FROM votes WHERE reader = $1").bind(hash.as_str()).execute(&mut **tx).await?;
        // What was set aside of what they wrote in groups, or tapped. Whose a row without an asker is, nobody
        // knows, and it may be theirs.
        let set_aside = "DELETE FROM inbox WHERE state = 2 AND (asker = $1 OR asker = '')";
        sqlx::query(set_aside).bind(hash.as_str()).execute(&mut **tx).await?;
    }
    // Who writes in a group's or a channel's name is not all of it.
    if !reader.is_person() {
        return Ok(());
    }
    for sql in [
        "DELETE FROM settings WHERE chat = $1 OR name = 'panel ' || CAST($1 AS TEXT)",
        "DELETE FROM subscriptions WHERE chat = $1",
        "DELETE FROM posts WHERE chat = $1",
        "DELETE FROM replies WHERE chat = $1 OR id IN (SELECT id FROM outbox WHERE held_for = $1)",
        "DELETE FROM outbox WHERE chat = $1 OR held_for = $1",
        "DELETE FROM chats WHERE chat = $1",
        "DELETE FROM inbox WHERE line = $1 AND state = 2",
    ] {
        sqlx::query(sql).bind(reader.0).execute(&mut **tx).await?;
    }
    Ok(())
}
