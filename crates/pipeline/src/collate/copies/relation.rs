//! What does shared prose say of two accounts as wholes?
//!
//! Thresholds are tuned on labelled pairs (`cargo xtask eval copies`). Coverage decides between verbatim and
//! abridged, the weight of the narrator's runs and the number of reworded sentences between partial and
//! rewritten; shared quotations alone say nothing about copying.

use news::PairRelation;

/// What two accounts share, in numbers. Shares are in thousandths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Overlap {
    /// Share of the words that stand in runs of five and more, in the account where it is higher.
    pub(super) most_covered: usize,
    /// In the other.
    pub(super) least_covered: usize,
    /// In the longer one, without what stands between headline and body.
    pub(super) least_but_furniture: usize,
    /// What the narrator's runs weigh together.
    pub(super) weight: usize,
    /// The longest of these runs.
    pub(super) longest: usize,
    /// Sentences that are the same, reworded or not.
    pub(super) reworded: usize,
    /// Shared words inside quotation marks.
    pub(super) quoted: usize,
}

/// The relation that the numbers speak for.
pub(super) fn judge(overlap: &Overlap) -> PairRelation {
    let Overlap { most_covered, least_covered, least_but_furniture, weight, longest, reworded, quoted } =
        *overlap;
    if most_covered >= 660 && weight >= 8 {
        let near = least_covered >= 780 || (most_covered >= 900 && least_but_furniture >= 800);
        return if near { PairRelation::Verbatim } else { PairRelation::Abridged };
    }
    if weight >= 8 && (longest >= 18 || reworded < 3) {
        return PairRelation::Partial;
    }
    if reworded >= 3 {
        return PairRelation::Rewritten;
    }
    if weight >= 5 && reworded >= 1 {
        return PairRelation::Partial;
    }
    if quoted >= 8 { PairRelation::QuotesOnly } else { PairRelation::Independent }
}
