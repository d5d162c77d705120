//! The client against servers on this machine that behave as the web does, badly too.

mod fetching;
mod politeness;
mod server;
