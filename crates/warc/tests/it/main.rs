//! Archives, sound and damaged, as they come from crawlers.

mod archive;
mod damage;
mod properties;
mod sound;
