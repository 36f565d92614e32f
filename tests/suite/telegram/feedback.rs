//! Votes on answers, what else may have been meant, reasons, and links to share.

use super::{data, end, shipped};
use crate::databases;
use crate::twin::{Sent, Twin};

/// The words that were shown for a moment, in their order.
fn notices(twin: &Twin) -> Vec<String> {
    let calls = twin.calls().into_iter().filter(|call| call.method == "answerCallbackQuery");
    calls.map(|call| call.params["text"].as_str().unwrap_or_default().to_owned()).collect()
}

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
    let (up, down) = (data(&answer, "👍"), data(&answer, "👎"));
    for (user, vote) in [(1, &up), (1, &up), (2, &up), (2, &down), (3, &down)] {
        twin.tap(-7, user, answer.message_id, vote);
    }
    twin.wait("five thanks", |twin| notices(twin).len() == 5);
    assert!(notices(&twin)[..3].iter().all(|notice| notice == "Thank you."));
    assert!(notices(&twin)[3].starts_with("Thank you. The editors"));
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
    twin.private(9, "does beijing suport moscow's war?");
    let answer = twin.wait_sent(9, 1)[0].message_id;
    twin.private(9, "What is the purpose of the Munich conference?");
    let suggestion = twin.wait_sent(9, 2)[1].message_id;
    let why = |message: i64, count: usize| {
        twin.reply(9, 9, message, "/why");
        twin.wait_sent(9, count)[count - 1].text.clone()
    };
    let said = why(answer, 3);
    assert!(
        said.starts_with("Closest question: Does China support Russia's actions in Ukraine?\n"),
        "{said}"
    );
    assert!(said.contains("I am sure enough to answer."), "{said}");
    assert!(said.contains("Words that count: ") && said.contains("beijing → "), "{said}");
    assert!(said.contains("Next: "), "{said}");
    let said = why(suggestion, 4);
    assert!(said.contains("What it does not account for: Munich"), "{said}");
    assert!(said.contains("I am not sure enough to answer, only to suggest."), "{said}");
    // An answer that was chosen has no reasons, nor has a list.
    twin.tap(9, 9, suggestion, "q:china-stance");
    let chosen = twin.wait_sent(9, 5)[4].message_id;
    assert!(why(chosen, 6).starts_with("I do not have the question to this any more, or there was none"));
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
