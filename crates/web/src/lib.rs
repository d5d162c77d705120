//! What does the web say at an address, and how is it asked politely?
//!
//! A [`Client`] fetches one page at a time over http or https, with a limit on everything the other side controls: time,
//! size after unpacking, redirects. A *polite* client keeps to robots.txt and waits between requests to one host; one
//! whose [`Trust`] is `Public` refuses addresses of private networks. What was fetched may be a feed ([`Feed`]), a list of
//! feeds ([`Outlines`]) or a list of addresses ([`AddressList`]); what a page means is left to others.

mod address;
mod client;
mod fault;
mod feed;
mod guard;
mod kind;
mod list;
mod manners;
mod markup;
mod outlines;
mod robots;
mod stop;
mod text;
mod wait;

pub use address::Address;
pub use client::{Answer, Client, Fetched, Purpose, Request, Settings, Validators};
pub use fault::{Fault, MOST_REDIRECTS};
pub use feed::{Entry, Feed, Stamp};
pub use guard::{Trust, is_public};
pub use kind::{Kind, kind_of};
pub use list::AddressList;
pub use manners::Manners;
pub use outlines::{Outline, Outlines};
pub use robots::Robots;
pub use stop::Stop;
pub use text::{Flaw, Unusable};
pub use ureq::Proxy;
