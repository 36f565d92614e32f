//! Which entries take each other's questions, what tells them apart, and what would help.
//!
//! Two trials find them. In the first a phrasing is asked in noisy copies, as careless readers type
//! it; an entry that takes a quarter of them collides with the right one. In the second it is asked
//! as if nobody had thought of it; an entry whose answer it gets collides, for a reader who asks
//! nearly so is answered wrongly.
//!
//! With the encoder the second trial finds 21 collisions in CLINC150 with five variants (150 entries)
//! and 17 in BANKING77 (77 entries), such as "how little can i pay for my water bill" that goes to
//! "how much is my water bill for"; in the shipped knowledge none. The first finds none there: typos
//! are mended, and the phrasing itself stays nearest. It tells where two entries share one wording.
//! When all advice for these sets is followed at once, 20 of 21 and 16 of 17 collisions are gone, and
//! no other has come.

mod advice;
mod collision;
mod map;
mod noise;
mod report;
mod separators;

pub use collision::{Collision, Robbed, Step, Steps, collisions};
pub use report::collision_report;
pub use separators::Separators;
