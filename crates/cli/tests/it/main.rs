//! The program as its users meet it: arguments in, reports and messages out.
//!
//! One binary for all tests: `bad_input`, `jsonl` and `tables` for what is given, `web` for URLs, `report` for what comes
//! out, `follow` and `watch` for feeds and lists, `read` and `quotes` for single pages, `stories` for what is kept, `properties` for
//! what holds of any input.

mod program;

mod bad_input;
mod export;
mod follow;
mod jsonl;
mod options;
mod properties;
mod quotes;
mod read;
mod report;
mod site;
mod stories;
mod tables;
mod watch;
mod web;
