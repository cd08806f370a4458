//! What lines are there?
