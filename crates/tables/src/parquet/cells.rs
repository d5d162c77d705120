//! What does a cell of a Parquet column say, in characters? Numbers, days and times too.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;

/// What the numbers of a column mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What they say.
    Plain,
    /// Numbers without sign.
    Unsigned,
    /// Days since 1970.
    Days,
    /// Parts of a second since 1970: so many make a day.
    Times(i64),
    /// Sixteen bytes that name something.
    Uuid,
    /// Something else, which is not read.
    Unknown,
}

const SECONDS_OF_A_DAY: i64 = 86_400;

impl Meaning {
    pub(super) fn of(column: &ColumnDescriptor) -> Meaning {
        let parts = |unit| match unit {
            TimeUnit::MILLIS => SECONDS_OF_A_DAY * 1_000,
            TimeUnit::MICROS => SECONDS_OF_A_DAY * 1_000_000,
            TimeUnit::NANOS => SECONDS_OF_A_DAY * 1_000_000_000,
        };
        if let Some(logical) = column.logical_type_ref() {
            #[expect(clippy::wildcard_enum_match_arm, reason = "another crate's open set of types")]
            return match logical {
                LogicalType::Date => Meaning::Days,
                LogicalType::Timestamp(times) => Meaning::Times(parts(times.unit)),
                LogicalType::Integer(integer) if !integer.is_signed => Meaning::Unsigned,
                LogicalType::Integer(_) | LogicalType::String | LogicalType::Json | LogicalType::Enum => {
                    Meaning::Plain
                }
                LogicalType::Uuid => Meaning::Uuid,
                _ => Meaning::Unknown,
            };
        }
        match column.converted_type() {
            ConvertedType::DATE => Meaning::Days,
            ConvertedType::TIMESTAMP_MILLIS => Meaning::Times(parts(TimeUnit::MILLIS)),
            ConvertedType::TIMESTAMP_MICROS => Meaning::Times(parts(TimeUnit::MICROS)),
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Meaning::Unsigned,
            ConvertedType::DECIMAL
            | ConvertedType::INTERVAL
            | ConvertedType::TIME_MILLIS
            | ConvertedType::TIME_MICROS
            | ConvertedType::BSON => Meaning::Unknown,
            ConvertedType::NONE
            | ConvertedType::UTF8
            | ConvertedType::MAP
            | ConvertedType::MAP_KEY_VALUE
            | ConvertedType::LIST
            | ConvertedType::ENUM
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64
            | ConvertedType::JSON => Meaning::Plain,
        }
    }
}

/// Whether a column's cells can be put into characters. Values of a stated length must have a sensible one.
pub(super) fn is_readable(column: &ColumnDescriptor) -> bool {
    const LONGEST_FIXED: i32 = 4 << 10;
    let is_sound = column.physical_type() != Type::FIXED_LEN_BYTE_ARRAY
        || (1..=LONGEST_FIXED).contains(&column.type_length());
    column.max_rep_level() == 0 && is_sound && Meaning::of(column) != Meaning::Unknown
}

/// The next cell of a column; outer `None`: there are no more, inner `None`: it is null.
pub(super) fn next(
    reader: &mut ColumnReader,
    meaning: Meaning,
) -> Result<Option<Option<Vec<u8>>>, ParquetError> {
    let number = |number: i64| whole(number, meaning).into_bytes();
    Ok(match reader {
        ColumnReader::ByteArrayColumnReader(reader) => {
            one(reader)?.map(|cell| cell.map(|bytes| bytes.data().to_vec()))
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => one(reader)?.map(|cell| {
            let bytes = cell?;
            Some(if meaning == Meaning::Uuid {
                uuid(bytes.data()).into_bytes()
            } else {
                bytes.data().to_vec()
            })
        }),
        ColumnReader::Int32ColumnReader(reader) => one(reader)?.map(|cell| {
            let (signed, unsigned) =
                cell.map(|number| (i64::from(number), i64::from(number.cast_unsigned())))?;
            Some(number(if meaning == Meaning::Unsigned { unsigned } else { signed }))
        }),
        ColumnReader::Int64ColumnReader(reader) => one(reader)?.map(|cell| cell.map(number)),
        ColumnReader::Int96ColumnReader(reader) => one(reader)?.map(|cell| {
            // Nanoseconds of the day in the lower two words, a Julian day in the upper one.
            cell.map(|time| day(i64::from(time.data()[2]) - JULIAN_1970).into_bytes())
        }),
        ColumnReader::FloatColumnReader(reader) => one(reader)?.map(|cell| real(f64::from(cell?))),
        ColumnReader::DoubleColumnReader(reader) => one(reader)?.map(|cell| real(cell?)),
        ColumnReader::BoolColumnReader(reader) => {
            one(reader)?.map(|cell| cell.map(|truth| truth.to_string().into_bytes()))
        }
    })
}

fn one<T: DataType>(reader: &mut ColumnReaderImpl<T>) -> Result<Option<Option<T::T>>, ParquetError> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let (records, _, _) = reader.read_records(1, Some(&mut levels), None, &mut values)?;
    Ok((records > 0).then(|| values.pop()))
}

fn whole(number: i64, meaning: Meaning) -> String {
    match meaning {
        Meaning::Days => day(number),
        Meaning::Times(of_a_day) => day(number.div_euclid(of_a_day)),
        Meaning::Unsigned => number.cast_unsigned().to_string(),
        Meaning::Plain | Meaning::Uuid | Meaning::Unknown => number.to_string(),
    }
}

/// Numbers that tables with gaps have turned into fractions are written as they were; `None`: no number.
fn real(number: f64) -> Option<Vec<u8>> {
    number.is_finite().then(|| number.to_string().into_bytes())
}

/// The Julian day of 1970-01-01.
const JULIAN_1970: i64 = 2_440_588;

/// A day of the Gregorian calendar, counted from 1970-01-01. The years 0001 to 9999 have four digits.
fn day(since_1970: i64) -> String {
    // Counted from March 1 of year 0, so that leap days come last; 146,097 days are 400 years.
    let days = i128::from(since_1970) + 719_468;
    let (cycle, of_cycle) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let of_years = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * of_years + of_years / 4 - of_years / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = cycle * 400 + of_years + i128::from(month <= 2);
    format!("{year:04}-{month:02}-{of_month:02}")
}

fn uuid(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_days_of_the_calendar() {
        let days = [(0, "1970-01-01"), (19_857, "2024-05-14"), (-1, "1969-12-31"), (11_016, "2000-02-29")];
        for (number, text) in days {
            assert_eq!(whole(number, Meaning::Days), text);
        }
        assert_eq!(whole(1_715_682_600_000, Meaning::Times(86_400_000)), "2024-05-14");
        assert_eq!(whole(-1, Meaning::Times(86_400_000)), "1969-12-31");
        assert!(!day(i64::MIN).is_empty() && !day(i64::MAX).is_empty());
    }

    #[test]
    fn numbers_are_written_as_ids() {
        assert_eq!(whole(-1, Meaning::Unsigned), "18446744073709551615");
        assert_eq!(real(17.0).as_deref(), Some("17".as_bytes()));
        assert_eq!(real(f64::NAN), None);
        assert_eq!(uuid(&[0xab; 16]), "abababab-abab-abab-abab-abababababab");
    }
}
