//! What happens in a schedule, made from its number alone.

use std::time::Duration;

use crate::twin::Fault;

/// A chat that gets no answer for a long time, and one that is asked in meanwhile.
pub const HELD_UP: i64 = 99;
pub const BESIDE_IT: i64 = 98;

/// How many failures may come in a row: each makes the next wait twice as long.
const MOST_IN_A_ROW: u64 = 3;

/// What happens, and what goes wrong.
#[derive(Debug)]
pub struct Plan {
    pub chats: Vec<Chat>,
    /// What befalls the calls of a method, in a chat or in all, one after the other.
    pub faults: Vec<(&'static str, Option<i64>, Vec<Fault>)>,
    pub steps: Vec<Step>,
    /// How often the bot is killed.
    pub kills: usize,
}

/// A chat that has its share of the trouble.
#[derive(Clone, Copy, Debug)]
pub struct Chat {
    /// Negative for a group.
    pub id: i64,
    /// What becomes of it, if it moves.
    pub moves_to: Option<i64>,
}

/// One thing that people or operators do.
#[derive(Debug)]
pub enum Step {
    /// Somebody writes this. Each part around a `+` gets a message of its own.
    Say(i64, String),
    /// Somebody taps a button that puts this in place of the message above it.
    Tap(i64, String),
    /// Nobody does anything.
    Wait(Duration),
    /// While Telegram lets nothing into one chat, another is asked in and must be answered.
    HoldUp,
    /// The bot is asked to end, and started again.
    Stop,
    /// The bot is killed, and started again.
    Kill,
}

/// One thing that the bot is to do in a chat: the method, and the text.
pub type Deed = (&'static str, String);

/// Random numbers, the same for the same seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn millis(&mut self, most: u64) -> Duration {
        Duration::from_millis(self.roll(most))
    }
}

impl Plan {
    /// The plan with this number.
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let chats: Vec<Chat> = (1..=2 + dice.roll(3).cast_signed()).map(|id| chat(id, &mut dice)).collect();
        let mut steps = talk(&chats, &mut dice);
        let ends = dice.roll(4).saturating_sub(1);
        let mut kills = 0;
        for _ in 0..ends {
            let is_kill = dice.roll(2) == 0;
            kills += usize::from(is_kill);
            insert(&mut steps, if is_kill { Step::Kill } else { Step::Stop }, &mut dice);
        }
        if dice.roll(2) == 0 {
            insert(&mut steps, Step::HoldUp, &mut dice);
        }
        let faults = faults(&chats, kills > 0, &mut dice);
        Self { chats, faults, steps, kills }
    }

    /// What the bot is to do in this chat, in this order, and which of it is refused for good.
    pub fn deeds(&self, chat: i64) -> Vec<Deed> {
        let deeds = |step: &Step| -> Vec<Deed> {
            match step {
                Step::Say(said, text) if *said == chat => {
                    text.split('+').map(|part| ("sendMessage", part.to_owned())).collect()
                }
                Step::Tap(tapped, text) if *tapped == chat => vec![("editMessageText", text.clone())],
                _ => Vec::new(),
            }
        };
        let mut refusing = Refusing::of(self, chat);
        self.steps.iter().flat_map(deeds).filter(|(method, _)| !refusing.refuses(method)).collect()
    }

    /// How many taps there are.
    pub fn taps(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::Tap(..))).count()
    }
}

fn chat(id: i64, dice: &mut Dice) -> Chat {
    let (is_group, moves) = (dice.roll(3) == 0, dice.roll(3) == 0);
    let id = if is_group { -id } else { id };
    Chat { id, moves_to: (is_group && moves).then_some(id - 1_000_000) }
}

/// What people write and tap, in turns.
fn talk(chats: &[Chat], dice: &mut Dice) -> Vec<Step> {
    let mut steps = Vec::new();
    for number in 0..4 + dice.roll(12) {
        let chat = &chats[usize::try_from(dice.roll(chats.len() as u64)).unwrap()];
        let text = format!("chat {} message {number}", chat.id.abs());
        steps.push(match dice.roll(8) {
            0 => Step::Wait(dice.millis(200)),
            1 => Step::Say(chat.id, format!("{text} a+{text} b")),
            // What was above the button stays behind when the chat moves.
            2 | 3 if chat.moves_to.is_none() => Step::Tap(chat.id, text),
            _ => Step::Say(chat.id, text),
        });
    }
    steps
}

fn insert(steps: &mut Vec<Step>, step: Step, dice: &mut Dice) {
    let place = usize::try_from(dice.roll(steps.len() as u64 + 1)).unwrap();
    steps.insert(place, step);
}

fn faults(chats: &[Chat], has_kills: bool, dice: &mut Dice) -> Vec<(&'static str, Option<i64>, Vec<Fault>)> {
    let mut faults = Vec::new();
    for chat in chats {
        for method in ["sendMessage", "editMessageText"] {
            // Whether a call that was cut off had been refused is not to be known.
            let mut row = row(2 + dice.roll(6), !has_kills, dice);
            let moves = chat.moves_to.filter(|_| method == "sendMessage");
            row.extend(moves.map(|to| Fault::Migrate { to }));
            faults.push((method, Some(chat.id), row));
        }
    }
    faults.push(("answerCallbackQuery", None, row(3, false, dice)));
    // These end a bot that begins, or meets them again and again.
    let bearable = |fault: &Fault| !matches!(fault, Fault::Html | Fault::Unauthorized);
    faults.push(("getMe", None, row(2, false, dice).into_iter().filter(bearable).collect()));
    let mut polls: Vec<Fault> = row(5, false, dice).into_iter().filter(bearable).collect();
    polls.extend([Fault::Conflict].into_iter().filter(|_| dice.roll(4) == 0));
    faults.push(("getUpdates", None, polls));
    faults
}

/// What befalls one call after the other.
fn row(length: u64, may_refuse: bool, dice: &mut Dice) -> Vec<Fault> {
    let mut in_a_row = 0;
    let mut next = || {
        let fault = if in_a_row == MOST_IN_A_ROW { NOTHING } else { fault(may_refuse, dice) };
        in_a_row = if passes(&fault) { in_a_row + 1 } else { 0 };
        fault
    };
    (0..length).map(|_| next()).collect()
}

/// A call that nothing befalls.
const NOTHING: Fault = Fault::Slow(Duration::ZERO);

fn fault(may_refuse: bool, dice: &mut Dice) -> Fault {
    match dice.roll(if may_refuse { 21 } else { 18 }) {
        0 | 1 => Fault::TooManyRequests { retry_after: 0 },
        2 => Fault::TooManyRequests { retry_after: 1 },
        3 => Fault::ServerError,
        4 => Fault::BadGateway,
        5 => Fault::Reset,
        6 => Fault::Hang(dice.millis(400)),
        7 => Fault::Slow(dice.millis(400)),
        8 | 9 => Fault::Late(dice.millis(400)),
        10 => Fault::Html,
        11 => Fault::Unauthorized,
        18 => Fault::Forbidden,
        19 => Fault::BadRequest("CHAT_WRITE_FORBIDDEN".into()),
        20 => Fault::BadRequest("can't parse entities: Can't find end tag".into()),
        _ => NOTHING,
    }
}

/// Whether the same call is to be made again.
fn passes(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::TooManyRequests { .. }
            | Fault::ServerError
            | Fault::BadGateway
            | Fault::Html
            | Fault::Reset
            | Fault::Hang(_)
            | Fault::Unauthorized
    )
}

/// Follows a chat's calls through their faults.
struct Refusing(Vec<(&'static str, std::vec::IntoIter<Fault>)>);

impl Refusing {
    fn of(plan: &Plan, chat: i64) -> Self {
        let rows = plan.faults.iter().filter(|(_, of, _)| *of == Some(chat));
        Self(rows.map(|(method, _, row)| (*method, row.clone().into_iter())).collect())
    }

    /// Whether this deed comes to nothing, which is known only where calls are not cut off.
    fn refuses(&mut self, method: &str) -> bool {
        let Some((_, row)) = self.0.iter_mut().find(|(of, _)| *of == method) else { return false };
        let mut is_plain = false;
        for fault in row {
            match fault {
                fault if passes(&fault) => is_plain = false,
                // Sent as plain text at once, since that is what can be mended.
                Fault::BadRequest(what) if what.contains("entities") && !is_plain => is_plain = true,
                Fault::BadRequest(_) | Fault::Forbidden => return true,
                _ => return false,
            }
        }
        false
    }
}
