-- Version 1 of the database. docs/database.md says what every table and column means.
-- Offsets are bytes of the source as it was given, half-open. Days are ISO 8601 texts.

-- The immutable bytes of one page or text with their SHA-256 (`hex(sha256)`), packed with zlib (`sqlar_uncompress(content, bytes)` in the sqlite3 shell).
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  bytes INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

-- What has versions: a URL. `digest`: as that of names.
CREATE TABLE page (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL,
  digest INTEGER NOT NULL
) STRICT;
CREATE INDEX page_digest ON page (digest);

-- The articles about one event. `merged_into`: its articles went there; the row stays, so that its id stays good.
CREATE TABLE story (
  id INTEGER PRIMARY KEY,
  headline TEXT,
  articles INTEGER NOT NULL DEFAULT 0,
  outlets INTEGER NOT NULL DEFAULT 0,
  first_published TEXT,
  last_published TEXT,
  merged_into INTEGER REFERENCES story (id)
) STRICT;
CREATE INDEX story_last_published ON story (last_published);

-- One version of one article, in order of arrival. `story_reason`: why it belongs to its story.
-- `repeats`: the earlier article of the story that it nearly repeats. `by_user`: the story is the user's word.
-- `given`: what was known besides the bytes, as JSON. `key`: digest of content, address and name. `uri`: where it came
-- from, NULL where that is the address of its page.
CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL,
  source INTEGER NOT NULL REFERENCES source (id),
  page INTEGER REFERENCES page (id),
  name TEXT,
  uri TEXT,
  outlet TEXT,
  headline TEXT,
  authors TEXT,
  language TEXT,
  published TEXT,
  modified TEXT,
  words INTEGER NOT NULL,
  given TEXT,
  replaces INTEGER REFERENCES article (id),
  is_latest INTEGER NOT NULL DEFAULT 1,
  story INTEGER NOT NULL REFERENCES story (id),
  story_reason TEXT,
  repeats INTEGER REFERENCES article (id),
  by_user INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX article_key ON article (key);
CREATE INDEX article_story ON article (story);
CREATE INDEX article_page ON article (page) WHERE page IS NOT NULL;
CREATE INDEX article_source ON article (source);
CREATE INDEX article_published ON article (published);
CREATE INDEX article_name ON article (name) WHERE name IS NOT NULL;

-- Which part of a page is what.
CREATE TABLE zone (
  article INTEGER NOT NULL REFERENCES article (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  inferred INTEGER NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- Every name of somebody or something, once for each kind: person, organisation, place, state, other.
-- `digest`: four bytes that find it again; an index of the names themselves would hold each a second time.
CREATE TABLE name (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  digest INTEGER NOT NULL
) STRICT;
CREATE INDEX name_digest ON name (digest);

-- Whom and what an article names, in order of first mention, and how often.
CREATE TABLE entity (
  article INTEGER NOT NULL REFERENCES article (id),
  position INTEGER NOT NULL,
  name INTEGER NOT NULL REFERENCES name (id),
  mentions INTEGER NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- Who says what. NULL is the usual: `kind`: direct or mixed, NULL where indirect; `act`: denies, declines, asks, demands, warns, promises or believes, NULL where it
-- asserts; `speaker`: the fullest name in the article, NULL where unknown; `speaker_status`: inferred, anonymous or
-- unknown, NULL where the text names the speaker; `attitude`: doubting or endorsing, NULL where neutral. Source and cue
-- have lengths for their ends: they fit a byte.
CREATE TABLE attribution (
  article INTEGER NOT NULL REFERENCES article (id),
  position INTEGER NOT NULL,
  kind TEXT,
  act TEXT,
  speaker INTEGER REFERENCES name (id),
  speaker_status TEXT,
  cue TEXT,
  attitude TEXT,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  source_start INTEGER,
  source_length INTEGER,
  cue_start INTEGER,
  cue_length INTEGER,
  quoted_words INTEGER NOT NULL,
  confidence INTEGER NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_speaker ON attribution (speaker) WHERE speaker IS NOT NULL;

-- Words by which an article says that another outlet's text stands in it.
CREATE TABLE credit (
  article INTEGER NOT NULL REFERENCES article (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- What happened to stories after articles came to them; corrections of the user have `by_user` 1.
-- `kind`: merged, split, moved. `other`: the story that the articles went to or came from.
CREATE TABLE story_event (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  story INTEGER NOT NULL REFERENCES story (id),
  other INTEGER NOT NULL REFERENCES story (id),
  articles TEXT NOT NULL,
  reason TEXT NOT NULL,
  by_user INTEGER NOT NULL
) STRICT;

-- What grouping remembers of the latest articles, in a form of its own.
CREATE TABLE sketch (
  article INTEGER PRIMARY KEY REFERENCES article (id),
  content BLOB NOT NULL
) STRICT;

-- Feeds that are watched, and what their servers said last. `asked`: when, in seconds since 1970 by the clock of the machine
-- that asked. `wait`: for how many seconds from then on it is left alone.
CREATE TABLE feed (
  url TEXT PRIMARY KEY,
  title TEXT,
  etag TEXT,
  last_modified TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  interval INTEGER,
  asked INTEGER,
  wait INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The articles that a watched feed names now. `stamp`: the feed's date of the entry, as written. `polls`: how often the
-- feed was asked since the article came in. `tries`: how often it could not be had; 0 once it was.
CREATE TABLE feed_entry (
  feed TEXT NOT NULL REFERENCES feed (url),
  entry TEXT NOT NULL,
  address TEXT NOT NULL,
  stamp TEXT NOT NULL,
  polls INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  etag TEXT,
  last_modified TEXT,
  PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;

-- Changes that somebody waits for. `passages`: JSON list of {"article", "span": [start, end]}. `is_sent`: nobody waits any
-- more. `is_printed`: it was printed, and perhaps a webhook still waits for it.
CREATE TABLE alert (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  story INTEGER NOT NULL REFERENCES story (id),
  article INTEGER NOT NULL REFERENCES article (id),
  passages TEXT NOT NULL,
  reason TEXT NOT NULL,
  is_printed INTEGER NOT NULL DEFAULT 0,
  is_sent INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX alert_unsent ON alert (id) WHERE is_sent = 0;
CREATE INDEX alert_article ON alert (article);

-- Full text: of articles (their words alone, without the commonest; the text is in the source) and of names. The body comes
-- first: FTS5 writes two bytes more for each word of an article that stands in any other column.
CREATE VIRTUAL TABLE article_search USING fts5 (
  body, headline, content = '', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE name_search USING fts5 (
  name, content = "name", content_rowid = "id", columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2'
);

-- One row for each article, with its place in the web and in its story.
CREATE VIEW article_overview AS
SELECT article.id, article.published, article.outlet, article.headline, page.address, article.story,
       story.headline AS story_headline, article.repeats, article.is_latest, lower(hex(source.sha256)) AS sha256, source.bytes
FROM article
JOIN source ON source.id = article.source
JOIN story ON story.id = article.story
LEFT JOIN page ON page.id = article.page;

-- Who says what, where and in which story.
CREATE VIEW quotation_overview AS
SELECT article.published, article.outlet, name.name AS speaker, attribution.cue,
       coalesce(attribution.act, 'asserts') AS act, coalesce(attribution.kind, 'indirect') AS kind,
       article.story, attribution.article, attribution.position, attribution.start, attribution."end"
FROM attribution
JOIN article ON article.id = attribution.article
LEFT JOIN name ON name.id = attribution.speaker;

-- The same with the words, markup included. Only where `sqlar_uncompress` is known: in the sqlite3 shell it is.
CREATE VIEW quotation_words AS
SELECT quotation_overview.*,
       CAST(substr(sqlar_uncompress(source.content, source.bytes), start + 1, "end" - start) AS TEXT) AS said
FROM quotation_overview
JOIN article ON article.id = quotation_overview.article
JOIN source ON source.id = article.source;
