//! When a briefing is due. Nothing here looks at a clock: `now` is an argument, so that a run, a
//! restart and a test of a whole year all see the same.
//!
//! A day on which the clocks change has one briefing like any other. Where they skip the minute, it
//! is due at the first minute after the gap; where they repeat it, at its first time.

use std::str::FromStr;

use chrono::{DateTime, Duration, NaiveTime, Timelike, Utc, Weekday};
use croner::Cron;
use jiff::Timestamp;

use super::zones::Zone;

/// How late a briefing may be posted: who was to read it in the morning still does. Later, the
/// next one is waited for.
pub const MOST_LATE: Duration = Duration::hours(3);

/// How often a chat gets briefings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// Once, at once.
    Once,
    /// Every day.
    Daily,
    /// Monday to Friday.
    Weekdays,
    /// On this day of the week.
    Weekly(Weekday),
    /// Whenever something has changed.
    OnChange,
}

/// Hours of the day in which nothing is posted: from the first to the last, which is no more one of
/// them. They may go over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// The first hour, 0 to 23.
    pub from: u32,
    /// The hour at which they end, 0 to 23; not the first one.
    pub to: u32,
}

/// When a chat gets briefings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// How often.
    pub frequency: Frequency,
    /// At which time of the day, to the minute.
    pub time: NaiveTime,
    /// Where it is that time.
    pub zone: Zone,
    /// When nothing is posted.
    pub quiet: Option<Quiet>,
}

/// What to do about a briefing that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Post it.
    Post,
    /// Wait until then: these are quiet hours, or it is too late, and that is when the next is due. It may
    /// be a moment ago that is not too late.
    Wait(DateTime<Utc>),
}

impl Quiet {
    fn contains(self, hour: u32) -> bool {
        if self.from < self.to {
            (self.from..self.to).contains(&hour)
        } else {
            hour >= self.from || hour < self.to
        }
    }
}

/// The first moment after `now` at which a briefing is due; never for what is not posted by the
/// clock. One that falls into quiet hours is due when these end.
pub fn next_due(schedule: &Schedule, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let pattern = pattern(schedule)?;
    // One of yesterday may be put off until after now; quiet hours are shorter than a day.
    let mut slot = now - Duration::hours(25);
    loop {
        slot = next(&pattern, schedule.zone, slot)?;
        let due = quiet_until(schedule, slot).unwrap_or(slot);
        if due > now {
            return Some(due);
        }
    }
}

/// The end of the quiet hours, if these are some.
pub fn quiet_until(schedule: &Schedule, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let quiet = schedule.quiet?;
    if !quiet.contains(schedule.zone.local(now).hour()) {
        return None;
    }
    next(&Cron::from_str(&format!("0 {} * * *", quiet.to)).ok()?, schedule.zone, now)
}

/// What to do at `now` about a briefing that was due at `due`.
pub fn turn(schedule: &Schedule, due: DateTime<Utc>, now: DateTime<Utc>) -> Turn {
    let next = || next_due(schedule, now - MOST_LATE - Duration::milliseconds(1));
    let is_late = now - due > MOST_LATE;
    let until = if is_late { next() } else { None };
    until.or_else(|| quiet_until(schedule, now)).map_or(Turn::Post, Turn::Wait)
}

/// The schedule as a cron pattern: minute, hour, day, month, days of the week.
fn pattern(schedule: &Schedule) -> Option<Cron> {
    let days = match schedule.frequency {
        Frequency::Once | Frequency::OnChange => return None,
        Frequency::Daily => "*".to_owned(),
        Frequency::Weekdays => "1-5".to_owned(),
        Frequency::Weekly(day) => day.num_days_from_sunday().to_string(),
    };
    let (hour, minute) = (schedule.time.hour(), schedule.time.minute());
    Cron::from_str(&format!("{minute} {hour} * * {days}")).ok()
}

/// The first time of a pattern in a zone after a moment.
fn next(pattern: &Cron, zone: Zone, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let after = Timestamp::from_millisecond(after.timestamp_millis()).ok()?.to_zoned(zone.rules());
    let found = pattern.find_next_occurrence(&after, false).ok()?;
    DateTime::from_timestamp_millis(found.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(moment: &str) -> DateTime<Utc> {
        moment.parse().unwrap()
    }

    fn daily(time: &str, zone: &str) -> Schedule {
        Schedule {
            frequency: Frequency::Daily,
            time: NaiveTime::parse_from_str(time, "%H:%M").unwrap(),
            zone: crate::briefings::zone(zone).unwrap(),
            quiet: None,
        }
    }

    /// What is due in a time, in UTC.
    fn due(schedule: &Schedule, from: &str, until: &str) -> Vec<String> {
        let mut moment = at(from);
        let found = std::iter::from_fn(|| {
            moment = next_due(schedule, moment).filter(|due| *due < at(until))?;
            Some(moment.format("%d %H:%M").to_string())
        });
        found.collect()
    }

    #[test]
    fn days_on_which_the_clocks_change_have_one_briefing() {
        // Berlin: 02:00 becomes 03:00 on 29 March 2026, and 03:00 becomes 02:00 on 25 October.
        let night = daily("02:30", "Europe/Berlin");
        assert_eq!(
            due(&night, "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z"),
            ["28 01:30", "29 01:00", "30 00:30"]
        );
        assert_eq!(
            due(&night, "2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z"),
            ["24 00:30", "25 00:30", "26 01:30"]
        );
        // Cairo: midnight itself is skipped on 24 April 2026; Lord Howe's clocks change by half an hour.
        let midnight = daily("00:00", "Africa/Cairo");
        assert_eq!(
            due(&midnight, "2026-04-22T12:00:00Z", "2026-04-25T12:00:00Z"),
            ["22 22:00", "23 22:00", "24 21:00"]
        );
        let half = daily("02:15", "Australia/Lord_Howe");
        assert_eq!(
            due(&half, "2026-10-02T00:00:00Z", "2026-10-05T00:00:00Z"),
            ["02 15:45", "03 15:30", "04 15:15"]
        );
    }

    #[test]
    fn days_of_the_week_are_those_of_the_zone() {
        let weekdays = Schedule { frequency: Frequency::Weekdays, ..daily("08:00", "Pacific/Auckland") };
        // Friday 6 to Tuesday 10 November 2026 there, where Monday's morning is Sunday's evening in UTC.
        assert_eq!(
            due(&weekdays, "2026-11-05T12:00:00Z", "2026-11-10T00:00:00Z"),
            ["05 19:00", "08 19:00", "09 19:00"]
        );
        let weekly =
            Schedule { frequency: Frequency::Weekly(Weekday::Sun), ..daily("08:00", "America/New_York") };
        assert_eq!(
            due(&weekly, "2026-10-24T00:00:00Z", "2026-11-09T00:00:00Z"),
            ["25 12:00", "01 13:00", "08 13:00"]
        );
    }

    #[test]
    fn what_falls_into_quiet_hours_is_due_when_they_end() {
        let quiet = Some(Quiet { from: 22, to: 7 });
        let night = Schedule { quiet, ..daily("03:00", "Europe/Minsk") };
        assert_eq!(due(&night, "2026-11-01T00:00:00Z", "2026-11-03T00:00:00Z"), ["01 04:00", "02 04:00"]);
        assert_eq!(quiet_until(&night, at("2026-11-01T12:00:00Z")), None);
        assert_eq!(quiet_until(&night, at("2026-11-01T19:30:00Z")), Some(at("2026-11-02T04:00:00Z")));
    }

    #[test]
    fn who_was_away_posts_what_is_hardly_late() {
        let due = at("2026-11-01T08:00:00Z");
        let morning = daily("08:00", "UTC");
        let after = |hours, minutes| due + Duration::hours(hours) + Duration::minutes(minutes);
        assert_eq!(turn(&morning, due, after(0, 0)), Turn::Post);
        assert_eq!(turn(&morning, due, after(3, 0)), Turn::Post);
        // The next, as far as it is too late for this one.
        assert_eq!(turn(&morning, due, after(3, 1)), Turn::Wait(after(24, 0)));
        assert_eq!(turn(&morning, due, after(27, 0)), Turn::Wait(after(24, 0)));
        assert_eq!(turn(&morning, after(24, 0), after(27, 0)), Turn::Post);
        assert_eq!(turn(&morning, due, after(27, 1)), Turn::Wait(after(48, 0)));
        let evening = Schedule { quiet: Some(Quiet { from: 10, to: 12 }), ..morning };
        assert_eq!(turn(&evening, due, after(2, 30)), Turn::Wait(at("2026-11-01T12:00:00Z")));
        // What is not posted by the clock is never late.
        let change = Schedule { frequency: Frequency::OnChange, ..morning };
        assert_eq!(turn(&change, due, after(90, 0)), Turn::Post);
        assert_eq!(next_due(&change, due), None);
    }

    fn schedules() -> impl Strategy<Value = Schedule> {
        let days = [Weekday::Mon, Weekday::Wed, Weekday::Sat, Weekday::Sun];
        let frequency = prop_oneof![
            Just(Frequency::Daily),
            Just(Frequency::Weekdays),
            prop::sample::select(days.to_vec()).prop_map(Frequency::Weekly),
        ];
        let time = (0..24_u32, 0..60_u32).prop_map(|(h, m)| NaiveTime::from_hms_opt(h, m, 0).unwrap());
        let quiet = prop::option::of(
            (0..24_u32, 1..24_u32).prop_map(|(from, hours)| Quiet { from, to: (from + hours) % 24 }),
        );
        (frequency, time, prop::sample::select(Zone::all().collect::<Vec<_>>()), quiet)
            .prop_map(|(frequency, time, zone, quiet)| Schedule { frequency, time, zone, quiet })
    }

    /// Moments from 2020 to 2040, many of them around changes of clocks in spring and autumn.
    fn moments() -> impl Strategy<Value = DateTime<Utc>> {
        (1_577_836_800_000_i64..2_208_988_800_000).prop_map(|ms| DateTime::from_timestamp_millis(ms).unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn due_moments_come_after_now_once_a_slot_and_as_before_a_restart(
            schedule in schedules(), start in moments(), cuts in prop::collection::vec(0..2_000_i64, 0..12),
        ) {
            let mut due = Vec::new();
            let mut now = start;
            for _ in 0..12 {
                let next = next_due(&schedule, now).unwrap();
                prop_assert!(next > now);
                prop_assert!(quiet_until(&schedule, next).is_none(), "{next} is quiet");
                due.push(next);
                now = next;
            }
            // Never twice for a slot: a day of the zone has one at most.
            let days: Vec<_> = due.iter().map(|due| schedule.zone.local(*due).date()).collect();
            if schedule.quiet.is_none() {
                prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]), "{due:?}");
            }
            prop_assert!(due.windows(2).all(|pair| pair[1] - pair[0] >= Duration::hours(22)), "{due:?}");
            // Whenever it is asked, in whatever order, the answer is the first of these after that.
            for minutes in cuts {
                let now = start + Duration::minutes(minutes);
                if let Some(first) = due.iter().find(|due| **due > now) {
                    prop_assert_eq!(next_due(&schedule, now), Some(*first));
                }
            }
        }
    }
}
