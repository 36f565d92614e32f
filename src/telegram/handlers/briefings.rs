//! What chats choose about briefings: whether, when and how.

use chrono::{DateTime, Utc};
use teloxide::types::{ChatId, MessageId};

use super::facts::{BriefingFacts, Facts};
use crate::briefings::{CITIES, Frequency, Terms, city, next_due, quiet_until, zone};
use crate::replies::{self, Arrangement, Reply, Right};
use crate::telegram::effects::effect::{Choice, Effect};
use crate::telegram::update::incoming::Tap;
use crate::telegram::update::place::{Origin, Place};
use crate::text::LanguageCode;

/// Subscribes a chat, or a topic of it, on the terms that are named.
pub fn subscribe(origin: &Origin, argument: &str, facts: &Facts) -> Vec<Effect> {
    let (place, reader) = (origin.place, facts.reader);
    let Some(it) = facts.briefing.as_ref().filter(|it| it.may_choose) else {
        return Effect::send(place, replies::admins_only(reader));
    };
    let wanted = terms(it, reader).with_all(argument);
    let wanted = match wanted {
        Ok(terms) => terms,
        Err(unknown) => {
            return Effect::send(place, replies::unknown_zone(&unknown.word, &unknown.closest, reader));
        }
    };
    if it.lacks.contains(&Right::Post) {
        // Where the bot may not write, it can only tell the one who asked.
        let place = Place::of(ChatId(origin.asker));
        return vec![Effect::SendAndForget(place, replies::lacking_to_post(reader))];
    }
    let (subscribed, due) = subscribed(it, &wanted, facts.now);
    let chosen = BriefingFacts { terms: Some((wanted, due)), ..it.clone() };
    std::iter::once(subscribed).chain(Effect::send(place, shown(&chosen, reader))).collect()
}

/// Ends it.
pub fn unsubscribe(origin: &Origin, facts: &Facts) -> Vec<Effect> {
    let reader = facts.reader;
    match &facts.briefing {
        Some(it) if !it.may_choose => Effect::send(origin.place, replies::admins_only(reader)),
        Some(it) if it.terms.is_some() => {
            let ended = Effect::Unsubscribe(it.chat, it.thread);
            std::iter::once(ended).chain(Effect::send(origin.place, replies::unsubscribed(reader))).collect()
        }
        _ => Effect::send(origin.place, replies::not_subscribed(reader)),
    }
}

/// Shows what a channel has chosen of which somebody has forwarded a post, with what else it can choose.
pub fn arrange_channel(origin: &Origin, facts: &Facts) -> Vec<Effect> {
    let reader = facts.reader;
    let reply = match &facts.briefing {
        Some(it) if it.may_choose && it.lacks.contains(&Right::Post) => {
            replies::not_its_channel(false, reader)
        }
        Some(it) if it.may_choose => shown(it, reader),
        // Of a channel in which it is not, the bot cannot know who runs it.
        Some(it) => replies::not_its_channel(it.is_in_it, reader),
        None => replies::not_its_channel(false, reader),
    };
    Effect::send(origin.place, reply)
}

/// Does what a tapped button chooses, and shows the result in place.
pub fn follow(tap: &Tap, place: Place, message: Option<MessageId>, word: &str, facts: &Facts) -> Vec<Effect> {
    let reader = facts.reader;
    let Some(it) = facts.briefing.as_ref().filter(|it| it.may_choose) else {
        return vec![Effect::acknowledge(tap, Some(replies::not_an_admin(reader)))];
    };
    let lacked = it.lacks.iter().find(|right| match right {
        Right::Post => !["show", "off", "corrections=off", "hear=off", "hear=on"].contains(&word),
        Right::Pin => word == "pin",
    });
    if let Some(right) = lacked {
        return vec![Effect::acknowledge(tap, Some(replies::lacks(*right, reader)))];
    }
    let edit = |reply: Reply| message.map(|message| Effect::Edit(place.chat, message, reply));
    let told = |notice: String| Effect::acknowledge(tap, Some(notice));
    match word {
        "off" => {
            let ended = Effect::Unsubscribe(it.chat, it.thread);
            let shown = edit(replies::unsubscribed(reader));
            [told(replies::arranged(reader)), ended].into_iter().chain(shown).collect()
        }
        "show" => std::iter::once(Effect::acknowledge(tap, None)).chain(edit(shown(it, reader))).collect(),
        "now" => post_now(tap, it, edit, facts),
        "zones" => {
            let cities: Vec<(&str, &str)> =
                CITIES.iter().map(|zone| (city(zone.name()), zone.name())).collect();
            let channel = it.channel.as_ref().map(|_| it.chat);
            std::iter::once(Effect::acknowledge(tap, None))
                .chain(edit(replies::zones(channel, &cities, reader)))
                .collect()
        }
        // The first stands under corrections themselves, which stay.
        "corrections=off" | "hear=off" | "hear=on" => {
            let is_on = word == "hear=on";
            let chosen = Effect::Choose(it.chat, Choice::Corrections, (!is_on).then(|| "off".to_owned()));
            let heard = BriefingFacts { has_corrections: is_on, ..it.clone() };
            let shown = if word == "corrections=off" { None } else { edit(shown(&heard, reader)) };
            [told(replies::corrections_chosen(is_on, reader)), chosen].into_iter().chain(shown).collect()
        }
        word => match terms(it, reader).with(word) {
            // It is as it was, and so is what is shown.
            Ok(wanted) if it.terms.is_some_and(|(terms, _)| terms == wanted) && zone(word).is_err() => {
                vec![told(replies::arranged(reader))]
            }
            Ok(wanted) => {
                let (subscribed, due) = subscribed(it, &wanted, facts.now);
                let chosen = BriefingFacts { terms: Some((wanted, due)), ..it.clone() };
                let shown = edit(shown(&chosen, reader));
                let others = others(tap, it, &chosen, message, reader);
                [told(replies::arranged(reader)), subscribed].into_iter().chain(shown).chain(others).collect()
            }
            Err(_) => vec![told(replies::stale_button(reader))],
        },
    }
}

/// Shows the result to the others who are choosing for a channel, and remembers where it was shown here.
/// In a group, all see the same message.
fn others(
    tap: &Tap,
    it: &BriefingFacts,
    chosen: &BriefingFacts,
    message: Option<MessageId>,
    reader: LanguageCode,
) -> Vec<Effect> {
    let (Some(_), Some(message)) = (&it.channel, message) else { return Vec::new() };
    let others = it.panels.iter().filter(|(person, ..)| *person != tap.asker);
    let shown = others.map(|(person, message, language)| {
        Effect::Edit(ChatId(*person), MessageId(*message), shown(chosen, *language))
    });
    let here = Effect::Choose(it.chat, Choice::Panel(tap.asker), Some(format!("{} {reader}", message.0)));
    std::iter::once(here).chain(shown).collect()
}

fn post_now(
    tap: &Tap,
    it: &BriefingFacts,
    edit: impl Fn(Reply) -> Option<Effect>,
    facts: &Facts,
) -> Vec<Effect> {
    let reader = facts.reader;
    let is_quiet = quiet_until(&terms(it, reader).schedule, facts.now).is_some();
    let posting = Effect::acknowledge(tap, Some(replies::posting(is_quiet, reader)));
    if it.terms.is_some() {
        return vec![posting, Effect::PostAnew(it.chat, it.thread)];
    }
    let mut once = terms(it, reader);
    once.schedule.frequency = Frequency::Once;
    let (subscribed, due) = subscribed(it, &once, facts.now);
    let chosen = BriefingFacts { terms: Some((once, due)), ..it.clone() };
    [posting, subscribed].into_iter().chain(edit(shown(&chosen, reader))).collect()
}

/// The terms of a chat, or those that it begins with.
fn terms(it: &BriefingFacts, reader: LanguageCode) -> Terms {
    it.terms.map_or_else(|| Terms::new(reader), |(terms, _)| terms)
}

/// Notes terms, with when the next briefing is due: at once, where that is not by the clock.
fn subscribed(it: &BriefingFacts, terms: &Terms, now: DateTime<Utc>) -> (Effect, Option<DateTime<Utc>>) {
    let by_clock = next_due(&terms.schedule, now);
    let due = by_clock.or(Some(now));
    (Effect::Subscribe(it.chat, it.thread, *terms, due), by_clock)
}

fn shown(it: &BriefingFacts, reader: LanguageCode) -> Reply {
    let (terms, is_subscribed) = (terms(it, reader), it.terms.is_some());
    let schedule = &terms.schedule;
    let (frequency, day) = match schedule.frequency {
        Frequency::Once => ("once", None),
        Frequency::Daily => ("daily", None),
        Frequency::Weekdays => ("weekdays", None),
        Frequency::Weekly(day) => ("weekly", Some(day.to_string().to_lowercase())),
        Frequency::OnChange => ("change", None),
    };
    let due = it.terms.and_then(|(_, due)| due).filter(|_| schedule.frequency != Frequency::Once);
    let next = due.map(|due| schedule.zone.local(due).format("%Y-%m-%d %H:%M").to_string());
    replies::arrangement(
        &Arrangement {
            channel: it.channel.as_ref().map(|title| (it.chat, title.clone())),
            frequency: is_subscribed.then_some(frequency),
            day,
            time: schedule.time.format("%H:%M").to_string(),
            zone: schedule.zone.name().to_owned(),
            next,
            quiet: schedule.quiet.map(|quiet| format!("{}–{}", quiet.from, quiet.to)),
            is_silent: terms.is_silent,
            is_pinned: terms.is_pinned,
            is_fresh: terms.is_fresh,
            has_corrections: it.has_corrections,
            language: terms.language,
            lacks: it
                .lacks
                .iter()
                .copied()
                .filter(|right| *right == Right::Post || terms.is_pinned)
                .collect(),
        },
        reader,
    )
}

#[cfg(test)]
mod tests;
