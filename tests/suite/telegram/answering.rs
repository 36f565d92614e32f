//! What a reader gets in a private chat.

use attache::replies::Command;
use insta::assert_snapshot;

use super::{end, shipped, with_entries};
use crate::conversation::Conversation;
use crate::twin::Twin;

#[test]
fn a_question_is_answered_with_source_and_date() {
    let (twin, bot) = shipped();
    let reply = Conversation::private(&twin, 9, "en").say("does beijing suport moscow's war?");
    assert_snapshot!(reply, @r#"
    <b>Does China support Russia's actions in Ukraine?</b>

    China describes itself as neutral on Ukraine, the article says, yet in international forums it has objected when the West condemned what the article calls Russia's invasion. The article describes strong trade, economic and diplomatic relations between Beijing and Moscow, and consistent Chinese support. According to the article, China has supplied no weapons to Russia or to Ukraine.

    As of 2023-11-12. Source: <a href="https://www.mid.ru/en/foreign_policy/news/-/asset_publisher/cKNonkJE02Bw/content/id/5208066">Russian Foreign Ministry</a>
    [Russian Foreign Ministry]
    [👍] [👎] [Share]
    "#);
    assert_eq!((reply.reply_to, reply.thread), (None, None));
    end(bot, &twin);
    assert!(twin.unconfirmed().is_empty());
}

#[test]
fn a_suggestion_is_tapped_and_answers() {
    let (twin, bot) = shipped();
    let mut reader = Conversation::private(&twin, 9, "en");
    let asked_back = reader.say("What is the purpose of the Munich conference?");
    reader.tap(&asked_back, "q:moscow-conference");
    reader.hear(1);
    assert_snapshot!(reader.words, @r#"
    > What is the purpose of the Munich conference?

    Nothing here about <i>Munich</i>. Closest:
    [What is the Moscow Conference on International Security for?]
    [Why is China seeking closer cooperation with Belarus?]

    > [What is the Moscow Conference on International Security for?]

    <b>What is the Moscow Conference on International Security for?</b>

    According to the article, the purpose of the conference is to talk about security, in its different aspects, in what the article calls a multipolar world order, and to look for ways back to constructive cooperation between countries. The article says that the agenda also covers how countries can develop without relying on Western mechanisms. New kinds of multilateral associations are described as an important theme.

    As of 2023-11-12. Source: <a href="https://www.mid.ru/en/foreign_policy/news/-/asset_publisher/cKNonkJE02Bw/content/id/5208066">Russian Foreign Ministry</a>
    [Russian Foreign Ministry]
    [👍] [👎] [Share]
    "#);
    end(bot, &twin);
}

#[test]
fn questions_are_paged_in_place() {
    let twin = Twin::start();
    let bot = with_entries(&twin, 20);
    twin.private(9, "/faq");
    let first = twin.wait_sent(9, 1).remove(0);
    assert_eq!(first.text, "These are the questions that I can answer (page 1 of 3):");
    assert_eq!(first.buttons.len(), 9);
    assert_eq!(first.buttons[8].len(), 1);

    let turned = |label: &str, edits: usize| {
        let now = twin.sent(9).remove(0);
        twin.press(9, 9, &now, label);
        twin.wait("the page to turn", |twin| twin.sent(9)[0].edits == edits);
        twin.sent(9).remove(0)
    };
    let second = turned("More ›", 1);
    assert_eq!((second.message_id, second.text.contains("page 2 of 3")), (first.message_id, true));
    assert_eq!(second.buttons[8].len(), 2);
    let last = turned("More ›", 2);
    assert_eq!(last.buttons.len(), 5);
    assert_eq!(turned("‹ Back", 3).buttons, second.buttons);

    // The same button twice, as impatient thumbs do: the page stays, and nothing else is sent.
    twin.tap(9, 9, first.message_id, "faq:1");
    twin.tap(9, 9, first.message_id, &second.data("chapter 12"));
    assert!(twin.wait_sent(9, 2)[1].text.contains("Chapter 12 is about itself."));
    assert_eq!(bot.end().status, Some(0));
}

#[test]
fn a_deep_link_opens_an_entry() {
    let (twin, bot) = shipped();
    let mut reader = Conversation::private(&twin, 9, "en");
    let links = ["q_belarus-cooperation", "q_gone", "q_<b>", "", "campaign7"];
    let first_words = links.map(|link| {
        let command = format!("/start {link}").trim().to_owned();
        let reply = reader.say(&command);
        format!("{command} → {}", reply.text.lines().next().unwrap())
    });
    assert_snapshot!(first_words.join("\n"), @"
    /start q_belarus-cooperation → Why is China seeking closer cooperation with Belarus?
    /start q_gone → This question is not in the FAQ any more.
    /start q_<b> → This question is not in the FAQ any more.
    /start → Ask me about this: Chinese defence minister's trip to Russia and Belarus.
    /start campaign7 → Ask me about this: Chinese defence minister's trip to Russia and Belarus.
    ");
    end(bot, &twin);
}

#[test]
fn the_bot_introduces_itself() {
    let (twin, bot) = shipped();
    twin.wait_called("setMyShortDescription", 1);
    let commands = twin.called("setMyCommands")[0].params["commands"].clone();
    let names: Vec<&str> =
        commands.as_array().unwrap().iter().filter_map(|command| command["command"].as_str()).collect();
    assert_eq!(names, Command::MENU.map(Command::word));
    let description = twin.called("setMyDescription")[0].params["description"].clone();
    assert!(description.as_str().unwrap().contains("Chinese defence minister's trip"), "{description}");
    let allowed = twin.wait_called("getUpdates", 1)[0].params["allowed_updates"].clone();
    assert_eq!(
        allowed,
        serde_json::json!(["message", "edited_message", "callback_query", "inline_query", "my_chat_member"])
    );
    end(bot, &twin);
}
