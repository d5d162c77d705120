//! What does a person read top to bottom in a minute? The findings as plain text.

mod account_lines;
mod many;
pub(crate) mod sheet;

use crate::findings::{self, Alteration, Findings, Shared, Telling, Who, position};
use crate::view::account::Account;
use crate::view::{Link, Pair, Passage, View};
use news::{Operation, Relation};
use sheet::{Ink, Piece, Sheet, clip, clip_middle};

/// How the terminal report is to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalStyle {
    /// Columns of the terminal; the report stays between 60 and 120.
    pub width: usize,
    /// Whether to write colours (ANSI escapes).
    pub colour: bool,
    /// Whether to list everything (`-v`) instead of the most important.
    pub verbose: bool,
}

impl Default for TerminalStyle {
    fn default() -> Self {
        TerminalStyle { width: 80, colour: false, verbose: false }
    }
}

/// The report that a person reads top to bottom in a minute, ending in a line break.
pub fn terminal(view: &View, style: TerminalStyle) -> String {
    let findings = Findings::new(view);
    let mut page =
        Page { sheet: Sheet::new(style.width.clamp(60, 120), style.colour), verbose: style.verbose };
    page.compared(view);
    page.shared(&findings);
    page.altered(&findings);
    page.apart(&findings);
    page.only_in(&findings);
    page.voices(&findings);
    page.lineage(&findings);
    page.timeline(&findings);
    page.set_aside(&findings);
    page.unknown(&findings);
    page.noticed(view);
    page.sheet.blank();
    page.sheet.lines(0, &[(Ink::Strong, findings::SUPPORT.to_owned())]);
    page.sheet.finish()
}

/// Where the words of an item begin.
const HANG: usize = 13;

/// The report while it is drawn.
struct Page {
    sheet: Sheet,
    verbose: bool,
}

impl Page {
    fn heading(&mut self, words: &str, count: Option<usize>) {
        self.sheet.blank();
        let count = count.map_or(String::new(), |count| format!(" ({count})"));
        self.sheet.lines(0, &[(Ink::Heading, words.to_uppercase()), (Ink::Plain, count)]);
    }

    fn faint(&mut self, words: &str) {
        self.sheet.lines(2, &[(Ink::Faint, words.to_owned())]);
    }

    /// How many of a list to show.
    fn most(&self, brief: usize) -> usize {
        if self.verbose { usize::MAX } else { brief }
    }

    fn more(&mut self, all: usize, brief: usize) {
        if all > self.most(brief) {
            self.faint(&format!("… and {} more (-v lists all)", all - brief));
        }
    }

    /// Words of a source, shortened unless everything is asked for.
    fn clipped(&self, words: &str) -> String {
        clip(words, self.most(170))
    }

    fn compared(&mut self, view: &View) {
        let count = view.accounts.len();
        self.sheet
            .lines(0, &[(Ink::Heading, format!("{} compared", counted(count, "account")).to_uppercase())]);
        if self.is_many(view) {
            self.families(view);
        } else {
            for account in &view.accounts {
                let name = findings::one_line(&account.page.id);
                self.sheet.paragraph(2, (Ink::Strong, &name), 5, &account_lines::compared(account));
                self.warnings(account, "note");
            }
        }
        for note in &view.notes {
            self.sheet.lines(2, &[(Ink::Alarm, format!("note: {}", findings::one_line(&note.message)))]);
        }
    }

    /// How far an account could be used at all, below it.
    fn warnings(&mut self, account: &Account, label: &str) {
        for note in account.notes.iter().filter(|note| findings::is_warning(note)) {
            let words = format!("{label}: {}", findings::one_line(&note.message));
            self.sheet.lines(5, &[(Ink::Alarm, words)]);
        }
    }

    fn shared(&mut self, findings: &Findings<'_>) {
        const BRIEF: usize = 8;
        const PAIRS: usize = 6;
        self.heading("in several accounts: who says what", Some(findings.shared.len()));
        if findings.shared.is_empty() {
            self.faint("No statement was found in more than one account.");
        } else {
            self.faint("reports: independent accounts that it was said; evidence: independent sources for what it says");
        }
        for (index, shared) in findings.shared.iter().enumerate().take(self.most(BRIEF)) {
            self.shared_statement(index + 1, shared);
        }
        self.more(findings.shared.len(), BRIEF);
        if self.is_many(findings.view) {
            self.shared_text(findings);
        } else {
            self.pairs(&findings.pairs, PAIRS);
            self.links(&findings.copied, findings, 3);
        }
        if self.verbose && !findings.related.is_empty() {
            self.heading("about the same thing", Some(findings.related.len()));
            self.links(&findings.related, findings, usize::MAX);
        }
    }

    /// How the accounts stand to each other, two by two.
    fn pairs(&mut self, pairs: &[&Pair], brief: usize) {
        for pair in pairs.iter().take(self.most(brief)) {
            let which = format!("{}–{} ", findings::one_line(&pair.a), findings::one_line(&pair.b));
            let relation = pair.relation.replace('_', " ");
            self.sheet.lines(
                2,
                &[
                    (Ink::Strong, which),
                    (Ink::Plain, format!("{relation}: {}", findings::one_line(&pair.reason))),
                ],
            );
        }
        self.more(pairs.len(), brief);
    }

    fn shared_statement(&mut self, number: usize, shared: &Shared<'_>) {
        const BRIEF: usize = 4;
        let statement = shared.statement;
        let counts = format!("reports {} · evidence {}", statement.reports, statement.evidence);
        let why = format!("  {}", findings::one_line(&statement.reason));
        self.sheet.paragraph(
            2,
            (Ink::Strong, &format!("{number}.")),
            6,
            &[(Ink::Strong, counts), (Ink::Faint, why)],
        );
        // Equal words of equal speakers are shown once, with all their positions.
        let mut told: Vec<(&Telling<'_>, Vec<String>)> = Vec::new();
        for telling in &shared.tellings {
            match told.iter_mut().find(|(known, _)| known.words == telling.words && known.who == telling.who)
            {
                Some((_, positions)) => positions.push(position(telling.passage)),
                None => told.push((telling, vec![position(telling.passage)])),
            }
        }
        for (telling, positions) in told.iter().take(self.most(BRIEF)) {
            let pieces = self.telling(telling);
            self.sheet.paragraph(6, (Ink::Strong, &self.positions(positions)), HANG, &pieces);
        }
        self.more(told.len(), BRIEF);
    }

    /// Positions in a row, the first few unless everything is asked for.
    fn positions(&self, positions: &[String]) -> String {
        const BRIEF: usize = 3;
        let more = positions.len().saturating_sub(BRIEF);
        match self.verbose || more == 0 {
            true => positions.join(" "),
            false => format!("{} +{more}", positions[..BRIEF].join(" ")),
        }
    }

    /// Who, with which verb, and the words.
    fn telling(&self, telling: &Telling<'_>) -> Vec<Piece> {
        let words = self.clipped(&telling.words);
        match &telling.who {
            Who::Narrator => vec![(Ink::Plain, words)],
            Who::Speaker { name, cue, is_quoted, status } => {
                let mut who = name.clone();
                if let Some(cue) = cue {
                    who.push_str(&format!(" ({cue})"));
                }
                if *status == "inferred" {
                    who.push_str(" [inferred]");
                }
                let has_marks = words.starts_with(['“', '"', '‘', '\'', '«', '„']);
                let words = if *is_quoted && !has_marks { format!("“{words}”") } else { words };
                vec![(Ink::Strong, format!("{who}: ")), (Ink::Plain, words)]
            }
        }
    }

    fn altered(&mut self, findings: &Findings<'_>) {
        const BRIEF: usize = 6;
        self.heading("altered quotations", Some(findings.altered.len()));
        if findings.altered.is_empty() {
            self.faint("No quotation was found in two forms.");
        } else {
            self.faint("[-words that the first form lacks-] {+words that only it has+}");
        }
        for (index, alteration) in findings.altered.iter().enumerate().take(self.most(BRIEF)) {
            self.alteration(index + 1, alteration);
        }
        self.more(findings.altered.len(), BRIEF);
    }

    fn alteration(&mut self, number: usize, alteration: &Alteration<'_>) {
        let names: Vec<&str> = alteration
            .operations
            .iter()
            .map(|(operation, _)| findings::operation_words(*operation))
            .collect();
        let from = alteration
            .base
            .map_or(", fuller form in no text".to_owned(), |base| format!(" against {}", position(base)));
        let others: Vec<String> = alteration.other_bases.iter().map(|base| position(base)).collect();
        let others = if others.is_empty() {
            String::new()
        } else {
            format!(", also against {}", self.positions(&others))
        };
        let mut variants = vec![position(alteration.variant)];
        variants.extend(alteration.other_variants.iter().map(|variant| position(variant)));
        let head = format!("  {}{from}{others}", self.positions(&variants));
        self.sheet.paragraph(
            2,
            (Ink::Strong, &format!("{number}.")),
            6,
            &[(Ink::Strong, names.join(", ")), (Ink::Plain, head)],
        );
        let mut changes: Vec<Piece> = alteration.changes.iter().map(|change| self.change(change)).collect();
        changes.insert(0, (Ink::Plain, "“".to_owned()));
        changes.push((Ink::Plain, "”".to_owned()));
        self.sheet.lines(6, &changes);
        for (operation, detail) in &alteration.operations {
            if self.verbose || alteration.base.is_none() || !is_visible(*operation) {
                self.sheet.lines(6, &[(Ink::Faint, findings::one_line(detail))]);
            }
        }
    }

    fn change(&self, change: &findings::changes::Change) -> Piece {
        use findings::changes::Change;
        match change {
            Change::Same(words) => (Ink::Plain, clip_middle(words, self.most(120))),
            Change::Cut(words) => (Ink::Cut, format!("[-{}-]", clip_middle(words, self.most(120)))),
            Change::Added(words) => (Ink::Added, format!("{{+{}+}}", clip_middle(words, self.most(120)))),
        }
    }

    fn apart(&mut self, findings: &Findings<'_>) {
        let folded = self.is_many(findings.view).then(|| many::apart(findings));
        let apart = folded.as_ref().unwrap_or(&findings.apart);
        self.heading("denials and tensions", Some(apart.len()));
        if apart.is_empty() {
            self.faint("No passage was found to deny, contradict or strain against another.");
        }
        self.links(apart, findings, 5);
    }

    fn links(&mut self, links: &[&Link], findings: &Findings<'_>, brief: usize) {
        for link in links.iter().take(self.most(brief)) {
            let ink = match link.relation {
                Relation::Denies | Relation::Contradicts | Relation::InTension => Ink::Alarm,
                Relation::SameUtterance
                | Relation::SameClaim
                | Relation::Copied
                | Relation::Reworded
                | Relation::Related => Ink::Strong,
            };
            let reason = format!(" {}", findings::one_line(&link.reason));
            self.sheet.paragraph(
                2,
                (ink, findings::relation_words(link.relation)),
                6,
                &[(Ink::Faint, reason)],
            );
            let [a, b] = [findings.telling(&link.a), findings.telling(&link.b)];
            if a.words == b.words && a.who == b.who {
                let positions = format!("{} {}", position(&link.a), position(&link.b));
                let pieces = self.telling(&a);
                self.sheet.paragraph(6, (Ink::Strong, &positions), HANG, &pieces);
            } else {
                for telling in [a, b] {
                    let pieces = self.telling(&telling);
                    self.sheet.paragraph(6, (Ink::Strong, &position(telling.passage)), HANG, &pieces);
                }
            }
        }
        self.more(links.len(), brief);
    }

    fn only_in(&mut self, findings: &Findings<'_>) {
        if self.is_many(findings.view) {
            return self.only_in_each(findings);
        }
        let brief = (10 / findings.only_in.len().max(1)).clamp(2, 5);
        for (account, passages) in findings.view.accounts.iter().zip(&findings.only_in) {
            let words = format!("only in {}", findings::one_line(&account.page.id));
            self.heading(&words, Some(passages.len()));
            if passages.is_empty() {
                self.faint("Nothing that no other account has.");
            }
            for passage in passages.iter().take(self.most(brief)) {
                self.passage(passage, findings);
            }
            self.more(passages.len(), brief);
        }
    }

    fn passage(&mut self, passage: &Passage, findings: &Findings<'_>) {
        let words = clip(&findings.words(passage), self.most(130));
        self.sheet.paragraph(2, (Ink::Strong, &position(passage)), 10, &[(Ink::Plain, words)]);
    }
}

/// A count and what is counted: `1 account`, `2 accounts`.
fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// Whether the marked change shows what was done.
fn is_visible(operation: Operation) -> bool {
    match operation {
        Operation::CutFront
        | Operation::CutEnd
        | Operation::CutMiddle
        | Operation::ChangedWord
        | Operation::Punctuation
        | Operation::Case => true,
        Operation::Scope | Operation::Splice | Operation::Translation | Operation::ParaphraseInQuotes => {
            false
        }
    }
}
