//! A session that lasts; `make soak` has one of a million edits.

use crate::soak::soak;

#[test]
fn what_is_shown_after_very_many_edits_is_what_a_new_server_shows() {
    soak(env!("CARGO_BIN_EXE_gouji"), 20_000, |_, _| {});
}
