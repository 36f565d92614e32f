# Everything that the bot says of its own, in simplified Chinese.

## Commands, each with what it does

command-faq = 我能回答的所有问题
command-brief = 文章摘要
command-sources = 答案的出处
command-ask = 在群组里提问：/ask 加上您的问题
command-privacy = 我保存哪些关于您的信息
command-help = 显示此列表

## Buttons, and what is shown for a moment when one is tapped

all-questions = 所有问题
back = ‹ 上一页
more = 下一页 ›
stale-button = 此按钮已失效。用 /faq 查看所有问题。

## First words

welcome =
    您可以向我询问：{ $titles }。

    我用编辑的原话回答，并注明出处和日期；不知道的，我会直说。
help = 请用您自己的话提问。
unknown-command = 我不认识这个命令。
privacy = 我不保存任何关于您的信息：不记名字，不记问题，也不记谁给我写过消息。消息在得到回复之前存放在我运行的地方，以免丢失，回复后即删除。每个问题只在我运行的地方与问答比对，除了传送消息并有自己规则的 Telegram，没有其他服务能看到。
description = 请用您自己的话提问。我用编辑的原话回答，并注明出处和日期；不知道的，我会直说。
short-description = 用编辑的原话回答问题，并注明出处和日期；不知道时会直说。

## Questions and answers

questions =
    { $count ->
       *[other] 我能回答这 { $count } 个问题：
    }
questions-page =
    { $count ->
       *[other] 我能回答这 { $count } 个问题（第 { $page } 页，共 { $pages } 页）：
    }
grounds =
    { $count ->
       *[other] 截至 { $date }。来源：{ $sources }
    }
corrected = { $date } 更正：{ $note }
updated = { $date } 更新：{ $note }
did-you-mean =
    { $count ->
        [1] 您是想问这个吗？
       *[other] 您是想问其中的哪一个？
    }
closest = 这里没有正好回答这一点的内容。最接近的是：
closest-unknown = 这里没有关于{ $words }的内容。最接近的是：
unanswered = 这里没有这个问题的答案。
unanswered-unknown = 这里没有这个问题的答案，也没有关于{ $words }的内容。
nothing-asked = 请用文字提问。
gone = 这个问题已经不在这里了。
failed = 我这边出了问题，没能回答。请再试一次，或者换一种说法。

## Between the things of a list

between = 、
