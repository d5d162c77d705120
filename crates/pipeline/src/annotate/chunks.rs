//! Which tokens form base noun phrases and verb groups?
//!
//! One pass of hand-written rules over tags, in the tradition of Abney (1991) and Ramshaw & Marcus (1995).
//! Which phrase is subject of which verb is left to those who ask.

use news::{Account, Chunk, ChunkKind, Tag, Token, TokenRange};

/// Particles inside names.
const NAME_PARTICLES: [&str; 16] = [
    "de", "del", "della", "der", "den", "van", "von", "bin", "ibn", "al", "la", "le", "da", "dos", "du",
    "abu",
];

/// After these a new phrase begins: "on Tuesday | President Dane".
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Verbs that govern "to" so closely that the infinitive is their main verb: "has to leave", "used to say".
const GOVERNORS: [&str; 9] = ["have", "be", "go", "going", "use", "used", "ought", "need", "'re"];

/// Chunks of all sentences, sorted. Reads tokens, tags and sentences.
pub(crate) fn find(account: &Account) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    for sentence in &account.sentences {
        find_in(account.text(), &account.tokens, sentence.tokens.clone(), &mut chunks);
    }
    chunks
}

/// Adds the chunks of one sentence.
fn find_in(text: &str, tokens: &[Token], sentence: TokenRange, chunks: &mut Vec<Chunk>) {
    let phrase = Phrases { text, tokens, end: sentence.end as usize };
    let mut at = sentence.start as usize;
    while at < phrase.end {
        let found = phrase.noun(at).or_else(|| phrase.verb(at));
        at = match found {
            Some(chunk) => {
                let end = chunk.tokens.end as usize;
                chunks.push(chunk);
                end
            }
            None => at + 1,
        };
    }
}

struct Phrases<'t> {
    text: &'t str,
    tokens: &'t [Token],
    end: usize,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a phrase lists the few tags it takes; all others end it")]
impl Phrases<'_> {
    /// The tag at `at`; [`Tag::Punct`] past the end of the sentence.
    fn tag(&self, at: usize) -> Tag {
        if at < self.end { self.tokens[at].tag } else { Tag::Punct }
    }

    fn surface(&self, at: usize) -> &str {
        if at < self.end { self.tokens[at].span.of(self.text) } else { "" }
    }

    fn is_word(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.surface(at).eq_ignore_ascii_case(word))
    }

    fn is_capitalised(&self, at: usize) -> bool {
        self.surface(at).starts_with(char::is_uppercase)
    }

    /// The noun phrase that starts at `start`.
    fn noun(&self, start: usize) -> Option<Chunk> {
        let mut at = self.measure(start);
        if self.tag(at) == Tag::Pron && !self.is_possessor(at) {
            return (at == start).then(|| noun_chunk(start, at + 1, at));
        }
        let mut has_opener = at > start;
        // Head of the phrase so far, and whether one is found.
        let mut head = None;
        let mut adjective = None;
        while at < self.end {
            match self.tag(at) {
                Tag::Det if head.is_none() && adjective.is_none() => has_opener = true,
                Tag::Pron if head.is_none() && self.is_possessor(at) => has_opener = true,
                Tag::Noun | Tag::Propn | Tag::Num | Tag::Sym if self.joins(at, head, start) => {
                    head = Some(at)
                }
                Tag::Adj if head.is_none() || self.is_inside_name(at, head) => adjective = Some(at),
                Tag::Verb
                    if head.is_none() && (has_opener || adjective.is_some()) && self.is_participle(at) => {}
                Tag::Adv
                    if head.is_none()
                        && self.modifies_next(at)
                        && (has_opener || self.tag(at + 1) == Tag::Num) => {}
                Tag::Cconj | Tag::Punct if self.joins_adjectives(at, head) => {}
                Tag::Cconj if self.surface(at) == "&" && self.is_name(at, head) => {}
                _ if self.is_particle(at, head) => {}
                Tag::Part if head.is_some() && self.is_genitive(at) && self.starts_noun(at + 1) => {
                    (head, adjective, has_opener) = (None, None, true);
                }
                _ => break,
            }
            at += 1;
        }
        // "the wounded": an adjective is the head if nothing else is.
        let head = head.or(adjective.filter(|_| has_opener))?;
        Some(noun_chunk(start, head + 1, head))
    }

    /// Skips "more than", "at least" and the like before a number.
    fn measure(&self, at: usize) -> usize {
        let is_measure = self.is_word(at, &["more", "less", "fewer"]) && self.is_word(at + 1, &["than"])
            || self.is_word(at, &["at"]) && self.is_word(at + 1, &["least", "most"])
            || self.is_word(at, &["up"]) && self.is_word(at + 1, &["to"]);
        if is_measure && self.tag(at + 2) == Tag::Num { at + 2 } else { at }
    }

    /// Whether the pronoun at `at` owns what follows: "his support".
    fn is_possessor(&self, at: usize) -> bool {
        self.is_word(at, &["my", "your", "his", "its", "our", "their", "whose"])
            || self.is_word(at, &["her"]) && self.starts_noun(at + 1)
    }

    /// Whether a nominal at `at` goes on with the phrase.
    fn joins(&self, at: usize, head: Option<usize>, start: usize) -> bool {
        let Some(before) = head else { return true };
        if before + 1 != at {
            return true;
        }
        let surface = self.surface(before);
        let is_year = surface.len() == 4 && (surface.starts_with("19") || surface.starts_with("20"));
        let breaks = self.is_word(before, &WEEKDAYS) && matches!(self.tag(at), Tag::Propn | Tag::Num)
            || is_year && before == start && self.tag(before) == Tag::Num && self.tag(at) == Tag::Propn;
        !breaks
    }

    /// A capitalised adjective between the words of a name: "Secretary General Jane Dane".
    fn is_inside_name(&self, at: usize, head: Option<usize>) -> bool {
        head.is_some_and(|head| self.tag(head) == Tag::Propn)
            && self.is_capitalised(at)
            && self.tag(at + 1) == Tag::Propn
    }

    fn is_participle(&self, at: usize) -> bool {
        let surface = self.surface(at);
        let is_form = ["ing", "ed", "en", "wn", "ung"].iter().any(|ending| surface.ends_with(ending));
        is_form && matches!(self.tag(at + 1), Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num)
    }

    /// An adverb before an adjective, number or participle.
    fn modifies_next(&self, at: usize) -> bool {
        match self.tag(at + 1) {
            Tag::Adj | Tag::Num => true,
            Tag::Adv => matches!(self.tag(at + 2), Tag::Adj | Tag::Num),
            Tag::Verb => self.is_participle(at + 1),
            _ => false,
        }
    }

    /// "political and military support", "a long, bloody war".
    fn joins_adjectives(&self, at: usize, head: Option<usize>) -> bool {
        let is_joint = self.is_word(at, &["and", "or", "but", ","]);
        if !is_joint || head.is_some() || at == 0 || self.tag(at - 1) != Tag::Adj {
            return false;
        }
        self.tag(at + 1) == Tag::Adj && matches!(self.tag(at + 2), Tag::Noun | Tag::Propn | Tag::Adj)
    }

    /// Whether names stand on both sides of `at`.
    fn is_name(&self, at: usize, head: Option<usize>) -> bool {
        head.is_some_and(|head| head + 1 == at && self.tag(head) == Tag::Propn)
            && self.tag(at + 1) == Tag::Propn
    }

    /// "Ana de la Vega": small words inside a name.
    fn is_particle(&self, at: usize, head: Option<usize>) -> bool {
        let Some(head) = head else { return false };
        let is_near = head + 2 >= at && self.tag(head) == Tag::Propn;
        let follows = |at: usize| self.tag(at) == Tag::Propn && self.is_capitalised(at);
        is_near
            && self.is_word(at, &NAME_PARTICLES)
            && (follows(at + 1) || self.is_word(at + 1, &NAME_PARTICLES) && follows(at + 2))
    }

    fn is_genitive(&self, at: usize) -> bool {
        matches!(self.surface(at), "'s" | "’s" | "'" | "’" | "'S" | "’S" | "‘s")
    }

    /// Whether a noun phrase without its own determiner can go on here.
    fn starts_noun(&self, at: usize) -> bool {
        match self.tag(at) {
            Tag::Noun | Tag::Propn | Tag::Num | Tag::Adj | Tag::Sym => true,
            Tag::Verb => self.is_participle(at),
            Tag::Adv => matches!(self.tag(at + 1), Tag::Adj | Tag::Num),
            _ => false,
        }
    }

    /// The verb group that starts at `start`.
    fn verb(&self, start: usize) -> Option<Chunk> {
        let starts = match self.tag(start) {
            Tag::Aux | Tag::Verb => true,
            Tag::Part => self.is_word(start, &["to", "not"]) && self.leads_to_verb(start),
            _ => false,
        };
        if !starts {
            return None;
        }
        let mut head = matches!(self.tag(start), Tag::Aux | Tag::Verb).then_some(start);
        let mut at = start + 1;
        loop {
            let governs = head.is_none_or(|head| self.tag(head) == Tag::Aux);
            match self.tag(at) {
                Tag::Aux if governs => head = Some(at),
                Tag::Verb if governs => head = Some(at),
                Tag::Part if self.is_genitive(at) => break,
                Tag::Part if self.is_word(at, &["to"]) => {
                    if !(self.leads_to_verb(at)
                        && (head.is_none() || head.is_some_and(|head| self.takes_to(head))))
                    {
                        break;
                    }
                    // The infinitive takes over as main verb.
                    at += 1;
                    while !matches!(self.tag(at), Tag::Aux | Tag::Verb) {
                        at += 1;
                    }
                    head = Some(at);
                }
                // "did not", "n't"; after a copula the negation still belongs to it.
                Tag::Part if governs => {}
                Tag::Adv | Tag::Part if self.leads_to_verb(at) && governs => {}
                _ => break,
            }
            at += 1;
        }
        let head = head?;
        // Words after the head: negation of a copula stays, adverbs do not.
        let end = if self.tag(head + 1) == Tag::Part && head + 1 < at { head + 2 } else { head + 1 };
        let (start, end) = (start as u32, end as u32);
        Some(Chunk { kind: ChunkKind::Verb, tokens: start..end, head: head as u32 })
    }

    /// Whether only adverbs and negation (at most three) stand between `at` and a verb.
    fn leads_to_verb(&self, at: usize) -> bool {
        for next in at + 1..at + 5 {
            match self.tag(next) {
                Tag::Aux | Tag::Verb => return true,
                Tag::Adv => {}
                Tag::Part if !self.is_word(next, &["to"]) && !self.is_genitive(next) => {}
                _ => return false,
            }
        }
        false
    }

    fn takes_to(&self, head: usize) -> bool {
        self.tag(head) == Tag::Aux
            || GOVERNORS.contains(&&*self.tokens[head].lemma)
            || self.is_word(head, &["going", "used", "has", "had", "having"])
    }
}

fn noun_chunk(start: usize, end: usize, head: usize) -> Chunk {
    Chunk { kind: ChunkKind::Noun, tokens: start as u32..end as u32, head: head as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use news::Span;

    /// Reads `word/TAG word/TAG …`; gives the words with `[…]` around noun phrases, `<…>` around verb
    /// groups and `*` after heads.
    fn marked(tagged: &str) -> String {
        let mut text = String::new();
        let mut tokens = Vec::new();
        for part in tagged.split(' ') {
            let (word, tag) = part.rsplit_once('/').unwrap();
            let start = text.len();
            text.push_str(word);
            let tag = Tag::ALL.into_iter().find(|known| known.name() == tag).unwrap();
            tokens.push(Token { span: Span::new(start, text.len()), tag, lemma: word.to_lowercase().into() });
            text.push(' ');
        }
        let mut chunks = Vec::new();
        find_in(&text, &tokens, 0..tokens.len() as u32, &mut chunks);
        let mut words: Vec<String> = tokens.iter().map(|token| token.span.of(&text).to_owned()).collect();
        for chunk in &chunks {
            let (open, close) = if chunk.kind == ChunkKind::Noun { ("[", "]") } else { ("<", ">") };
            words[chunk.head as usize].push('*');
            words[chunk.tokens.start as usize].insert_str(0, open);
            words[chunk.tokens.end as usize - 1].push_str(close);
        }
        words.join(" ")
    }

    #[test]
    fn titles_and_names_are_one_phrase() {
        assert_eq!(
            marked(
                "ORIX/PROPN Secretary/PROPN General/ADJ Ana/PROPN de/X Vega/PROPN spoke/VERB to/ADP me/PRON"
            ),
            "[ORIX Secretary General Ana de Vega*] <spoke*> to [me*]"
        );
        assert_eq!(
            marked("On/ADP Tuesday/PROPN President/PROPN Dane/PROPN left/VERB"),
            "On [Tuesday*] [President Dane*] <left*>"
        );
    }

    #[test]
    fn possessors_stand_inside_and_of_phrases_outside() {
        assert_eq!(
            marked(
                "the/DET firm/NOUN 's/PART very/ADV strong/ADJ support/NOUN of/ADP its/PRON two/NUM plants/NOUN"
            ),
            "[the firm 's very strong support*] of [its two plants*]"
        );
        assert_eq!(marked("he/PRON saw/VERB her/PRON leave/VERB"), "[he*] <saw*> [her*] <leave*>");
        assert_eq!(marked("her/PRON long/ADJ ,/PUNCT bloody/ADJ war/NOUN"), "[her long , bloody war*]");
    }

    #[test]
    fn numbers_open_phrases() {
        assert_eq!(
            marked("more/ADJ than/ADP 1,000/NUM rifles/NOUN and/CCONJ $/SYM 5bn/NUM"),
            "[more than 1,000 rifles*] and [$ 5bn*]"
        );
        assert_eq!(marked("the/DET wounded/ADJ fled/VERB"), "[the wounded*] <fled*>");
        assert_eq!(marked("it/PRON was/AUX clear/ADJ"), "[it*] <was*> clear");
    }

    #[test]
    fn verb_groups_run_from_auxiliary_to_main_verb() {
        assert_eq!(marked("She/PRON has/AUX since/ADV stated/VERB"), "[She*] <has since stated*>");
        assert_eq!(
            marked("They/PRON did/AUX n't/PART fully/ADV agree/VERB"),
            "[They*] <did n't fully agree*>"
        );
        assert_eq!(marked("It/PRON has/VERB to/PART go/VERB"), "[It*] <has to go*>");
        assert_eq!(marked("He/PRON declined/VERB to/PART comment/VERB"), "[He*] <declined*> <to comment*>");
        assert_eq!(marked("It/PRON is/AUX not/PART a/DET war/NOUN"), "[It*] <is* not> [a war*]");
    }

    proptest::proptest! {
        #[test]
        fn chunks_are_sorted_disjoint_and_hold_their_heads(
            words in proptest::collection::vec((0..17usize, "(the|to|'s|and|,|de|her|more|than|2020|Dane|going)"), 0..40)
        ) {
            let mut text = String::new();
            let mut tokens = Vec::new();
            for (tag, word) in &words {
                let start = text.len();
                text.push_str(word);
                let lemma = word.as_str().into();
                tokens.push(Token { span: Span::new(start, text.len()), tag: Tag::ALL[*tag], lemma });
                text.push(' ');
            }
            let mut chunks = Vec::new();
            find_in(&text, &tokens, 0..tokens.len() as u32, &mut chunks);
            let mut end = 0;
            for chunk in chunks {
                assert!(end <= chunk.tokens.start && chunk.tokens.contains(&chunk.head));
                end = chunk.tokens.end;
            }
            assert!(end as usize <= tokens.len());
        }
    }
}
