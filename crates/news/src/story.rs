//! The articles about one event.

/// One event's accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Indexes of the accounts, ascending.
    pub accounts: Vec<u32>,
    /// Why they belong together, in words about the texts; one per account after the first.
    pub reasons: Vec<String>,
}
