//! The binary `variorum`: arguments (typed) → plan (meant) → commands.

fn main() {}
