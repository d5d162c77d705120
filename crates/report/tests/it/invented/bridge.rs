//! The event: the town of Port Ellery closes its bridge. A daily reports it, a website follows with cuts, and
//! a third text reprints the daily.

use super::Invented;
use super::accounts::{at, claims, entity, page, passage, plain, says};
use news::{
    Account, Attitude, Chronology, Comparison, Credit, DateMention, Direction, EntityId, EntityKind, Field,
    Lineage, LineageCertainty, LineageEdge, LineageNode, Link, Note, NoteCode, Operation, Pair, PairRelation,
    PartialDate, Published, Quantity, QuantityBound, Raw, Reason, Relation, Relay, Score, SharedEntity, Span,
    SpeakerStatus, Statement, TimelineEntry, Variant, Voice, ZoneKind,
};

/// The comparison of the three accounts.
pub(crate) fn bridge() -> Invented {
    let accounts = vec![courier(), wire(), reprint()];
    let comparison = comparison(&accounts);
    let stray = Note {
        code: NoteCode::Presupposes,
        span: Some(at(&accounts[1], "again")),
        message: "“again” presupposes an earlier closure that the text does not state".to_owned(),
    };
    Invented { notes: vec![Vec::new(), vec![stray], Vec::new()], accounts, comparison }
}

fn courier() -> Account {
    use ZoneKind::{Body, Boilerplate, Byline, Comment, CommentForm, Headline};
    let mut account = plain(
        "A",
        "courier.txt",
        &[
            (Headline, "Harbour Bridge closed after cracks found in two piers"),
            (Byline, "The Ellery Courier, May 14, 2024. By Dana Whitlock"),
            (
                Body,
                "PORT ELLERY. The city closed the Harbour Bridge on Tuesday after inspectors found cracks in two of its piers.",
            ),
            (
                Body,
                "“We will not reopen the bridge until every pier has been tested. That may take six weeks,” Mayor Ruth Okoro said.",
            ),
            (
                Body,
                "Okoro denied that the city had ignored earlier warnings. The contractor, Brightwater Construction, declined to comment.",
            ),
            (
                Body,
                "Ferries will run several times an hour, and the crossing takes 2.5 minutes longer than by car, according to the port authority.",
            ),
            (Comment, "Lee T.: About time. They knew for years and did nothing!"),
            (Comment, "Marsh Hen: My bus is full every single morning."),
            (CommentForm, "Write a comment. Your e-mail address will not be published."),
            (Boilerplate, "Home | Region | Sport | Subscribe"),
        ],
    );
    let span = |words: &str| Some(raw(&account, words));
    let (outlet, author) = (span("The Ellery Courier"), span("Dana Whitlock"));
    account.article.outlet = Some(Field { value: "The Ellery Courier".to_owned(), span: outlet });
    account.article.authors = vec![Field { value: "Dana Whitlock".to_owned(), span: author }];
    let mayor = entity(&mut account, "Ruth Okoro", EntityKind::Person, &["Ruth Okoro", "Okoro denied"]);
    let port = entity(&mut account, "port authority", EntityKind::Organisation, &["the port authority"]);
    says(
        &mut account,
        Some(mayor),
        Some("Mayor Ruth Okoro"),
        Some(("said", "say", Attitude::Neutral)),
        "“We will not reopen the bridge until every pier has been tested. That may take six weeks,”",
        &["We will not reopen the bridge until every pier has been tested. That may take six weeks,"],
    );
    says(
        &mut account,
        Some(mayor),
        Some("Okoro"),
        Some(("denied", "deny", Attitude::Neutral)),
        "that the city had ignored earlier warnings",
        &[],
    );
    says(
        &mut account,
        Some(port),
        Some("the port authority"),
        Some(("according to", "accord", Attitude::Neutral)),
        "Ferries will run several times an hour",
        &[],
    );
    claims(&mut account, "The city closed the Harbour Bridge on Tuesday");
    let found = [("two of its piers", Some(2000)), ("2.5 minutes", Some(2500)), ("several times", None)];
    account.quantities = found
        .into_iter()
        .map(|(words, milli_value)| Quantity {
            span: at(&account, words),
            milli_value,
            bound: if milli_value.is_none() { QuantityBound::Some } else { QuantityBound::Exactly },
            unit: String::new(),
        })
        .collect();
    account
}

fn wire() -> Account {
    use ZoneKind::{Badge, Body, Headline, KeyPoint, Related};
    let mut account = page(
        "B",
        "https://coastwire.example/bridge",
        &[
            (Headline, "Mayor: bridge & ferry “shut for weeks”"),
            (Badge, "Fact checked"),
            (KeyPoint, "Cracks found in two piers"),
            (
                Body,
                "Inspectors found cracks in two piers of the Harbour Bridge in Port Ellery, which is closed again, the Courier reported.",
            ),
            (
                Body,
                "Mayor Ruth Okoro claimed that the bridge would stay shut “until every pier has been tested.”",
            ),
            (
                Body,
                "An engineer who asked not to be named told Coastwire that the city had been warned twice since 2022 and “chose to ignore us.”",
            ),
            (Body, "Shop owners on the quay fear for the summer trade."),
            (Related, "Also on Coastwire: Ten bridges to see before they fall"),
        ],
    );
    let mayor = entity(&mut account, "Ruth Okoro", EntityKind::Person, &["Ruth Okoro"]);
    let engineer = entity(&mut account, "an engineer", EntityKind::Person, &["An engineer"]);
    says(
        &mut account,
        Some(mayor),
        Some("Mayor Ruth Okoro"),
        Some(("claimed", "claim", Attitude::Doubting)),
        "that the bridge would stay shut “until every pier has been tested.”",
        &["until every pier has been tested."],
    );
    says(
        &mut account,
        Some(engineer),
        Some("An engineer who asked not to be named"),
        Some(("told", "tell", Attitude::Neutral)),
        "that the city had been warned twice since 2022 and “chose to ignore us.”",
        &["chose to ignore us."],
    );
    claims(&mut account, "Inspectors found cracks in two piers of the Harbour Bridge in Port Ellery");
    claims(&mut account, "Shop owners on the quay fear for the summer trade.");
    let credit = at(&account, "the Courier reported");
    account.claims[0].relays.push(Relay { name: Some("Courier".to_owned()), span: credit, hidden: false });
    account.credits.push(Credit {
        name: "the Courier".to_owned(),
        span: credit,
        scope: vec![at(&account, "Inspectors found cracks in two piers")],
        end_stated: true,
        why: "the credit closes the sentence".to_owned(),
    });
    account
}

fn reprint() -> Account {
    use ZoneKind::Body;
    let mut account = plain(
        "C",
        "pasted.txt",
        &[
            (
                Body,
                "The city closed the Harbour Bridge on Tuesday after inspectors found cracks in two of its piers.",
            ),
            (Body, "“We will not reopen the bridge until every beam has been tested,” the mayor said."),
            (Body, "It was previously reported that the repair will cost over 3 million dollars."),
        ],
    );
    let mayor = entity(&mut account, "the mayor", EntityKind::Person, &["the mayor"]);
    says(
        &mut account,
        Some(mayor),
        Some("the mayor"),
        Some(("said", "say", Attitude::Neutral)),
        "“We will not reopen the bridge until every beam has been tested,”",
        &["We will not reopen the bridge until every beam has been tested,"],
    );
    account.attributions[0].speaker.status = SpeakerStatus::Inferred;
    account.attributions[0].speaker.why = Some("the only mayor of the text has no name".to_owned());
    says(
        &mut account,
        None,
        None,
        Some(("reported", "report", Attitude::Neutral)),
        "the repair will cost over 3 million dollars",
        &[],
    );
    let hop = at(&account, "It was previously reported");
    account.attributions[1].relays.push(Relay { name: None, span: hop, hidden: true });
    claims(&mut account, "The city closed the Harbour Bridge on Tuesday");
    account
}

fn raw(account: &Account, words: &str) -> Span<Raw> {
    account.article.map.to_raw(at(account, words))
}

const ASKED: &str =
    "We will not reopen the bridge until every pier has been tested. That may take six weeks,";
const CLOSED: &str =
    "The city closed the Harbour Bridge on Tuesday after inspectors found cracks in two of its piers.";

fn comparison(accounts: &[Account]) -> Comparison {
    let shared = |members: &[(u32, u32)]| SharedEntity {
        members: members.iter().map(|(account, entity)| (*account, EntityId(*entity))).collect(),
    };
    let voice = |speaker, account, quoted_words, lemma: &str, attitude: [u32; 3]| Voice {
        speaker,
        account,
        quoted_words,
        cues: vec![(lemma.to_owned(), 1)],
        neutral: attitude[0],
        doubting: attitude[1],
        endorsing: attitude[2],
    };
    Comparison {
        entities: vec![shared(&[(0, 0), (1, 0), (2, 0)]), shared(&[(0, 1)]), shared(&[(1, 1)])],
        chronologies: chronologies(accounts),
        links: links(accounts),
        variants: variants(accounts),
        pairs: pairs(accounts),
        statements: statements(accounts),
        only_in: vec![
            vec![at(&accounts[0], "Ferries will run several times an hour")],
            vec![at(&accounts[1], "Shop owners on the quay fear for the summer trade.")],
            vec![at(&accounts[2], "the repair will cost over 3 million dollars")],
        ],
        voices: vec![
            voice(0, 0, 17, "say", [2, 0, 0]),
            voice(0, 1, 6, "claim", [0, 1, 0]),
            voice(0, 2, 12, "say", [1, 0, 0]),
            voice(1, 0, 0, "accord", [1, 0, 0]),
            voice(2, 1, 4, "tell", [1, 0, 0]),
        ],
        lineage: lineage(accounts),
        timeline: vec![TimelineEntry {
            when: "2024-05-14".to_owned(),
            passages: vec![passage(accounts, 0, CLOSED), passage(accounts, 2, CLOSED)],
        }],
    }
}

fn chronologies(accounts: &[Account]) -> Vec<Chronology> {
    let day = PartialDate::day(2024, 5, 14);
    let stated = Reason {
        why: "the byline gives the day".to_owned(),
        passages: vec![passage(accounts, 0, "May 14, 2024")],
    };
    let tuesday = DateMention {
        span: at(&accounts[0], "Tuesday"),
        candidates: vec![day],
        interval: None,
        relation: None,
        reasons: vec![stated.clone()],
    };
    vec![
        Chronology {
            published: Published { candidates: vec![day], reasons: vec![stated], stated: Vec::new() },
            dates: vec![tuesday],
        },
        Chronology::default(),
        Chronology::default(),
    ]
}

fn links(accounts: &[Account]) -> Vec<Link> {
    let link = |relation, a: (usize, &str), b: (usize, &str), reason: &str| Link {
        relation,
        a: passage(accounts, a.0, a.1),
        b: passage(accounts, b.0, b.1),
        reason: reason.to_owned(),
        confidence: Score(900),
    };
    vec![
        link(
            Relation::Copied,
            (0, CLOSED),
            (2, CLOSED),
            "18 of 18 words of the narrator are the same, in the same order",
        ),
        link(
            Relation::Denies,
            (0, "that the city had ignored earlier warnings"),
            (1, "the city had been warned twice since 2022 and “chose to ignore us.”"),
            "A has a denial (“denied”) of what B has an engineer say",
        ),
        link(
            Relation::InTension,
            (0, "said."),
            (1, "claimed"),
            "A reports the mayor neutrally (“said”), B with distance (“claimed”)",
        ),
    ]
}

fn variants(accounts: &[Account]) -> Vec<Variant> {
    let base = Some(passage(accounts, 0, ASKED));
    let in_b = passage(accounts, 1, "until every pier has been tested.");
    let in_c = passage(accounts, 2, "We will not reopen the bridge until every beam has been tested,");
    let variant =
        |operation, variant, detail: &str| Variant { operation, base, variant, detail: detail.to_owned() };
    vec![
        variant(Operation::CutFront, in_b, "left out at the front: “We will not reopen the bridge”"),
        variant(Operation::CutEnd, in_b, "left out at the end: “That may take six weeks,”"),
        variant(Operation::ChangedWord, in_c, "“pier” became “beam”"),
        variant(Operation::CutEnd, in_c, "left out at the end: “That may take six weeks,”"),
        Variant {
            operation: Operation::Splice,
            base: None,
            variant: passage(accounts, 1, "chose to ignore us."),
            detail: "the quoted words go on from the narrator's".to_owned(),
        },
    ]
}

fn pairs(accounts: &[Account]) -> Vec<Pair> {
    let pair = |a, b, relation, direction, reason: &str, passages| Pair {
        a,
        b,
        relation,
        direction,
        reason: reason.to_owned(),
        passages,
    };
    let copied = vec![passage(accounts, 0, CLOSED), passage(accounts, 2, CLOSED)];
    vec![
        pair(
            0,
            1,
            PairRelation::QuotesOnly,
            Direction::Unknown,
            "only quoted words are the same",
            Vec::new(),
        ),
        pair(0, 2, PairRelation::Partial, Direction::Unknown, "18 words of narration are the same", copied),
        pair(1, 2, PairRelation::Independent, Direction::Unknown, "no narration is shared", Vec::new()),
    ]
}

fn statements(accounts: &[Account]) -> Vec<Statement> {
    let statement =
        |passages: &[(usize, &str)], counts: [u32; 2], origins: &[&str], reason: &str| Statement {
            passages: passages.iter().map(|(account, words)| passage(accounts, *account, words)).collect(),
            reports: counts[0],
            evidence: counts[1],
            origins: origins.iter().map(ToString::to_string).collect(),
            reason: reason.to_owned(),
        };
    vec![
        statement(
            &[
                (0, "inspectors found cracks in two of its piers"),
                (1, "Inspectors found cracks in two piers"),
                (2, "inspectors found cracks in two of its piers"),
            ],
            [1, 1],
            &["The Ellery Courier"],
            "B credits the Courier and C has A's sentence: one origin",
        ),
        statement(
            &[
                (0, ASKED),
                (1, "until every pier has been tested."),
                (2, "We will not reopen the bridge until every beam has been tested,"),
            ],
            [2, 0],
            &["Ruth Okoro"],
            "A and B report her words; C shares A's prose; what they claim rests on her word alone",
        ),
    ]
}

fn lineage(accounts: &[Account]) -> Lineage {
    let node =
        |account: Option<u32>, name: Option<&str>| LineageNode { account, name: name.map(ToOwned::to_owned) };
    let edge = |from, to, certainty, reason: &str, passages| LineageEdge {
        from,
        to,
        certainty,
        reason: reason.to_owned(),
        passages,
    };
    Lineage {
        nodes: vec![
            node(Some(0), None),
            node(Some(1), None),
            node(Some(2), None),
            node(None, Some("the Courier")),
            node(None, None),
        ],
        edges: vec![
            edge(
                3,
                1,
                LineageCertainty::Stated,
                "B says “the Courier reported”",
                vec![passage(accounts, 1, "the Courier reported")],
            ),
            edge(
                0,
                2,
                LineageCertainty::Possible,
                "18 words of narration are the same; nothing shows which way they went",
                vec![passage(accounts, 0, CLOSED), passage(accounts, 2, CLOSED)],
            ),
            edge(
                4,
                2,
                LineageCertainty::Stated,
                "C says “It was previously reported”: a hidden hop",
                vec![passage(accounts, 2, "It was previously reported")],
            ),
        ],
    }
}
