//! What the names in lists without titles end with: all that tells what they are names of.

use super::word_list::word_lists;

word_lists! {
    pub(crate) static LISTED: ListedWords = "listed.csv";
    /// What ends the whole names of firms, and no sentence about them.
    legal_form,
    /// What ends the names of firms.
    firm,
    /// What ends the names of undertakings.
    undertaking,
}
