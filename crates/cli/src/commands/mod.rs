//! One file per command: a plan in, a report out.

pub(crate) mod compare;
