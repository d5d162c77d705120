//! Which stories does a story continue, and which continue it? Days apart, told as events of their own, about the same people.
//!
//! Asked anew each time, of what articles name and of the search index: nothing is kept, so that corrections count at once.

use crate::query::quoted;
use crate::{Reader, StoreError, StoryId, StoryRow};
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Days between the end of one story and the beginning of the next, at most.
const LONGEST_PAUSE: i64 = 45;

/// A name is rare that stands in so many articles at most: one in a hundred, but never fewer nor more than this.
const RARE: (i64, i64) = (20, 300);

/// Stories that are looked at beside one, those with most rare names of it first.
const CANDIDATES: usize = 50;

/// Stories of one storyline.
const LONGEST: usize = 100;

/// A story that continues another one, or is continued by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continued {
    /// The story.
    pub story: StoryRow,
    /// Whether it began later.
    pub is_later: bool,
    /// Days between the end of the earlier and the beginning of the later; 0 where they overlap.
    pub days: i64,
    /// Rare names that both are about.
    pub names: Vec<String>,
}

/// A name that a story is about: most of its articles have it more than once.
struct Leading {
    /// Whether it is somebody's full name, or that of an organisation in several words.
    is_full: bool,
    /// Whether a headline has its last word.
    in_headline: bool,
}

/// Rare names by whether they are, and the stories that have them.
type Rare = BTreeMap<String, Option<BTreeSet<StoryId>>>;

impl Reader {
    /// The stories that a story continues, and those that continue it, the earliest first. Two stories belong together
    /// that have two rare names in common: both are about them, one is a full name, and one stands in headlines of both.
    ///
    /// # Errors
    /// There is no such story, or the database cannot be read.
    pub fn continued(&self, story: StoryId) -> Result<Vec<Continued>, StoreError> {
        self.continued_by(&self.story(story)?, &mut Rare::new())
    }

    /// All stories of the storyline of a story, itself included, by number.
    ///
    /// # Errors
    /// There is no such story, or the database cannot be read.
    pub fn storyline(&self, story: StoryId) -> Result<Vec<StoryId>, StoreError> {
        let mut rare = Rare::new();
        let start = self.story(story)?;
        let mut known = BTreeSet::from([start.id]);
        let mut open = VecDeque::from([start]);
        while let Some(next) = open.pop_front() {
            for found in self.continued_by(&next, &mut rare)? {
                if known.len() < LONGEST && known.insert(found.story.id) {
                    open.push_back(found.story);
                }
            }
        }
        Ok(known.into_iter().collect())
    }

    fn continued_by(&self, story: &StoryRow, rare: &mut Rare) -> Result<Vec<Continued>, StoreError> {
        let ours = self.leading(story)?;
        let mut shared: BTreeMap<StoryId, usize> = BTreeMap::new();
        for (name, leading) in &ours {
            if !leading.is_full {
                continue;
            }
            for other in self.rare(name, rare)?.iter().flatten().filter(|other| **other != story.id) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let mut candidates: Vec<(usize, StoryId)> =
            shared.into_iter().map(|(id, count)| (count, id)).collect();
        candidates.sort_by_key(|&(count, id)| (std::cmp::Reverse(count), id));
        let mut found = Vec::new();
        for (_, id) in candidates.into_iter().take(CANDIDATES) {
            let other = self.story(id)?;
            let Some(days) = self.pause(story, &other)?.filter(|days| *days <= LONGEST_PAUSE) else {
                continue;
            };
            let theirs = self.leading(&other)?;
            let (mut names, mut has_full, mut in_headlines) = (Vec::new(), false, false);
            for (name, one) in &ours {
                let Some(two) = theirs.get(name) else { continue };
                if self.rare(name, rare)?.is_some() {
                    names.push(name.clone());
                    has_full |= one.is_full;
                    in_headlines |= one.in_headline && two.in_headline;
                }
            }
            if names.len() >= 2 && has_full && in_headlines {
                let is_later = (&other.first_published, other.id) > (&story.first_published, story.id);
                found.push(Continued { story: other, is_later, days, names });
            }
        }
        found.sort_by(|one, two| {
            (&one.story.first_published, one.story.id).cmp(&(&two.story.first_published, two.story.id))
        });
        Ok(found)
    }

    /// The names that a story is about.
    fn leading(&self, story: &StoryRow) -> Result<BTreeMap<String, Leading>, StoreError> {
        let headlines = self.rows(
            "SELECT headline FROM article WHERE story = ?1 AND is_latest AND headline IS NOT NULL",
            vec![Value::from(story.id)],
            |row| row.get::<_, String>(0),
        )?;
        let words: BTreeSet<&str> =
            headlines.iter().flat_map(|line| line.split(|c: char| !c.is_alphanumeric())).collect();
        let query = "SELECT name.name, name.kind FROM article
                     JOIN entity ON entity.article = article.id JOIN name ON name.id = entity.name
                     WHERE article.story = ?1 AND article.is_latest AND name.kind IN ('person', 'organisation', 'place')
                     GROUP BY name.id
                     HAVING count(DISTINCT article.id) * 2 >= ?2 AND sum(mentions) >= 2 * count(DISTINCT article.id)";
        let values = vec![Value::from(story.id), Value::from(story.articles)];
        let names =
            self.rows(query, values, |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let leading = names.into_iter().map(|(name, kind)| {
            let mut parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
            let last = parts.next_back().unwrap_or_default();
            let is_full = kind != "place" && parts.next_back().is_some();
            let in_headline = words.contains(last);
            (name, Leading { is_full, in_headline })
        });
        Ok(leading.collect())
    }

    /// The stories that have a name; `None`: it is not rare.
    fn rare<'r>(&self, name: &str, known: &'r mut Rare) -> Result<&'r Option<BTreeSet<StoryId>>, StoreError> {
        if !known.contains_key(name) {
            let stories = match quoted(name) {
                Some(phrase) => self.having(&phrase)?,
                None => None,
            };
            known.insert(name.to_owned(), stories);
        }
        Ok(known.get(name).unwrap_or(&None))
    }

    /// The stories of the articles that have a phrase, if they are few.
    fn having(&self, phrase: &str) -> Result<Option<BTreeSet<StoryId>>, StoreError> {
        let most =
            (self.open.number("SELECT coalesce(max(id), 0) FROM article")? / 100).clamp(RARE.0, RARE.1);
        let stories = self.rows(
            "SELECT article.story FROM article_search JOIN article ON article.id = article_search.rowid
             WHERE article_search MATCH ?1 LIMIT ?2",
            vec![Value::from(phrase.to_owned()), Value::from(most + 1)],
            |row| row.get::<_, StoryId>(0),
        )?;
        Ok((stories.len() as i64 <= most).then(|| stories.into_iter().collect()))
    }

    /// Days between two stories; `None`: one has no day, but a month or a year.
    fn pause(&self, one: &StoryRow, other: &StoryRow) -> Result<Option<i64>, StoreError> {
        let days = [&one.first_published, &one.last_published, &other.first_published, &other.last_published];
        let values = days.map(|day| day.clone().map_or(Value::Null, Value::from));
        let query = "WITH day AS (SELECT CASE WHEN length(?1) = 10 THEN julianday(?1) END AS first,
                                 CASE WHEN length(?2) = 10 THEN julianday(?2) END AS last,
                                 CASE WHEN length(?3) = 10 THEN julianday(?3) END AS other_first,
                                 CASE WHEN length(?4) = 10 THEN julianday(?4) END AS other_last)
             SELECT CAST(max(0, other_first - last, first - other_last) AS INTEGER) FROM day";
        let found = self.rows(query, values.to_vec(), |row| row.get::<_, Option<i64>>(0))?;
        Ok(found.into_iter().next().flatten())
    }
}
