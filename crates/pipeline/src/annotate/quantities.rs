//! How many? Numbers with bounds and units: "over 1,000 crates", "$2.5 million", "several boats", "15 years".
//!
//! Dates, times of day, ordinals, ages after names, numbers in names ("Route 66") and scores are no quantities.

use super::atoms::{self, Atom, AtomKind};
use super::dates;
use crate::Kit;
use crate::kit::KitError;
use crate::lexicon::{self, WordMap};
use news::{Account, Quantity, QuantityBound, Sentence, Span, Tag, Text};
use std::collections::BTreeMap;

/// Where a bounding phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    After,
    Vague,
}

/// The bounding phrases, longest first.
pub(crate) struct Bounds {
    phrases: Vec<(Vec<&'static str>, Place, QuantityBound)>,
    /// Which of them start with a word.
    by_first: WordMap<Vec<usize>>,
}

impl Bounds {
    /// The lexicon inside the binary.
    pub(crate) fn embedded() -> Result<Bounds, KitError> {
        let mut phrases = Vec::new();
        for entry in lexicon::entries("bounds.txt", include_str!("../../../../lexicons/bounds.txt")) {
            let place = match entry.field(0) {
                "before" => Place::Before,
                "after" => Place::After,
                "vague" => Place::Vague,
                _ => return Err(entry.error("first field must be before, after or vague")),
            };
            let bound = match entry.field(2) {
                "at_least" => QuantityBound::AtLeast,
                "at_most" => QuantityBound::AtMost,
                "about" => QuantityBound::About,
                "some" => QuantityBound::Some,
                _ => return Err(entry.error("third field must be a bound")),
            };
            phrases.push((entry.field(1).split_whitespace().collect(), place, bound));
        }
        phrases.sort_by_key(|(words, ..): &(Vec<&str>, _, _)| std::cmp::Reverse(words.len()));
        let mut by_first: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for (at, (words, ..)) in phrases.iter().enumerate() {
            by_first.entry(words.first().copied().unwrap_or("")).or_default().push(at);
        }
        Ok(Bounds { by_first: WordMap::new(by_first), phrases })
    }

    /// The longest phrase of a place that starts at `at` and where it ends.
    fn starting(&self, atoms: &[Atom], at: usize, place: Place) -> Option<(QuantityBound, usize)> {
        let first = self.by_first.get(&atoms.get(at)?.folded)?;
        let phrases = first.iter().map(|phrase| &self.phrases[*phrase]);
        phrases.filter(|(_, own, _)| *own == place).find_map(|(words, _, bound)| {
            let end = at + words.len();
            let there = atoms.get(at..end)?;
            there.iter().zip(words).all(|(atom, word)| atom.is(word)).then_some((*bound, end))
        })
    }

    /// The longest phrase that ends before `end` and where it starts.
    fn ending(&self, atoms: &[Atom], end: usize) -> Option<(QuantityBound, usize)> {
        self.phrases.iter().filter(|(_, place, _)| *place == Place::Before).find_map(|(words, _, bound)| {
            let start = end.checked_sub(words.len())?;
            let there = &atoms[start..end];
            there.iter().zip(words).all(|(atom, word)| atom.is(word)).then_some((*bound, start))
        })
    }
}

/// Quantities, sorted.
pub(crate) fn find(kit: &Kit, account: &Account) -> Vec<Quantity> {
    let mut found = Vec::new();
    for sentence in &account.sentences {
        let atoms = atoms::split(&account.article.text, sentence.span);
        let counting = Counting { kit, account, sentence, atoms: &atoms };
        let mut at = 0;
        while at < atoms.len() {
            let hit = counting.vague(at).or_else(|| counting.number(at));
            at = match hit {
                Some((quantities, end)) => {
                    found.extend(quantities);
                    end.max(at + 1)
                }
                None => counting.after_number(at),
            };
        }
    }
    found.sort_by_key(|quantity| quantity.span);
    found
}

/// One sentence while it is searched.
struct Counting<'a> {
    kit: &'a Kit,
    account: &'a Account,
    sentence: &'a Sentence,
    atoms: &'a [Atom<'a>],
}

/// What is counted: its words and where they end.
struct Unit {
    text: String,
    end: u32,
    /// Index of the first atom after it.
    next: usize,
}

impl Counting<'_> {
    /// "several boats", "dozens of people".
    fn vague(&self, at: usize) -> Option<(Vec<Quantity>, usize)> {
        let (bound, end) = self.kit.bounds.starting(self.atoms, at, Place::Vague)?;
        let of = usize::from(self.is(end, "of") && !self.atoms[end - 1].is("of"));
        let unit = self.unit(end + of)?;
        let start = match self.kit.bounds.ending(self.atoms, at) {
            Some((_, start)) => start,
            None => at,
        };
        let span = self.atoms[start].span.cover(Span::new(unit.end as usize, unit.end as usize));
        Some((vec![Quantity { span, milli_value: None, bound, unit: unit.text }], unit.next))
    }

    /// A number with what stands around it; two quantities for a range.
    fn number(&self, at: usize) -> Option<(Vec<Quantity>, usize)> {
        let (at_number, article) = self.article_number(at)?;
        let number = self.kit.numerals.read(self.atoms, at_number);
        let (mut milli, mut end) = match (number, article) {
            (Some(number), _) => (number.milli, number.end),
            (None, Some((milli, end))) => (milli, end),
            (None, None) => return None,
        };
        let currency = at.checked_sub(1).filter(|before| self.atoms[*before].is_any(&["$", "£", "€", "¥"]));
        if self.is_name_or_time(at, end, currency.is_some()) {
            return None;
        }
        let mut upper = None;
        if let Some((milli_upper, after)) = self.range(at, end) {
            (upper, end) = (Some(milli_upper), after);
            // "10 to 15 million": both are millions.
            if milli_upper >= 1_000_000_000 && milli < 1_000_000 {
                milli = milli.checked_mul(scale_of(milli_upper)).unwrap_or(milli);
            }
        }
        let first = currency.unwrap_or(at);
        let (mut bound, mut start) = match self.kit.bounds.ending(self.atoms, first) {
            Some((bound, start)) => (bound, start),
            None => (QuantityBound::Exactly, first),
        };
        let after_number = end;
        if let Some((after, next)) = self.kit.bounds.starting(self.atoms, end, Place::After) {
            (bound, end) = (after, next);
        }
        let unit = self.unit_or_sign(end, currency)?;
        let timed =
            dates::TimeWords::is_unit(&self.kit.time_words, unit.text.rsplit(' ').next().unwrap_or(""));
        // "over two days" is during two days.
        if timed && bound == QuantityBound::AtLeast && self.is(start, "over") && start + 1 == first {
            (bound, start) = (QuantityBound::Exactly, first);
        }
        if unit.text.is_empty() && !self.stands_alone(first, after_number, bound) {
            return None;
        }
        if !timed && self.in_date(self.atoms[at].span) {
            return None;
        }
        let last = unit.end.max(self.atoms[end - 1].span.end);
        let span = Span::new(self.atoms[start].span.start as usize, last as usize);
        let one =
            |milli: i64, bound| Quantity { span, milli_value: Some(milli), bound, unit: unit.text.clone() };
        let quantities = match upper {
            Some(upper) => vec![one(milli, QuantityBound::AtLeast), one(upper, QuantityBound::AtMost)],
            None => vec![one(milli, bound)],
        };
        Some((quantities, unit.next.max(end)))
    }

    /// Where the number starts: after "a" for "a dozen", "a hundred", "half a million".
    fn article_number(&self, at: usize) -> Option<(usize, Option<(i64, usize)>)> {
        let atom = self.atoms.get(at)?;
        if atom.kind == AtomKind::Mark {
            return None;
        }
        if atom.is_any(&["a", "half"]) {
            let half = atom.is("half");
            let scale_at = if half && self.is_any(at + 1, &["a"]) { at + 2 } else { at + 1 };
            let word = self.atoms.get(scale_at)?;
            let times = self.kit.numerals.multiplier(&word.folded)?;
            let milli = if half { times * 500 } else { times * 1000 };
            return Some((at, Some((milli, scale_at + 1))));
        }
        Some((at, None))
    }

    /// "-15", "to 15", "and 15" after "between 10": the upper end of a range.
    fn range(&self, at: usize, end: usize) -> Option<(i64, usize)> {
        let between = at.checked_sub(1).is_some_and(|before| self.is(before, "between"));
        let joints: &[&str] = if between { &["and", "to", "-"] } else { &["to", "-"] };
        let joint = self.atoms.get(end).filter(|atom| atom.is_any(joints))?;
        let number = self.kit.numerals.read(self.atoms, end + 1)?;
        let score = joint.is("-") && self.unit(number.end).is_none();
        (!score).then_some((number.milli, number.end))
    }

    /// Ordinals, times of day, ages, scores, versions, numbers inside names and years.
    fn is_name_or_time(&self, at: usize, end: usize, currency: bool) -> bool {
        let atom = &self.atoms[at];
        let next = self.atoms.get(end);
        let glued_before = at > 0
            && !atom.spaced
            && (self.atoms[at - 1].kind == AtomKind::Letters
                || self.atoms[at - 1].is_any(&[".", ":", "/", "'", "#"])
                || (self.atoms[at - 1].is("-") && !self.atoms[at - 1].spaced));
        let glued_after = next.is_some_and(|next| {
            !next.spaced && (next.kind == AtomKind::Letters || next.is_any(&[":", "/", "'"]))
        });
        let ordinal = self.kit.numerals.read_ordinal(self.atoms, at).is_some();
        let clock = next.is_some_and(|next| next.is_any(&["am", "pm", "a", "p", "o", "gmt", "est", "utc"]))
            && self
                .atoms
                .get(end + 1)
                .is_none_or(|after| after.is_any(&[".", "'", ","]) || after.kind == AtomKind::Mark);
        let old = (0..4).any(|step| self.is(end + step, "old"));
        let before = at.checked_sub(1).map(|before| &self.atoms[before]);
        let age = before.is_some_and(|before| before.is_any(&[",", "(", "aged", "age"]))
            && next.is_none_or(|next| next.is_any(&[",", ")", ".", ";"]));
        let listed = at == 0 && next.is_some_and(|next| next.is_any(&[".", ")"]));
        let one = atom.is("one") && (end == at + 1) && !self.counts_one(at);
        !currency && (glued_before || glued_after || ordinal || clock || old || age || listed || one)
    }

    /// "one" counts only before a noun, and not as "no one", "one of", "that one".
    fn counts_one(&self, at: usize) -> bool {
        let noun =
            self.atoms.get(at + 1).and_then(|atom| self.tag(atom.span)).is_some_and(|tag| tag == Tag::Noun);
        noun && !at
            .checked_sub(1)
            .is_some_and(|before| self.atoms[before].is_any(&["no", "any", "every", "some"]))
    }

    /// Whether a number without a unit is one of things after all: "killing 12", "at least 50".
    fn stands_alone(&self, start: usize, end: usize, bound: QuantityBound) -> bool {
        let numeral = self.atoms[start].kind == AtomKind::Digits;
        let after_verb = start
            .checked_sub(1)
            .and_then(|before| self.tag(self.atoms[before].span))
            .is_some_and(|tag| tag == Tag::Verb);
        let year = self.atoms[start].folded.len() == 4 && end == start + 1;
        bound != QuantityBound::Exactly || (numeral && after_verb && !year)
    }

    /// Currency, percent sign or the noun phrase after the number.
    fn unit_or_sign(&self, at: usize, currency: Option<usize>) -> Option<Unit> {
        if let Some(sign) = currency {
            let text = self.account.words(self.atoms[sign].span).to_string();
            return Some(Unit { text, end: self.atoms.get(at.checked_sub(1)?)?.span.end, next: at });
        }
        let per_cent = self.is(at, "per") && self.is(at + 1, "cent");
        if per_cent || self.is_any(at, &["%", "percent", "pct"]) {
            let last = self.atoms.get(at + usize::from(per_cent))?;
            let text = self.account.words(self.atoms[at].span.cover(last.span)).to_string();
            return Some(Unit { text, end: last.span.end, next: at + 1 + usize::from(per_cent) });
        }
        // "a two-day meeting": the compound counts days.
        if self.is(at, "-") && !self.atoms[at].spaced {
            let word = self.atoms.get(at + 1).filter(|word| self.kit.time_words.is_unit(&word.folded))?;
            let text = self.account.words(word.span).to_string();
            return Some(Unit { text, end: word.span.end, next: at + 2 });
        }
        // "three of the five ships", "two million of its customers": of what.
        let of = usize::from(self.is(at, "of"));
        Some(self.unit(at + of).unwrap_or(Unit { text: String::new(), end: 0, next: at }))
    }

    /// The noun phrase that starts at the atom `at`, without article: "assault rifles".
    fn unit(&self, at: usize) -> Option<Unit> {
        let mut from = at;
        while self.is_any(from, &["the", "its", "their", "his", "her", "these", "those"]) {
            from += 1;
        }
        let start = self.atoms.get(from)?.span;
        let first = self.account.tokens.partition_point(|token| token.span.start < start.start);
        let last = (self.sentence.tokens.end as usize).min(first + 6);
        let mut head = None;
        for index in first..last {
            let token = &self.account.tokens[index];
            match token.tag {
                Tag::Noun | Tag::Propn => head = Some(index),
                Tag::Adj if head.is_none() => {}
                Tag::Verb if head.is_none() && self.modifies(index) => {}
                Tag::Adj
                | Tag::Adp
                | Tag::Adv
                | Tag::Aux
                | Tag::Cconj
                | Tag::Det
                | Tag::Intj
                | Tag::Num
                | Tag::Part
                | Tag::Pron
                | Tag::Punct
                | Tag::Sconj
                | Tag::Sym
                | Tag::Verb
                | Tag::X => break,
            }
        }
        let span = start.cover(self.account.tokens[head?].span);
        let next = from + self.atoms[from..].partition_point(|atom| atom.span.start < span.end);
        Some(Unit { text: self.account.words(span).to_string(), end: span.end, next })
    }

    /// A participle before a noun: "injured people".
    fn modifies(&self, index: usize) -> bool {
        let token = &self.account.tokens[index];
        let word = self.account.words(token.span);
        let participle = word.ends_with("ed") || word.ends_with("ing");
        let next = self.account.tokens.get(index + 1);
        participle && next.is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn | Tag::Adj))
    }

    /// Whether the atom stands in a date.
    fn in_date(&self, span: Span<Text>) -> bool {
        let next = self.account.dates.partition_point(|date| date.span.start <= span.start);
        self.account.dates[..next].last().is_some_and(|date| {
            date.span.contains(span)
                && (!date.candidates.is_empty() || date.interval.is_some() || date.relation.is_none())
        })
    }

    /// Where to go on after an atom that starts no quantity: a number is stepped over whole.
    fn after_number(&self, at: usize) -> usize {
        self.kit.numerals.read(self.atoms, at).map_or(at + 1, |number| number.end.max(at + 1))
    }

    fn tag(&self, span: Span<Text>) -> Option<Tag> {
        let at = self.account.tokens.partition_point(|token| token.span.end <= span.start);
        self.account.tokens.get(at).map(|token| token.tag)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.is(word))
    }

    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.is_any(words))
    }
}

/// The scale word behind a number in thousandths: a million for 15 million.
fn scale_of(milli: i64) -> i64 {
    [1_000_000_000_000, 1_000_000_000, 1_000_000, 1_000]
        .into_iter()
        .find(|scale| milli % (scale * 1000) == 0)
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quantities of a text: words, value in thousandths, bound, unit.
    fn counted(text: &str) -> Vec<String> {
        let kit = Kit::embedded().expect("the kit is sound");
        let page = crate::Page { id: "A".into(), bytes: text.into(), ..Default::default() };
        let account = crate::read(&kit, page).and_then(|article| crate::annotate(&kit, article)).value;
        let shown = |quantity: &Quantity| {
            let value = quantity.milli_value.map_or("?".to_string(), |milli| milli.to_string());
            format!("{}: {value} {} {}", account.words(quantity.span), quantity.bound.name(), quantity.unit)
        };
        find(&kit, &account).iter().map(shown).collect()
    }

    #[test]
    fn bounds_and_units_belong_to_the_number() {
        assert_eq!(
            counted("Divers recovered over 1,000 wooden crates, and nearly 300 people watched."),
            [
                "over 1,000 wooden crates: 1000000 at_least wooden crates",
                "nearly 300 people: 300000 about people"
            ]
        );
        assert_eq!(
            counted("The repair will cost up to $2.5 million."),
            ["up to $2.5 million: 2500000000 at_most $"]
        );
    }

    #[test]
    fn vague_numbers_have_no_value() {
        assert_eq!(
            counted("Several boats were lost and dozens of sailors were saved."),
            ["Several boats: ? some boats", "dozens of sailors: ? some sailors"]
        );
    }

    #[test]
    fn dates_ages_ordinals_and_names_are_no_quantities() {
        let text = "On 5 May 2019 Ada Okoro, 45, won the 3rd race on Route 66 at 9 a.m.";
        assert!(counted(text).is_empty(), "{:?}", counted(text));
    }

    #[test]
    fn a_range_is_two_bounds() {
        assert_eq!(
            counted("Between 10 and 12 houses burned; 20 to 30 sheep died."),
            [
                "10 and 12 houses: 10000 at_least houses",
                "10 and 12 houses: 12000 at_most houses",
                "20 to 30 sheep: 20000 at_least sheep",
                "20 to 30 sheep: 30000 at_most sheep"
            ]
        );
    }
}
