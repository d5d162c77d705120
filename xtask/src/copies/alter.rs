//! How are the words inside quotation marks altered? One known operation each; all else stays.

use super::Text;
use super::draw::Draw;

/// A quotation that was altered: what stands inside the marks now, and the operation by the name of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Altered {
    pub(crate) now: String,
    pub(crate) operation: &'static str,
}

/// Quotations of fewer words stay.
const LEAST_WORDS: usize = 9;

/// The text with every longer quotation altered, each in the next way.
pub(super) fn quotations(draw: &mut Draw, parent: &Text) -> (Text, Vec<Altered>) {
    let mut text = parent.clone();
    let mut found = Vec::new();
    let mut way = draw.below(WAYS.len());
    for paragraph in &mut text.paragraphs {
        let Some((before, rest)) = paragraph.split_once('“') else { continue };
        let Some((inner, after)) = rest.split_once('”') else { continue };
        let bare = inner.trim_end_matches([',', '.']);
        let words: Vec<&str> = bare.split(' ').collect();
        if words.len() < LEAST_WORDS || bare.contains(['“', '?', '!', '…']) {
            continue;
        }
        let (operation, alter) = WAYS[way % WAYS.len()];
        way += 1;
        let now = format!("{}{}", alter(&words), &inner[bare.len()..]);
        *paragraph = format!("{before}“{now}”{after}");
        found.push(Altered { now, operation });
    }
    (text, found)
}

/// Words as they stand, into what stands in their place.
type Way = fn(&[&str]) -> String;

/// Names of operations, and how each is made.
const WAYS: [(&str, Way); 5] = [
    ("cut_front", |words| words[3..].join(" ")),
    ("cut_end", |words| words[..words.len() - 3].join(" ").trim_end_matches(',').to_owned()),
    ("cut_middle", |words| {
        let middle = words.len() / 2;
        format!("{} … {}", words[..middle - 1].join(" "), words[middle + 1..].join(" "))
    }),
    ("changed_word", |words| {
        let middle = words.len() / 2;
        format!("{} rather {}", words[..middle].join(" "), words[middle + 1..].join(" "))
    }),
    ("case", |words| format!("{} {}", words[..3].join(" ").to_uppercase(), words[3..].join(" "))),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_longer_quotation_is_altered_in_its_own_way() {
        let paragraph = "“We will never sell the old mill to anybody from the city,” Okoro said.".to_owned();
        let text =
            Text { outlet: String::new(), headline: String::new(), paragraphs: vec![paragraph; WAYS.len()] };
        let (after, altered) = quotations(&mut Draw::new(1), &text);
        let mut operations: Vec<&str> = altered.iter().map(|one| one.operation).collect();
        operations.sort_unstable();
        assert_eq!(operations, ["case", "changed_word", "cut_end", "cut_front", "cut_middle"]);
        assert!(
            after.paragraphs.iter().all(|one| one.ends_with("” Okoro said.") && *one != text.paragraphs[0])
        );
    }
}
