//! Plans what chats are to show: what is due by the clock, what has changed, and what was wrong.
//!
//! All that it does can be done twice: what was planned before is not planned again. So it does not
//! matter which of several processes plans, or when one of them ends.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, SecondsFormat, Utc};

use super::schedule::{Frequency, Turn, next_due, quiet_until, turn};
use super::terms::Terms;
use crate::knowledge::{Article, EntryRef, Knowledge, Version};
use crate::replies::{self, Reply};
use crate::store::{
    ContentId, DueTerms, Edition, EditionPart, EntryId, GivenVersion, Manner, NewPost, Store, StoreError,
};
use crate::text::{LanguageCode, hash};

/// How a reply is written down, as the parameters of its messages.
pub type Form = dyn Fn(&Reply) -> Vec<String> + Send + Sync;

/// How many messages a digest may have, in the order of a chat's posts.
const MOST_PARTS: i64 = 100;

/// What begins the subject of a digest; its article follows.
const DIGEST: &str = "digest ";

/// What begins the subject of a correction; its entry and version follow.
const CORRECTION: &str = "correction ";

/// Plans briefings from a knowledge.
pub struct Planner<'a> {
    /// Where to.
    pub store: &'a Store,
    /// What of.
    pub knowledge: &'a Knowledge,
    /// The bot's name, to which buttons lead.
    pub bot: &'a str,
    /// How a message is written down.
    pub form: &'a Form,
}

impl Planner<'_> {
    /// Plans what has changed: who shows something shows it as it is, and who was told something
    /// that was revised is told so. Gives how many messages that are. Editions in `renewed`
    /// are shown by all who are to show them, and are looked for no more; those that are from now on are
    /// added to them.
    ///
    /// # Errors
    /// When the database does not take it; what was planned until then stays.
    pub async fn keep_current(
        &self,
        renewed: &mut HashSet<Edition>,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let terms = self.terms().await?;
        let languages: BTreeSet<String> = terms.iter().map(|terms| terms.language.to_string()).collect();
        let mut planned = 0;
        for language in languages {
            let language = LanguageCode::of(&language);
            let (editions, news) = self.editions(language, now).await?;
            for edition in editions {
                if !renewed.contains(&edition) {
                    planned += self.until_none(|| self.store.renew(&edition, now)).await?;
                    renewed.insert(edition);
                }
            }
            let waits = |terms: &&Terms| {
                terms.language == language && terms.schedule.frequency == Frequency::OnChange
            };
            for terms in terms.iter().filter(waits) {
                let due = quiet_until(&terms.schedule, now).unwrap_or(now);
                let text = terms.to_string();
                let name = format!("news {:016x}", hash(format!("{text} {news}")));
                self.store.make_due_once(&name, &text, due, now).await?;
            }
        }
        Ok(planned + self.correct(now).await?)
    }

    /// Plans what is due. Gives for how many chats.
    ///
    /// # Errors
    /// When the database does not take it; what was planned until then stays.
    pub async fn plan_due(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let mut planned = 0;
        for due in self.store.due_terms(now).await? {
            let Ok(terms) = due.terms.parse::<Terms>() else {
                // Of a later version of the program; it is that which posts.
                tracing::error!("the terms `{}` cannot be read", due.terms);
                self.store.put_off(&due, None).await?;
                continue;
            };
            match turn(&terms.schedule, due.due, now) {
                Turn::Post => planned += self.plan(&due, &terms, now).await?,
                Turn::Wait(until) => self.store.put_off(&due, Some(until)).await?,
            }
        }
        Ok(planned)
    }

    async fn plan(&self, due: &DueTerms, terms: &Terms, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let language = terms.language.to_string();
        let (editions, _) = self.editions(terms.language, now).await?;
        let posts: Vec<NewPost> = editions.iter().flat_map(Edition::posts).collect();
        let manner = Manner { language: &language, pin: terms.is_pinned, fresh: terms.is_fresh };
        let next = next_due(&terms.schedule, now);
        self.until_none(|| self.store.plan(due, manner, &posts, next, now)).await
    }

    /// The articles in a language, the newest first, with their contents kept, and a number that is
    /// another whenever one of them is.
    async fn editions(
        &self,
        language: LanguageCode,
        now: DateTime<Utc>,
    ) -> Result<(Vec<Edition>, i64), StoreError> {
        let (mut editions, mut all) = (Vec::new(), String::new());
        for (rank, article) in (0..).zip(replies::newest_first(self.knowledge, language)) {
            let (edition, changed) = self.edition(article, language, rank, now).await?;
            all += &format!("{} {}\n", edition.number, written(changed));
            editions.push(edition);
        }
        Ok((editions, hash(all)))
    }

    async fn edition(
        &self,
        article: &Article,
        language: LanguageCode,
        rank: i64,
        now: DateTime<Utc>,
    ) -> Result<(Edition, Option<(DateTime<Utc>, usize)>), StoreError> {
        let (today, tag) = (now.date_naive(), language.to_string());
        let original = article.translation_of.as_ref().unwrap_or(&article.id);
        let pieces = serde_json::to_string(&replies::pieces(article, today)).unwrap_or_default();
        let changed = self.store.note_edition((original.as_str(), &tag), &pieces, changes, now).await?;
        let messages =
            |changed| (self.form)(&replies::digest(article, Some(self.bot), today, changed, language));
        let posted = messages(None);
        let edited = changed.map_or_else(|| posted.clone(), |changed| messages(Some(changed)));
        let bodies = posted.iter().chain(&edited);
        let contents: Vec<(ContentId, String)> = bodies.map(kept).collect();
        self.store.keep_contents(&contents, now).await?;
        // A line more may make a message more.
        let part = |place: usize| {
            let content = |bodies: &[String]| bodies.get(place).map(content_of);
            let place = i64::try_from(place).unwrap_or_default();
            EditionPart {
                rank: rank * MOST_PARTS + place,
                posted: content(&posted),
                edited: content(&edited),
            }
        };
        let edition = Edition {
            subject: format!("{DIGEST}{original}"),
            language: tag,
            number: hash(posted.join("\n")),
            parts: (0..posted.len().max(edited.len())).map(part).collect(),
        };
        Ok((edition, changed))
    }

    /// Plans corrections for all who were given an answer that was revised since.
    async fn correct(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        let mut planned = 0;
        for given in self.store.given_versions().await? {
            let version = Version { answer: given.answer, revisions: given.revisions };
            let versions = self.knowledge.entries().filter(|found| found.entry.id.as_str() == given.entry.0);
            let revised = versions.filter_map(|found| Some((found, found.revised_since(version)?))).next();
            let revised = revised.filter(|(found, revisions)| {
                !revisions.is_empty() && !found.entry.is_withdrawn(now.date_naive())
            });
            let Some((found, revisions)) = revised else { continue };
            let posts = self.correction(found, &replies::correction(found, revisions), now).await?;
            let to = version_of(found);
            let language = &found.article.language;
            planned +=
                self.until_none(|| self.store.plan_correction(&given, &to, &posts, language, now)).await?;
        }
        Ok(planned)
    }

    async fn correction(
        &self,
        found: EntryRef<'_>,
        reply: &Reply,
        now: DateTime<Utc>,
    ) -> Result<Vec<NewPost>, StoreError> {
        let messages = (self.form)(reply);
        let contents: Vec<(ContentId, String)> = messages.iter().map(kept).collect();
        self.store.keep_contents(&contents, now).await?;
        let version = version_of(found);
        let subject =
            format!("{CORRECTION}{} {:016x} {:016x}", found.entry.id, version.answer, version.revisions);
        let post = |(part, (content, _)): (i64, &(ContentId, String))| NewPost {
            subject: subject.clone(),
            part,
            // What was wrong is told before what is new.
            rank: part - MOST_PARTS,
            edition: content.0,
            content: *content,
        };
        Ok((0..).zip(&contents).map(post).collect())
    }

    async fn terms(&self) -> Result<Vec<Terms>, StoreError> {
        let terms = self.store.terms_in_use().await?;
        Ok(terms.iter().filter_map(|terms| terms.parse().ok()).collect())
    }

    /// Does a part after another until there is none left. Gives the sum.
    async fn until_none<F>(&self, part: impl Fn() -> F) -> Result<u64, StoreError>
    where
        F: Future<Output = Result<u64, StoreError>>,
    {
        let mut sum = 0;
        loop {
            match part().await? {
                0 => return Ok(sum),
                done => sum += done,
            }
        }
    }
}

/// The version of an answer that is given at present.
pub fn version_of(found: EntryRef<'_>) -> GivenVersion {
    let Version { answer, revisions } = found.version();
    GivenVersion { entry: EntryId(found.entry.id.to_string()), answer, revisions }
}

/// A message as it is kept.
fn kept(body: &String) -> (ContentId, String) {
    (content_of(body), body.clone())
}

/// What names a message among those that are kept.
fn content_of(body: &String) -> ContentId {
    ContentId(hash(body))
}

/// In how many pieces two lists differ: one that was put in place of another is one, and so is another
/// order.
fn changes(before: &str, after: &str) -> usize {
    let pieces = |text: &str| -> Vec<String> { serde_json::from_str(text).unwrap_or_default() };
    let before = Vec::from_iter(pieces(before).iter().map(|piece| unescaped(piece)));
    let after = pieces(after);
    if before == after {
        return 0;
    }
    let (before, after) = (BTreeSet::from_iter(before), BTreeSet::from_iter(after));
    let (gone, new) = (before.difference(&after).count(), after.difference(&before).count());
    gone.max(new).max(1)
}

/// A piece with the letters that version 0.1.0 wrote by their numbers, as `\u{301}`.
fn unescaped(piece: &str) -> String {
    let mut parts = piece.split("\\u{");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let letter = part
            .split_once('}')
            .and_then(|(number, rest)| Some((char::from_u32(u32::from_str_radix(number, 16).ok()?)?, rest)));
        match letter {
            Some((letter, rest)) => text.extend([letter.to_string().as_str(), rest]),
            None => text.extend(["\\u{", part]),
        }
    }
    text
}

/// When an article was changed and in how many pieces, in a form that rows hold the hash of.
fn written(changed: Option<(DateTime<Utc>, usize)>) -> String {
    changed.map_or("None".to_owned(), |(at, count)| {
        format!("Some(({}, {count}))", at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_counted_by_pieces() {
        let text = |pieces: &[&str]| serde_json::to_string(pieces).unwrap();
        let before = text(&["title A", "summary B", "question C"]);
        assert_eq!(changes(&before, &text(&["title A", "summary X", "question C"])), 1);
        assert_eq!(changes(&before, &text(&["title A", "summary X", "question Y", "question Z"])), 3);
        assert_eq!(changes(&before, &text(&["title A"])), 2);
        assert_eq!(changes(&before, &text(&["question C", "title A", "summary B"])), 1);
        assert_eq!(changes(&before, &before), 0);
    }

    #[test]
    fn pieces_in_the_form_of_version_0_1_0_are_recognised() {
        let text = |pieces: &[&str]| serde_json::to_string(pieces).unwrap();
        let before = text(&[
            "title A",
            r#"revision b Revision { on: 2024-03-05, note: "3\u{a0}\"x\" \u{q} e\u{301}" }"#,
        ]);
        let revision = "revision b Revision { on: 2024-03-05, note: \"3\u{a0}\\\"x\\\" \\u{q} e\u{301}\" }";
        assert_eq!(changes(&before, &text(&["title A", revision])), 0);
        assert_eq!(changes(&before, &text(&["title B", revision])), 1);
    }

    /// Rows hold hashes of this: it must be the same in every version of the program.
    #[test]
    fn changes_stay_as_rows_have_them() {
        let at = |text: &str| Some((text.parse().unwrap(), 3));
        assert_eq!(written(None), "None");
        assert_eq!(written(at("2024-03-05T10:00:00Z")), "Some((2024-03-05T10:00:00Z, 3))");
        assert_eq!(written(at("2024-03-05T10:00:00.120Z")), "Some((2024-03-05T10:00:00.120Z, 3))");
    }
}
