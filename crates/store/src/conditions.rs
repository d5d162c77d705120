//! Which rows are wanted? Conditions of a query, each with its value, put together as they are asked for.

use rusqlite::types::Value;

/// Conditions that must all hold.
pub(crate) struct Conditions {
    texts: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Conditions {
    /// One that always must.
    pub(crate) fn new(condition: &str) -> Conditions {
        Conditions { texts: vec![condition.to_owned()], values: Vec::new() }
    }

    /// Another one; its value stands for `?`.
    pub(crate) fn add(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.texts.push(condition.replace('?', &format!("?{}", self.values.len())));
    }

    /// Another one without a value.
    pub(crate) fn add_plain(&mut self, condition: String) {
        self.texts.push(condition);
    }

    /// Another one, if there is a value.
    pub(crate) fn add_if<T: Into<Value> + Clone>(&mut self, condition: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.add(condition, value.clone());
        }
    }

    /// As a query has it behind `WHERE`.
    pub(crate) fn text(&self) -> String {
        self.texts.join(" AND ")
    }
}
