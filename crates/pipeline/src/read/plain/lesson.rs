//! What does training need of a dump? Its paragraphs and their features, as reading would see them.

use super::facts;
use super::features::{Guess, Guessed, Scene};
use super::paragraphs::{self, Paragraph};
use crate::Kit;
use news::Span;

/// A dump cut into paragraphs.
#[derive(Debug)]
pub struct Lesson {
    paragraphs: Vec<Paragraph>,
    scene: Scene,
}

impl Lesson {
    /// Cuts a dump.
    pub fn new(kit: &Kit, text: &str) -> Lesson {
        let paragraphs = paragraphs::split(text);
        let wording = &kit.reading.wording;
        let labels: Vec<_> =
            paragraphs.iter().map(|paragraph| wording.label(paragraph.words.of(text))).collect();
        let (credits, bylines) = (&kit.reading.credit_words, &kit.reading.byline_words);
        let lists = facts::Lists { wording, credits, bylines };
        let scene = Scene::new(facts::of(&lists, text, &paragraphs, &labels));
        Lesson { paragraphs, scene }
    }

    /// The paragraphs without bullets.
    pub fn spans(&self) -> impl ExactSizeIterator<Item = Span> + '_ {
        self.paragraphs.iter().map(|paragraph| paragraph.words)
    }

    /// What the first look sees of a paragraph.
    pub fn first(&self, index: usize, out: &mut Vec<u64>) {
        self.scene.first(index, out);
    }

    /// Shows the wanted paragraphs as the second look sees them, given what the first made of all.
    pub fn second(
        &self,
        guesses: &[Guess],
        is_wanted: impl Fn(usize) -> bool,
        mut see: impl FnMut(usize, &[u64]),
    ) {
        let page = Guessed::new(guesses, &self.scene);
        let mut features = Vec::new();
        for index in (0..self.scene.len()).filter(|index| is_wanted(*index)) {
            self.scene.second(index, &page, &mut features);
            see(index, &features);
        }
    }
}
