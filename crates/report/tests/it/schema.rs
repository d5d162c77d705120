//! Does the printed JSON keep the output contract?

use crate::{invented, report};
use boon::{Compiler, Schemas};
use serde_json::Value;

fn printed() -> Value {
    serde_json::from_str(&report::json(&invented::bridge().view())).expect("the report is JSON")
}

#[test]
fn the_json_report_fits_its_schema() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../../schemas/comparison-1.schema.json")).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("comparison-1.schema.json", schema).unwrap();
    let index = compiler.compile("comparison-1.schema.json", &mut schemas).unwrap();
    if let Err(error) = schemas.validate(&printed(), index) {
        panic!("{error:#}");
    }
    let mut broken = printed();
    broken["accounts"][0]["attributions"][0]["content"] = serde_json::json!([]);
    assert!(schemas.validate(&broken, index).is_err(), "an attribution without content must not fit");
}

#[test]
fn offsets_are_bytes_of_the_source_as_given() {
    let (invented, printed) = (invented::bridge(), printed());
    let shown = |account: usize, span: &Value| {
        let bytes = &invented.accounts[account].article.source.bytes;
        let edge = |at: usize| span[at].as_u64().unwrap() as usize;
        String::from_utf8(bytes[edge(0)..edge(1)].to_vec()).unwrap()
    };
    let accounts = &printed["accounts"];
    assert_eq!(shown(0, &accounts[0]["attributions"][0]["source"]["span"]), "Mayor Ruth Okoro");
    assert_eq!(shown(1, &accounts[1]["headline"]["span"]), "Mayor: bridge &amp; ferry “shut for weeks”");
    assert_eq!(shown(1, &printed["variants"][0]["variant"]["span"]), "until every pier has been tested.");
}

#[test]
fn what_the_text_does_not_say_is_null_and_what_cannot_be_shown_is_left_out() {
    let printed = printed();
    assert_eq!(printed["accounts"][2]["outlet"], Value::Null);
    assert_eq!(printed["accounts"][2]["authors"], Value::Null);
    assert_eq!(printed["accounts"][0]["outlet"]["name"], "The Ellery Courier");
    let values: Vec<&Value> = printed["accounts"][0]["quantities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|quantity| &quantity["value"])
        .collect();
    assert_eq!(values, [&Value::from(2), &Value::Null, &Value::from(2.5)]);
}
