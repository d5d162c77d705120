//! Which feeds are watched? Those whose addresses were typed, and those that the lists name.

use crate::failure::Failure;
use crate::input::{bytes_of, unusable};
use crate::plan::{self, Place};
use std::collections::BTreeSet;
use web::{Address, AddressList, Flaw, Kind, Outlines, Unusable, kind_of};

/// Feeds, each once and with whether the user typed its address; and what is wrong with the lists.
pub(super) type Listed = (Vec<(Address, bool)>, Vec<Failure>);

/// Reads the lists.
///
/// # Errors
/// A list cannot be read or is none, or there are no feeds at all.
pub(super) fn list(plan: &plan::Watch) -> Result<Listed, Failure> {
    let (mut feeds, mut flaws) = (Vec::new(), Vec::new());
    for place in &plan.sources {
        match place {
            Place::Url(url) => {
                let address = Address::parse(url).map_err(|fault| crate::fetch::explain(url, &fault))?;
                feeds.push((address, true));
            }
            Place::File(_) | Place::StandardInput => {
                let name = crate::input::name_of(place);
                let bytes = bytes_of(place, plan.pages.limits.fetch.largest)?;
                let (named, wrong) = read(&name, &bytes)?;
                feeds.extend(named.into_iter().map(|address| (address, false)));
                flaws.extend(wrong.into_iter().map(|flaw| {
                    Failure::of(&format!("{name}:{}", flaw.line), flaw.what)
                        .hint("the rest of the list is watched")
                }));
            }
        }
    }
    let mut seen = BTreeSet::new();
    feeds.retain(|(address, _)| seen.insert(address.clone()));
    match (feeds.is_empty(), flaws.pop()) {
        (true, Some(flaw)) => Err(flaw),
        (true, None) => {
            Err(Failure::new("there are no feeds to watch").hint("give a list of feeds, or their addresses"))
        }
        (false, last) => {
            flaws.extend(last);
            Ok((feeds, flaws))
        }
    }
}

/// The feeds of one list.
fn read(name: &str, bytes: &[u8]) -> Result<(Vec<Address>, Vec<Flaw>), Failure> {
    match kind_of(bytes) {
        Some(Kind::Addresses) => {
            let list = AddressList::read(bytes);
            Ok((list.addresses.into_iter().map(|(_, address)| address).collect(), list.flaws))
        }
        Some(Kind::Feed) => Err(Failure::of(name, "is a feed, which does not change while it lies here")
            .hint("give its address, or `variorum ingest` it")),
        Some(Kind::Outlines) | None => match Outlines::read(bytes, None) {
            Ok(list) => Ok((list.feeds.into_iter().map(|feed| feed.address).collect(), list.flaws)),
            Err(Unusable::NoOutlines) => {
                Err(Failure::of(name, "is neither a list of feeds (OPML) nor of addresses")
                    .hint("export the list of feeds as OPML, or write one address a line"))
            }
            Err(error) => Err(unusable(name, &error)),
        },
    }
}
