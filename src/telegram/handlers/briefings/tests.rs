//! What chats can choose about briefings, and what is done about it.

use insta::assert_snapshot;

use super::*;
use crate::store::ChatId;
use crate::telegram::handlers::facts::ShownPanel;
use crate::telegram::handlers::fixtures::{self, group, in_full, in_short, private};

/// What is known of the group, which gets no briefings, and of an administrator who asks.
fn known() -> BriefingFacts {
    BriefingFacts {
        topic: ChatId(-100).into(),
        channel: None,
        terms: None,
        has_corrections: true,
        panels: Vec::new(),
        may_choose: true,
        is_in_it: true,
        lacks: Vec::new(),
    }
}

/// The same of a group that gets them every morning.
fn subscribed() -> BriefingFacts {
    BriefingFacts { terms: Some((Terms::new(LanguageCode::ENGLISH), None)), ..known() }
}

fn facts(briefing: BriefingFacts) -> Facts {
    Facts { briefing: Some(briefing), ..fixtures::facts() }
}

fn followed(word: &str, briefing: BriefingFacts) -> Vec<Effect> {
    let tap = fixtures::tap(&group(), "");
    follow(&tap, group().place, Some(MessageId(6)), word, &facts(briefing))
}

#[test]
fn who_may_choose_subscribes_on_the_terms_that_they_name() {
    let stranger = BriefingFacts { may_choose: false, ..known() };
    let mute = BriefingFacts { lacks: vec![Right::Post], ..known() };
    for (argument, briefing, expected) in [
        ("", known(), &["subscribe -100: daily 08:00 UTC lang=en; due Tue 08:00", "send to -100"][..]),
        ("fri 9", known(), &["subscribe -100: fri 09:00 UTC lang=en; due Fri 09:00", "send to -100"]),
        // What is not by the clock is due at once.
        ("change", known(), &["subscribe -100: change 08:00 UTC lang=en; due Mon 10:00", "send to -100"]),
        ("Berlni", known(), &["send to -100"]),
        ("", stranger, &["send to -100"]),
        ("", mute, &["send to 9, and forget it"]),
    ] {
        assert_eq!(in_short(&subscribe(&group(), argument, &facts(briefing))), expected, "{argument}");
    }
}

#[test]
fn a_subscription_is_shown_with_what_else_can_be_chosen() {
    assert_snapshot!(in_full(&subscribe(&group(), "fri 9", &facts(known()))), @r"
    subscribe -100: fri 09:00 UTC lang=en; due Fri 09:00
    send to -100:
    Briefings come once a week at 09:00 (UTC), when there is something new.
    Next: 2024-03-08 09:00
    [Now] [Daily] [Mon–Fri]
    [✓ Weekly] [On change]
    [Mon] [Tue] [Wed] [Thu]
    [✓ Fri] [Sat] [Sun]
    [−] [09:00] [+] [🌍 UTC]
    [Quiet 22–7] [Without a sound]
    [Pinned] [New message each time]
    [✓ English] [Русский] [中文] [Español]
    [✓ Corrections] [Unsubscribe]
    ");
}

#[test]
fn a_subscription_is_ended_by_whoever_may() {
    let stranger = BriefingFacts { may_choose: false, ..subscribed() };
    for (briefing, expected) in [
        (subscribed(), &["unsubscribe -100", "send to -100"][..]),
        (known(), &["send to -100"]),
        (stranger, &["send to -100"]),
    ] {
        assert_eq!(in_short(&unsubscribe(&group(), &facts(briefing))), expected);
    }
}

#[test]
fn a_channel_is_arranged_by_its_administrators_where_the_bot_is_one() {
    let channel =
        BriefingFacts { topic: ChatId(-200).into(), channel: Some("Harbour news".into()), ..known() };
    let arranged = |briefing| in_full(&arrange_channel(&private(), &facts(briefing)));
    let first_lines = [
        channel.clone(),
        BriefingFacts { may_choose: false, ..channel.clone() },
        BriefingFacts { may_choose: false, is_in_it: false, ..channel.clone() },
        BriefingFacts { lacks: vec![Right::Post], ..channel },
    ]
    .map(|briefing| arranged(briefing).lines().nth(1).unwrap_or_default().to_owned());
    assert_snapshot!(first_lines.join("\n"), @r"
    <b>Harbour news</b>
    Only an administrator of the channel can choose its briefings.
    I cannot post in this channel. Make me an administrator of it who may post messages, then forward the post once more.
    I cannot post in this channel. Make me an administrator of it who may post messages, then forward the post once more.
    ");
}

#[test]
fn a_tap_chooses_and_shows_the_result_in_place() {
    let chosen = [
        ("weekly", known()),
        // It is so already.
        ("daily", subscribed()),
        ("off", subscribed()),
        ("show", subscribed()),
        ("zones", subscribed()),
        ("now", subscribed()),
        ("now", known()),
        ("hear=off", known()),
        ("hear=on", known()),
        ("corrections=off", known()),
        ("yesterday", known()),
    ]
    .map(|(word, briefing)| format!("{word}: {}", in_short(&followed(word, briefing)).join("; ")));
    assert_snapshot!(chosen.join("\n"), @r#"
    weekly: acknowledge: Done.; subscribe -100: mon 08:00 UTC lang=en; due Mon 08:00; edit 6 in -100
    daily: acknowledge: Done.
    off: acknowledge: Done.; unsubscribe -100; edit 6 in -100
    show: acknowledge; edit 6 in -100
    zones: acknowledge; edit 6 in -100
    now: acknowledge: It comes in a moment.; post anew in -100
    now: acknowledge: It comes in a moment.; subscribe -100: once 08:00 UTC lang=en; due Mon 10:00; edit 6 in -100
    hear=off: acknowledge: I no longer say when an answer that I gave here is corrected.; choose Corrections off for -100; edit 6 in -100
    hear=on: acknowledge: I say when an answer that I gave here is corrected.; choose Corrections as before for -100; edit 6 in -100
    corrections=off: acknowledge: I no longer say when an answer that I gave here is corrected.; choose Corrections off for -100
    yesterday: acknowledge: This button is out of date. /faq lists all questions.
    "#);
}

#[test]
fn a_tap_is_refused_to_whom_may_not_and_where_the_bot_may_not() {
    let stranger = BriefingFacts { may_choose: false, ..known() };
    let mute = BriefingFacts { lacks: vec![Right::Post], ..known() };
    let unpinning = BriefingFacts { lacks: vec![Right::Pin], ..known() };
    let refused = [("daily", stranger), ("daily", mute), ("pin", unpinning)]
        .map(|(word, briefing)| in_short(&followed(word, briefing)).join("; "));
    assert_snapshot!(refused.join("\n"), @r"
    acknowledge: Only an administrator of this group can do this.
    acknowledge: I may not post here: make me an administrator who may post messages.
    acknowledge: I may not pin here: make me an administrator who may pin messages.
    ");
}

#[test]
fn who_chooses_for_a_channel_shows_it_to_the_others_who_do() {
    let channel = BriefingFacts {
        topic: ChatId(-200).into(),
        channel: Some("Harbour news".into()),
        panels: vec![panel(9, 4, "en"), panel(11, 8, "ru")],
        ..known()
    };
    let tap = fixtures::tap(&private(), "");
    let chosen = follow(&tap, private().place, Some(MessageId(6)), "weekly", &facts(channel));
    assert_eq!(
        in_short(&chosen)[2..],
        ["edit 6 in 9", "choose Panel(ChatId(9)) 6 en for -200", "edit 8 in 11"]
    );
}

fn panel(person: i64, message: i32, language: &str) -> ShownPanel {
    ShownPanel { person: ChatId(person), message: MessageId(message), language: LanguageCode::of(language) }
}
