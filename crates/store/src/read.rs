//! What is in the database? Stories with their articles, and the sources to read again.

use crate::conditions::Conditions;
use crate::kept::{Same, digest};
use crate::open::Open;
use crate::write::PAGE;
use crate::{Access, ArticleId, Given, StoreError, StoryId};
use flate2::read::ZlibDecoder;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row, params_from_iter};
use std::io::Read as _;
use std::path::Path;

/// One who asks.
pub struct Reader {
    pub(crate) open: Open,
}

/// An article as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// Its number.
    pub id: ArticleId,
    /// The id that came with it.
    pub name: Option<String>,
    /// Path, URL or line that it came from.
    pub uri: String,
    /// Outlet; `None`: not in text.
    pub outlet: Option<String>,
    /// Headline; `None`: not in text.
    pub headline: Option<String>,
    /// Day of publication, ISO 8601; `None`: not in text.
    pub published: Option<String>,
    /// Its story.
    pub story: StoryId,
    /// Why it belongs there; `None` for the first.
    pub reason: Option<String>,
    /// The earlier article that it nearly repeats.
    pub repeats: Option<ArticleId>,
    /// The version before it.
    pub replaces: Option<ArticleId>,
    /// Whether no later version is there.
    pub is_latest: bool,
    /// Whether its story is the user's word.
    pub by_user: bool,
}

impl ArticleRow {
    /// What it is called: the id that came with it, or `#` and its number.
    pub fn called(&self) -> String {
        self.name.clone().unwrap_or_else(|| format!("#{}", self.id))
    }
}

/// A story as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryRow {
    /// Its number.
    pub id: StoryId,
    /// Headline of its earliest article.
    pub headline: Option<String>,
    /// Articles in it, versions that were replaced not counted.
    pub articles: u32,
    /// Outlets that are named.
    pub outlets: u32,
    /// First day of publication, ISO 8601.
    pub first_published: Option<String>,
    /// Last day of publication.
    pub last_published: Option<String>,
}

/// What happened to a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// `merged`, `split` or `moved`.
    pub kind: String,
    /// The story that articles came to.
    pub story: StoryId,
    /// The story that they came from.
    pub other: StoryId,
    /// Why.
    pub reason: String,
    /// Whether the user did it.
    pub by_user: bool,
}

/// Which stories are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// With an article from this day on.
    pub since: Option<String>,
    /// With an article before this day.
    pub before: Option<String>,
    /// With an article of an outlet whose name has this in it.
    pub outlet: Option<String>,
    /// In which somebody or something with this name is spoken of.
    pub name: Option<String>,
    /// One of these; `None`: any.
    pub among: Option<Vec<StoryId>>,
    /// With at least so many articles.
    pub least: u32,
    /// At most so many.
    pub limit: Option<u64>,
    /// In which order.
    pub sort: Sort,
}

/// In which order stories are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// By number: as they came up.
    Number,
    /// The latest first.
    #[default]
    Latest,
    /// The largest first.
    Size,
}

/// A source and what was known besides its bytes: enough to read it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The article.
    pub article: ArticleId,
    /// Path, URL or line that it came from.
    pub uri: String,
    /// What was known besides the bytes.
    pub given: Given,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What [`article_row`] reads.
pub(crate) const COLUMNS: &str = "article.id, article.name,
  coalesce(article.uri, (SELECT address FROM page WHERE page.id = article.page)), article.outlet, article.headline,
  article.published, article.story, article.story_reason, article.repeats, article.replaces, article.is_latest,
  article.by_user";

impl Reader {
    /// Opens a database for reading; others may write to it meanwhile.
    ///
    /// # Errors
    /// It is not there, not ours, of another version or damaged.
    pub fn open(path: &Path) -> Result<Reader, StoreError> {
        Ok(Reader { open: Open::new(path, Access::Read)? })
    }

    /// Stories that are wanted.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn stories(&self, filter: &Filter) -> Result<Vec<StoryRow>, StoreError> {
        let mut conditions = Conditions::new("merged_into IS NULL");
        conditions.add("articles >= ?", filter.least);
        conditions.add_if("last_published >= ?", filter.since.as_ref());
        conditions.add_if("first_published < ?", filter.before.as_ref());
        conditions.add_if(
            "EXISTS (SELECT 1 FROM article WHERE story = story.id AND instr(lower(outlet), lower(?)))",
            filter.outlet.as_ref(),
        );
        conditions.add_if(
            "EXISTS (SELECT 1 FROM article JOIN entity ON entity.article = article.id
                     WHERE article.story = story.id
                     AND entity.name IN (SELECT id FROM name WHERE instr(lower(name), lower(?))))",
            filter.name.as_ref(),
        );
        if let Some(among) = &filter.among {
            let numbers: Vec<String> = among.iter().map(StoryId::to_string).collect();
            conditions.add_plain(format!("id IN ({})", numbers.join(", ")));
        }
        let order = match filter.sort {
            Sort::Number => "id",
            Sort::Latest => "last_published IS NULL, last_published DESC, id DESC",
            Sort::Size => "articles DESC, id",
        };
        let limit = filter.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        let query = format!(
            "SELECT id, headline, articles, outlets, first_published, last_published FROM story
             WHERE {} ORDER BY {order} LIMIT {limit}",
            conditions.text()
        );
        self.rows(&query, conditions.values, story_row)
    }

    /// A story, or the one that it went into.
    ///
    /// # Errors
    /// There is no such story, or the database cannot be read.
    pub fn story(&self, id: StoryId) -> Result<StoryRow, StoreError> {
        let query = "SELECT id, headline, articles, outlets, first_published, last_published FROM story
                     WHERE id = (SELECT coalesce(merged_into, id) FROM story WHERE id = ?1)";
        let mut found = self.rows(query, vec![Value::from(id)], story_row)?;
        found.pop().ok_or(StoreError::NoSuch { what: "story", id })
    }

    /// The articles of a story, the earliest first; versions that were replaced too.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn articles_of(&self, story: StoryId) -> Result<Vec<ArticleRow>, StoreError> {
        let query = format!(
            "SELECT {COLUMNS} FROM article WHERE story = ?1 ORDER BY published IS NULL, published, id"
        );
        self.rows(&query, vec![Value::from(story)], article_row)
    }

    /// All versions of what has an address, the earliest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn versions_of(&self, address: &str) -> Result<Vec<ArticleRow>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM article WHERE page = ({PAGE}) ORDER BY id");
        let values = vec![Value::from(digest(&[address])), Value::from(address.to_owned())];
        self.rows(&query, values, article_row)
    }

    /// The articles that somebody means by an id: one that came with them, or `#` and a number, or a number.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn articles_called(&self, called: &str) -> Result<Vec<ArticleRow>, StoreError> {
        let named = self.rows(
            &format!("SELECT {COLUMNS} FROM article WHERE name = ?1 ORDER BY id"),
            vec![Value::from(called.to_owned())],
            article_row,
        )?;
        let number = called.strip_prefix('#').unwrap_or(called).parse::<i64>();
        match (named.is_empty(), number) {
            (true, Ok(id)) => self.rows(
                &format!("SELECT {COLUMNS} FROM article WHERE id = ?1"),
                vec![Value::from(id)],
                article_row,
            ),
            (true | false, _) => Ok(named),
        }
    }

    /// What happened to a story, in order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn events_of(&self, story: StoryId) -> Result<Vec<Event>, StoreError> {
        let query = "SELECT kind, story, other, reason, by_user FROM story_event
                     WHERE story = ?1 OR other = ?1 ORDER BY id";
        self.rows(query, vec![Value::from(story)], |row| {
            Ok(Event {
                kind: row.get(0)?,
                story: row.get(1)?,
                other: row.get(2)?,
                reason: row.get(3)?,
                by_user: row.get(4)?,
            })
        })
    }

    /// The bytes of an article, and what was known besides them.
    ///
    /// # Errors
    /// There is no such article, its bytes are damaged, or the database cannot be read.
    pub fn stored(&self, article: ArticleId) -> Result<Stored, StoreError> {
        stored(&self.open, article)
    }

    /// All rows of a query.
    pub(crate) fn rows<T>(
        &self,
        query: &str,
        values: Vec<Value>,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        self.open.ask(|connection| {
            let mut statement = connection.prepare_cached(query)?;
            statement.query_map(params_from_iter(values), row)?.collect()
        })
    }
}

/// The bytes of an article, and what was known besides them.
pub(crate) fn stored(open: &Open, article: ArticleId) -> Result<Stored, StoreError> {
    let query =
        "SELECT coalesce(uri, (SELECT address FROM page WHERE page.id = page)), given, name, published,
                   outlet, headline, language, source.bytes, source.content
                 FROM article JOIN source ON source.id = article.source WHERE article.id = ?1";
    let row =
        |row: &Row<'_>| Ok((row.get(0)?, given(row)?, row.get::<_, i64>(7)?, row.get::<_, Vec<u8>>(8)?));
    let found =
        open.ask(|connection| connection.prepare_cached(query)?.query_row([article], row).optional())?;
    let (uri, given, length, packed) = found.ok_or(StoreError::NoSuch { what: "article", id: article })?;
    let bytes = exactly(&packed, length).ok_or_else(|| StoreError::Damaged {
        path: open.path.clone(),
        why: format!("the bytes of article {article} cannot be unpacked"),
    })?;
    Ok(Stored { article, uri, given, bytes })
}

/// The bytes as they were given; `None`: they are not what was packed.
pub(crate) fn exactly(packed: &[u8], length: i64) -> Option<Vec<u8>> {
    let length = usize::try_from(length).ok()?;
    unpacked(packed, length).filter(|bytes| bytes.len() == length)
}

/// What was packed; `None`: that cannot be said, or it is longer than the limit.
pub(crate) fn unpacked(packed: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(packed.len().saturating_mul(3).min(limit));
    ZlibDecoder::new(packed).take(limit as u64 + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() <= limit).then_some(bytes)
}

/// What was known of an article besides its bytes: columns 1 to 6 of its row.
fn given(row: &Row<'_>) -> rusqlite::Result<Given> {
    let beside: Option<String> = row.get(1)?;
    let Same { same, given } =
        beside.and_then(|beside| serde_json::from_str(&beside).ok()).unwrap_or_default();
    let column = |letter, index, other: Option<String>| -> rusqlite::Result<Option<String>> {
        if same.contains(letter) { row.get(index) } else { Ok(other) }
    };
    Ok(Given {
        name: row.get(2)?,
        published: column(Same::PUBLISHED, 3, given.published)?,
        outlet: column(Same::OUTLET, 4, given.outlet)?,
        title: column(Same::TITLE, 5, given.title)?,
        language: column(Same::LANGUAGE, 6, given.language)?,
        ..given
    })
}

fn story_row(row: &Row<'_>) -> rusqlite::Result<StoryRow> {
    Ok(StoryRow {
        id: row.get(0)?,
        headline: row.get(1)?,
        articles: row.get(2)?,
        outlets: row.get(3)?,
        first_published: row.get(4)?,
        last_published: row.get(5)?,
    })
}

pub(crate) fn article_row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        id: row.get(0)?,
        name: row.get(1)?,
        uri: row.get(2)?,
        outlet: row.get(3)?,
        headline: row.get(4)?,
        published: row.get(5)?,
        story: row.get(6)?,
        reason: row.get(7)?,
        repeats: row.get(8)?,
        replaces: row.get(9)?,
        is_latest: row.get(10)?,
        by_user: row.get(11)?,
    })
}
