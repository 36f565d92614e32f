# Everything that the bot says of its own, in English. The other files say the same with the same
# arguments.

## Commands, each with what it does

command-faq = all questions that I can answer
command-brief = the article in brief
command-sources = where the answers come from
command-ask = ask in a group: /ask and your question
command-privacy = what I keep about you
command-help = this list

## Buttons, and what is shown for a moment when one is tapped

all-questions = All questions
back = ‹ Back
more = More ›
stale-button = This button is out of date. /faq lists all questions.

## First words

welcome =
    Ask me about this: { $titles }.

    I answer in the editor's words, with source and date, and I say so when I do not know.
help = Ask a question in your own words.
unknown-command = I do not know this command.
privacy = I keep nothing about you: no name, no question, no list of who wrote to me. A message is stored where I run until it is answered, so that none is lost, and then erased. Each question is compared with the FAQ where I run, and no other service sees it but Telegram, which carries our messages and has rules of its own.
description = Ask in your own words. I answer in the editor's words, with source and date, and I say so when I do not know.
short-description = Answers from an FAQ, in its editor's words, with source and date; says so when it does not know.

## Questions and answers

questions =
    { $count ->
       *[other] These are the questions that I can answer:
    }
questions-page =
    { $count ->
       *[other] These are the questions that I can answer (page { $page } of { $pages }):
    }
grounds =
    { $count ->
        [1] As of { $date }. Source: { $sources }
       *[other] As of { $date }. Sources: { $sources }
    }
corrected = Corrected on { $date }: { $note }
updated = Updated on { $date }: { $note }
did-you-mean =
    { $count ->
        [1] Did you mean this?
       *[other] Did you mean one of these?
    }
closest = The FAQ does not answer just this. Closest:
closest-unknown = Nothing here about { $words }. Closest:
unanswered = The FAQ does not answer this.
unanswered-unknown = The FAQ does not answer this. Nothing here about { $words }.
nothing-asked = Please ask a question in words.
gone = This question is not in the FAQ any more.
failed = Something went wrong on my side, and this is not answered. Please try again, or put it in other words.

## Between the things of a list

between = { ", " }
