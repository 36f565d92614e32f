# Everything that the bot says of its own, in simplified Chinese.

## Commands, each with what it does

command-faq = 我能回答的所有问题
command-brief = 文章摘要
command-sources = 答案的出处
command-ask = 在群组里提问：/ask 加上您的问题
command-why = 回复我的答案时使用：为什么这样回答
command-subscribe = 此聊天的简报：/subscribe daily 8:00 Berlin
command-unsubscribe = 不再接收简报
command-language = 选择语言
command-settings = 本聊天的设置
command-privacy = 我保存您的哪些信息
command-forget = 删除我保存的您的信息
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
privacy =
    { $days ->
        [0] 我不保存问题。
       *[other] 问题的文字和对答案的评价保存 { $days } 天，供编辑了解读者问什么。其中没有您的名字和号码，只有一个只有我能算出的代码。电子邮件地址、链接、@用户名和长数字会先被去掉。
    }

    我在 { $receipts } 天内记得哪条消息给了哪个回答，以便在更正时告知；您选择的语言和简报保存到您另选为止。

    /forget 会立即删除所有这些。

    消息在我运行的地方保存到回答为止，以免丢失，然后删除。除了传送消息并有自己规则的 Telegram，没有其他服务能看到它。
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

## What readers think of an answer, and why they got it

share = 分享
thanks-up = 谢谢。
thanks-down = 谢谢。编辑会看到这个答案没有帮助。
runners-up = 这个答案没有帮助。您是想问这些吗？
moment-ago = 这里刚刚回答过这个问题。
pointer = 这里刚刚有人问过：答案在上面的消息里。
why-closest = 最接近的问题：{ $question }
why-wording = 按它的这个说法：{ $wording }
why-sentence = 答案里的这一句：{ $sentence }
why-sureness =
    { $sureness ->
        [certain] 完全确定：这就是它自己的问题。
        [high] 我有足够把握回答。
        [medium] 我的把握不够回答，只够建议。
       *[low] 我没有把握。
    }
why-words = 起作用的词：{ $words }
why-unaccounted = 它没有涉及的：{ $words }
why-runner-up = 其次：{ $question }
why-how = 用 /why 回复我的某个答案，我会说明是怎么找到的。
why-unknown = 我已没有这个答案对应的问题，或者本来就没有：从列表中选择的答案无需理由。
nothing-inline = 没有合适的答案。到聊天里问我
from-inline = 请在这里写下完整的问题，我会尽我所知回答。

## What can be chosen

language-name = 中文
language-of-client = 与 Telegram 相同
choose-language = 用哪种语言回答？
language-chosen = 我用中文回答。
settings-private = 这里选择语言和简报；在群组中由管理员选择。
settings-group =
    { $state ->
        [on] 如果这里有我确定能回答的问题，而一分钟内没有人回复，我会主动回答。
       *[off] 我在这里只在被问到时回答：用 /ask、提到我的名字或回复我。
    }
settings-privacy-mode = 在这个群组里，Telegram 只让我看到发给我的消息。要看到其他消息，请把我设为管理员，或请我的所有者在 @BotFather 用 /setprivacy 关闭隐私模式。
unasked-on = 主动回答
unasked-off = 只在被问到时回答
unasked-is-on = 现在我确定时会主动回答。
unasked-is-off = 现在我只在被问到时回答。
not-an-admin = 只有本群组的管理员可以这样做。
forgotten = 已删除：您的问题、评价、语言，以及我记住的聊天内容。

## Briefings

digest-updated =
    { $count ->
       *[other] 更新于 { $time } UTC · { $count } 处变更 · { $day }
    }
correction = 更正
update = 更新
correct-is = 正确的是：
no-corrections = 不再接收更正
briefings-button = 简报 …
briefings-none = 此聊天没有简报。多久发一次？
briefings-state =
    { $frequency ->
        [once] 此聊天有一份简报，我会随时更新；没有其他简报。
        [daily] 每天 { $time }（{ $zone }）有新内容时发简报。
        [weekdays] 周一至周五 { $time }（{ $zone }）有新内容时发简报。
        [weekly] 每周一次，{ $time }（{ $zone }），有新内容时发简报。
       *[change] 有变更时发简报（{ $zone }）。
    }
briefings-next = 下一次：{ $next }
briefings-quiet = 安静时段：{ $hours }
lacks-post = 我不能在这里发消息：请把我设为可以发布消息的管理员。
lacks-pin = 我不能在这里置顶消息：请把我设为可以置顶消息的管理员。
often-now = 现在
often-daily = 每天
often-weekdays = 周一至周五
often-weekly = 每周
often-change = 有变更时
often-off = 退订
day-mon = 周一
day-tue = 周二
day-wed = 周三
day-thu = 周四
day-fri = 周五
day-sat = 周六
day-sun = 周日
choose-quiet = 22–7 点安静
choose-silent = 静音
choose-pin = 置顶
choose-fresh = 每次发新消息
choose-corrections = 更正
choose-zone = 您的读者在哪里？其他地方：/subscribe 加城市或时区名称，例如 Europe/Berlin。
unknown-zone = 我不认识这个时间、城市或时区：{ $word }。最接近的：{ $closest }。例如：/subscribe weekdays 8:30 Berlin
unsubscribed = 这里不再有简报。如果我在这里给过的回答有误，我仍会说明。
not-subscribed = 此聊天没有简报。
corrections-on = 我在这里给过的回答有更正时，我会说明。
corrections-off = 我不再说明这里回答的更正。
arranged = 好了。
posting = 马上就来。
posting-later = 现在是安静时段，结束后就来。
not-my-channel = 我不能在此频道发消息。请把我设为可以发布消息的管理员，然后再转发一次。
not-your-channel = 只有频道管理员可以选择其简报。
withdrawn = 编辑的这个回答到 { $date } 为止，我不再给出。请看：{ $sources }
review-overdue = 编辑原定于 { $date } 前复查，内容可能已过时。

## What operators are told

stats =
    最近 { $days } 天：已回答 { $answered }，已建议 { $suggested }，未收录 { $unanswered }；👍 { $up }，👎 { $down }。
    现在：等待的更新 { $waiting }，搁置 { $aside }，未发送 { $unsent }；条目 { $entries }。
gathered = 至少 { $least } 位读者问过而没有答案：
gathered-none = 没有至少 { $least } 位读者问过而没有答案的问题。
reloaded = 知识已重新读取：{ $count } 个条目。
broken = 知识无法读取。我继续使用原来的。

briefings =
    简报：{ $subscribed } 个聊天，{ $retired } 个已退出；待发 { $pending } 条，过去一小时已发 { $done } 条，被拒 { $refused } 条。{ $state ->
        [paused] {" "}已暂停：/resume 继续。
       *[on] {""}
    }
paused = 简报已暂停。读者的问题照常回答。/resume 继续。
resumed = 简报继续。
reviews = 这些回答已过复查日期：

## Between the things of a list

between = 、
