//! Finds what is doubtful: days that have passed or cannot be, and entries that are hard to find.

use chrono::{Days, NaiveDate};

use super::super::json::Node;
use super::findings::Findings;
use super::names::member;
use super::values::date;

/// Days before this are slips of the pen: `1024` for `2024`.
const FIRST_YEAR: &str = "1900-01-01";

/// Notes what an editor should look at again, as of `today`.
pub(super) fn check(article: Node<'_>, today: NaiveDate, findings: &mut Findings) {
    check_day(article, "published", today, findings);
    for (index, entry) in article.list("faq").enumerate() {
        let name = member("entry", entry, index);
        check_day(entry, "as_of", today, findings);
        check_passed(entry, &name, today, findings);
        check_revisions(entry, &name, today, findings);
        check_variants(entry, &name, findings);
    }
}

/// The day under `key`, with its place.
fn day<'d>(owner: Node<'d>, key: &str) -> Option<(Node<'d>, NaiveDate)> {
    let node = owner.get(key)?;
    Some((node, date(node.text()?)?))
}

fn check_day(owner: Node<'_>, key: &str, today: NaiveDate, findings: &mut Findings) {
    let Some((node, day)) = day(owner, key) else {
        return;
    };
    // The editor may be a day ahead of the machine that checks.
    let latest = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let hint = format!("correct `{key}`");
    if day > latest {
        findings.warning(node, format!("{day} is still to come"), hint);
    } else if date(FIRST_YEAR).is_some_and(|first| day < first) {
        findings.warning(node, format!("{day} is very long ago"), hint);
    }
}

fn check_passed(entry: Node<'_>, name: &str, today: NaiveDate, findings: &mut Findings) {
    if let Some((node, day)) = day(entry, "review_by")
        && day < today
    {
        let what = format!("{name} was to be reviewed by {day}");
        findings.warning(node, what, "see whether the answer still holds, and set the next day");
    }
    if let Some((node, day)) = day(entry, "valid_until")
        && day < today
    {
        let what = format!("the answer of {name} was valid until {day}");
        findings.warning(node, what, "bring the answer up to date, or delete the entry");
    }
}

fn check_revisions(entry: Node<'_>, name: &str, today: NaiveDate, findings: &mut Findings) {
    let mut latest = None;
    for revision in entry.list("revisions") {
        check_day(revision, "on", today, findings);
        let Some((node, on)) = day(revision, "on") else {
            continue;
        };
        if latest.is_some_and(|latest| on < latest) {
            let what = format!("the revisions of {name} are out of order");
            findings.warning(node, what, "put the oldest first");
        }
        latest = latest.max(Some(on));
    }
}

fn check_variants(entry: Node<'_>, name: &str, findings: &mut Findings) {
    let question = entry.get("question");
    if question.is_some() && entry.list("variants").next().is_none() {
        let what = format!("{name} has no variants");
        findings.warning(entry, what, "add two or three other ways to ask it");
    }
}
