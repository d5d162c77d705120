//! Which value does TIMEX3 give to an expression? `1989-10-27`, `1989-W43`, `1989-Q3`, `P3Y`, `1998-02-12T22:00`.

use super::place::{Anchor, place};
use super::sense::{Point, Sense, Shape, When};
use crate::annotate::dates::days::{self, Grain, Stretch};
use crate::annotate::dates::expression::Meaning;

/// The value of a sense, and the stretch of days that it stands for.
pub(super) fn of(sense: &Sense, anchor: Anchor) -> (String, Option<(Stretch, Shape)>) {
    match sense {
        Sense::Plain(value) => (value.clone(), None),
        Sense::Point(point) => match place(point, anchor) {
            Some((stretch, shape)) => (written(stretch, shape), Some((stretch, shape))),
            None => (unknown(point), None),
        },
        Sense::Timed(day, code) => {
            let day_of_latest = || anchor.latest.filter(|(_, shape)| *shape == Shape::Unit(Grain::Day));
            let publication = || anchor.published.map(|day| ((day, day), Shape::Unit(Grain::Day)));
            let place = match day {
                Some(point) => place(point, anchor),
                None => day_of_latest().or_else(publication),
            };
            let day = place.map_or_else(
                || day.as_ref().map_or("XXXX-XX-XX".to_owned(), unknown),
                |(stretch, shape)| written(stretch, shape),
            );
            (format!("{day}{code}"), place)
        }
    }
}

/// A stretch as TIMEX3 writes it.
fn written(stretch: Stretch, shape: Shape) -> String {
    let date = days::date(stretch.0);
    let (year, month, day) = (date.year(), date.month(), date.day());
    match shape {
        Shape::Unit(Grain::Hour | Grain::Day) => format!("{year:04}-{month:02}-{day:02}"),
        Shape::Unit(grain @ (Grain::Week | Grain::Weekend)) => {
            let week = date.iso_week_date();
            let end = if grain == Grain::Weekend { "-WE" } else { "" };
            format!("{:04}-W{:02}{end}", week.year(), week.week())
        }
        Shape::Unit(Grain::Month) => format!("{year:04}-{month:02}"),
        Shape::Unit(Grain::Quarter) => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
        Shape::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
        Shape::Season => format!("{year:04}-{}", season(month.unsigned_abs())),
        Shape::Unit(Grain::Year) => format!("{year:04}"),
        Shape::Unit(Grain::Decade) => format!("{:03}", year / 10),
        Shape::Unit(Grain::Century) => format!("{:02}", year / 100),
    }
}

fn season(month: u8) -> &'static str {
    match month {
        3..=5 => "SP",
        6..=8 => "SU",
        9..=11 => "FA",
        _ => "WI",
    }
}

/// What is left of a value when no text tells publication.
fn unknown(point: &Point) -> String {
    let mut when = &point.when;
    while let When::InYear(inner, _) | When::InStatedYear(inner, _) | When::YearBefore(inner) = when {
        when = inner;
    }
    match (point.shape, when) {
        (Shape::Unit(Grain::Day | Grain::Hour), When::Meant(Meaning::Yearly { from, .. })) => {
            format!("XXXX-{:02}-{:02}", from.0, from.1)
        }
        (Shape::Unit(Grain::Month), When::Meant(Meaning::Yearly { from, .. })) => {
            format!("XXXX-{:02}", from.0)
        }
        (Shape::Unit(Grain::Quarter), When::Meant(Meaning::Yearly { from, .. })) => {
            format!("XXXX-Q{}", (from.0.max(1) - 1) / 3 + 1)
        }
        (Shape::Half, When::Meant(Meaning::Yearly { from, .. })) => {
            format!("XXXX-H{}", (from.0.max(1) - 1) / 6 + 1)
        }
        (Shape::Season, When::Meant(Meaning::Yearly { from, .. })) => format!("XXXX-{}", season(from.0)),
        (_, When::Meant(Meaning::Weekday { weekday, .. })) => format!("XXXX-WXX-{weekday}"),
        (Shape::Unit(Grain::Day | Grain::Hour), _) => "XXXX-XX-XX".to_owned(),
        (Shape::Unit(Grain::Week), _) => "XXXX-WXX".to_owned(),
        (Shape::Unit(Grain::Weekend), _) => "XXXX-WXX-WE".to_owned(),
        (Shape::Unit(Grain::Month), _) => "XXXX-XX".to_owned(),
        (Shape::Unit(Grain::Quarter), _) => "XXXX-QX".to_owned(),
        (Shape::Half, _) => "XXXX-HX".to_owned(),
        (Shape::Unit(Grain::Decade), _) => "XXX".to_owned(),
        (Shape::Unit(Grain::Century), _) => "XX".to_owned(),
        (Shape::Unit(Grain::Year) | Shape::Season, _) => "XXXX".to_owned(),
    }
}

/// A length: `P3Y`, `PT16H`, `PXD`; the unit by its word where the grain is coarser than TIMEX3.
pub(super) fn length(milli: Option<i64>, grain: Grain, unit: &str) -> String {
    let (time, letter, times) = match grain {
        Grain::Hour if unit.starts_with("sec") => ("T", "S", 1),
        Grain::Hour if unit.starts_with("min") => ("T", "M", 1),
        Grain::Hour => ("T", "H", 1),
        Grain::Day => ("", "D", 1),
        Grain::Weekend => ("", "WE", 1),
        Grain::Week if unit.starts_with("fortnight") => ("", "W", 2),
        Grain::Week => ("", "W", 1),
        Grain::Month => ("", "M", 1),
        Grain::Quarter => ("", "Q", 1),
        Grain::Year => ("", "Y", 1),
        Grain::Decade => ("", "Y", 10),
        Grain::Century => ("", "Y", 100),
    };
    let Some(milli) = milli else {
        let letter = match grain {
            Grain::Decade => "DE",
            Grain::Century => "CE",
            Grain::Hour
            | Grain::Day
            | Grain::Weekend
            | Grain::Week
            | Grain::Month
            | Grain::Quarter
            | Grain::Year => letter,
        };
        return format!("P{time}X{letter}");
    };
    let milli = milli.saturating_mul(times);
    // Halves of years, hours and minutes are told in the next unit: "2 1/2 years" is `P2Y6M`.
    let half = match letter {
        _ if milli % 1000 != 500 => None,
        "Y" => Some("6M"),
        "H" => Some("30M"),
        "M" if time == "T" => Some("30S"),
        _ => None,
    };
    if let Some(half) = half {
        let whole = if milli > 1000 { format!("{}{letter}", milli / 1000) } else { String::new() };
        return format!("P{time}{whole}{half}");
    }
    if milli % 1000 == 0 {
        format!("P{time}{}{letter}", milli / 1000)
    } else {
        let part = format!("{:03}", milli % 1000);
        format!("P{time}{}.{}{letter}", milli / 1000, part.trim_end_matches('0'))
    }
}
