//! On which terms a chat gets briefings, as words that people type, buttons send, and rows keep.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveTime, Weekday};

use super::schedule::{Frequency, Quiet, Schedule};
use super::zones::{self, Zone};
use crate::text::LanguageCode;

/// The hour of the day at which briefings are posted unless another is chosen.
const MORNING: u32 = 8;

/// The terms of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// When it gets briefings.
    pub schedule: Schedule,
    /// In which language.
    pub language: LanguageCode,
    /// Without a sound.
    pub is_silent: bool,
    /// At the top of the chat.
    pub is_pinned: bool,
    /// In a new message each time, instead of an edited one.
    pub is_fresh: bool,
}

/// A word that says nothing about terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// The word.
    pub word: String,
    /// The closest names of time zones, of which it may be one.
    pub closest: Vec<String>,
}

impl Terms {
    /// The terms of a chat that has chosen nothing: every morning, in UTC.
    pub fn new(language: LanguageCode) -> Self {
        let schedule = Schedule {
            frequency: Frequency::Daily,
            time: NaiveTime::from_hms_opt(MORNING, 0, 0).unwrap_or_default(),
            zone: Zone::UTC,
            quiet: None,
        };
        Self { schedule, language, is_silent: false, is_pinned: false, is_fresh: false }
    }

    /// These terms, but as all of these words say, in their order.
    ///
    /// # Errors
    /// With the first that says nothing.
    pub fn with_all(self, text: &str) -> Result<Self, UnknownWord> {
        let words: Vec<&str> = text.split_whitespace().collect();
        // A city may have a name of several words; it is what the others leave.
        let is_city = |word: &&str| self.with_word(word).is_none() && zones::zone(word).is_err();
        let (city, others): (Vec<&str>, Vec<&str>) = words.into_iter().partition(is_city);
        let city = Some(city.join(" ")).filter(|city| !city.is_empty());
        let mut terms = self;
        for word in others.into_iter().chain(city.as_deref()) {
            terms = terms.with(word)?;
        }
        Ok(terms)
    }

    /// These terms, but as this word says.
    ///
    /// # Errors
    /// When it says nothing, with the closest names of time zones.
    pub fn with(self, word: &str) -> Result<Self, UnknownWord> {
        if let Some(terms) = self.with_word(word) {
            return Ok(terms);
        }
        match zones::zone(word) {
            Ok(zone) => Ok(Self { schedule: Schedule { zone, ..self.schedule }, ..self }),
            Err(closest) => Err(UnknownWord { word: word.to_owned(), closest }),
        }
    }

    fn with_word(self, word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        let schedule = self.schedule;
        let often = |frequency| Some(Self { schedule: Schedule { frequency, ..schedule }, ..self });
        match word.as_str() {
            "once" => often(Frequency::Once),
            "daily" => often(Frequency::Daily),
            "weekdays" => often(Frequency::Weekdays),
            "weekly" => often(Frequency::Weekly(Weekday::Mon)),
            "change" => often(Frequency::OnChange),
            "silent" => Some(Self { is_silent: true, ..self }),
            "loud" => Some(Self { is_silent: false, ..self }),
            "pin" => Some(Self { is_pinned: true, ..self }),
            "unpin" => Some(Self { is_pinned: false, ..self }),
            "fresh" => Some(Self { is_fresh: true, ..self }),
            "edit" => Some(Self { is_fresh: false, ..self }),
            "quiet=off" => Some(Self { schedule: Schedule { quiet: None, ..schedule }, ..self }),
            _ => self.with_value(&word),
        }
    }

    fn with_value(self, word: &str) -> Option<Self> {
        let schedule = self.schedule;
        if let Some(hours) = word.strip_prefix("quiet=") {
            let quiet = Some(quiet(hours)?);
            return Some(Self { schedule: Schedule { quiet, ..schedule }, ..self });
        }
        if let Some(language) = word.strip_prefix("lang=") {
            let language = Some(LanguageCode::of(language)).filter(|code| code.is_known())?;
            return Some(Self { language, ..self });
        }
        if let Ok(day) = Weekday::from_str(word) {
            return Some(Self {
                schedule: Schedule { frequency: Frequency::Weekly(day), ..schedule },
                ..self
            });
        }
        let time = time(word)?;
        Some(Self { schedule: Schedule { time, ..schedule }, ..self })
    }
}

/// `22-7`: from one hour to another.
fn quiet(hours: &str) -> Option<Quiet> {
    let (from, to) = hours.split_once('-')?;
    let quiet = Quiet { from: from.parse().ok()?, to: to.parse().ok()? };
    (quiet.from < 24 && quiet.to < 24 && quiet.from != quiet.to).then_some(quiet)
}

/// `8`, `8:30` or `08:30`.
fn time(word: &str) -> Option<NaiveTime> {
    let (hour, minute) = word.split_once(':').unwrap_or((word, "00"));
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    if !is_number(hour) || !is_number(minute) {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

impl fmt::Display for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schedule = &self.schedule;
        match schedule.frequency {
            Frequency::Once => f.write_str("once")?,
            Frequency::Daily => f.write_str("daily")?,
            Frequency::Weekdays => f.write_str("weekdays")?,
            Frequency::Weekly(day) => write!(f, "{}", day.to_string().to_lowercase())?,
            Frequency::OnChange => f.write_str("change")?,
        }
        write!(f, " {} {} lang={}", schedule.time.format("%H:%M"), schedule.zone.name(), self.language)?;
        if let Some(quiet) = schedule.quiet {
            write!(f, " quiet={}-{}", quiet.from, quiet.to)?;
        }
        for (is_so, word) in [(self.is_silent, "silent"), (self.is_pinned, "pin"), (self.is_fresh, "fresh")] {
            if is_so {
                write!(f, " {word}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for Terms {
    type Err = UnknownWord;

    /// Reads what [`Terms`]' `Display` writes, and any other words.
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::new(LanguageCode::ENGLISH).with_all(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Result<Terms, UnknownWord> {
        Terms::new(LanguageCode::ENGLISH).with_all(text)
    }

    #[test]
    fn terms_are_words_in_any_order() {
        for (text, expected) in [
            ("", "daily 08:00 UTC lang=en"),
            ("weekdays 7:30 Berlin", "weekdays 07:30 Europe/Berlin lang=en"),
            ("New York 18 Friday", "fri 18:00 America/New_York lang=en"),
            (
                "change quiet=22-7 silent pin fresh lang=ru",
                "change 08:00 UTC lang=ru quiet=22-7 silent pin fresh",
            ),
            ("weekly Europe/Minsk", "mon 08:00 Europe/Minsk lang=en"),
            ("quiet=22-7 quiet=off pin unpin silent loud fresh edit once", "once 08:00 UTC lang=en"),
        ] {
            let read = terms(text).unwrap();
            assert_eq!(read.to_string(), expected, "{text}");
            assert_eq!(read.to_string().parse(), Ok(read));
        }
    }

    #[test]
    fn words_that_say_nothing_are_told_with_what_is_close() {
        for text in ["25:00", "8:60", "quiet=7-7", "quiet=22-24", "lang=", "Berlni", "daily Berlni 9"] {
            let error = terms(text).unwrap_err();
            assert!(text.contains(&error.word) && error.closest.len() == 3, "{text}: {error:?}");
        }
    }
}
