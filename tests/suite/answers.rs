//! What a reader of the shipped article gets.

use crate::program::Program;

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
fn a_suggestion_is_chosen_by_its_number() {
    let ran = Program::new().run_typing(&[], "/faq\n2\n/quit\n");
    assert!(
        ran.stdout.contains("  2. What is the Moscow Conference on International Security for?"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("As of 2023-11-12"), "{}", ran.stdout);
}

#[test]
fn the_chat_knows_the_commands_of_telegram() {
    let ran =
        Program::new().run_typing(&["chat"], "/start\n/help\n/faq\n/brief\n/sources\n/why\n/nonsense\n");
    assert_eq!(ran.status, 0);
    for said in [
        "Ask me about",
        "/faq: all questions",
        "Source: Russian Foreign Ministry",
        "Ask something first",
        "There is no /nonsense",
    ] {
        assert!(ran.stdout.contains(said), "{said} in {}", ran.stdout);
    }
}

#[test]
fn another_conference_is_not_answered_but_named() {
    let json = Program::new().run(&["ask", "--json", "What is the purpose of the Munich conference?"]).json();
    assert_ne!(json["verdict"], "answer");
    assert_eq!(json["unaccounted"], serde_json::json!(["Munich"]));
    assert!(json["reply"].as_str().unwrap().contains("Nothing here about <i>Munich</i>. Closest:"));
}

#[test]
fn an_explanation_names_signals_words_and_reason() {
    let ran = Program::new().run(&["ask", "--explain", "is beijing suporting russia in ukraine"]);
    for said in
        ["why: ", "closest: \"", "signals: score ", "mended: suporting → support", "beijing", "runner-up: "]
    {
        assert!(ran.stdout.contains(said), "{said} in {}", ran.stdout);
    }
}

#[test]
fn a_briefing_has_title_date_and_source() {
    let ran = Program::new().run(&["brief", "--html"]);
    assert!(ran.stdout.starts_with("<b>"), "{}", ran.stdout);
    assert!(ran.stdout.contains("As of 2023-11-12. Source: <a href=\"https://www.mid.ru/"));
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
