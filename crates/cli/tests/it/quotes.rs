//! `variorum quotes`: pages in, who says what on them out.

use crate::program::{FIRST, Folder};
use crate::read::{PAGE, example, lines, texts};
use boon::{Compiler, Schemas};
use serde_json::Value;

/// Fails unless an object fits the schema of attributions.
#[track_caller]
fn check_schema(attribution: &Value) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    for (name, text) in [
        ("urn:variorum:comparison:1", include_str!("../../../../schemas/comparison-1.schema.json")),
        ("urn:variorum:attribution:1", include_str!("../../../../schemas/attribution-1.schema.json")),
    ] {
        compiler.add_resource(name, serde_json::from_str(text).expect("a schema")).expect("a schema");
    }
    let index = compiler.compile("urn:variorum:attribution:1", &mut schemas).expect("a schema");
    if let Err(error) = schemas.validate(attribution, index) {
        panic!("{error:#}\n{attribution}");
    }
}

fn dispatch() -> Folder {
    Folder::new().file("dispatch.txt", example("dispatch.txt"))
}

#[test]
fn lines_are_the_attributions_of_a_comparison_with_their_words() {
    let folder = Folder::new().file("a.html", PAGE).file("b.txt", FIRST);
    let found =
        lines(&folder.run("quotes a.html b.txt --format jsonl").expect(0, &["2 pages read, "]).output);
    found.iter().for_each(check_schema);
    let comparison = folder.run("compare a.html b.txt --format json").json();
    let accounts = comparison["accounts"].as_array().expect("accounts");
    let compared: Vec<&Value> =
        accounts.iter().flat_map(|account| account["attributions"].as_array().expect("a list")).collect();
    assert_eq!(found.len(), compared.len());
    for (line, compared) in found.iter().zip(compared) {
        for key in ["id", "kind", "act", "content", "quoted", "within", "hedges", "zone", "confidence"] {
            assert_eq!(line[key], compared[key], "{key}");
        }
        assert_eq!(line["cue"]["lemma"], compared["cue"]["lemma"]);
    }
}

#[test]
fn words_are_those_at_their_bytes() {
    let bytes = example("dispatch.txt");
    for line in lines(&dispatch().run("quotes dispatch.txt --format jsonl").output) {
        let spans = line["content"].as_array().expect("spans").iter();
        for (span, words) in spans.zip(line["content_text"].as_array().expect("words")) {
            let edge = |at: usize| span[at].as_u64().expect("an offset") as usize;
            assert_eq!(bytes[edge(0)..edge(1)], *words.as_str().expect("words").as_bytes());
        }
    }
}

#[test]
fn filters_choose_by_any_name_of_the_speaker_by_kind_and_by_reporting_word() {
    let folder = dispatch();
    let chosen = |filters: &str| {
        lines(&folder.run(&format!("quotes dispatch.txt --format jsonl {filters}")).expect(0, &[]).output)
    };
    let by_weil = chosen("--speaker WEIL");
    assert!(by_weil.len() >= 3 && texts(&by_weil, "account").iter().all(|id| *id == "A"));
    assert!(by_weil.iter().all(|line| line["speaker"]["name"] == "Jonas Weil"));
    let direct = chosen("--speaker weil --kind direct");
    assert_eq!(direct[0]["quoted_text"][0], "We have threatened nobody,");
    let denials = chosen("--cue deny --cue reject");
    assert!(texts(&denials, "act").iter().all(|act| *act == "denies") && denials.len() == 2);
    assert!(chosen("--speaker eil").is_empty());
    assert!(chosen("--min-confidence 1").len() < chosen("--min-confidence 0.5").len());
}

#[test]
fn a_table_has_a_line_of_names_and_as_many_cells_in_every_row() {
    let output = dispatch().run("quotes dispatch.txt --format csv --kind direct").output;
    let rows: Vec<Vec<String>> = output.lines().map(cells).collect();
    assert_eq!(rows[0][5..9], ["id", "kind", "act", "speaker"]);
    assert!(rows.len() > 3 && rows.iter().all(|row| row.len() == rows[0].len()), "{output}");
    let empty = Folder::new().file("a.txt", FIRST).run("quotes a.txt --format csv --speaker Nobody");
    assert_eq!(empty.expect(0, &[]).output.lines().count(), 1);
}

/// The cells of a row without line breaks.
fn cells(row: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    for symbol in row.chars() {
        match symbol {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            _ => cells.last_mut().expect("a cell").push(symbol),
        }
    }
    cells
}

#[test]
fn text_is_grouped_by_speaker_and_coloured_only_when_wanted() {
    let folder = dispatch();
    let text = folder.run("quotes dispatch.txt --speaker weil").output;
    assert!(text.contains("\nJonas Weil, Foreign Minister (3)\n"), "{text}");
    assert!(text.contains("\"We have threatened nobody,\"  2032–2060"), "{text}");
    assert!(!text.contains('\u{1b}'));
    assert!(folder.run("quotes dispatch.txt --color always").output.contains('\u{1b}'));
}

#[test]
fn an_explanation_names_what_each_part_rests_on() {
    let folder = dispatch();
    let denial = lines(&folder.run("quotes dispatch.txt --format jsonl --speaker weil --cue deny").output);
    let id = denial[0]["id"].as_str().expect("an id");
    let text = folder.run(&format!("quotes dispatch.txt --explain {id}")).expect(0, &[]).output.clone();
    for part in ["  content ", "  cue ", "  source ", "  speaker ", "Weil/PROPN denied/VERB"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let line = lines(&folder.run(&format!("quotes dispatch.txt --format jsonl --explain {id}")).output);
    check_schema(&line[0]);
    assert!(line[0]["grounds"].as_array().is_some_and(|grounds| grounds.len() > 4));
}

#[test]
fn what_cannot_be_explained_or_chosen_is_told() {
    let folder = dispatch();
    folder
        .run("quotes dispatch.txt --explain A.q999 -o out.txt")
        .expect(2, &["no attribution has the id `A.q999`\n hint: "]);
    folder.run("quotes dispatch.txt --explain B.q1").expect(2, &["no attribution has the id `B.q1`"]);
    folder.run("quotes dispatch.txt --explain q1").expect(2, &["is not the id of an attribution\n hint: "]);
    folder
        .run("quotes dispatch.txt --explain A.q1 --format csv")
        .expect(2, &["no place in a table\n hint: "]);
    folder.run("quotes dispatch.txt --min-confidence 85").expect(2, &["is not between 0 and 1\n hint: "]);
    folder.run("quotes missing.txt").expect(2, &["`missing.txt`: no such file"]);
    folder.run("quotes dispatch.txt missing.txt").expect(1, &["`missing.txt`: no such file"]);
    assert_eq!(folder.names(), ["dispatch.txt"]);
}

#[test]
fn the_number_of_threads_does_not_show_and_the_ending_chooses_the_format() {
    let folder = (0..30).fold(Folder::new(), |folder, n| folder.file(&format!("{n:02}.html"), PAGE));
    let one = folder.run("quotes . --format jsonl --jobs 1");
    assert_eq!(
        one.expect(0, &["30 pages read, "]).output,
        folder.run("quotes . --format jsonl --jobs 8").output
    );
    folder.run("quotes 00.html -o a.csv").expect(0, &[]);
    folder.run("quotes 00.html -o a.jsonl").expect(0, &[]);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("an output");
    assert!(read("a.csv").starts_with("account,uri,") && read("a.jsonl").starts_with("{\"account\":\"A\""));
}

#[test]
fn of_another_language_nothing_is_attributed_and_that_is_said() {
    let german = "Fähre nach Aldmoor fällt den dritten Tag aus\n\nDie Fähre nach Aldmoor blieb am Dienstag wegen \
        hoher Wellen im Hafen, sagte das Hafenamt.\n\n„Wir fahren, wenn uns das Meer lässt“, sagte Kapitänin Ines \
        Holm vor Reportern am Kai. „So einen Juni habe ich noch nie erlebt.“ Etwa 300 Fahrgäste warteten nach \
        Angaben der Reederei im Terminal und auf der Mole auf das nächste Schiff.\n";
    let folder = Folder::new().file("a.txt", german);
    let run = folder.run("quotes a.txt");
    run.expect(0, &["looks like `de`", " hint: nothing was attributed"]);
    assert!(run.output.contains("no attributions"), "{}", run.output);
    assert_eq!(folder.run("quotes a.txt --format jsonl").output, "");
}

/// A sentence with one report.
const SENTENCE: &str =
    "The mayor said that the bridge would stay closed because engineers had found a crack in it. ";

#[test]
fn texts_that_are_hard_are_read_in_time_and_without_a_fault() {
    let letter = "The bridge must be opened again, and I said so in March. Nobody is in danger.\n\nAna Belmonte, \
        Port Hale\n\n";
    let turns = "HALLAM: Why was it not closed in March, when the engineers asked for it?\n\nOKORO: We were never \
        told that it was at risk.\n\n";
    let texts = [
        ("paragraph.txt", SENTENCE.repeat(5_000_000 / SENTENCE.len())),
        ("quotations.txt", format!("Bridge closed\n\n{}", "\"We will,\" said Okoro. ".repeat(50_000))),
        ("marks.txt", format!("Bridge closed\n\n{}", "“".repeat(100_000))),
        ("letters.txt", format!("Letters to the editor\n\n{}", letter.repeat(2_000))),
        ("turns.txt", format!("Mayor defends bridge\n\n{SENTENCE}\n\n{}", turns.repeat(10_000))),
    ];
    // Were anything quadratic in these, hours would not do.
    for (name, text) in texts {
        let folder = Folder::new().file(name, text);
        let run = folder.run(&format!("quotes {name} --format jsonl"));
        run.expect(0, &[]);
        assert!(!run.messages.contains("fault"), "{name}: {}", run.messages);
        let least = match name {
            "paragraph.txt" | "quotations.txt" => 49_000,
            "turns.txt" => 19_000,
            _ => 0,
        };
        assert!(run.output.lines().count() >= least, "{name}: {}", run.output.lines().count());
    }
}

#[test]
fn capitals_and_texts_without_marks_have_speakers_too() {
    let capitals = "MAYOR CLOSES BRIDGE\n\nTHE MAYOR OF ELLERY, RUTH OKORO, SAID ON MONDAY THAT THE BRIDGE WOULD STAY \
        CLOSED. \"WE WILL NOT OPEN IT UNTIL EVERY PIER HAS BEEN TESTED,\" SHE TOLD REPORTERS IN THE TOWN HALL.\n";
    let folder = Folder::new().file("a.txt", capitals).file("b.txt", SENTENCE.repeat(4));
    let found = lines(&folder.run("quotes a.txt --format jsonl").expect(0, &[]).output);
    assert!(
        found.len() >= 2 && found.iter().all(|line| line["speaker"]["name"] == "RUTH OKORO"),
        "{found:?}"
    );
    let found = lines(&folder.run("quotes b.txt --format jsonl").expect(0, &[]).output);
    assert!(found.len() == 4 && found.iter().all(|line| line["kind"] == "indirect"));
}

#[test]
fn the_turns_of_a_transcript_are_their_speakers_words() {
    let transcript = "Mayor defends bridge\n\nMayor Ruth Okoro spoke with Piet Hallam of Radio Ellery on Sunday about \
        the bridge. A partial transcript follows.\n\nHALLAM: Why was the bridge not closed in March, when engineers \
        asked for it?\n\nOKORO: We were never told that it was at risk, and nobody wrote to us.\n\nHALLAM: The union \
        has a letter that it says it sent to you on the third of March.\n";
    let run = Folder::new().file("a.txt", transcript).run("quotes a.txt --speaker Hallam --kind direct");
    assert!(run.output.contains("Piet Hallam"), "{}", run.output);
    assert!(run.output.contains("HALLAM:  line 5 · direct"), "{}", run.output);
}
