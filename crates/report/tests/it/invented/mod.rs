//! One invented event, told three times: written down noun by noun, so that the reports are tested apart from
//! the pipeline. The event, the town, the people and the outlets do not exist.

mod accounts;
mod bridge;
mod copied;
mod hostile;

pub(crate) use bridge::bridge;
pub(crate) use copied::copied;
pub(crate) use hostile::{SCRIPT, hostile, many, scattered};

use crate::report;
use news::{Account, Comparison, Note};

/// Accounts, their notes and what a collation of them would find.
#[derive(Debug)]
pub(crate) struct Invented {
    pub(crate) accounts: Vec<Account>,
    pub(crate) notes: Vec<Vec<Note>>,
    pub(crate) comparison: Comparison,
}

impl Invented {
    pub(crate) fn view(&self) -> report::View {
        report::View::new(&report::Input {
            accounts: &self.accounts,
            notes: &self.notes,
            comparison: &self.comparison,
            comparison_notes: &[],
        })
    }
}
