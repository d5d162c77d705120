//! Which accounts are compared? All pages at once, each with its id and the user's word on it.

use super::{Found, Pages, Waiting, ids};
use crate::failure::Failure;
use crate::plan;
use pipeline::Page;
use std::collections::BTreeMap;

/// Lists all accounts in order, with ids and the user's word on each; and what had to be refused already.
///
/// # Errors
/// Options that point at accounts that do not exist.
pub(crate) fn list(plan: &plan::Compare) -> Result<(Vec<Waiting>, Vec<Failure>), Failure> {
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut refused = Vec::new();
    // Ids that were given, and where.
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for found in Pages::new(&plan.accounts, &plan.jsonl, &plan.limits) {
        match found {
            Found::Page(page) => match taken.get(&page.page.id) {
                Some(first) => {
                    let what = format!("the id `{}` stands already at {first}", page.page.id);
                    let failure = Failure::of(&page.name, what);
                    refused.push(failure.hint("ids must differ: rename one, or leave it out"));
                }
                None => {
                    if !page.page.id.is_empty() {
                        taken.insert(page.page.id.clone(), page.name.clone());
                    }
                    waiting.push(*page);
                }
            },
            Found::Refused(failure) => refused.push(failure),
            Found::Passed(_) => {}
        }
    }
    ids::letter(waiting.iter_mut().map(|waiting| &mut waiting.page));
    let mut pages: Vec<&mut Page> = waiting.iter_mut().map(|waiting| &mut waiting.page).collect();
    ids::hand_out("--published", &plan.published, &mut pages, |page, date| page.published = Some(*date))?;
    ids::hand_out("--outlet", &plan.outlets, &mut pages, |page, name| page.outlet = Some(name.clone()))?;
    if let Some(language) = &plan.language {
        pages.iter_mut().for_each(|page| page.language = Some(language.clone()));
    }
    Ok((waiting, refused))
}
