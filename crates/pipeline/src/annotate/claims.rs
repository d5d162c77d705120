//! What does the narrator assert? Clauses outside attributions and quotation marks.
//!
//! A sentence is cut into clauses at commas that open one; what attributions cover is taken out; a rest with a
//! subject and a finite verb is a claim. Questions and conditions assert nothing.

use crate::Kit;
use crate::fold;
use news::{Account, Attribution, Claim, Sentence, Span, Tag, TokenRange, ZoneKind};

/// Words that open a clause and are no part of its claim.
const OPENERS: [&str; 18] = [
    "while",
    "whereas",
    "although",
    "though",
    "as",
    "because",
    "since",
    "after",
    "before",
    "when",
    "whilst",
    "and",
    "but",
    "however",
    "meanwhile",
    "even",
    "so",
    "yet",
];

/// Words that make a clause a condition or a question.
const CONDITIONS: [&str; 4] = ["if", "unless", "whether", "should"];

/// Claims, sorted.
pub(crate) fn find(kit: &Kit, account: &Account) -> Vec<Claim> {
    let _ = kit;
    let covered = covered(account);
    let mut claims = Vec::new();
    for sentence in &account.sentences {
        let told = matches!(sentence.zone, ZoneKind::Body | ZoneKind::KeyPoint | ZoneKind::Subheadline);
        if told && !account.words(sentence.span).trim_end().ends_with('?') {
            for clause in clauses(account, &covered, sentence) {
                claims.extend(runs(&covered, clause).filter_map(|run| claim(account, run)));
            }
        }
    }
    claims
}

/// Tokens that attributions or quotation marks cover.
fn covered(account: &Account) -> Vec<bool> {
    let mut covered = vec![false; account.tokens.len()];
    let mut cover = |span: Span| {
        for token in account.tokens_in(span) {
            covered[token as usize] = true;
        }
    };
    for attribution in account
        .attributions
        .iter()
        .filter(|attribution| !is_fragment(account, attribution) && !attribution.deed)
    {
        attribution.content.iter().for_each(|span| cover(*span));
        attribution.cue.iter().for_each(|cue_found| cover(cue_found.span));
        attribution.addressee.iter().for_each(|addressee| cover(addressee.span));
        // The source of a noun cue may be part of the narrator's clause; that of a verb is not.
        if attribution.within.is_none() {
            attribution.source.iter().for_each(|span| cover(*span));
        }
    }
    covered
}

/// A word or two in marks without a cue: they stand inside the narrator's clause.
fn is_fragment(account: &Account, attribution: &Attribution) -> bool {
    let words: usize = attribution.content.iter().map(|span| account.tokens_in(*span).len()).sum();
    attribution.cue.is_none() && words <= 8
}

/// Cuts a sentence where a comma, a semicolon or a dash opens another clause.
fn clauses(account: &Account, covered: &[bool], sentence: &Sentence) -> Vec<TokenRange> {
    let mut cuts = vec![sentence.tokens.start];
    for token in sentence.tokens.clone() {
        let opens = match account.token_words(token) {
            ";" => true,
            "," => {
                has_finite(account, cuts[cuts.len() - 1]..token)
                    && opens_clause(account, sentence, token + 1)
                    && !covered[token as usize]
            }
            _ => false,
        };
        if opens {
            cuts.push(token + 1);
        }
    }
    cuts.push(sentence.tokens.end);
    cuts.windows(2).map(|cut| cut[0]..cut[1]).collect()
}

fn has_finite(account: &Account, tokens: TokenRange) -> bool {
    tokens.into_iter().any(|token| is_finite(account, token))
}

/// Whether a clause starts at `token`: a conjunction and a subject, or a bare subject with its verb.
fn opens_clause(account: &Account, sentence: &Sentence, token: u32) -> bool {
    let mut start = token;
    let mut opened = false;
    while start < sentence.tokens.end && is_opener(account, start) {
        start += 1;
        opened = true;
    }
    let with = fold::word(account.token_words(token)) == "with";
    let subject = (start..sentence.tokens.end).take_while(|&at| part_of_subject(account, at)).count() as u32;
    let verb = start + subject;
    with || subject > 0
        && verb < sentence.tokens.end
        && is_finite(account, verb)
        && (opened || subject > 1 || is_pronoun(account, start))
}

fn is_opener(account: &Account, token: u32) -> bool {
    OPENERS.contains(&&*fold::word(account.token_words(token)))
}

fn is_pronoun(account: &Account, token: u32) -> bool {
    account.tokens.get(token as usize).is_some_and(|token| token.tag == Tag::Pron)
}

fn part_of_subject(account: &Account, token: u32) -> bool {
    let Some(found) = account.tokens.get(token as usize) else { return false };
    matches!(
        found.tag,
        Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Pron | Tag::Num | Tag::Part | Tag::Adv | Tag::Sym
    ) || matches!(account.token_words(token), "of" | "in" | "and" | "for" | "from")
}

fn is_finite(account: &Account, token: u32) -> bool {
    let Some(found) = account.tokens.get(token as usize) else { return false };
    let word = fold::word(account.words(found.span));
    if found.tag == Tag::Aux {
        return !matches!(&*word, "be" | "been" | "being" | "having");
    }
    let gerund = word.ends_with("ing") && word != *found.lemma;
    let infinitive = token > 0 && fold::word(account.token_words(token - 1)) == "to";
    found.tag == Tag::Verb && !gerund && !infinitive
}

/// Maximal runs of tokens that nothing covers.
fn runs(covered: &[bool], clause: TokenRange) -> impl Iterator<Item = TokenRange> + '_ {
    let mut at = clause.start;
    std::iter::from_fn(move || {
        while at < clause.end && covered[at as usize] {
            at += 1;
        }
        let start = at;
        while at < clause.end && !covered[at as usize] {
            at += 1;
        }
        (start < at).then_some(start..at)
    })
}

/// A run with a subject and a finite verb, its conjunction and outer punctuation cut off.
fn claim(account: &Account, run: TokenRange) -> Option<Claim> {
    let (mut start, mut end) = (run.start, run.end);
    while start < end && (is_opener(account, start) || is_punctuation(account, start)) {
        start += 1;
    }
    while start < end && is_punctuation(account, end - 1) {
        end -= 1;
    }
    let first = fold::word(account.token_words(start));
    let verb = (start..end).find(|&token| is_finite(account, token))?;
    let has_subject = (start..verb).any(|token| account.tokens[token as usize].tag.is_nominal())
        || matches!(&*first, "there" | "it");
    let relative = matches!(&*first, "who" | "which" | "that" | "where" | "whose" | "what" | "how");
    if CONDITIONS.contains(&&*first) || relative || !has_subject || end - start < 3 {
        return None;
    }
    Some(Claim { span: account.span_of(start..end), hedges: Vec::new(), relays: Vec::new() })
}

fn is_punctuation(account: &Account, token: u32) -> bool {
    account.tokens.get(token as usize).is_some_and(|token| token.tag == Tag::Punct)
}
