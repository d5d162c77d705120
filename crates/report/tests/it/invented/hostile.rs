//! Texts that would break a careless report: markup as text, and many accounts.

use super::Invented;
use super::accounts::{at, claims, entity, passage, plain, says};
use news::{
    Attitude, Comparison, EntityId, EntityKind, Field, Link, Note, NoteCode, Operation, Passage, Relation,
    Score, SharedEntity, Span, Statement, Variant, Voice, ZoneKind,
};

/// Markup that must come out as text wherever a report shows it.
pub(crate) const SCRIPT: &str = "</script><script>document.title='owned'</script>";
/// The same for attributes.
pub(crate) const ATTRIBUTE: &str = "\" onmouseover=\"document.title='owned'\" x='";

/// Two accounts whose words, names, ids, files and reasons are all markup.
pub(crate) fn hostile() -> Invented {
    let body =
        format!("He said {SCRIPT} and {ATTRIBUTE} <img src=x onerror=alert(1)> \u{1b}[31mred\u{202e}\u{7}.");
    let mut accounts: Vec<_> = ["A", ATTRIBUTE]
        .into_iter()
        .map(|id| {
            let uri = format!("{SCRIPT}{ATTRIBUTE}.txt");
            let mut account = plain(
                id,
                &uri,
                &[
                    (ZoneKind::Headline, SCRIPT),
                    (ZoneKind::Body, &body),
                    (ZoneKind::Comment, &format!("{ATTRIBUTE}{SCRIPT}\u{1b}[2J")),
                ],
            );
            let he = entity(&mut account, SCRIPT, EntityKind::Person, &["He"]);
            says(
                &mut account,
                Some(he),
                Some("He"),
                Some(("said", SCRIPT, Attitude::Neutral)),
                &body[8..],
                &[&body[8..]],
            );
            claims(&mut account, &body);
            account.article.outlet = Some(Field { value: format!("{SCRIPT}{ATTRIBUTE}"), span: None });
            account
        })
        .collect();
    accounts[1].article.headline = None;
    let both = [passage(&accounts, 0, &body), passage(&accounts, 1, &body)];
    let comparison = Comparison {
        entities: vec![SharedEntity { members: vec![(0, EntityId(0)), (1, EntityId(0))] }],
        links: vec![Link {
            relation: Relation::Denies,
            a: both[0],
            b: both[1],
            reason: ATTRIBUTE.to_owned(),
            confidence: Score(1),
        }],
        variants: vec![Variant {
            operation: Operation::Case,
            base: Some(both[0]),
            variant: both[1],
            detail: SCRIPT.to_owned(),
        }],
        statements: vec![Statement {
            passages: both.to_vec(),
            reports: 2,
            evidence: 0,
            origins: vec![SCRIPT.to_owned()],
            reason: SCRIPT.to_owned(),
        }],
        voices: vec![Voice {
            speaker: 0,
            account: 0,
            quoted_words: 3,
            cues: vec![(SCRIPT.to_owned(), 1)],
            neutral: 1,
            doubting: 0,
            endorsing: 0,
        }],
        ..Comparison::default()
    };
    let note =
        Note { code: NoteCode::Abusive, span: Some(at(&accounts[0], SCRIPT)), message: SCRIPT.to_owned() };
    Invented { notes: vec![vec![note], Vec::new()], accounts, comparison }
}

/// As many accounts as asked for, all saying one thing.
pub(crate) fn many(count: usize) -> Invented {
    let accounts: Vec<_> = (0..count)
        .map(|index| {
            let first = format!(
                "Account number {index} opens in its own words, at some length, to fill a line or two."
            );
            plain(
                &format!("N{index}"),
                "many.txt",
                &[(ZoneKind::Body, &first), (ZoneKind::Body, "The tide took the pier at noon.")],
            )
        })
        .collect();
    let passages = (0..count).map(|index| passage(&accounts, index, "The tide took the pier")).collect();
    let statement = Statement {
        passages,
        reports: count as u32,
        evidence: 1,
        origins: Vec::new(),
        reason: "one sentence".to_owned(),
    };
    let comparison = Comparison { statements: vec![statement], ..Comparison::default() };
    Invented { notes: Vec::new(), accounts, comparison }
}

/// Any texts, with statements, links and only-in lists wherever the cuts fall.
pub(crate) fn scattered(texts: &[&str], cuts: &[(usize, usize)]) -> Invented {
    let kinds = [ZoneKind::Body, ZoneKind::Comment, ZoneKind::KeyPoint];
    let account = |(index, text): (usize, &&str)| {
        let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let blocks = [(kinds[index % 3], &text[..middle]), (kinds[(index + 1) % 3], &text[middle..])];
        plain(&format!("N{index}"), "any.txt", &blocks)
    };
    let accounts: Vec<_> = texts.iter().enumerate().map(account).collect();
    let passage = |which: usize, (start, end): (usize, usize)| Passage {
        account: (which % accounts.len()) as u32,
        span: Span::new(start, end),
    };
    let passages: Vec<Passage> = cuts.iter().enumerate().map(|(which, cut)| passage(which, *cut)).collect();
    let mut comparison = Comparison::default();
    for (index, four) in passages.chunks(4).enumerate() {
        comparison.statements.push(Statement {
            passages: four.to_vec(),
            reports: 1,
            evidence: 0,
            origins: Vec::new(),
            reason: String::new(),
        });
        if let [a, b, ..] = four {
            let relation = if index % 2 == 0 { Relation::Denies } else { Relation::Copied };
            comparison.links.push(Link {
                relation,
                a: *a,
                b: *b,
                reason: String::new(),
                confidence: Score(1),
            });
            let operation = Operation::CutEnd;
            comparison.variants.push(Variant {
                operation,
                base: Some(*a),
                variant: *b,
                detail: String::new(),
            });
        }
    }
    comparison.only_in = vec![cuts.iter().map(|(start, end)| Span::new(*start, *end)).collect()];
    Invented { notes: Vec::new(), accounts, comparison }
}
