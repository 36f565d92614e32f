# Everything that the bot says of its own, in Russian.

## Commands, each with what it does

command-faq = все вопросы, на которые я отвечаю
command-brief = статья вкратце
command-sources = откуда взяты ответы
command-ask = спросить в группе: /ask и ваш вопрос
command-privacy = что я о вас храню
command-help = этот список

## Buttons, and what is shown for a moment when one is tapped

all-questions = Все вопросы
back = ‹ Назад
more = Дальше ›
stale-button = Эта кнопка устарела. Все вопросы: /faq.

## First words

welcome =
    Спросите меня вот о чём: { $titles }.

    Я отвечаю словами редакции, указываю источник и дату, а если не знаю, так и говорю.
help = Задайте вопрос своими словами.
unknown-command = Я не знаю такой команды.
privacy = Я ничего о вас не храню: ни имени, ни вопросов, ни списка тех, кто мне писал. Каждый вопрос сравнивается с вопросами и ответами там, где я работаю, и не попадает ни в какой другой сервис, кроме Telegram, который передаёт наши сообщения по своим правилам.
description = Спрашивайте своими словами. Я отвечаю словами редакции, указываю источник и дату, а если не знаю, так и говорю.
short-description = Отвечает на вопросы словами редакции, с источником и датой; если не знает, так и говорит.

## Questions and answers

questions =
    { $count ->
        [one] Я могу ответить на { $count } вопрос:
        [few] Я могу ответить на { $count } вопроса:
       *[many] Я могу ответить на { $count } вопросов:
    }
questions-page =
    { $count ->
        [one] Я могу ответить на { $count } вопрос (страница { $page } из { $pages }):
        [few] Я могу ответить на { $count } вопроса (страница { $page } из { $pages }):
       *[many] Я могу ответить на { $count } вопросов (страница { $page } из { $pages }):
    }
grounds =
    { $count ->
        [1] По состоянию на { $date }. Источник: { $sources }
       *[other] По состоянию на { $date }. Источники: { $sources }
    }
corrected = Исправлено { $date }: { $note }
updated = Дополнено { $date }: { $note }
did-you-mean =
    { $count ->
        [1] Вы имели в виду этот вопрос?
       *[other] Вы имели в виду один из этих вопросов?
    }
closest = Именно на это ответа здесь нет. Ближе всего:
closest-unknown = Здесь ничего нет об этом: { $words }. Ближе всего:
unanswered = На этот вопрос ответа здесь нет.
unanswered-unknown = На этот вопрос ответа здесь нет. Ничего не сказано об этом: { $words }.
nothing-asked = Пожалуйста, задайте вопрос словами.
gone = Этого вопроса здесь больше нет.
failed = У меня что-то сломалось, и ответа нет. Попробуйте ещё раз или спросите другими словами.

## Between the things of a list

between = { ", " }
