//! What chats choose about briefings: whether, when and how.

use chrono::{DateTime, Utc};

use super::facts::{BriefingFacts, Facts};
use crate::briefings::{CITIES, Frequency, Terms, city, next_due, quiet_until, zone};
use crate::replies::{self, Arrangement, Reply, Right};
use crate::store::MessageId;
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
        let place = Place::of(origin.asker);
        return vec![Effect::SendAndForget(place, replies::lacking_to_post(reader))];
    }
    let (subscribed, chosen) = subscribed(it, &wanted, facts.now);
    std::iter::once(subscribed).chain(Effect::send(place, shown(&chosen, reader))).collect()
}

/// Ends it.
pub fn unsubscribe(origin: &Origin, facts: &Facts) -> Vec<Effect> {
    let reader = facts.reader;
    match &facts.briefing {
        Some(it) if !it.may_choose => Effect::send(origin.place, replies::admins_only(reader)),
        Some(it) if it.terms.is_some() => {
            let ended = Effect::Unsubscribe(it.topic);
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
    if let Some(right) = lacked(it, word) {
        return vec![Effect::acknowledge(tap, Some(replies::lacks(right, reader)))];
    }
    Panel { tap, place, message, it, now: facts.now, reader }.choose(word)
}

/// What the bot lacks to do this.
fn lacked(it: &BriefingFacts, word: &str) -> Option<Right> {
    let is_needed = |right: &Right| match right {
        Right::Post => !["show", "off", "corrections=off", "hear=off", "hear=on"].contains(&word),
        Right::Pin => word == "pin",
    };
    it.lacks.iter().copied().find(is_needed)
}

/// Where somebody chooses by buttons who may.
struct Panel<'a> {
    tap: &'a Tap,
    place: Place,
    /// The message under which the buttons are, if it can be edited.
    message: Option<MessageId>,
    it: &'a BriefingFacts,
    now: DateTime<Utc>,
    reader: LanguageCode,
}

impl Panel<'_> {
    fn choose(&self, word: &str) -> Vec<Effect> {
        match word {
            "off" => self.end(),
            "show" => self.done(None, [], self.edit(shown(self.it, self.reader))),
            "now" => self.post_now(),
            "zones" => self.offer_zones(),
            // It stands under corrections themselves, which stay.
            "corrections=off" => self.hear(false, None),
            "hear=off" | "hear=on" => {
                let has_corrections = word == "hear=on";
                let heard = BriefingFacts { has_corrections, ..self.it.clone() };
                self.hear(has_corrections, self.edit(shown(&heard, self.reader)))
            }
            word => self.subscribe(word),
        }
    }

    fn end(&self) -> Vec<Effect> {
        let ended = Effect::Unsubscribe(self.it.topic);
        let shown = self.edit(replies::unsubscribed(self.reader));
        self.done(Some(replies::arranged(self.reader)), [ended], shown)
    }

    fn post_now(&self) -> Vec<Effect> {
        let mut once = terms(self.it, self.reader);
        let is_quiet = quiet_until(&once.schedule, self.now).is_some();
        let notice = Some(replies::posting(is_quiet, self.reader));
        if self.it.terms.is_some() {
            return self.done(notice, [Effect::PostAnew(self.it.topic)], None);
        }
        once.schedule.frequency = Frequency::Once;
        let (subscribed, chosen) = subscribed(self.it, &once, self.now);
        self.done(notice, [subscribed], self.edit(shown(&chosen, self.reader)))
    }

    fn offer_zones(&self) -> Vec<Effect> {
        let cities: Vec<(&str, &str)> = CITIES.iter().map(|zone| (city(zone.name()), zone.name())).collect();
        let channel = self.it.channel.as_ref().map(|_| self.it.topic.chat.0);
        self.done(None, [], self.edit(replies::zones(channel, &cities, self.reader)))
    }

    fn hear(&self, is_on: bool, shown: Option<Effect>) -> Vec<Effect> {
        let value = (!is_on).then(|| "off".to_owned());
        let chosen = Effect::Choose(Some(self.it.topic.chat), Choice::Corrections, value);
        self.done(Some(replies::corrections_chosen(is_on, self.reader)), [chosen], shown)
    }

    /// Subscribes on the terms as this word changes them.
    fn subscribe(&self, word: &str) -> Vec<Effect> {
        let Ok(wanted) = terms(self.it, self.reader).with(word) else {
            return self.done(Some(replies::stale_button(self.reader)), [], None);
        };
        let notice = Some(replies::arranged(self.reader));
        // It is as it was, and so is what is shown.
        if self.it.terms.is_some_and(|(terms, _)| terms == wanted) && zone(word).is_err() {
            return self.done(notice, [], None);
        }
        let (subscribed, chosen) = subscribed(self.it, &wanted, self.now);
        let shown = self.edit(shown(&chosen, self.reader));
        self.done(notice, [subscribed], shown.into_iter().chain(self.others(&chosen)))
    }

    /// Shows the result to the others who are choosing for a channel, and remembers where it was shown here.
    /// In a group, all see the same message.
    fn others(&self, chosen: &BriefingFacts) -> Vec<Effect> {
        let (Some(_), Some(message)) = (&self.it.channel, self.message) else { return Vec::new() };
        let others = self.it.panels.iter().filter(|shown| shown.person != self.tap.asker);
        let shown = others.map(|other| Effect::Edit {
            chat: other.person,
            message: other.message,
            reply: shown(chosen, other.language),
        });
        let value = Some(format!("{} {}", message.0, self.reader));
        let here = Effect::Choose(Some(self.it.topic.chat), Choice::Panel(self.tap.asker), value);
        std::iter::once(here).chain(shown).collect()
    }

    fn edit(&self, reply: Reply) -> Option<Effect> {
        self.message.map(|message| Effect::Edit { chat: self.place.chat, message, reply })
    }

    /// The button is acknowledged, this is done, and then it is shown.
    fn done<const N: usize>(
        &self,
        notice: Option<String>,
        effects: [Effect; N],
        shown: impl IntoIterator<Item = Effect>,
    ) -> Vec<Effect> {
        std::iter::once(Effect::acknowledge(self.tap, notice)).chain(effects).chain(shown).collect()
    }
}

/// The terms of a chat, or those that it begins with.
fn terms(it: &BriefingFacts, reader: LanguageCode) -> Terms {
    it.terms.map_or_else(|| Terms::new(reader), |(terms, _)| terms)
}

/// Notes terms, with when the next briefing is due: at once, where that is not by the clock. Gives also what is
/// known of the chat then.
fn subscribed(it: &BriefingFacts, terms: &Terms, now: DateTime<Utc>) -> (Effect, BriefingFacts) {
    let by_clock = next_due(&terms.schedule, now);
    let subscribed = Effect::Subscribe(it.topic, *terms, by_clock.or(Some(now)));
    (subscribed, BriefingFacts { terms: Some((*terms, by_clock)), ..it.clone() })
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
            channel: it.channel.as_ref().map(|title| (it.topic.chat.0, title.clone())),
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
