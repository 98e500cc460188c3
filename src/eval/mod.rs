//! How good an extraction is: compared with what careful people found in the same documents.
//!
//! ```text
//!  *.gold.json ─ GoldSet::read ─▶ GoldSet ─┐
//!                                          ├─ score_document ─▶ DocumentReport ─ Report::new ─▶ Report ─▶ JSON
//!  Extraction ── into ─▶ Prediction ───────┘                                            └─ Comparison::between
//! ```
//!
//! Running the extraction and printing are not done here; the layers above do both.
//!
//! # Figures
//!
//! Of each kind of item three numbers are counted: how many the people marked (*gold*), how many
//! the program found (*predicted*), and how many of those are right (*correct*). Everything else
//! is derived from them:
//!
//! - **precision** = correct / predicted: how much of what was found is right;
//! - **recall** = correct / gold: how much of what is there was found;
//! - **F1** = 2 · precision · recall / (precision + recall), their harmonic mean, which is near
//!   the lower of the two. See Manning, Raghavan and Schütze, *Introduction to Information
//!   Retrieval* (2008), [section 8.3](https://nlp.stanford.edu/IR-book/html/htmledition/evaluation-of-unranked-retrieval-sets-1.html).
//!
//! Figures of several documents or types are **micro-averaged**: the counts are added first and the
//! ratio is taken of the sums, so that each item weighs the same, not each document or type (same
//! book, [section 13.6](https://nlp.stanford.edu/IR-book/html/htmledition/evaluation-of-text-classification-1.html)).
//! A ratio of nothing to nothing is 0.
//!
//! What counts as right is told by [`score_document`].

mod comparison;
mod context;
mod error;
mod figure;
mod gold;
mod label;
mod matching;
mod mistake;
mod prediction;
mod report;
mod score;

pub use comparison::{Comparison, FigureChange, MistakeChanges, Verdict};
pub use error::{EvalError, Expected};
pub use figure::{Aspect, Figure, FigureKey, Measure};
pub use gold::{GoldDocument, GoldFact, GoldMention, GoldObservation, GoldSet};
pub use matching::{DocumentReport, score_document};
pub use mistake::{Item, Mistake, MistakeClass};
pub use prediction::{
    PredictedEntity, PredictedFact, PredictedMention, PredictedObject, PredictedObservation, Prediction,
    read_predictions,
};
pub use report::{DocumentScores, Report};
pub use score::{Counts, Scores, Share};
