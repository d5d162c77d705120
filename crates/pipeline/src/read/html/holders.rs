//! What does a block stand in: a quotation, a post from elsewhere?

use super::hints::Hints;
use super::tags::Tag;
use super::zones::Page;
use crate::read::posts::Holder;

impl Page<'_> {
    /// For each region the post or the quotation that it stands in: the outermost post, or the innermost quotation.
    pub(super) fn holders(&self) -> Vec<Holder> {
        let mut holders: Vec<Holder> = Vec::with_capacity(self.regions.len());
        for (index, region) in (0..).zip(self.regions) {
            let around = holders.get(region.parent as usize).copied().unwrap_or(Holder::Page);
            let holder = match () {
                () if matches!(around, Holder::Post(_)) => around,
                () if region.hints.has(Hints::EMBEDDED) => Holder::Post(index),
                () if region.tag == Tag::Quote => Holder::Quotation(index),
                () => around,
            };
            holders.push(holder);
        }
        holders
    }
}
