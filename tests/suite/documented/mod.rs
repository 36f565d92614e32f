//! What README, `.env.example` and the pages under `docs` say of commands and settings is true.

mod commands;
mod examples;
mod pages;
mod settings;

/// Something in the pages that is left out of a test, and why.
struct LeftOut {
    what: &'static str,
    why: &'static str,
}

impl LeftOut {
    /// Whether one of these is this.
    fn has(list: &[Self], what: &str) -> bool {
        list.iter().any(|left_out| left_out.what == what)
    }

    /// Holds a list to what is still in the pages.
    #[track_caller]
    fn check(list: &[Self], is_in_pages: impl Fn(&str) -> bool) {
        for Self { what, why } in list {
            assert!(is_in_pages(what), "`{what}` ({why}) is in no page: take it off the list");
        }
    }
}
