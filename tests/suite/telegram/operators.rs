//! What operators ask and are told, and knowledge that changes while the bot runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use super::end;
use crate::conversation::{Conversation, LANGUAGES};
use crate::databases::query;
use crate::program::Program;
use crate::running::{self, Bot};
use crate::twin::{Call, Twin};

const OPERATOR: i64 = 42;

/// A bot with one operator, whose knowledge is in this folder.
fn operated(twin: &Twin, folder: &Path) -> Bot {
    Bot::start(&program(twin, folder))
}

fn program(twin: &Twin, folder: &Path) -> Program {
    let program = running::program(twin).with("ADMINS", &OPERATOR.to_string()).with("ENCODER", "off");
    program.with("KNOWLEDGE", folder.to_str().unwrap())
}

fn write(folder: &Path, opens: &str) -> PathBuf {
    let file = folder.join("harbour.json");
    fs::write(&file, article(opens)).unwrap();
    file
}

fn article(opens: &str) -> String {
    let article = serde_json::json!({
        "format": 1, "id": "harbour", "title": format!("The harbour {opens}"), "published": "2024-03-01",
        "language": "en", "summary": "S.", "sources": [{ "title": "Port", "url": "https://port.example/" }],
        "faq": [
            { "id": "when", "question": "When does the harbour open?", "answer": opens },
            { "id": "boats", "question": "How many boats are there?", "answer": "Seven." },
        ],
    });
    serde_json::to_string_pretty(&article).unwrap()
}

/// All that the operator was told, with `…` for the folder.
fn told(twin: &Twin, folder: &Path) -> String {
    let told: Vec<String> = twin.sent(OPERATOR).iter().map(ToString::to_string).collect();
    told.join("\n\n").replace(folder.to_str().unwrap(), "…")
}

/// Waits until nothing waits to be sent.
#[track_caller]
fn wait_sent_all(twin: &Twin) {
    let file = twin.folder().join("bot.db");
    twin.wait("all to be sent", |_| query(&file, "SELECT COUNT(*) FROM outbox") == ["0"]);
}

/// Asks until the answer holds this. Nobody is refused an answer meanwhile.
#[track_caller]
fn wait_answer(twin: &Twin, user: i64, holds: &str, time: Duration) {
    let until = Instant::now() + time;
    loop {
        let before = twin.sent(user).len();
        twin.private(user, "When does the harbour open?");
        let answer = twin.wait_sent(user, before + 1).remove(before).text;
        assert!(answer.contains("As of 2024-03-01"), "{answer}");
        if answer.contains(holds) {
            return;
        }
        assert!(Instant::now() < until, "it does not say {holds}, but {answer}");
        sleep(Duration::from_millis(50));
    }
}

/// A file is picked up within two seconds; one more is for a machine that runs other tests.
const PICKED_UP: Duration = Duration::from_secs(3);

#[test]
fn knowledge_that_changes_is_read_anew_and_what_is_broken_is_told_once() {
    let (twin, folder) = (Twin::start(), tempfile::tempdir().unwrap());
    let file = write(folder.path(), "In April.");
    let bot = operated(&twin, folder.path());
    twin.join(OPERATOR);
    wait_answer(&twin, 9, "In April.", PICKED_UP);
    write(folder.path(), "In May.");
    wait_answer(&twin, 9, "In May.", PICKED_UP);
    let half = article("In June.");
    let breaks: [&dyn Fn(); 5] = [
        &|| fs::write(&file, "{ \"format\": 1 }").unwrap(),
        &|| fs::write(&file, "").unwrap(),
        &|| fs::write(&file, &half[..half.len() / 2]).unwrap(),
        &|| fs::remove_file(&file).unwrap(),
        &|| fs::write(&file, article("In June.").replace("\"when\"", "\"boats\"")).unwrap(),
    ];
    for (told, broken) in (1..).zip(breaks) {
        broken();
        // The old answers go on.
        twin.wait_sent(OPERATOR, told);
        wait_answer(&twin, 9, "In May.", Duration::ZERO);
    }
    assert_snapshot!(told(&twin, folder.path()), @"
    The knowledge cannot be read. I go on with what I had before.

    …/harbour.json:1: the file has no `id`
    hint: add `&quot;id&quot;: &quot;a-short-name&quot;`
    …/harbour.json:1: the file has no title
    hint: add `&quot;title&quot;: &quot;…&quot;`
    …/harbour.json:1: the file has no `published`
    hint: add `&quot;published&quot;: &quot;2024-01-31&quot;`
    …/harbour.json:1: the file has no `language`
    hint: add `&quot;language&quot;: &quot;en&quot;`
    …/harbour.json:1: the file has no summary
    hint: add `&quot;summary&quot;: &quot;…&quot;`
    …/harbour.json:1: the file has no sources
    hint: add `&quot;sources&quot;: [{ &quot;title&quot;: &quot;…&quot;, &quot;url&quot;: &quot;https://…&quot; }]`
    …/harbour.json:1: the file has no `faq`
    hint: add `&quot;faq&quot;: [{ … }]`

    The knowledge cannot be read. I go on with what I had before.

    …/harbour.json:1: the file is empty
    hint: write an article into it, or make one from a text with `attache import`

    The knowledge cannot be read. I go on with what I had before.

    …/harbour.json:13: the file ends in the middle of an object
    hint: it may be half written: save it again, or add what closes it

    The knowledge cannot be read. I go on with what I had before.

    no article in `…`
    hint: make one from a text with `attache import`

    The knowledge cannot be read. I go on with what I had before.

    …/harbour.json:21: there are two entry ids `boats`
    hint: rename one; the first is in line 16
    ");
    sleep(Duration::from_secs(1));
    write(folder.path(), "In July.");
    wait_answer(&twin, 9, "In July.", PICKED_UP);
    let described = |twin: &Twin| twin.called("setMyDescription").pop();
    let holds = |call: Call| call.params["description"].as_str().unwrap().contains("In July.");
    twin.wait("the description to follow", |twin| described(twin).is_some_and(holds));
    end(bot, &twin);
    assert_eq!(twin.sent(OPERATOR).len(), 5);
}

#[test]
fn answers_go_on_under_load_while_files_change() {
    let (twin, folder) = (Twin::start(), tempfile::tempdir().unwrap());
    let file = write(folder.path(), "In April.");
    let bot = operated(&twin, folder.path());
    twin.join(OPERATOR);
    for round in 0..40 {
        for user in 100..110 {
            twin.private(user, "When does the harbour open?");
        }
        let text = article(&format!("In round {round}."));
        // Slow editors, editors that write in place, and those that break off.
        fs::write(&file, &text[..text.len() * (round % 4) / 4]).unwrap();
        sleep(Duration::from_millis(20));
        fs::write(&file, text).unwrap();
    }
    for user in 100..110 {
        let sent = twin.wait_sent(user, 40);
        assert!(sent.iter().all(|sent| sent.text.contains("As of 2024-03-01")), "{sent:?}");
    }
    wait_answer(&twin, 9, "In round 39.", PICKED_UP);
    end(bot, &twin);
    assert!(twin.sent(OPERATOR).is_empty(), "{:?}", twin.sent(OPERATOR));
}

#[test]
fn operators_have_commands_that_others_have_not() {
    let (twin, folder) = (Twin::start(), tempfile::tempdir().unwrap());
    let file = write(folder.path(), "In April.");
    let bot = operated(&twin, folder.path());
    // Three readers ask alike, one asks alike three times, two ask something else.
    for (user, question) in [
        (1, "how much is a ticket?"),
        (2, "How much is a ticket"),
        (3, "how much is the ticket?"),
        (4, "who is the captain of all this?"),
        (4, "who is the captain of all this"),
        (4, "Who is the captain of all this??"),
        (5, "why is the sky so blue today?"),
        (6, "why is the sky so blue today?"),
        (7, "When does the harbour open?"),
    ] {
        let before = twin.sent(user).len();
        twin.private(user, question);
        twin.wait_sent(user, before + 1);
    }
    let answer = twin.sent(7).remove(0);
    twin.tap(7, 7, answer.message_id, "+:when");
    twin.wait_notices(1);
    for language in LANGUAGES {
        let mut operator = Conversation::private(&twin, OPERATOR, language);
        operator.say("/unanswered");
        for command in ["/pause", "/stats", "/resume", "/stats", "/reload"] {
            wait_sent_all(&twin);
            operator.say(command);
        }
        // Which of the wordings is shown depends on the readers' hashes.
        let words = ["How much is a ticket<", "how much is the ticket?<"]
            .into_iter()
            .fold(operator.words, |words, other| words.replace(other, "how much is a ticket?<"));
        assert_snapshot!(format!("operators-{language}"), words);
    }
    twin.speaks(OPERATOR, "en");
    let before = twin.sent(OPERATOR).len();
    fs::write(&file, "{").unwrap();
    twin.private(OPERATOR, "/reload");
    // Whoever sees it first, the command or who watches the file, it is told in the same words.
    let told = twin.wait_sent(OPERATOR, before + 1).remove(before);
    assert_snapshot!(told.to_string().replace(folder.path().to_str().unwrap(), "…"), @"
    The knowledge cannot be read. I go on with what I had before.

    …/harbour.json:1: the file ends in the middle of an object
    hint: it may be half written: save it again, or add what closes it
    ");
    for (chat, user) in [(8, 8), (-7, OPERATOR)] {
        for command in ["/stats", "/unanswered", "/reload"] {
            let before = twin.sent(chat).len();
            twin.group(chat, user, command);
            let refused = twin.wait_sent(chat, before + 1).remove(before).text;
            assert!(refused.starts_with("I do not know this command."), "{refused}");
        }
    }
    assert_eq!(bot.end().status, Some(0));
}
