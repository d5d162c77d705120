//! What is different between two forms of a quotation, word by word?
//!
//! The longest common subsequence of words (Hunt & McIlroy 1976); the operation's name is collation's work.

/// A run of words that both forms have, or only one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    Same(String),
    Cut(String),
    Added(String),
}

/// More cells than this (two forms of 700 words each) and the middle counts as changed whole.
const MOST_CELLS: usize = 500_000;

/// One text with both forms in it: what was cut stands before what was put in its place.
pub(crate) fn between(before: &str, after: &str) -> Vec<Change> {
    let (before, after) = (split(before), split(after));
    let is_same = |(one, two): &(&&str, &&str)| key(one) == key(two);
    let front = before.iter().zip(&after).take_while(is_same).count();
    let most_back = before.len().min(after.len()) - front;
    let back = before.iter().rev().zip(after.iter().rev()).take(most_back).take_while(is_same).count();

    let mut changes = Changes::default();
    changes.same(&before[..front], &after[..front]);
    let (cut, added) = (&before[front..before.len() - back], &after[front..after.len() - back]);
    if cut.len().saturating_mul(added.len()) > MOST_CELLS {
        changes.cut(cut);
        changes.added(added);
    } else {
        align(cut, added, &mut changes);
    }
    changes.same(&before[before.len() - back..], &after[after.len() - back..]);
    if changes.same_words * 2 < after.len() {
        // Too little in common: a patchwork of both would read as neither.
        return vec![Change::Cut(before.concat()), Change::Added(after.concat())];
    }
    changes.finish()
}

/// Words and marks, each with the space before it.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut last): (usize, Option<char>) = (0, None);
    for (at, symbol) in text.char_indices() {
        let is_joint = last.is_some_and(|last| {
            let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
            !(last.is_whitespace() || inside(last) && inside(symbol))
        });
        if is_joint {
            parts.push(&text[start..at]);
            start = at;
        }
        last = Some(symbol);
    }
    if start < text.len() {
        parts.push(&text[start..]);
    }
    parts
}

/// What two equal words share: curly and straight marks are the same, space at their edges does not count.
fn key(word: &str) -> String {
    let fold = |symbol| match symbol {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        other => other,
    };
    word.trim().chars().map(fold).collect()
}

fn align(before: &[&str], after: &[&str], changes: &mut Changes) {
    let (old, new): (Vec<String>, Vec<String>) =
        (before.iter().map(|word| key(word)).collect(), after.iter().map(|word| key(word)).collect());
    let width = new.len() + 1;
    // lengths[i * width + j]: longest common subsequence of old[i..] and new[j..].
    let mut lengths = vec![0u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if old[i] == new[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            changes.same(&before[i..=i], &after[j..=j]);
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            changes.cut(&before[i..=i]);
            i += 1;
        } else {
            changes.added(&after[j..=j]);
            j += 1;
        }
    }
    changes.cut(&before[i..]);
    changes.added(&after[j..]);
}

/// Collects runs; a cut and an addition at one place stay apart, the cut first. The space around a change
/// stands outside it.
#[derive(Default)]
struct Changes {
    done: Vec<Change>,
    cut: String,
    added: String,
    same_words: usize,
}

impl Changes {
    fn same(&mut self, before: &[&str], after: &[&str]) {
        for (old, new) in before.iter().zip(after) {
            self.flush();
            self.same_words += 1;
            let is_apart = old.starts_with(char::is_whitespace) || new.starts_with(char::is_whitespace);
            let run = self.same_run();
            if is_apart && !run.ends_with(' ') {
                run.push(' ');
            }
            run.push_str(new.trim());
        }
    }

    fn cut(&mut self, words: &[&str]) {
        self.cut.push_str(&words.concat());
    }

    fn added(&mut self, words: &[&str]) {
        self.added.push_str(&words.concat());
    }

    /// The run of equal words at the end, a new one if there is none.
    fn same_run(&mut self) -> &mut String {
        if !matches!(self.done.last(), Some(Change::Same(_))) {
            self.done.push(Change::Same(String::new()));
        }
        match self.done.last_mut() {
            Some(Change::Same(run)) => run,
            Some(Change::Cut(_) | Change::Added(_)) | None => &mut self.added,
        }
    }

    fn flush(&mut self) {
        let (cut, added) = (std::mem::take(&mut self.cut), std::mem::take(&mut self.added));
        if (cut.starts_with(' ') || added.starts_with(' ')) && !self.done.is_empty() {
            self.same_run().push(' ');
        }
        if !cut.trim().is_empty() {
            self.done.push(Change::Cut(cut.trim().to_owned()));
        }
        if !added.trim().is_empty() {
            self.done.push(Change::Added(added.trim().to_owned()));
        }
    }

    fn finish(mut self) -> Vec<Change> {
        self.flush();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(before: &str, after: &str) -> String {
        let mark = |change: &Change| match change {
            Change::Same(words) => words.clone(),
            Change::Cut(words) => format!("[-{words}-]"),
            Change::Added(words) => format!("{{+{words}+}}"),
        };
        between(before, after).iter().map(mark).collect()
    }

    #[test]
    fn cuts_and_changes_stand_where_they_were_made() {
        assert_eq!(marked("We will appeal today.", "We will appeal."), "We will appeal [-today-].");
        assert_eq!(marked("the old pier fell", "the new pier fell"), "the [-old-]{+new+} pier fell");
        assert_eq!(marked("it is grave", "is grave"), "[-it-] is grave");
    }

    #[test]
    fn marks_of_another_shape_are_no_change() {
        assert_eq!(marked("it’s “done”", "it's \"done\""), "it's \"done\"");
    }

    #[test]
    fn forms_with_little_in_common_stand_one_after_the_other() {
        assert_eq!(
            marked("all is well in the town", "the dam is old"),
            "[-all is well in the town-]{+the dam is old+}"
        );
    }

    #[test]
    fn long_forms_without_a_common_word_end_quickly() {
        let (one, two) = ("a ".repeat(30_000), "b ".repeat(30_000));
        assert_eq!(between(one.trim(), two.trim()).len(), 2);
    }
}
