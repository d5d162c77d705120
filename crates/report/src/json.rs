//! How is the view printed as JSON? Keys in the contract's order; what fits on a line stands on one.

use crate::View;

/// Longest line that is not broken further.
const LINE: usize = 116;

/// The comparison in the output contract `variorum.comparison/1`, ending in a line break.
pub fn json(view: &View) -> String {
    let compact = serde_json::to_string(view).expect("a view holds string keys and finite numbers only");
    let mut printed = lay_out(&compact);
    printed.push('\n');
    printed
}

/// Breaks compact JSON into lines: a list or object that fits stays whole, any other has an item a line.
pub(crate) fn lay_out(compact: &str) -> String {
    let ends = container_ends(compact);
    let mut printed = String::with_capacity(compact.len() * 2);
    let (mut depth, mut line_start, mut in_string, mut escaped) = (0, 0, false, false);
    let (mut at, mut whole_until) = (0, 0);
    while let Some(symbol) = compact.get(at..).and_then(|rest| rest.chars().next()) {
        let is_whole = at < whole_until;
        if in_string {
            (in_string, escaped) = (escaped || symbol != '"', symbol == '\\' && !escaped);
            printed.push(symbol);
        } else {
            match symbol {
                '[' | '{' if !is_whole && at + 1 < ends[at] => {
                    printed.push(symbol);
                    if printed.len() - line_start + (ends[at] - at) * 9 / 8 <= LINE {
                        whole_until = ends[at] + 1;
                    } else {
                        depth += 1;
                        line_start = break_line(&mut printed, depth);
                    }
                }
                ']' | '}' if !is_whole && !printed.ends_with(['[', '{']) => {
                    depth -= 1;
                    line_start = break_line(&mut printed, depth);
                    printed.push(symbol);
                }
                ',' if !is_whole => {
                    printed.push(',');
                    line_start = break_line(&mut printed, depth);
                }
                ',' | ':' => {
                    printed.push(symbol);
                    printed.push(' ');
                }
                _ => {
                    in_string = symbol == '"';
                    printed.push(symbol);
                }
            }
        }
        at += symbol.len_utf8();
    }
    printed
}

fn break_line(printed: &mut String, depth: usize) -> usize {
    printed.push('\n');
    let start = printed.len();
    printed.extend(std::iter::repeat_n("  ", depth));
    start
}

/// For every `[` and `{` of compact JSON, where it closes.
fn container_ends(compact: &str) -> Vec<usize> {
    let mut ends = vec![0; compact.len()];
    let (mut open, mut in_string, mut escaped) = (Vec::new(), false, false);
    for (at, byte) in compact.bytes().enumerate() {
        if in_string {
            (in_string, escaped) = (escaped || byte != b'"', byte == b'\\' && !escaped);
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => open.push(at),
            b']' | b'}' => {
                if let Some(start) = open.pop() {
                    ends[start] = at;
                }
            }
            _ => {}
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_stay_on_their_line_and_long_ones_break() {
        let long = "x".repeat(100);
        let compact =
            format!(r#"{{"spans":[[1,2],[3,4]],"none":[],"text":"a, \"b\": [c]","long":["{long}",1]}}"#);
        let printed = lay_out(&compact);
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(lines[1], r#"  "spans": [[1, 2], [3, 4]],"#);
        assert_eq!(lines[2], r#"  "none": [],"#);
        assert_eq!(lines[3], r#"  "text": "a, \"b\": [c]","#);
        assert_eq!(lines[4], r#"  "long": ["#);
        let (before, after): (serde_json::Value, serde_json::Value) =
            (serde_json::from_str(&compact).unwrap(), serde_json::from_str(&printed).unwrap());
        assert_eq!(before, after);
    }
}
