//! The program as its users meet it: arguments in, reports and messages out.
//!
//! One binary for all tests: `bad_input` and `jsonl` for what is given, `web` for URLs, `report` for what comes
//! out, `properties` for what holds of any input.

mod program;

mod bad_input;
mod jsonl;
mod options;
mod properties;
mod report;
mod web;
