//! What is read of a whole document once, for facts and for figures alike.

use jiff::civil::Date;

use super::observation::year_of;
use super::profile::Profile;
use super::section::report::Report;
use crate::gazetteer::Gazetteer;
use crate::linking::LinkedMention;
use crate::mention::table::{Table, tables};
use crate::text::{NormalizedText, Sentence};

/// A document as a whole.
pub struct Outline {
    /// When it was published.
    pub(super) date: Option<Date>,
    /// The year in which it was written.
    pub(super) year: Option<i16>,
    pub(super) tables: Vec<Table>,
    pub(super) profile: Profile,
    /// The report of a government that it is.
    pub(super) report: Option<Report>,
}

impl Outline {
    /// Reads a document that was published on `date`.
    #[must_use]
    pub fn new(
        text: &NormalizedText,
        sentences: &[Sentence],
        mentions: &[LinkedMention],
        date: Option<Date>,
        gazetteer: &Gazetteer,
    ) -> Self {
        Self {
            date,
            year: year_of(text, date),
            tables: tables(text),
            profile: Profile::of(text, mentions, gazetteer),
            report: Report::of(text, sentences, date),
        }
    }
}
