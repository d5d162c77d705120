//! How is each account called, and whom do `--published` and `--outlet` mean?

use crate::failure::Failure;
use crate::plan::Given;
use pipeline::Page;
use std::collections::BTreeSet;

/// Gives every page without an id the letters of its place: A, B, …, Z, AA, AB, …
///
/// A place whose letters are another page's given id gets the next letters that are free.
pub(super) fn letter<'a>(pages: impl Iterator<Item = &'a mut Page>) {
    let mut pages: Vec<&mut Page> = pages.collect();
    let taken: BTreeSet<String> = pages.iter().map(|page| page.id.clone()).collect();
    let mut free = (0..).map(letters).filter(|id| !taken.contains(id));
    for page in pages.iter_mut().filter(|page| page.id.is_empty()) {
        if let Some(id) = free.next() {
            page.id = id;
        }
    }
}

/// Gives every page an id of its own: those that came without one, or with one that an earlier page has, get letters.
pub(crate) fn name_accounts(pages: &mut [Page]) {
    let mut taken = BTreeSet::new();
    for page in pages.iter_mut() {
        if !taken.insert(page.id.clone()) {
            page.id.clear();
        }
    }
    letter(pages.iter_mut());
}

/// 0 → A, 25 → Z, 26 → AA.
pub(crate) fn letters(index: usize) -> String {
    let last = char::from(b'A' + (index % 26) as u8);
    if index < 26 { last.to_string() } else { letters(index / 26 - 1) + &last.to_string() }
}

/// Hands values out to pages: those with an id to that account, the others to accounts in order.
///
/// # Errors
/// An id that no account has, or more values than accounts.
pub(super) fn hand_out<T>(
    option: &str,
    values: &[Given<T>],
    pages: &mut [&mut Page],
    mut set: impl FnMut(&mut Page, &T),
) -> Result<(), Failure> {
    let mut next = 0;
    for given in values {
        let index = match &given.id {
            Some(id) => {
                pages.iter().position(|page| page.id == *id).ok_or_else(|| unknown(option, id, pages))?
            }
            None => {
                next += 1;
                next - 1
            }
        };
        match pages.get_mut(index) {
            Some(page) => set(page, &given.value),
            None => {
                return Err(Failure::new(format!("{option} was given more often than there are accounts"))
                    .hint("give it once per account, in their order, or with an id: B=…"));
            }
        }
    }
    Ok(())
}

fn unknown(option: &str, id: &str, pages: &[&mut Page]) -> Failure {
    const SHOWN: usize = 8;
    let mut ids: Vec<&str> = pages.iter().take(SHOWN).map(|page| page.id.as_str()).collect();
    if pages.len() > SHOWN {
        ids.push("…");
    }
    Failure::new(format!("{option} names an account `{id}` that is not there"))
        .hint(format!("the accounts are {}", ids.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(ids: &[&str]) -> Vec<Page> {
        let mut pages: Vec<Page> =
            ids.iter().map(|id| Page { id: id.to_string(), ..Page::default() }).collect();
        letter(pages.iter_mut());
        pages
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn given_ids_stay_and_letters_step_around_them() {
        let ids: Vec<String> = pages(&["", "B", "", "x-17"]).into_iter().map(|page| page.id).collect();
        assert_eq!(ids, ["A", "B", "C", "x-17"]);
    }

    #[test]
    fn values_go_to_their_id_or_to_the_next_in_order() {
        let mut pages = pages(&["", "", ""]);
        let mut borrowed: Vec<&mut Page> = pages.iter_mut().collect();
        let given =
            |id: Option<&str>, value: &str| Given { id: id.map(String::from), value: value.to_string() };
        let values = [given(Some("C"), "third"), given(None, "first"), given(None, "second")];
        hand_out("--outlet", &values, &mut borrowed, |page, name| page.outlet = Some(name.clone()))
            .expect("all accounts exist");
        let outlets: Vec<_> = pages.iter().map(|page| page.outlet.clone().unwrap_or_default()).collect();
        assert_eq!(outlets, ["first", "second", "third"]);
    }

    #[test]
    fn an_id_that_is_not_there_is_refused_with_those_that_are() {
        let mut pages = pages(&["", ""]);
        let mut borrowed: Vec<&mut Page> = pages.iter_mut().collect();
        let values = [Given { id: Some("D".to_string()), value: () }];
        let failure = hand_out("--outlet", &values, &mut borrowed, |_, ()| {}).expect_err("no account D");
        assert!(failure.to_string().ends_with("hint: the accounts are A, B"), "{failure}");
    }
}
