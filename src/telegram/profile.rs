//! What the bot shows of itself, in each of its languages: its commands and descriptions.

use teloxide::payloads::{
    SetMyCommands, SetMyDescription, SetMyDescriptionSetters, SetMyShortDescription,
    SetMyShortDescriptionSetters,
};
use teloxide::types::BotCommand;

use super::sender::Sender;
use crate::knowledge::Knowledge;
use crate::replies::{self, Tongue};

/// Shows it. What cannot be set is logged: a bot without a menu still answers.
pub async fn show(sender: &Sender, knowledge: &Knowledge) {
    for tongue in Tongue::ALL {
        let language = language(tongue);
        let commands = replies::commands(tongue).map(|(name, does)| BotCommand::new(name, does));
        let mut commands = SetMyCommands::new(commands);
        commands.language_code.clone_from(&language);
        sender.insist(commands).await;
        let mut description = SetMyDescription::new().description(replies::description(knowledge, tongue));
        description.language_code.clone_from(&language);
        sender.insist(description).await;
        let mut short = SetMyShortDescription::new().short_description(replies::short_description(tongue));
        short.language_code = language;
        sender.insist(short).await;
    }
}

/// The code of the readers that see it in this language; none for English, which all others see.
fn language(tongue: Tongue) -> Option<String> {
    (tongue != Tongue::default()).then(|| tongue.code().to_string())
}
