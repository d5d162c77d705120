//! Copies that are made on purpose: which text became which, by which operation, and what shows the way?
//!
//! A family begins with two texts and grows by known operations; the order of what is drawn depends on a seed alone.
//! Texts are invented ones that lie beside this file, or articles of the user's. How well the operations are recovered
//! is measured elsewhere (`cargo xtask eval lineage`).

mod alter;
mod draw;
mod invented;
mod operations;
mod reword;

pub(crate) use alter::Altered;
pub(crate) use invented::texts as invented;

pub(crate) use draw::Draw;
use news::PartialDate;

/// One text as an outlet prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) outlet: String,
    pub(crate) headline: String,
    pub(crate) paragraphs: Vec<String>,
}

/// What was done to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Operation {
    /// Printed as it is, under a headline of its own.
    Verbatim,
    /// Some paragraphs are missing.
    Cut,
    /// The paragraphs stand in another order.
    Reorder,
    /// The same sentences in other words.
    Reword,
    /// A part of it stands inside another text.
    Insert,
    /// Half of it stands beside half of another.
    Merge,
    /// The words inside its quotation marks were altered.
    Quotations,
    /// A text of its own quotes the same words.
    QuotesOnly,
}

impl Operation {
    /// For people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Operation::Verbatim => "verbatim",
            Operation::Cut => "cut",
            Operation::Reorder => "reordered",
            Operation::Reword => "reworded",
            Operation::Insert => "inserted",
            Operation::Merge => "merged",
            Operation::Quotations => "quotations altered",
            Operation::QuotesOnly => "quotations alone",
        }
    }
}

/// What tells which of two texts came first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sign {
    /// Each text is dated later than its parents.
    Dates,
    /// All are of one day, and each copy credits its parents' outlets.
    Credits,
    /// Nothing.
    None,
}

/// One text of a family.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) text: Text,
    pub(crate) published: Option<PartialDate>,
    /// Whose text it goes back to, and how; empty for the first ones.
    pub(crate) parents: Vec<(usize, Operation)>,
    /// Quotations that were altered on the way from its parent.
    pub(crate) altered: Vec<Altered>,
}

/// A family: two texts and what became of them. `strangers` give the prose that is not copied.
pub(crate) fn family(
    first: &Text,
    second: &Text,
    strangers: [&Text; 2],
    sign: Sign,
    seed: u64,
) -> Vec<Member> {
    let mut growing = Growing { members: Vec::new(), sign, draw: Draw::new(seed) };
    growing.begin(first);
    growing.begin(second);
    growing.copy("Daily Lantern", &[(0, Operation::Verbatim)], |_, parents| {
        (operations::verbatim(parents[0]), Vec::new())
    });
    growing.copy("Ferry Times", &[(0, Operation::Cut)], |draw, parents| {
        (operations::cut(draw, parents[0]), Vec::new())
    });
    growing.copy("Granite Herald", &[(0, Operation::Reorder)], |draw, parents| {
        (operations::reorder(draw, parents[0]), Vec::new())
    });
    growing.copy("Hollow Mirror", &[(0, Operation::Reword)], |draw, parents| {
        (reword::reword(draw, parents[0]), Vec::new())
    });
    growing.copy("Ivory Record", &[(0, Operation::Insert)], |draw, parents| {
        (operations::insert(draw, parents[0], strangers[0]), Vec::new())
    });
    growing.copy("Juniper Times", &[(0, Operation::Merge), (1, Operation::Merge)], |draw, parents| {
        (operations::merge(draw, parents[0], parents[1]), Vec::new())
    });
    let altered = growing.copy("Kettle News", &[(0, Operation::Quotations)], |draw, parents| {
        alter::quotations(draw, parents[0])
    });
    growing.copy("Lowland Star", &[(altered, Operation::Cut)], |draw, parents| {
        (operations::cut(draw, parents[0]), Vec::new())
    });
    growing.copy("Marsh Bulletin", &[(0, Operation::QuotesOnly)], |draw, parents| {
        (operations::quotes_only(draw, parents[0], strangers[1]), Vec::new())
    });
    growing.members
}

/// A text with some of its words exchanged and, at times, without its end.
pub(crate) fn near_copy(text: &str, seed: u64) -> String {
    let mut draw = Draw::new(seed);
    let words: Vec<&str> = text.split(' ').collect();
    let kept = words.len() - words.len() * draw.below(25) / 100;
    let every = 20 + draw.below(80);
    let word = |(at, word): (usize, &&str)| {
        if at % every == every - 1 { "elsewhere".to_owned() } else { (*word).to_owned() }
    };
    words[..kept].iter().enumerate().map(word).collect::<Vec<String>>().join(" ")
}

/// A family as it grows.
struct Growing {
    members: Vec<Member>,
    sign: Sign,
    draw: Draw,
}

impl Growing {
    fn begin(&mut self, text: &Text) {
        let published = self.day();
        self.members.push(Member { text: text.clone(), published, parents: Vec::new(), altered: Vec::new() });
    }

    /// Adds a copy and returns its place.
    fn copy(
        &mut self,
        outlet: &str,
        parents: &[(usize, Operation)],
        make: impl FnOnce(&mut Draw, &[&Text]) -> (Text, Vec<Altered>),
    ) -> usize {
        // Who copies a copy credits it, and not whom it credits.
        let bare = |parent: &usize| {
            let mut text = self.members[*parent].text.clone();
            text.paragraphs.retain(|paragraph| !operations::is_credit(paragraph));
            text
        };
        let texts: Vec<Text> = parents.iter().map(|(parent, _)| bare(parent)).collect();
        let (mut text, altered) = make(&mut self.draw, &texts.iter().collect::<Vec<_>>());
        text.outlet = outlet.to_owned();
        text.headline = operations::headline(&mut self.draw, &text.headline);
        if self.sign == Sign::Credits {
            let copied = parents.iter().zip(&texts).filter(|((_, how), _)| *how != Operation::QuotesOnly);
            let names: Vec<&str> = copied.map(|(_, parent)| parent.outlet.as_str()).collect();
            operations::credit(&mut text, &names);
        }
        let published = self.day();
        self.members.push(Member { text, published, parents: parents.to_vec(), altered });
        self.members.len() - 1
    }

    /// A day after all days so far, or one day for all.
    fn day(&self) -> Option<PartialDate> {
        match self.sign {
            Sign::Dates => Some(PartialDate::day(2031, 3, 2 + self.members.len() as u8)),
            Sign::Credits => Some(PartialDate::day(2031, 3, 2)),
            Sign::None => None,
        }
    }
}

impl Text {
    /// The page as bytes: headline and paragraphs.
    pub(crate) fn page(&self) -> String {
        let mut page = self.headline.clone();
        for paragraph in &self.paragraphs {
            page.push_str("\n\n");
            page.push_str(paragraph);
        }
        page.push('\n');
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_family_and_another_seed_another() {
        let texts = invented();
        let make = |seed| {
            let family = family(&texts[0], &texts[1], [&texts[2], &texts[3]], Sign::Dates, seed);
            family.iter().map(|member| member.text.page()).collect::<Vec<_>>()
        };
        assert_eq!(make(7), make(7));
        assert_ne!(make(7), make(8));
    }

    #[test]
    fn every_copy_is_later_than_its_parents_and_says_so_where_dates_are_the_sign() {
        let texts = invented();
        let family = family(&texts[2], &texts[3], [&texts[4], &texts[5]], Sign::Dates, 1);
        assert_eq!(family.len(), 11);
        for member in &family {
            for (parent, _) in &member.parents {
                let days = (family[*parent].published, member.published);
                assert!(days.0 < days.1);
            }
        }
    }
}
