//! What happened to everything that was given?

use crate::failure::Failure;
use crate::input::Passed;
use std::collections::BTreeMap;

/// Counts of a run.
#[derive(Debug, Default)]
pub(super) struct Summary {
    pub(super) read: u64,
    /// Pages read that hold no article; they are among those read.
    pub(super) without_article: u64,
    pub(super) refused: u64,
    /// What is counted on the pages, as one and as many; `None`: nothing is.
    pub(super) counted: Option<(&'static str, &'static str)>,
    /// How much of it was found.
    pub(super) found: u64,
    passed: BTreeMap<Passed, u64>,
}

impl Summary {
    pub(super) fn counting(counted: Option<(&'static str, &'static str)>) -> Summary {
        Summary { counted, ..Summary::default() }
    }

    pub(super) fn pass(&mut self, passed: Passed) {
        *self.passed.entry(passed).or_default() += 1;
    }

    /// `812 pages`
    pub(super) fn pages(&self) -> String {
        format!("{} {}", self.read, if self.read == 1 { "page" } else { "pages" })
    }

    /// The line for a run of more than one page: what was read, refused and passed over.
    pub(super) fn line(&self) -> Option<String> {
        let all = self.read + self.refused + self.passed.values().sum::<u64>();
        (all > 1).then(|| {
            let mut line = format!("{} read", self.pages());
            if self.without_article > 0 {
                line.push_str(&format!(" ({} without an article)", self.without_article));
            }
            if let Some((one, many)) = self.counted {
                line.push_str(&format!(", {} {}", self.found, if self.found == 1 { one } else { many }));
            }
            if self.refused > 0 {
                line.push_str(&format!(", {} refused", self.refused));
            }
            line.push_str(&self.passed_over());
            line
        })
    }

    fn passed_over(&self) -> String {
        let kinds: Vec<String> =
            self.passed.iter().map(|(kind, count)| format!("{count} {}", kind.words())).collect();
        match kinds.is_empty() {
            true => String::new(),
            false => format!(", {} passed over ({})", self.passed.values().sum::<u64>(), kinds.join(", ")),
        }
    }

    /// Why there is nothing to write.
    pub(super) fn nothing(&self) -> Failure {
        let what = format!("no page could be read{}", self.passed_over());
        Failure::new(what).hint(match self.refused {
            0 => "give HTML files, text files, archives of them, or addresses",
            _ => "see the messages above",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_was_read_refused_and_passed_over() {
        let mut summary = Summary { read: 812, without_article: 3, refused: 2, ..Summary::default() };
        summary.pass(Passed::NotText);
        summary.pass(Passed::NoSuccess);
        summary.pass(Passed::NotText);
        let line = summary.line().expect("more than one page");
        assert_eq!(
            line,
            "812 pages read (3 without an article), 2 refused, 3 passed over (2 not text, 1 not found or moved)"
        );
        assert_eq!(Summary { read: 1, ..Summary::default() }.line(), None);
    }
}
