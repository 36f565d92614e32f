//! What the program says by its exit status, beside success and failure.

/// Bad usage or bad input.
pub const BAD_INPUT: u8 = 2;
