//! Which stretches of which account does each finding light up?

use super::items::{Kind, Place};
use crate::findings::position;
use crate::view::Passage;
use news::Span;

/// One passage of one finding.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) finding: usize,
    pub(super) kind: Kind,
    /// The id that links jump to.
    pub(super) anchor: String,
}

/// Every passage that the page can light up, per account.
pub(super) struct Marks {
    accounts: Vec<Vec<Mark>>,
    findings: usize,
}

impl Marks {
    pub(super) fn new(accounts: usize) -> Marks {
        Marks { accounts: vec![Vec::new(); accounts], findings: 0 }
    }

    /// Marks the passages of the next finding. Gives its number, 0 for one without passages, and where to link.
    pub(super) fn places(&mut self, kind: Kind, passages: &[&Passage]) -> (usize, Vec<Place>) {
        let mut places = Vec::new();
        if passages.is_empty() {
            return (0, places);
        }
        self.findings += 1;
        let finding = self.findings;
        for (index, passage) in passages.iter().enumerate() {
            let anchor = format!("p{finding}-{index}");
            if let Some(account) = self.accounts.get_mut(passage.index) {
                account.push(Mark { span: passage.span.text, finding, kind, anchor: anchor.clone() });
            }
            places.push(Place { anchor, position: position(passage) });
        }
        (finding, places)
    }

    pub(super) fn into_accounts(self) -> Vec<Vec<Mark>> {
        self.accounts
    }
}
