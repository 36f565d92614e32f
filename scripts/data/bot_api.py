#!/usr/bin/env python3
"""Makes the schema that the tests' twin of the Bot API holds every call against.

    python3 bot_api.py AIOGRAM > tests/twin/schema.json

AIOGRAM is the source distribution of aiogram, unpacked: it has all methods and types of the Bot API as
JSON. The twin gets those that a bot of this kind could call, in a short notation: `!` behind what is
required, `[X]` for an array, `A|B` for alternatives, `=word` for a constant. Needs Python's standard
library alone, and gives the same bytes each time.
"""
import hashlib
import json
import pathlib
import re
import sys

SHA256 = "fd122380cbab3d76b83baea1c1297c0b656c30081501c8bd120a4847439ffe83"

METHODS = [
    "getMe", "getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "sendMessage", "editMessageText",
    "editMessageReplyMarkup", "deleteMessage", "answerCallbackQuery", "answerInlineQuery", "setMyCommands",
    "deleteMyCommands", "getMyCommands", "setMyDescription", "getMyDescription", "setMyShortDescription",
    "getMyShortDescription", "sendChatAction", "getChat", "getChatMember", "getChatAdministrators",
    "pinChatMessage", "unpinChatMessage", "forwardMessage", "copyMessage", "leaveChat", "close", "logOut",
]
TYPES = [
    "BotCommand", "BotCommandScope", "BotCommandScopeAllChatAdministrators", "BotCommandScopeAllGroupChats",
    "BotCommandScopeAllPrivateChats", "BotCommandScopeChat", "BotCommandScopeChatAdministrators",
    "BotCommandScopeChatMember", "BotCommandScopeDefault", "CallbackGame", "CopyTextButton", "ForceReply",
    "InlineKeyboardButton", "InlineKeyboardMarkup", "InlineQueryResultArticle", "InlineQueryResultsButton",
    "InputTextMessageContent", "KeyboardButton", "KeyboardButtonPollType", "LinkPreviewOptions", "LoginUrl",
    "MessageEntity", "ReplyKeyboardMarkup", "ReplyKeyboardRemove", "ReplyParameters",
    "SwitchInlineQueryChosenChat", "User", "WebAppInfo",
]
# What is about things that the twin does not have.
LEFT_OUT = {
    "suggested_post_parameters", "rich_message", "video_start_timestamp", "request_users", "request_chat",
    "request_managed_bot",
}
# Fields whose text is one of a few words, and the enumeration of these.
WORDS = {
    "parse_mode": "ParseMode", "quote_parse_mode": "ParseMode", "allowed_updates": "[UpdateKind]",
    "style": "ButtonStyle", "MessageEntity.type": "EntityKind", "sendChatAction.action": "ChatAction",
}
# Of several types, the twin knows the one that answers can be.
NARROWED = {
    "[InlineQueryResult]": "[InlineQueryResultArticle]", "InputMessageContent": "InputTextMessageContent",
    "True": "Boolean",
}
# Optional beside `rich_message`, which the twin does not have.
REQUIRED = {"editMessageText.text"}


def notation(kind):
    """The type in the short notation."""
    inner = kind.removeprefix("Array of ")
    if inner != kind:
        return f"[{notation(inner)}]"
    return kind.replace(" or ", "|")


def field(owner, annotation):
    """The notation of one field."""
    name, place = annotation["name"], f"{owner}.{annotation['name']}"
    kind = notation(annotation["type"])
    kind = WORDS.get(place) or WORDS.get(name) or NARROWED.get(kind, kind)
    constant = re.search(r"must be ([a-z_]+)$", annotation["description"])
    if name == "type" and constant:
        kind = "=" + constant[1]
    return kind + "!" * (annotation["required"] or place in REQUIRED)


def compiled(item):
    """The fields of a method or of a type, or the types that it stands for."""
    alternatives = re.findall(r"^ - (\w+)", item["description"], re.MULTILINE)
    if not item["annotations"] and alternatives:
        return "|".join(alternatives)
    return {annotation["name"]: field(item["name"], annotation)
            for annotation in item["annotations"] if annotation["name"] not in LEFT_OUT}


def words(items, owner, name):
    """The words that the description of a field has in quotes."""
    annotation = next(one for one in items[owner]["annotations"] if one["name"] == name)
    return re.findall(r"'(\w+)'", annotation["description"])


def enumerations(items):
    """The words of each enumeration, and how others are refused: as the real server does, if it does."""
    actions = ["typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
               "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"]
    kinds = [annotation["name"] for annotation in items["Update"]["annotations"][1:]]
    listed = {
        "ParseMode": ("unsupported parse_mode", ["HTML", "Markdown", "MarkdownV2"]),
        "UpdateKind": ("unknown kind in allowed_updates (the twin is stricter than Telegram)", kinds),
        "ChatAction": ("wrong parameter action in request", actions),
        "EntityKind": ("Unsupported type specified", words(items, "MessageEntity", "type")),
        "ButtonStyle": ("BUTTON_STYLE_INVALID", words(items, "InlineKeyboardButton", "style")),
    }
    return {name: {"else": refusal, "values": values} for name, (refusal, values) in listed.items()}


def written(schema):
    """The schema as JSON, with a line for each method, type and enumeration."""
    parts = [f'  "version": {json.dumps(schema.pop("version"))}']
    for title, members in schema.items():
        lines = [f"    {json.dumps(name)}: {json.dumps(member)}" for name, member in members.items()]
        parts.append(f'  "{title}": {{\n' + ",\n".join(lines) + "\n  }")
    return "{\n" + ",\n".join(parts) + "\n}"


def main():
    raw = (pathlib.Path(sys.argv[1]) / ".butcher/schema/schema.json").read_bytes()
    if hashlib.sha256(raw).hexdigest() != SHA256:
        sys.exit("error: this is another version of the Bot API's schema")
    document = json.loads(raw)
    items = {item["name"]: item for group in document["items"] for item in group["children"]}
    print(written({
        "version": f"Bot API {document['api']['version']}",
        "methods": {name: compiled(items[name]) for name in METHODS},
        "types": {name: compiled(items[name]) for name in TYPES},
        "enumerations": enumerations(items),
    }))


main()
