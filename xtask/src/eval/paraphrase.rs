//! How well does the likeness of two passages tell paraphrases from near misses? Microsoft Research Paraphrase Corpus
//! (Dolan & Brockett 2005): the threshold is chosen on three quarters and measured on the rest.

use super::{Cell, Table, Task, share};
use anyhow::Result;
use news::{Account, Passage, Span};
use pipeline::{Kit, Page, annotate, collate, likeness, read};
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task = Task {
    name: "paraphrase",
    needs: "sentence_pairs/msrp/msr_paraphrase_train.txt",
    floors: "eval/paraphrase.toml",
    run,
};

/// One pair: whether it is a paraphrase, and how alike the measure finds it.
type Pair = (bool, u16);

/// Measures all pairs.
fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let text = std::fs::read_to_string(data.join("sentence_pairs/msrp/msr_paraphrase_train.txt"))?;
    let (mut chosen_on, mut held_out): (Vec<Pair>, Vec<Pair>) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().skip(1).enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [quality, _, _, one, two] = fields.as_slice() else { continue };
        let score = alike(kit, one, two);
        let part = if number % 4 == 3 { &mut held_out } else { &mut chosen_on };
        part.push((*quality == "1", score));
    }
    let threshold =
        (0..=1000).step_by(5).max_by_key(|threshold| (right(&chosen_on, *threshold), 1000 - threshold));
    let threshold = threshold.unwrap_or(500);
    let mut table = Table::new(&["pairs", "threshold", "accuracy", "f1"])
        .remark("sentence pairs of news, threshold chosen on three quarters");
    for (label, pairs) in [("chosen on", &chosen_on), ("held out", &held_out)] {
        table.row(
            label,
            vec![
                Cell::Count(pairs.len()),
                Cell::Count(usize::from(threshold)),
                Cell::Share(share(right(pairs, threshold), pairs.len())),
                Cell::Share(f1(pairs, threshold)),
            ],
        );
    }
    Ok(table)
}

/// How alike two sentences are.
fn alike(kit: &Kit, one: &str, two: &str) -> u16 {
    let account = |id: &str, text: &str| -> Account {
        let page = Page { id: id.to_owned(), bytes: text.as_bytes().to_vec(), ..Page::default() };
        read(kit, page).and_then(|article| annotate(kit, article)).value
    };
    let accounts = [account("A", one), account("B", two)];
    let comparison = collate(kit, &accounts).value;
    let whole =
        |index: u32| Passage { account: index, span: Span::new(0, accounts[index as usize].text().len()) };
    likeness(kit, &accounts, &comparison, whole(0), whole(1)).0
}

/// Pairs that the threshold decides rightly.
fn right(pairs: &[Pair], threshold: u16) -> usize {
    pairs.iter().filter(|(gold, score)| *gold == (*score >= threshold)).count()
}

/// F1 of the paraphrases.
fn f1(pairs: &[Pair], threshold: u16) -> f64 {
    let hits = pairs.iter().filter(|(gold, score)| *gold && *score >= threshold).count();
    let found = pairs.iter().filter(|(_, score)| *score >= threshold).count();
    let gold = pairs.iter().filter(|(gold, _)| *gold).count();
    share(2 * hits, found + gold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_between_the_classes_decides_all() {
        let pairs = [(true, 800), (true, 700), (false, 300)];
        assert_eq!(right(&pairs, 500), 3);
        assert!((f1(&pairs, 500) - 100.0).abs() < 1e-9);
        assert_eq!(right(&pairs, 750), 2);
    }
}
