//! Which reports are independent, and what evidence stands behind them? Clusters and their two counts.
//!
//! *Reports*: independent accounts that these words were said; copies, shared credits, a lead and its own body
//! are one. *Evidence*: independent sources for what the words claim; one man's word is one however often it
//! is quoted, a narrator without a source is none.

mod clusters;
mod origins;
mod parts;
mod voices;

use crate::collate::relations::order;
use crate::collate::relations::units::shared_index;
use clusters::Cluster;
use news::{Account, Comparison, Statement};
use origins::Origins;
use std::collections::BTreeSet;

/// Statements from the links, with reports and evidence.
pub(crate) fn cluster(accounts: &[Account], comparison: &Comparison) -> Vec<Statement> {
    let shared = shared_index(accounts, &comparison.entities);
    let origins = Origins::new(accounts, comparison, &shared);
    let clusters = clusters::find(accounts, &comparison.links, &order(accounts));
    clusters.into_iter().map(|cluster| statement(accounts, &origins, cluster)).collect()
}

/// One statement with its counts and why they are so.
fn statement(accounts: &[Account], origins: &Origins<'_>, cluster: Cluster) -> Statement {
    let Cluster { passages, utterances } = cluster;
    let tellers: BTreeSet<u32> = passages.iter().map(|passage| passage.account).collect();
    let (group, merged) = origins.independent(&tellers, &passages);
    let groups = group.values().collect::<BTreeSet<_>>().len();
    let sources = origins.apart(voices::of(origins, &passages, &utterances, &group));
    let names: Vec<String> = if sources.is_empty() {
        tellers.iter().filter_map(|teller| accounts.get(*teller as usize)).map(teller_name).collect()
    } else {
        sources.iter().map(|voice| voice.name.clone()).collect()
    };
    let told: Vec<String> = sources.iter().map(voices::told).collect();
    let reports = groups as u32;
    let evidence = sources.len() as u32;
    let ids: Vec<&str> = tellers
        .iter()
        .filter_map(|teller| accounts.get(*teller as usize))
        .map(|one| one.article.id.as_str())
        .collect();
    let mut reason = format!("{} in {}", plural(passages.len(), "passage"), ids.join(", "));
    if passages.len() > tellers.len() {
        reason.push_str("; several passages of one account count once");
    }
    for note in merged {
        reason.push_str("; ");
        reason.push_str(&note);
    }
    reason.push_str(&match evidence {
        0 => "; the narrators name no source".to_owned(),
        1 => format!("; all that is claimed rests on {}", told.join(", ")),
        _ => format!("; sources: {}", told.join(", ")),
    });
    Statement { passages, reports, evidence, origins: names, reason }
}

/// What to call an account that speaks for itself.
fn teller_name(account: &Account) -> String {
    account.article.outlet.as_ref().map_or_else(|| account.article.id.clone(), |outlet| outlet.value.clone())
}

/// "1 passage", "3 passages".
fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use crate::{Kit, Page, annotate, collate, read};
    use news::{Account, Passage, Statement};

    const OATH: &str =
        "I will keep the weir of Ostrand whole and hand it to those who come after me unharmed";

    /// The accounts of some texts and what they state together.
    fn compare(texts: &[String]) -> (Vec<Account>, Vec<Statement>) {
        let kit = Kit::embedded().expect("the kit is sound");
        let page = |text: &String| Page { bytes: text.as_bytes().to_vec(), ..Page::default() };
        let accounts: Vec<Account> = texts
            .iter()
            .map(|text| read(&kit, page(text)).and_then(|article| annotate(&kit, article)).value)
            .collect();
        let comparison = collate(&kit, &accounts).value;
        (accounts, comparison.statements)
    }

    /// The statement that holds the quotation of each text.
    fn statement(texts: [String; 2]) -> Statement {
        let (accounts, statements) = compare(&texts);
        let holds = |statement: &&Statement| {
            let mut words = statement
                .passages
                .iter()
                .map(|passage| accounts[passage.account as usize].words(passage.span));
            words.any(|words| words.contains("hand it to those"))
        };
        statements.iter().find(holds).expect("the words are in both").clone()
    }

    #[test]
    fn who_quotes_two_sentences_has_reported_each_of_them_by_itself() {
        let floods = "The weir of Ostrand has stood against every flood since my father closed its gates";
        let money =
            "Nobody has paid for new gates in all the nine years that I have asked the council for them";
        let (accounts, statements) = compare(&[
            format!("“{floods}. {money},” Ada Okoro said in the town hall on Monday."),
            format!("Ada Okoro spoke in the town hall. “{floods},” she said."),
            format!("On Monday there was applause. “{money},” said Ada Okoro, who keeps the weir."),
        ]);
        let words = |statement: &Statement| {
            let tellers = statement.passages.iter().map(|passage| passage.account).collect::<Vec<u32>>();
            let first = statement.passages[0];
            (tellers, statement.reports, accounts[first.account as usize].words(first.span).contains(floods))
        };
        let found: Vec<(Vec<u32>, u32, bool)> = statements.iter().map(words).collect();
        assert_eq!(found, [(vec![0, 1], 2, true), (vec![0, 2], 2, false)]);
    }

    /// The words of each statement, by account.
    fn told(texts: &[&str]) -> Vec<Vec<String>> {
        let leads = ["The council met.", "It rained.", "Schools stay closed."];
        let texts = texts.iter().zip(leads).map(|(text, lead)| format!("{lead}\n\n{text}"));
        let (accounts, statements) = compare(&texts.collect::<Vec<String>>());
        let words = |passage: &Passage| {
            let account = &accounts[passage.account as usize];
            format!("{} {}", passage.account, account.words(passage.span).trim_matches(['“', '”', ',', '.']))
        };
        statements.iter().map(|statement| statement.passages.iter().map(words).collect()).collect()
    }

    #[test]
    fn sentences_that_share_nothing_but_small_words_are_no_statement() {
        let weir = "I have kept the weir of Ostrand for thirty years and I will not leave it now";
        let one = format!("“{weir}. This is the work of my life,” Ada Okoro said.");
        let two = format!("“{weir}. This is the fault of the council,” Ada Okoro said.");
        assert_eq!(told(&[&one, &two]), [[format!("0 {weir}"), format!("1 {weir}")]]);
    }

    #[test]
    fn the_words_around_the_speaker_are_nobodys() {
        let gates = "We asked the council for new gates in the spring of 2019";
        let keeper = "said Ada Okoro, who has kept the weir for years";
        let one = format!("“Go home,” {keeper}. “{gates},” she said.");
        let two = format!("“Nobody came,” {keeper}. “{gates},” she said.");
        let found = told(&[&one, &two]);
        assert!(found.len() == 1 && found[0][0].starts_with(&format!("0 {gates}")), "{found:?}");
    }

    #[test]
    fn a_sentence_that_joins_two_stands_for_each_with_its_words() {
        let two = "“We close the mill in Ostrand this winter. We sell every wheel to the museum of Harlan,” Ada Okoro said.";
        let one = "“We close the mill in Ostrand this winter, and we sell every wheel to the museum of Harlan,” Ada Okoro said.";
        let found = told(&[two, one]);
        assert_eq!(
            found[0],
            ["0 We close the mill in Ostrand this winter", "1 close the mill in Ostrand this winter"]
        );
        assert_eq!(
            found[1],
            ["0 We sell every wheel to the museum of Harlan", "1 sell every wheel to the museum of Harlan"]
        );
    }

    #[test]
    fn short_sentences_are_their_equals_alone() {
        let all = "“We asked for new gates of oak in 2019. Nobody came. Nobody wrote,” Ada Okoro said.";
        let found = told(&[
            all,
            "“Nobody came. Nobody wrote,” Ada Okoro said.",
            "“We asked for new gates of oak in 2019,” Ada Okoro said.",
        ]);
        let gates = "We asked for new gates of oak in 2019";
        assert_eq!(found[0], [format!("0 {gates}"), format!("2 {gates}")]);
        assert_eq!(found[1], ["0 Nobody came", "1 Nobody came"]);
        assert_eq!(found[2], ["0 Nobody wrote", "1 Nobody wrote"]);
    }

    #[test]
    fn two_people_who_spoke_one_oath_are_two_sources() {
        let found = statement([
            format!("“{OATH},” Ada Okoro said in the town hall on Monday."),
            format!("“{OATH},” Linus Lind said on the bridge on Monday."),
        ]);
        assert_eq!(found.evidence, 2, "{}", found.reason);
    }

    #[test]
    fn one_person_under_two_first_names_is_one_source() {
        let found = statement([
            format!("“{OATH},” Sen. Richard Okoro said in the town hall on Monday."),
            format!("“{OATH},” Dick Okoro said in the town hall on Monday."),
        ]);
        assert_eq!(found.evidence, 1, "{}", found.reason);
    }

    #[test]
    fn namesakes_whom_an_account_tells_apart_are_two_sources() {
        let found = statement([
            format!("“{OATH},” Ada Okoro said in the town hall on Monday. Linus Okoro listened."),
            format!("“{OATH},” Linus Okoro said on the bridge on Monday."),
        ]);
        assert_eq!(found.evidence, 2, "{}", found.reason);
    }
}
