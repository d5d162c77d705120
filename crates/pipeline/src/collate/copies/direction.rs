//! Which way did shared prose go?
//!
//! Only with a reason that the pages give: one credits the other, both (or one) credit a third, or both are
//! dated and one is earlier. Otherwise the texts do not tell.

use crate::fold;
use news::{Account, Direction, PartialDate};

/// The direction and its reason.
pub(super) fn find(one: &Account, two: &Account) -> (Direction, Option<String>) {
    if let Some(name) = credits_outlet(two, one) {
        return (Direction::AToB, Some(format!("the second credits “{name}”, the outlet of the first")));
    }
    if let Some(name) = credits_outlet(one, two) {
        return (Direction::BToA, Some(format!("the first credits “{name}”, the outlet of the second")));
    }
    let (first, second) = (credited(one), credited(two));
    if let Some(name) = first.iter().find(|name| second.iter().any(|other| same_outlet(name, other))) {
        return (Direction::CommonParent, Some(format!("both credit “{name}”")));
    }
    if let Some(name) = first.first().or(second.first()) {
        return (Direction::CommonParent, Some(format!("one of them credits “{name}”")));
    }
    match (day(one), day(two)) {
        (Some(first), Some(second)) if first < second => {
            (Direction::AToB, Some(format!("the first is dated {first}, the second {second}")))
        }
        (Some(first), Some(second)) if second < first => {
            (Direction::BToA, Some(format!("the second is dated {second}, the first {first}")))
        }
        _ => (Direction::Unknown, None),
    }
}

/// The name by which an account credits the outlet of another.
fn credits_outlet(account: &Account, other: &Account) -> Option<String> {
    let outlet = fold::text(&other.article.outlet.as_ref()?.value);
    let own = account.article.outlet.as_ref().map(|outlet| fold::text(&outlet.value));
    let credit = account.credits.iter().find(|credit| same_outlet(&fold::text(&credit.name), &outlet))?;
    (own.as_deref() != Some(outlet.as_str())).then(|| credit.name.clone())
}

/// Whether two folded names mean one outlet: with or without the article, in full or by initials.
pub(crate) fn same_outlet(one: &str, two: &str) -> bool {
    let bare = |name: &str| name.trim_start_matches("the ").trim().to_owned();
    let initials = |name: &str| {
        let words = name.split([' ', '-']).filter(|word| !word.is_empty());
        let letters: String = words.filter_map(|word| word.chars().next()).collect();
        (letters.chars().count() >= 2).then_some(letters)
    };
    let (one, two) = (bare(one), bare(two));
    !one.is_empty()
        && (one == two
            || initials(&one).as_deref() == Some(&*two)
            || initials(&two).as_deref() == Some(&*one))
}

/// Names that an account credits, folded, without its own.
fn credited(account: &Account) -> Vec<String> {
    let own = account.article.outlet.as_ref().map(|outlet| fold::text(&outlet.value)).unwrap_or_default();
    let names = account.credits.iter().map(|credit| fold::text(&credit.name));
    names.filter(|name| !same_outlet(name, &own)).collect()
}

/// The one day on which an account was published, if there is one.
fn day(account: &Account) -> Option<PartialDate> {
    match account.article.published.candidates.as_slice() {
        [only] if only.day.is_some() => Some(*only),
        _ => None,
    }
}
