//! What does a search ask for? Words, "phrases", and keys: `speaker:`, `said:`, `outlet:`, `before:`, `after:`.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that no search looks for, in phrases neither: about half of all words, and they tell nothing.
static COMMONEST: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../../lexicons/stop-words.en.txt").lines();
    lines.map(|line| line.split('#').next().unwrap_or("").trim()).filter(|word| !word.is_empty()).collect()
});

/// A search, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words of the article, or of what is said where a speaker is asked for.
    pub(crate) words: Words,
    /// Words of what somebody says.
    pub(crate) said: Words,
    /// Words of the speaker's name.
    pub(crate) speaker: Words,
    /// Parts of outlets' names, all of which must be there.
    pub(crate) outlets: Vec<String>,
    /// Published before this day, month or year, ISO 8601.
    pub(crate) before: Option<String>,
    /// Published on it or later.
    pub(crate) after: Option<String>,
}

/// What is wrong with a search.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// There is nothing in it.
    #[error("the search is empty")]
    Empty,
    /// A key without a value.
    #[error("`{0}:` has nothing behind it")]
    NoValue(String),
    /// A day that is none.
    #[error("`{0}` is not a date")]
    NoDate(String),
    /// A `-` before a key that cannot have one.
    #[error("`-{0}:` cannot be asked for")]
    NoNot(String),
    /// Only words like "the" and "of".
    #[error("words as common as these are not looked for")]
    TooCommon,
    /// Only words that must not be there.
    #[error("a search cannot consist of `-` words alone")]
    OnlyWithout,
}

/// Groups of words, one of each of which must be there, and words that must not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    with: Vec<Vec<String>>,
    without: Vec<String>,
}

impl Words {
    pub(crate) fn is_empty(&self) -> bool {
        self.with.is_empty() && self.without.is_empty()
    }

    /// As FTS5 wants it, without the words that are not looked for. Every word stands in quotation marks, so that none is taken for syntax.
    pub(crate) fn expression(&self) -> Option<String> {
        let groups: Vec<String> = self
            .with
            .iter()
            .map(|group| group.iter().filter_map(|word| quoted(word)).collect::<Vec<_>>())
            .filter(|group| !group.is_empty())
            .map(|group| format!("({})", group.join(" OR ")))
            .collect();
        if groups.is_empty() {
            return None;
        }
        let without: String =
            self.without.iter().filter_map(|word| quoted(word)).map(|word| format!(" NOT {word}")).collect();
        Some(format!("({}{without})", groups.join(" AND ")))
    }

    /// All words that must be there, without marks.
    pub(crate) fn plain(&self) -> impl Iterator<Item = &str> {
        self.with.iter().flatten().map(|word| word.trim_end_matches('*'))
    }

    fn add(&mut self, word: String, negative: bool, alternative: bool) {
        if negative {
            self.without.push(word);
        } else if let Some(last) = self.with.last_mut().filter(|_| alternative) {
            last.push(word);
        } else {
            self.with.push(vec![word]);
        }
    }
}

/// A word or phrase in quotation marks; `None`: nothing of it is looked for.
pub(crate) fn quoted(word: &str) -> Option<String> {
    let (word, star) = match word.strip_suffix('*') {
        Some(front) if !front.is_empty() => (front, "*"),
        Some(_) | None => (word, ""),
    };
    let word = if star.is_empty() { indexed(word) } else { word.to_owned() };
    (!word.trim().is_empty()).then(|| format!("\"{}\"{star}", word.replace('"', "\"\"")))
}

/// A text without the commonest words of English.
pub(crate) fn indexed(text: &str) -> String {
    let is_telling = |word: &&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !COMMONEST.contains(bare.to_ascii_lowercase().as_str())
    };
    text.split_whitespace().filter(is_telling).collect::<Vec<_>>().join(" ")
}

impl Query {
    /// Takes a search apart. A word with a colon that is no key is a word.
    ///
    /// # Errors
    /// Nothing is asked for, or a key has no value that means something.
    pub fn parse(typed: &str) -> Result<Query, QueryError> {
        let mut query = Query::default();
        let mut alternative = false;
        for piece in pieces(typed) {
            if piece == "OR" {
                alternative = true;
                continue;
            }
            let is_or = std::mem::take(&mut alternative);
            let (negative, body) = match piece.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => (true, rest),
                Some(_) | None => (false, piece.as_str()),
            };
            let (key, value) = body.split_once(':').unwrap_or(("", body));
            let key = key.to_ascii_lowercase();
            let value = bare(if is_key(&key) { value } else { body });
            if value.is_empty() {
                if is_key(&key) {
                    return Err(QueryError::NoValue(key));
                }
                continue;
            }
            match key.as_str() {
                "speaker" => query.speaker.add(value, negative, is_or),
                "said" => query.said.add(value, negative, is_or),
                "outlet" | "before" | "after" | "since" if negative => return Err(QueryError::NoNot(key)),
                "outlet" => query.outlets.push(value),
                "before" => query.before = Some(date(value)?),
                "after" | "since" => query.after = Some(date(value)?),
                _ => query.words.add(value, negative, is_or),
            }
        }
        let sets = [&query.words, &query.said, &query.speaker];
        let has_filter = !query.outlets.is_empty() || query.before.is_some() || query.after.is_some();
        if sets.iter().all(|words| words.is_empty()) && !has_filter {
            return Err(QueryError::Empty);
        }
        if sets.iter().any(|words| !words.with.is_empty() && words.expression().is_none()) {
            return Err(QueryError::TooCommon);
        }
        if sets.iter().any(|words| words.with.is_empty() && !words.without.is_empty()) {
            return Err(QueryError::OnlyWithout);
        }
        Ok(query)
    }

    /// Whether attributions are asked for, and not articles.
    pub fn is_for_attributions(&self) -> bool {
        !self.speaker.is_empty() || !self.said.is_empty()
    }

    /// Whether words of what is said are asked for.
    pub fn is_for_words_said(&self) -> bool {
        self.said().is_some()
    }

    /// What is said must have these words.
    pub(crate) fn said(&self) -> Option<String> {
        let parts: Vec<String> =
            [&self.said, &self.words].into_iter().filter_map(Words::expression).collect();
        (!parts.is_empty()).then(|| parts.join(" AND "))
    }

    /// The words that a snippet should show.
    pub fn shown(&self) -> Vec<String> {
        self.words.plain().chain(self.said.plain()).map(str::to_owned).collect()
    }
}

fn is_key(word: &str) -> bool {
    matches!(word, "speaker" | "said" | "outlet" | "before" | "after" | "since")
}

/// Parts a search at white space outside quotation marks.
fn pieces(typed: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut is_inside = false;
    for c in typed.chars() {
        // Quotation marks of keyboards that mean well.
        let c = if matches!(c, '“' | '”' | '„') { '"' } else { c };
        is_inside ^= c == '"';
        match pieces.last_mut() {
            Some(last) if is_inside || !c.is_whitespace() => last.push(c),
            _ => pieces.push(String::new()),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A value without the quotation marks around it.
fn bare(value: &str) -> String {
    value.replace('"', "").trim().to_owned()
}

/// A year, a month or a day.
fn date(value: String) -> Result<String, QueryError> {
    let parts: Vec<&str> = value.split('-').collect();
    let is_number =
        |part: &str, digits| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = match parts.as_slice() {
        [year] => is_number(year, 4),
        [year, month] => is_number(year, 4) && is_number(month, 2),
        [year, month, day] => is_number(year, 4) && is_number(month, 2) && is_number(day, 2),
        _ => false,
    };
    if is_date { Ok(value) } else { Err(QueryError::NoDate(value)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(typed: &str) -> String {
        Query::parse(typed).unwrap().words.expression().unwrap_or_default()
    }

    #[test]
    fn words_are_all_wanted_and_or_joins_its_neighbours() {
        assert_eq!(expression("dam crack"), "((\"dam\") AND (\"crack\"))");
        assert_eq!(
            expression("dam crack OR leak -drill"),
            "((\"dam\") AND (\"crack\" OR \"leak\") NOT \"drill\")"
        );
        assert_eq!(expression("evac* “port hale”"), "((\"evac\"*) AND (\"port hale\"))");
        assert_eq!(expression("the \"port of hale\""), "((\"port hale\"))", "as they are indexed");
    }

    #[test]
    fn keys_are_told_from_words_with_colons() {
        let query = Query::parse("speaker:\"Ana Okoro\" said:drained before:2024-05 re:port").unwrap();
        assert!(query.is_for_attributions());
        assert_eq!(query.speaker.expression().as_deref(), Some("((\"Ana Okoro\"))"));
        assert_eq!(query.before.as_deref(), Some("2024-05"));
        assert_eq!(query.words.expression().as_deref(), Some("((\"re:port\"))"));
    }

    #[test]
    fn what_means_nothing_is_refused() {
        assert_eq!(Query::parse("  \"\" "), Err(QueryError::Empty));
        assert_eq!(Query::parse("speaker:"), Err(QueryError::NoValue("speaker".into())));
        assert_eq!(Query::parse("before:May"), Err(QueryError::NoDate("May".into())));
        assert_eq!(Query::parse("-dam"), Err(QueryError::OnlyWithout));
        assert_eq!(Query::parse("the of"), Err(QueryError::TooCommon));
        assert_eq!(Query::parse("dam -outlet:gazette"), Err(QueryError::NoNot("outlet".into())));
    }
}
