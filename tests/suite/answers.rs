//! What a reader of the shipped article gets.

use insta::assert_snapshot;

use crate::program::{Program, without_figures};

#[test]
fn two_questions_in_one_message_get_two_answers() {
    let program = Program::new();
    let asked = "Is China neutral in the war? What is the Moscow conference about?";
    let said = program.run(&["ask", asked]).stdout;
    assert_eq!(said.matches("As of 2023-11-12.").count(), 2, "{said}");
    let one = program.run(&["ask", "Is China neutral in the war? I mean, does it take sides?"]).stdout;
    assert_eq!(one.matches("As of 2023-11-12.").count(), 1, "{one}");
    let half = program.run(&["ask", "Is China neutral in the war? And who won the cup?"]).stdout;
    assert!(half.matches("As of 2023-11-12.").count() <= 1, "{half}");
}

#[test]
fn the_chat_answers_the_three_questions_in_other_words() {
    let typed = "Does Beijing back Russia in Ukraine?\n\
                 what will the security conference in moscow deal with\n\
                 why does China want closer ties with Minsk?\n";
    let ran = Program::new().run_typing(&["chat"], typed);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(
        ran.stdout.matches("As of 2023-11-12. Source: Russian Foreign Ministry https://www.mid.ru/").count(),
        3,
        "{}",
        ran.stdout
    );
    for fact in ["neutral", "multipolar", "Belarus"] {
        assert!(ran.stdout.contains(fact), "{fact} in {}", ran.stdout);
    }
}

#[test]
fn another_conference_is_not_answered_but_named() {
    let json = Program::new().run(&["ask", "--json", "What is the purpose of the Munich conference?"]).json();
    assert_ne!(json["verdict"], "answer");
    assert_eq!(json["unaccounted"], serde_json::json!(["Munich"]));
    assert_eq!(json["reply"], "Nothing here about <i>Munich</i>. Closest:");
}

#[test]
fn of_words_that_nobody_knows_nothing_is_suggested() {
    let json = Program::new().run(&["ask", "--json", "what is asdf qwer zxcv"]).json();
    assert_eq!(json["verdict"], "unanswered");
    assert_eq!(json["unaccounted"], serde_json::json!(["asdf", "qwer", "zxcv"]));
}

#[test]
fn an_explanation_names_signals_words_and_reason() {
    let ran = Program::new().run(&["ask", "--explain", "is beijing suporting russia in ukraine"]);
    let (_, why) = ran.stdout.split_once("\n\nwhy: ").unwrap();
    assert_snapshot!(without_figures(why), @r#"
    answer: confidence # is at least #
    closest: "Does China support Russia's actions in Ukraine?" (china-stance)
    signals: score #, meaning #, question covered #, phrasing covered #, letters #, closest three #, share #, spread #, unknown #, judge #
    in its answer: "According to the article, China has supplied no weapons to Russia or to Ukraine."
    mended: suporting → supporting
    word                 weight  matched
    is                     #  –
    beijing                #  China (#)
    supporting             #  support (#)
    russia                 #  Russia (#)
    in                     #  in (#)
    ukraine                #  Ukraine (#)
    runner-up: # "Why is China seeking closer cooperation with Belarus?" (belarus-cooperation)
    runner-up: # "What is the Moscow Conference on International Security for?" (moscow-conference)
    "#);
}

#[test]
fn a_name_or_a_number_that_the_entry_lacks_is_not_answered() {
    for (question, word) in [
        ("What did Lavrov say at the Moscow conference?", "Lavrov"),
        ("Is China neutral in 1939?", "1939"),
        ("what is the munich conference for?", "munich"),
    ] {
        let json = Program::new().run(&["ask", "--json", question]).json();
        assert_ne!(json["verdict"], "answer", "{question}");
        assert!(json["unaccounted"].as_array().unwrap().contains(&word.into()), "{json}");
    }
}
