//! By which signs is the role of a paragraph learnt? Its own looks, its neighbours', its place on the page.
//!
//! The same function serves training and reading. Two looks: the first at shapes alone, the second also at what
//! the first made of the paragraphs around (stacked sequential learning, Cohen & Carvalho 2005). Where the text is
//! densest is found as by body text extraction (Finn et al. 2001): the stretch with the greatest sum.

use super::facts::Facts;
use super::model::{BODY, HEADLINE};
use super::steps::{bucket, coarse, distance, margin, place, shape};
use learn::combine;
use std::ops::Range;

/// Version of the features: a model trained for another one is refused.
pub const NORMALISATION: u32 = 5;

/// Paragraphs around one that are looked at.
const WINDOW: isize = 4;

/// What the first look made of a paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub struct Guess {
    /// Index of the likeliest label.
    pub label: u8,
    /// How far the best score lies above the second.
    pub lead: i32,
    /// How far body lies above all others (or below the best of them).
    pub body: i32,
    /// How far headline does.
    pub headline: i32,
}

/// A dump, ready for features.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) facts: Vec<Facts>,
    shapes: Vec<u64>,
    dense: Range<usize>,
    /// Words of running text before each paragraph.
    running: Vec<u32>,
    /// Index of the last paragraph before each that is a heading by its wording.
    headed: Vec<u32>,
}

/// The stretch with the greatest sum (Kadane's algorithm, in Bentley 1984).
pub(super) fn stretch(scores: impl Iterator<Item = i64>) -> Range<usize> {
    let (mut best, mut best_sum, mut start, mut sum) = (0..0, 0, 0, 0);
    for (index, score) in scores.enumerate() {
        if sum <= 0 {
            (start, sum) = (index, 0);
        }
        sum += score;
        if sum > best_sum {
            (best, best_sum) = (start..index + 1, sum);
        }
    }
    best
}

impl Scene {
    pub(super) fn new(facts: Vec<Facts>) -> Scene {
        let dense = stretch(
            facts.iter().map(|facts| if facts.is_running() { i64::from(facts.words.min(80)) } else { -8 }),
        );
        let shapes = facts.iter().map(shape).collect();
        let mut running = Vec::with_capacity(facts.len() + 1);
        let mut sum = 0u32;
        running.push(0);
        for facts in &facts {
            sum = sum.saturating_add(if facts.is_running() { facts.words.min(200) } else { 0 });
            running.push(sum);
        }
        let mut headed = Vec::with_capacity(facts.len());
        let mut last = u32::MAX;
        for (index, facts) in facts.iter().enumerate() {
            headed.push(last);
            if facts.label.is_some() && facts.words <= 6 {
                last = index as u32;
            }
        }
        Scene { facts, shapes, dense, running, headed }
    }

    pub(super) fn len(&self) -> usize {
        self.facts.len()
    }

    fn shape(&self, index: isize) -> u64 {
        match usize::try_from(index) {
            Err(_) => 1001,
            Ok(index) => self.shapes.get(index).copied().unwrap_or(1002),
        }
    }

    /// What a short line and its echoes say of themselves, its running text beside.
    fn says(&self, index: isize) -> u64 {
        let facts = usize::try_from(index).ok().and_then(|index| self.facts.get(index));
        facts.map_or(99, |facts| {
            u64::from(facts.says) << 2 | u64::from(facts.echo > 0) << 1 | u64::from(facts.is_running())
        })
    }

    /// Whether a paragraph opens with a speaker's name.
    fn speaks(&self, index: isize) -> u64 {
        let facts = usize::try_from(index).ok().and_then(|index| self.facts.get(index));
        facts.map_or(9, |facts| u64::from(facts.speaks))
    }

    /// Words of running text in a window of paragraphs, as a bucket.
    fn density(&self, from: isize, to: isize) -> u64 {
        let clamp = |at: isize| at.clamp(0, self.facts.len() as isize) as usize;
        bucket(self.running[clamp(to)] - self.running[clamp(from)])
    }

    /// The features of one paragraph by its looks.
    fn looks(&self, index: usize, template: u64, out: &mut Vec<u64>) {
        let mut put = Put { out, template };
        self.own(index, &mut put);
        self.around(index, &mut put);
        self.place(index, &mut put);
    }

    /// What the first look sees.
    pub(super) fn first(&self, index: usize, out: &mut Vec<u64>) {
        out.clear();
        self.looks(index, 0, out);
    }

    fn own(&self, index: usize, put: &mut Put<'_>) {
        let facts = &self.facts[index];
        let (words, end, lower, start) =
            (bucket(facts.words), facts.end as u64, u64::from(facts.lower), u64::from(facts.start));
        let topic = u64::from(facts.topic);
        let label = facts.label.map_or(0, |label| label as u64 + 1);
        put.one(0);
        put.one(words);
        put.one(u64::from(facts.bytes_a_word.min(15)));
        put.two(words, end);
        put.two(words, lower);
        put.two(end << 4 | start, (coarse(facts) << 4) | (lower / 2));
        put.two(u64::from(facts.digits), words);
        put.two(u64::from(facts.commas), words);
        put.two(u64::from(facts.stops), words);
        put.two(label, coarse(facts));
        put.two(u64::from(facts.marker), coarse(facts) << 3 | end);
        put.two(u64::from(facts.opens_chunk), words);
        put.two(u64::from(facts.clock), words);
        put.two(u64::from(facts.signs), coarse(facts));
        put.two(u64::from(facts.all_capitals), words);
        put.two(u64::from(facts.repeated), words);
        put.two(topic, words);
        put.two(topic << 4 | lower, end);
        put.two(u64::from(facts.credit), coarse(facts) << 3 | end);
        put.two(u64::from(facts.credit) << 3 | u64::from(facts.picture), words);
        put.two(u64::from(facts.theme), words);
        put.two(combine(21, u64::from(facts.theme), topic), coarse(facts) << 3 | end);
        put.two(u64::from(facts.says), words);
        put.two(u64::from(facts.echo) << 3 | u64::from(facts.says), coarse(facts) << 3 | end);
        put.two(u64::from(facts.echo) << 4 | topic, words);
        put.two(u64::from(facts.signed), words);
        put.two(u64::from(facts.signed) << 2 | u64::from(facts.namesakes), coarse(facts) << 3 | end);
        put.two(u64::from(facts.speaks), words);
        put.two(facts.phrase, 0);
        put.two(facts.first, u64::from(facts.words > 8));
        put.two(combine(3, facts.first, facts.second), u64::from(facts.words > 8));
        put.two(facts.last, u64::from(facts.words > 8));
    }

    fn around(&self, index: usize, put: &mut Put<'_>) {
        let at = index as isize;
        let facts = &self.facts[index];
        let own = coarse(facts) << 3 | facts.end as u64;
        for offset in 1..=WINDOW {
            put.two(self.shape(at - offset), coarse(facts));
            put.two(self.shape(at + offset), coarse(facts));
        }
        put.two(combine(4, self.shape(at - 1), self.shape(at + 1)), own);
        put.two(combine(5, self.shape(at - 1), self.shape(at - 2)), own);
        put.two(combine(6, self.shape(at + 1), self.shape(at + 2)), own);
        for neighbour in [index.checked_sub(1), index.checked_add(1)] {
            let phrase = neighbour.and_then(|index| self.facts.get(index)).map_or(1, |facts| facts.phrase);
            put.two(phrase, coarse(facts));
        }
        let credit = |index: Option<usize>| {
            index
                .and_then(|index| self.facts.get(index))
                .map_or(0, |facts| u64::from(facts.credit) << 1 | u64::from(facts.words > 12))
        };
        put.two(credit(index.checked_add(1)), own);
        put.two(credit(index.checked_sub(1)), own);
        let says = |offset: isize| self.says(at + offset);
        put.two(combine(10, says(-1), says(1)), own);
        put.two(combine(11, says(-1), says(-2)), combine(says(0), own, 0));
        put.two(combine(12, says(1), says(2)), combine(says(0), own, 0));
        put.two(
            combine(26, self.speaks(at - 1), self.speaks(at + 1)),
            u64::from(facts.speaks) << 3 | coarse(facts),
        );
        let headed = self.headed[index];
        if headed == u32::MAX {
            put.two(0, coarse(facts));
        } else {
            let label = self.facts[headed as usize].label.map_or(0, |label| label as u64 + 1);
            put.two(label << 4 | bucket(index as u32 - headed), coarse(facts));
        }
    }

    fn place(&self, index: usize, put: &mut Put<'_>) {
        let at = index as isize;
        let facts = &self.facts[index];
        let place = place(index, &self.dense);
        put.one(place);
        put.two(place, bucket(facts.words));
        put.two(place, self.shapes[index]);
        put.two(combine(7, place, u64::from(facts.topic)), coarse(facts));
        let to_start = distance(index, self.dense.start);
        let to_end = distance(index, self.dense.end);
        put.two(to_start, self.shapes[index]);
        put.two(to_end, self.shapes[index]);
        for reach in [3, 10, 30] {
            let (before, after) = (self.density(at - reach, at), self.density(at + 1, at + 1 + reach));
            put.two(before << 4 | after, coarse(facts));
        }
        let all = self.running.last().copied().unwrap_or(0).max(1);
        let share = u64::from(self.running[index]) * 8 / u64::from(all);
        put.two(share, coarse(facts));
        put.two(bucket(all), coarse(facts));
        put.two(bucket(self.facts.len() as u32), coarse(facts));
        put.two((index as u64).min(6), coarse(facts));
        put.two((self.facts.len() - 1 - index).min(6) as u64, coarse(facts));
    }

    /// What the second look sees: the same, and what the first made of the page.
    pub(super) fn second(&self, index: usize, page: &Guessed<'_>, out: &mut Vec<u64>) {
        out.clear();
        self.looks(index, 200, out);
        let mut put = Put { out, template: 100 };
        let facts = &self.facts[index];
        let guesses = page.guesses;
        let own = guesses[index];
        let label = |offset: isize| {
            let index = usize::try_from(index as isize + offset).ok();
            index.and_then(|index| guesses.get(index)).map_or(99, |guess| u64::from(guess.label))
        };
        put.two(label(0), margin(own.lead));
        put.two(label(0), margin(own.body));
        put.two(margin(own.body), bucket(facts.words));
        put.two(label(0), self.shapes[index]);
        for offset in 1..=5 {
            put.two(label(-offset), label(0));
            put.two(label(offset), label(0));
        }
        put.two(label(-1) << 8 | label(1), label(0));
        put.two(label(-1) << 8 | label(-2), label(0) << 8 | coarse(facts));
        put.two(label(1) << 8 | label(2), label(0) << 8 | coarse(facts));
        put.two(label(-1) << 8 | label(1), combine(8, label(0), self.shapes[index]));
        let place = place(index, &page.stretch);
        put.two(place, self.shapes[index]);
        put.two(place, label(0) << 8 | margin(own.body));
        put.two(distance(index, page.stretch.start), label(0) << 8 | coarse(facts));
        put.two(distance(index, page.stretch.end), label(0) << 8 | coarse(facts));
        for reach in [3, 8, 25] {
            put.two(page.share(index, reach) << 4 | label(0), margin(own.body));
        }
        put.two(page.headline(index), label(0) << 8 | coarse(facts));
        put.two(page.headline(index), margin(own.lead) << 8 | label(0));
        put.two(facts.phrase, label(0));
        put.two(u64::from(facts.credit) << 3 | u64::from(facts.picture), label(0) << 8 | place);
        put.two(facts.label.map_or(0, |label| label as u64 + 1), label(0));
        put.two(place, u64::from(facts.topic) << 8 | label(0));
        put.two(u64::from(facts.repeated), label(0) << 8 | place);
        let says = |offset: isize| self.says(index as isize + offset);
        let (headline, theme) = (page.headline(index), u64::from(facts.theme));
        put.two(combine(20, theme, headline), label(0) << 8 | coarse(facts));
        put.two(combine(22, theme, place), label(0) << 8 | coarse(facts));
        put.two(combine(13, says(0), headline), label(0) << 8 | coarse(facts));
        put.two(combine(14, headline, place), label(0) << 8 | coarse(facts));
        put.two(combine(15, headline, place), self.shapes[index]);
        put.two(combine(16, says(-1), says(1)), label(0) << 8 | coarse(facts));
        put.two(combine(17, label(-1), says(-1)), combine(label(0), says(0), coarse(facts)));
        put.two(combine(18, label(1), says(1)), combine(label(0), says(0), coarse(facts)));
        put.two(u64::from(facts.echo) << 6 | label(0), combine(19, headline, coarse(facts)));
        let signed = u64::from(facts.signed) << 2 | u64::from(facts.namesakes);
        put.two(combine(23, signed, headline), label(0) << 8 | coarse(facts));
        put.two(combine(24, signed, place), label(0) << 8 | coarse(facts));
        put.two(combine(25, u64::from(facts.speaks), place), label(0) << 8 | coarse(facts));
    }
}

/// The first look at a whole page.
#[derive(Debug)]
pub(super) struct Guessed<'g> {
    pub(super) guesses: &'g [Guess],
    /// Where body is densest.
    stretch: Range<usize>,
    /// Paragraphs of body before each.
    bodies: Vec<u32>,
    headline: Option<usize>,
}

impl<'g> Guessed<'g> {
    pub(super) fn new(guesses: &'g [Guess], scene: &Scene) -> Guessed<'g> {
        let weights = guesses.iter().zip(&scene.facts).map(|(guess, facts)| {
            let words = i64::from(facts.words.clamp(2, 60));
            if usize::from(guess.label) == BODY { words } else { -words.min(20) }
        });
        let mut bodies = Vec::with_capacity(guesses.len() + 1);
        bodies.push(0);
        for guess in guesses {
            bodies.push(bodies.last().copied().unwrap_or(0) + u32::from(usize::from(guess.label) == BODY));
        }
        let titles = guesses.iter().enumerate().filter(|(_, guess)| usize::from(guess.label) == HEADLINE);
        let best = titles.max_by_key(|(index, guess)| (guess.lead, std::cmp::Reverse(*index)));
        Guessed { guesses, stretch: stretch(weights), bodies, headline: best.map(|(index, _)| index) }
    }

    /// Share of body in the paragraphs around, in eighths.
    fn share(&self, index: usize, reach: usize) -> u64 {
        let (from, to) = (index.saturating_sub(reach), (index + 1 + reach).min(self.guesses.len()));
        u64::from(self.bodies[to] - self.bodies[from]) * 8 / (to - from) as u64
    }

    /// Where the likeliest headline stands from here.
    fn headline(&self, index: usize) -> u64 {
        self.headline.map_or(90, |headline| distance(index, headline))
    }
}

/// Appends features, one template after the other.
struct Put<'o> {
    out: &'o mut Vec<u64>,
    template: u64,
}

impl Put<'_> {
    fn one(&mut self, value: u64) {
        self.two(value, 0);
    }

    fn two(&mut self, a: u64, b: u64) {
        self.template += 1;
        self.out.push(combine(self.template, a, b));
    }
}
