//! What does a CoNLL-U treebank say about *our* tokens?
//!
//! Words that we keep whole and UD splits (`15-year-old`) take tag and lemma of the part that is their head;
//! parts that we split and UD does not take those of the whole. Words of names are names: what the treebank
//! calls an adjective, noun or verb within a name (`New` York, `Democratic` Party, `United` States: XPOS NNP)
//! is PROPN here, so that a name has one tag from end to end.

use anyhow::{Context, Result};
use news::Tag;
use pipeline::steps::tokens::{Abbreviations, cut};

/// One sentence of a treebank.
#[derive(Debug, Default)]
pub(crate) struct Sentence {
    /// As it was written.
    pub(crate) text: String,
    /// Our tokens.
    pub(crate) words: Vec<Word>,
    /// Byte ranges of UD's own words.
    pub(crate) gold: Vec<(usize, usize)>,
    /// Whether a paragraph or document starts here.
    pub(crate) starts_paragraph: bool,
    /// Whether white space follows.
    pub(crate) space_after: bool,
}

/// One of our tokens with the treebank's tag.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) surface: String,
    pub(crate) tag: Tag,
    pub(crate) lemma: String,
    /// The treebank's finer tag (Penn Treebank).
    pub(crate) kind: String,
    /// Bytes of the sentence.
    pub(crate) range: (usize, usize),
}

/// A row of the file.
#[derive(Debug)]
struct Row<'t> {
    id: usize,
    form: &'t str,
    lemma: &'t str,
    tag: Tag,
    kind: &'t str,
    head: usize,
    range: (usize, usize),
}

/// The sentences of a treebank.
pub(crate) fn sentences(file: &str) -> Result<Vec<Sentence>> {
    let abbreviations = Abbreviations::embedded()?;
    let mut sentences = Vec::new();
    for block in file.split("\n\n").filter(|block| !block.trim().is_empty()) {
        sentences.extend(sentence(&abbreviations, block).with_context(|| format!("sentence\n{block}"))?);
    }
    Ok(sentences)
}

/// One sentence; `None` where its words are not those of its text.
fn sentence(abbreviations: &Abbreviations, block: &str) -> Result<Option<Sentence>> {
    let mut text = "";
    let mut rows: Vec<Row<'_>> = Vec::new();
    let (mut starts_paragraph, mut space_after) = (false, true);
    for line in block.lines() {
        if let Some(found) = line.strip_prefix("# text = ") {
            text = found;
        }
        starts_paragraph |= line.starts_with("# newpar") || line.starts_with("# newdoc");
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, tag, kind, _, head, _, _, other] = columns[..] else { continue };
        space_after = !other.contains("SpaceAfter=No");
        // Ranges (`1-2`) and empty words (`8.1`) are no rows.
        let Ok(id) = id.parse() else { continue };
        let tag = Tag::ALL.into_iter().find(|known| known.name() == tag).context("unknown tag")?;
        let is_name = matches!(kind, "NNP" | "NNPS")
            && matches!(tag, Tag::Adj | Tag::Noun | Tag::Verb | Tag::Adv | Tag::X);
        let tag = if is_name { Tag::Propn } else { tag };
        rows.push(Row { id, form, lemma, tag, kind, head: head.parse().unwrap_or(0), range: (0, 0) });
    }
    let text = text.trim_end();
    let mut at = 0;
    for row in &mut rows {
        let gap = text[at..].len() - text[at..].trim_start().len();
        let start = at + gap;
        if !text[start..].starts_with(row.form) {
            return Ok(None);
        }
        row.range = (start, start + row.form.len());
        at = row.range.1;
    }
    let words = cut(abbreviations, text).into_iter().filter_map(|range| word(text, &rows, range)).collect();
    let gold = rows.iter().map(|row| row.range).collect();
    Ok(Some(Sentence { text: text.into(), words, gold, starts_paragraph, space_after }))
}

/// One of our tokens, tagged by the row that heads the rows it covers.
fn word(text: &str, rows: &[Row<'_>], range: (usize, usize)) -> Option<Word> {
    let first = rows.partition_point(|row| row.range.1 <= range.0);
    let last = rows.partition_point(|row| row.range.0 < range.1);
    let covered = rows.get(first..last)?;
    let inside = |id: usize| covered.iter().any(|row| row.id == id);
    let head =
        covered.iter().find(|row| !inside(row.head) && row.tag != Tag::Punct).or_else(|| covered.first())?;
    let surface = &text[range.0..range.1];
    let is_mark = !surface.chars().any(char::is_alphanumeric);
    let is_part = covered.len() == 1 && head.range != range;
    let tag = if is_mark && is_part && head.tag != Tag::Sym { Tag::Punct } else { head.tag };
    let lemma = if head.range == range { head.lemma } else { surface };
    Some(Word { surface: surface.into(), tag, lemma: lemma.into(), kind: head.kind.into(), range })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_we_keep_whole_take_the_tag_of_their_head() {
        let block = "# text = A 5-year plan isn't new.\n\
            1\tA\ta\tDET\t_\t_\t5\t_\t_\t_\n2\t5\t5\tNUM\t_\t_\t4\t_\t_\tSpaceAfter=No\n\
            3\t-\t-\tPUNCT\t_\t_\t2\t_\t_\tSpaceAfter=No\n4\tyear\tyear\tNOUN\t_\t_\t5\t_\t_\t_\n\
            5\tplan\tplan\tNOUN\t_\t_\t8\t_\t_\t_\n6-7\tisn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
            6\tis\tbe\tAUX\t_\t_\t8\t_\t_\t_\n7\tn't\tnot\tPART\t_\t_\t8\t_\t_\t_\n\
            8\tnew\tnew\tADJ\t_\t_\t0\t_\t_\tSpaceAfter=No\n9\t.\t.\tPUNCT\t_\t_\t8\t_\t_\t_";
        let found = sentences(block).unwrap();
        let words: Vec<String> =
            found[0].words.iter().map(|word| format!("{}/{}", word.surface, word.tag.name())).collect();
        assert_eq!(words.join(" "), "A/DET 5-year/NOUN plan/NOUN is/AUX n't/PART new/ADJ ./PUNCT");
        assert_eq!(found[0].gold.len(), 9);
    }
}
