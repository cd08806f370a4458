//! Tables and whole reports to fill in, made from a format.
