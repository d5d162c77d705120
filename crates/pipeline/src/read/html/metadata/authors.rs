//! Who wrote it? Names that the markup states, else those of a byline.

use super::Seen;
use super::statements::{Origin, Stated, Statements};
use crate::fold;
use crate::read::byline;
use crate::read::layout::{Layout, Role};
use news::{Field, Span, ZoneKind};

/// Fills the authors.
pub(super) fn put(seen: &Seen<'_>, stated: &Statements, roles: &[Role], layout: &mut Layout) {
    for origin in [Origin::Article, Origin::Meta, Origin::Page, Origin::Microdata, Origin::Vague] {
        for one in stated.authors.iter().filter(|one| one.origin == origin) {
            add(seen, one, layout);
        }
        if !layout.authors.is_empty() {
            return;
        }
    }
    let whole = seen.map.clone().through(seen.under);
    let lines = (0..roles.len()).filter(|block| roles[*block].kind == ZoneKind::Byline).take(3);
    for block in lines {
        layout.authors.extend(byline::authors(seen.text, &whole, seen.page.blocks[block].span));
    }
}

fn add(seen: &Seen<'_>, one: &Stated, layout: &mut Layout) {
    let name = one.value.strip_prefix("By ").unwrap_or(&one.value);
    let is_address = name.contains("://") || name.starts_with('@');
    let known = layout.authors.iter().any(|other| fold::text(&other.value) == fold::text(name));
    if !name.is_empty() && !is_address && !known && name.len() <= 120 && layout.authors.len() < 20 {
        let span = Some(seen.under.to_raw(Span::new(one.range.start, one.range.end)));
        layout.authors.push(Field { value: name.to_owned(), span });
    }
}
