//! How sure facts that are given out must be.
//!
//! Figures stay: measured on annotated documents, those with a high confidence are not right more often.

use crate::extraction::Extraction;

/// The least confidence of the facts that a command gives out.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct ConfidenceArgs {
    /// Leave out facts that are less sure than this, from 0 (keep all) to 1
    #[arg(long, value_name = "0..1", value_parser = share)]
    min_confidence: Option<f64>,
}

impl ConfidenceArgs {
    /// Leaves out the facts of an extraction that are not sure enough.
    pub(crate) fn apply(self, extraction: &mut Extraction) {
        let Some(least) = self.min_confidence else { return };
        extraction.facts.retain(|fact| fact.confidence >= least);
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "write a number from 0 to 1, such as 0.8".to_owned())
}
