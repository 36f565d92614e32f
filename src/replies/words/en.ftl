# Everything that the bot says of its own, in English. The other files say the same with the same
# arguments.

## Commands, each with what it does

command-faq = all questions that I can answer
command-brief = the article in brief
command-sources = where the answers come from
command-ask = ask in a group: /ask and your question
command-why = reply with it to an answer: why that answer
command-subscribe = briefings here: /subscribe daily 8:00 Berlin
command-unsubscribe = no more briefings here
command-language = choose the language
command-settings = settings of this chat
command-privacy = what I keep about you
command-forget = delete what I keep about you
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
privacy =
    { $days ->
        [0] I keep no questions.
       *[other] I keep the words of questions and the votes on answers for { $days } days, so that the editors see what is asked. Neither has your name or number with it: they are replaced by a code that only I can make. E-mail addresses, links, @names and long numbers are taken out first.
    }

    For { $receipts } days I remember which message gave which answer, so that I can say when that is corrected; and the language and the briefings that you choose, until you choose otherwise.

    /forget deletes all of this at once.

    A message is stored where I run until it is answered, so that none is lost, and then erased. No other service sees it but Telegram, which carries our messages and has rules of its own.
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

## What readers think of an answer, and why they got it

share = Share
thanks-up = Thank you.
thanks-down = Thank you. The editors will see that this did not help.
runners-up = This did not help. Was it one of these?
moment-ago = This was answered here a moment ago.
pointer = This was asked here a moment ago: the answer is in the message above.
why-closest = Closest question: { $question }
why-wording = By its wording: { $wording }
why-sentence = In its answer: { $sentence }
why-sureness =
    { $sureness ->
        [certain] It is certain: the question is one of its own.
        [high] I am sure enough to answer.
        [medium] I am not sure enough to answer, only to suggest.
       *[low] I am not sure of it.
    }
why-words = Words that count: { $words }
why-unaccounted = What it does not account for: { $words }
why-runner-up = Next: { $question }
why-how = Reply with /why to one of my answers, and I say how I found it.
why-unknown = I do not have the question to this any more, or there was none: an answer chosen from a list needs no reason.
nothing-inline = Nothing fits. Ask me in a chat
from-inline = Put your question here in full, and I say what I can about it.

## What can be chosen

language-name = English
language-of-client = As in Telegram
choose-language = In which language shall I answer?
language-chosen = I answer in English.
settings-private = Here the language is chosen, and what briefings come; in a group, its administrators choose.
settings-group =
    { $state ->
        [on] When a question here is one that I can answer for certain and nobody has replied for a minute, I answer it unasked.
       *[off] I answer here only when I am asked: by /ask, by my name, or in reply to me.
    }
settings-privacy-mode = In this group Telegram shows me only messages that address me. For the others, make me an administrator, or let my owner turn off privacy mode with @BotFather: /setprivacy.
unasked-on = Answer unasked
unasked-off = Answer only when asked
unasked-is-on = I now answer unasked when I am certain.
unasked-is-off = I now answer only when I am asked.
not-an-admin = Only an administrator of this group can do this.
forgotten = It is deleted: your questions, your votes, your language, and what I remembered of our chat.

## Briefings

digest-updated =
    { $count ->
        [1] Updated { $time } UTC · 1 change · { $day }
       *[other] Updated { $time } UTC · { $count } changes · { $day }
    }
correction = CORRECTION
update = UPDATE
correct-is = What holds:
no-corrections = No corrections here
briefings-button = Briefings …
briefings-none = This chat gets no briefings. How often shall it get them?
briefings-state =
    { $frequency ->
        [once] This chat has been posted a briefing, which I keep up to date; it gets no others.
        [daily] Briefings come daily at { $time } ({ $zone }), when there is something new.
        [weekdays] Briefings come Monday to Friday at { $time } ({ $zone }), when there is something new.
        [weekly] Briefings come once a week at { $time } ({ $zone }), when there is something new.
       *[change] Briefings come whenever something changes ({ $zone }).
    }
briefings-next = Next: { $next }
briefings-quiet = Quiet hours: { $hours }
lacks-post = I may not post here: make me an administrator who may post messages.
lacks-pin = I may not pin here: make me an administrator who may pin messages.
often-now = Now
often-daily = Daily
often-weekdays = Mon–Fri
often-weekly = Weekly
often-change = On change
often-off = Unsubscribe
day-mon = Mon
day-tue = Tue
day-wed = Wed
day-thu = Thu
day-fri = Fri
day-sat = Sat
day-sun = Sun
choose-quiet = Quiet 22–7
choose-silent = Without a sound
choose-pin = Pinned
choose-fresh = New message each time
choose-corrections = Corrections
choose-zone = Where are your readers? Any other place: /subscribe and a city, or the name of a time zone, such as Europe/Berlin.
unknown-zone = I know no time, city or time zone { $word }. Closest: { $closest }. An example: /subscribe weekdays 8:30 Berlin
unsubscribed = No more briefings here. Should an answer that I gave here turn out wrong, I still say so.
not-subscribed = This chat gets no briefings.
corrections-on = I say when an answer that I gave here is corrected.
corrections-off = I no longer say when an answer that I gave here is corrected.
arranged = Done.
posting = It comes in a moment.
posting-later = These are quiet hours here: it comes when they end.
not-my-channel = I cannot post in this channel. Make me an administrator of it who may post messages, then forward the post once more.
not-your-channel = Only an administrator of the channel can choose its briefings.
withdrawn = The editor gave this answer until { $date }, and I do not give it any longer. Look here instead: { $sources }
review-overdue = The editor meant to look at this again by { $date }; it may be out of date.

## What operators are told

stats =
    In the last { $days } days: { $answered } answered, { $suggested } suggested, { $unanswered } not in the FAQ; 👍 { $up }, 👎 { $down }.
    Now: { $waiting } updates wait, { $aside } set aside, { $unsent } messages unsent; { $entries } entries.
gathered = Asked in vain by at least { $least } readers:
gathered-none = Nothing was asked in vain by at least { $least } readers.
reloaded = The knowledge is read anew: { $count } entries.
broken = The knowledge cannot be read. I go on with what I had before.

briefings =
    Briefings: { $subscribed } chats, { $retired } retired; { $pending } messages to deliver, { $done } delivered in the last hour, { $refused } refused.{ $state ->
        [paused] {" "}They are paused: /resume goes on.
       *[on] {""}
    }
paused = Briefings are paused. Readers are answered as before. /resume goes on.
resumed = Briefings go on.
reviews = These answers are past the day on which they were to be reviewed:

## Between the things of a list

between = { ", " }
