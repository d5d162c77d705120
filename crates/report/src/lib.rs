//! Three reports from one view: terminal, HTML, JSON. The only crate that writes nouns down for others.
