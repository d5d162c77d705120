//! What is in the database, table by table, for other programs? Rows in order of arrival, one at a time.

use crate::conditions::Conditions;
use crate::{ArticleId, Reader, StoreError, StoryId};
use rusqlite::params_from_iter;
use rusqlite::types::{Value, ValueRef};

/// What can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// Articles, with their sources' digests and their places in stories.
    Articles,
    /// Who says what; the first two columns are the article and the position in it.
    Attributions,
    /// Stories.
    Stories,
    /// Whom and what articles name.
    Entities,
    /// Which article repeats, replaces or credits which.
    Links,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Characters.
    Text,
    /// Whole numbers: ids, offsets, counts.
    Number,
    /// Thousandths.
    Share,
    /// Yes or no.
    Truth,
}

/// A column: its name, what it holds, and whether it may be missing.
pub type Described = (&'static str, Holds, bool);

/// A cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field<'a> {
    /// Not known.
    Missing,
    /// Characters.
    Text(&'a str),
    /// A number; of truth 0 and 1, of shares thousandths.
    Number(i64),
}

/// Which rows are wanted: those of articles, or for stories of the stories themselves.
#[derive(Debug, Clone, Default)]
pub struct Slice {
    /// Published on this day or later.
    pub since: Option<String>,
    /// Published before this day.
    pub before: Option<String>,
    /// In this story.
    pub story: Option<StoryId>,
    /// By an outlet that has this in its name.
    pub outlet: Option<String>,
}

use Holds::{Number, Share, Text, Truth};

const ARTICLES: [Described; 13] = [
    ("article", Number, false),
    ("id", Text, true),
    ("uri", Text, true),
    ("address", Text, true),
    ("outlet", Text, true),
    ("headline", Text, true),
    ("authors", Text, true),
    ("language", Text, true),
    ("published", Text, true),
    ("modified", Text, true),
    ("words", Number, false),
    ("sha256", Text, false),
    ("bytes", Number, false),
];

/// Where an article stands: in its page, and among others.
const ARTICLE_PLACES: [Described; 10] = [
    ("headline_start", Number, true),
    ("headline_end", Number, true),
    ("body_start", Number, true),
    ("body_end", Number, true),
    ("story", Number, false),
    ("story_reason", Text, true),
    ("repeats", Number, true),
    ("replaces", Number, true),
    ("is_latest", Truth, false),
    ("by_user", Truth, false),
];

const ARTICLES_QUERY: &str = r#"SELECT article.id, article.name, coalesce(article.uri, page.address), page.address, article.outlet,
  article.headline, article.authors, article.language, article.published, article.modified, article.words,
  lower(hex(source.sha256)), source.bytes,
  (SELECT start FROM zone WHERE zone.article = article.id AND kind = 'headline' ORDER BY position LIMIT 1),
  (SELECT "end" FROM zone WHERE zone.article = article.id AND kind = 'headline' ORDER BY position LIMIT 1),
  (SELECT min(start) FROM zone WHERE zone.article = article.id AND kind = 'body'),
  (SELECT max("end") FROM zone WHERE zone.article = article.id AND kind = 'body'),
  article.story, article.story_reason, article.repeats, article.replaces, article.is_latest, article.by_user
FROM article JOIN source ON source.id = article.source LEFT JOIN page ON page.id = article.page
WHERE {} ORDER BY article.id"#;

const ATTRIBUTIONS: [Described; 15] = [
    ("article", Number, false),
    ("position", Number, false),
    ("id", Text, true),
    ("published", Text, true),
    ("outlet", Text, true),
    ("story", Number, false),
    ("kind", Text, false),
    ("act", Text, false),
    ("speaker", Text, true),
    ("speaker_kind", Text, true),
    ("speaker_status", Text, false),
    ("cue", Text, true),
    ("attitude", Text, false),
    ("start", Number, false),
    ("end", Number, false),
];

/// Where its parts are, and how sure it is.
const ATTRIBUTION_PARTS: [Described; 6] = [
    ("source_start", Number, true),
    ("source_end", Number, true),
    ("cue_start", Number, true),
    ("cue_end", Number, true),
    ("quoted_words", Number, false),
    ("confidence", Share, false),
];

const ATTRIBUTIONS_QUERY: &str = r#"SELECT attribution.article, position, article.name, published, outlet, story,
  coalesce(attribution.kind, 'indirect'), coalesce(act, 'asserts'), name.name, name.kind,
  coalesce(speaker_status, 'resolved'), cue, coalesce(attitude, 'neutral'), start, "end",
  source_start, source_start + source_length, cue_start, cue_start + cue_length, quoted_words, confidence
FROM article JOIN attribution ON attribution.article = article.id LEFT JOIN name ON name.id = attribution.speaker
WHERE {} ORDER BY article.id, position"#;

const STORIES: [Described; 6] = [
    ("story", Number, false),
    ("headline", Text, true),
    ("articles", Number, false),
    ("outlets", Number, false),
    ("first_published", Text, true),
    ("last_published", Text, true),
];

const STORIES_QUERY: &str =
    "SELECT id, headline, articles, outlets, first_published, last_published FROM story
WHERE merged_into IS NULL AND {} ORDER BY id";

const ENTITIES: [Described; 8] = [
    ("article", Number, false),
    ("position", Number, false),
    ("id", Text, true),
    ("published", Text, true),
    ("story", Number, false),
    ("name", Text, false),
    ("kind", Text, false),
    ("mentions", Number, false),
];

const ENTITIES_QUERY: &str =
    "SELECT entity.article, position, article.name, published, story, name.name, name.kind, mentions
FROM article JOIN entity ON entity.article = article.id JOIN name ON name.id = entity.name
WHERE {} ORDER BY article.id, position";

const LINKS: [Described; 7] = [
    ("article", Number, false),
    ("relation", Text, false),
    ("other", Number, true),
    ("name", Text, true),
    ("start", Number, true),
    ("end", Number, true),
    ("story", Number, false),
];

const LINKS_QUERY: &str = r#"SELECT article.id, link.relation, link.other, link.name, link.start, link."end", article.story
FROM article JOIN (
  SELECT id AS article, 'repeats' AS relation, repeats AS other, NULL AS name, NULL AS start, NULL AS "end"
    FROM article WHERE repeats IS NOT NULL
  UNION ALL SELECT id, 'replaces', replaces, NULL, NULL, NULL FROM article WHERE replaces IS NOT NULL
  UNION ALL SELECT article, 'credits', NULL, name, start, "end" FROM credit
) AS link ON link.article = article.id
WHERE {} ORDER BY article.id, link.relation, link.start"#;

impl Export {
    /// Its columns, in order.
    pub fn columns(self) -> Vec<Described> {
        match self {
            Export::Articles => [&ARTICLES[..], &ARTICLE_PLACES].concat(),
            Export::Attributions => [&ATTRIBUTIONS[..], &ATTRIBUTION_PARTS].concat(),
            Export::Stories => STORIES.to_vec(),
            Export::Entities => ENTITIES.to_vec(),
            Export::Links => LINKS.to_vec(),
        }
    }

    fn query(self, slice: &Slice) -> (String, Vec<Value>) {
        let (query, is_story) = match self {
            Export::Articles => (ARTICLES_QUERY, false),
            Export::Attributions => (ATTRIBUTIONS_QUERY, false),
            Export::Stories => (STORIES_QUERY, true),
            Export::Entities => (ENTITIES_QUERY, false),
            Export::Links => (LINKS_QUERY, false),
        };
        let by = "EXISTS (SELECT 1 FROM article WHERE story = story.id AND instr(lower(outlet), lower(?)))";
        let names = if is_story {
            ["last_published >= ?", "first_published < ?", "story.id = ?", by]
        } else {
            [
                "article.published >= ?",
                "article.published < ?",
                "article.story = ?",
                "instr(lower(article.outlet), lower(?))",
            ]
        };
        let mut conditions = Conditions::new("1");
        conditions.add_if(names[0], slice.since.as_ref());
        conditions.add_if(names[1], slice.before.as_ref());
        conditions.add_if(names[2], slice.story.as_ref());
        conditions.add_if(names[3], slice.outlet.as_ref());
        (query.replace("{}", &conditions.text()), conditions.values)
    }
}

impl Reader {
    /// Hands over row after row, until the taker has an error of its own. Only one row is in memory.
    ///
    /// # Errors
    /// The database cannot be read; inside: the taker's error.
    pub fn export<E>(
        &self,
        what: Export,
        slice: &Slice,
        mut take: impl FnMut(&[Field<'_>]) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreError> {
        let (query, values) = what.query(slice);
        let width = what.columns().len();
        self.open.ask(|connection| {
            let mut statement = connection.prepare(&query)?;
            let mut rows = statement.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                let mut fields = Vec::with_capacity(width);
                for index in 0..width {
                    fields.push(match row.get_ref(index)? {
                        ValueRef::Text(text) => Field::Text(std::str::from_utf8(text)?),
                        ValueRef::Integer(number) => Field::Number(number),
                        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Field::Missing,
                    });
                }
                if let Err(error) = take(&fields) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        })
    }
}

/// The article of a row of attributions, and where the words are: bytes of its source.
pub fn place_of(fields: &[Field<'_>]) -> Option<(ArticleId, usize, usize)> {
    let number = |name: &str| {
        let index = ATTRIBUTIONS.iter().position(|(column, _, _)| *column == name)?;
        match fields.get(index)? {
            Field::Number(number) => Some(*number),
            Field::Missing | Field::Text(_) => None,
        }
    };
    let offset = |name| usize::try_from(number(name)?).ok();
    Some((number("article")?, offset("start")?, offset("end")?))
}
