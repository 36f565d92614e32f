//! What the bot shows of itself: its commands and descriptions.

use teloxide::payloads::{
    SetMyCommands, SetMyDescription, SetMyDescriptionSetters, SetMyShortDescription,
    SetMyShortDescriptionSetters,
};
use teloxide::types::BotCommand;

use super::sender::Sender;
use crate::knowledge::Knowledge;
use crate::replies;

/// Shows it. What cannot be set is logged: a bot without a menu still answers.
pub async fn show(sender: &Sender, knowledge: &Knowledge) {
    let commands = replies::COMMANDS.map(|(name, does)| BotCommand::new(name, does));
    sender.insist(SetMyCommands::new(commands)).await;
    sender.insist(SetMyDescription::new().description(replies::description(knowledge))).await;
    sender.insist(SetMyShortDescription::new().short_description(replies::short_description())).await;
}
