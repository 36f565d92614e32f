//! Votes on answers, what else may have been meant, reasons, and links to share.

use insta::assert_snapshot;

use super::{end, shipped};
use crate::conversation::Conversation;
use crate::databases;
use crate::twin::{Sent, Twin};

fn votes(twin: &Twin) -> Vec<String> {
    let sql =
        "SELECT entry || ' ' || is_up || ' ' || COUNT(*) FROM votes GROUP BY entry, is_up ORDER BY is_up";
    databases::query(&twin.folder().join("bot.db"), sql)
}

/// The last row of buttons: votes and the link.
fn labels(sent: &Sent) -> Vec<&str> {
    sent.buttons.last().unwrap().iter().map(|button| button.text.as_str()).collect()
}

#[test]
fn a_reader_has_one_vote_and_is_offered_what_else_may_be_meant() {
    let (twin, bot) = shipped();
    twin.group(-7, 9, "/ask does beijing suport moscow's war?");
    let answer = twin.wait_sent(-7, 1).remove(0);
    assert_eq!(labels(&answer), ["👍", "👎", "Share"]);
    let (up, down) = (answer.data("👍"), answer.data("👎"));
    for (user, vote) in [(1, &up), (1, &up), (2, &up), (2, &down), (3, &down)] {
        twin.tap(-7, user, answer.message_id, vote);
    }
    let (thanks, regrets) = ("Thank you.", "Thank you. The editors will see that this did not help.");
    assert_eq!(twin.wait_notices(5), [thanks, thanks, thanks, regrets, regrets]);
    assert_eq!(votes(&twin), ["china-stance 0 2", "china-stance 1 1"]);
    let offered = &twin.wait_sent(-7, 3)[1];
    assert_eq!(offered.text, "This did not help. Was it one of these?");
    assert!(
        offered.buttons.len() >= 2
            && offered
                .buttons
                .iter()
                .flatten()
                .all(|button| { button.data.as_deref() != Some("q:china-stance") })
    );
    end(bot, &twin);
}

#[test]
fn why_says_what_counted() {
    let (twin, bot) = shipped();
    let mut reader = Conversation::private(&twin, 9, "en");
    let answer = reader.say("does beijing suport moscow's war?");
    let suggestion = reader.say("What is the purpose of the Munich conference?");
    // An answer that was chosen has no reasons, nor has a list.
    reader.tap(&suggestion, "q:moscow-conference");
    let chosen = reader.hear(1);
    reader.words.clear();
    for message in [answer, suggestion, chosen] {
        reader.reply(&message, "/why");
    }
    assert_snapshot!(reader.words, @"
    > /why

    Closest question: <b>Does China support Russia's actions in Ukraine?</b>
    By its wording: <i>Is China helping Russia in the war?</i>
    In its answer: <b>The article describes strong trade, economic and diplomatic relations between Beijing and Moscow, and consistent Chinese support.</b>
    I am sure enough to answer.
    Words that count: <i>beijing</i> → <i>China</i>, <i>moscow</i> → <i>Russia</i>, <i>war</i>
    Next: <i>Why is China seeking closer cooperation with Belarus?</i>

    > /why

    Closest question: <b>What is the Moscow Conference on International Security for?</b>
    By its wording: <i>Moscow conference purpose</i>
    In its answer: <b>According to the article, the purpose of the conference is to talk about security, in its different aspects, in what the article calls a multipolar world order, and to look for ways back to constructive cooperation between countries.</b>
    I am not sure enough to answer, only to suggest.
    Words that count: <i>purpose</i>, <i>conference</i>
    What it does not account for: <i>Munich</i>
    Next: <i>Why is China seeking closer cooperation with Belarus?</i>

    > /why

    I do not have the question to this any more, or there was none: an answer chosen from a list needs no reason.
    ");
    end(bot, &twin);
}

#[test]
fn an_answer_can_be_shared_by_its_link() {
    let (twin, bot) = shipped();
    twin.private(9, "is china neutral?");
    let answer = twin.wait_sent(9, 1).remove(0);
    let url = answer.buttons.last().unwrap()[2].url.clone().unwrap();
    let url = url::Url::parse(&url).unwrap();
    assert_eq!((url.host_str(), url.path()), (Some("t.me"), "/share/url"));
    let shared = url.query_pairs().find(|(name, _)| name == "url").unwrap().1.into_owned();
    assert_eq!(shared, "https://t.me/attache_test_bot?start=q_china-stance");
    let payload = shared.split_once("start=").unwrap().1;
    twin.private(10, &format!("/start {payload}"));
    assert_eq!(twin.wait_sent(10, 1)[0].html, answer.html);
    end(bot, &twin);
}
