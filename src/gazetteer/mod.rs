//! Loads, checks and compiles the dictionary: entities, their names, ordinary words and guards.
//!
//! ```text
//!  files ─ table ─▶ rows ─ load ─▶ Gazetteer { entities, forms, Matcher, Guards, CommonWords, Lexicon }
//!            └──────────┴───────▶ diagnostics
//! ```
//!
//! Names and documents must go through the same normaliser; the loader takes it as a function.

mod alias;
mod builtin;
mod check;
mod common;
mod dictionary;
mod entity;
mod forms;
mod guard;
mod lexicon;
mod load;
mod matcher;
mod period;
mod provenance;
mod report;
mod resolve;
mod rows;
mod source;
mod stats;
mod table;
mod word_rows;

pub use alias::{Alias, AliasKind, Form, FormIndex};
pub use check::{CheckCounts, CheckReport, check};
pub use common::{CommonWord, CommonWords};
pub use dictionary::Gazetteer;
pub use entity::{Entity, EntityIndex, Validity};
pub use guard::{Guard, GuardAction, Guards};
pub use lexicon::{Lexicon, Word, WordClass, WordHit};
pub use matcher::{Hit, Matcher};
pub use source::{FileRole, GazetteerSource, SourceFile};
pub use stats::{Count, Homonyms, ProvinceStats, Stats, stats};

#[cfg(test)]
mod timing {
    #[test]
    #[ignore]
    fn timing() {
        let t = std::time::Instant::now();
        let (g, d) = super::Gazetteer::builtin(|s| s.to_owned());
        println!("load {:?}", t.elapsed());
        let t = std::time::Instant::now();
        g.lexicon().prepare();
        println!("lexicon {:?}", t.elapsed());
        println!(
            "{} entities {} forms {} words {} {}MB",
            g.entities().len(),
            g.forms().len(),
            g.lexicon().len(),
            g.version(),
            g.matcher().heap_bytes() >> 20
        );
        println!("{:#?}", super::stats(&g));
        let r = super::check(&[super::GazetteerSource::Builtin], |s| s.to_owned());
        println!("{:?}", r.counts);
        for d in &r.diagnostics {
            println!("{:?} {d}", d.severity);
        }
        println!("{} diags", d.len());
        for d in d.iter().take(20) {
            println!("{:?} {d}", d.severity);
        }
    }
    #[test]
    #[ignore]
    fn daachorse_variants() {
        use daachorse::*;
        let (g, _) = super::Gazetteer::builtin(|s| s.to_owned());
        let words: Vec<(&str, u32)> = g.lexicon().iter().zip(0u32..).map(|((w, _), i)| (w, i)).collect();
        for _ in 0..2 {
            let t = std::time::Instant::now();
            let a = CharwiseDoubleArrayAhoCorasick::<u32>::with_values(words.iter().copied()).unwrap();
            println!("charwise {:?} {} KB", t.elapsed(), a.heap_bytes() >> 10);
            let t = std::time::Instant::now();
            let s = a.serialize();
            println!("serialize {:?} {} KB", t.elapsed(), s.len() >> 10);
            let t = std::time::Instant::now();
            let (b, _) = CharwiseDoubleArrayAhoCorasick::<u32>::deserialize(&s).unwrap();
            println!("deserialize {:?} {}", t.elapsed(), b.num_states());
            let t = std::time::Instant::now();
            let a = CharwiseDoubleArrayAhoCorasickBuilder::new()
                .use_prefilter(false)
                .build_with_values::<_, _, u32>(words.iter().copied())
                .unwrap();
            println!("charwise no prefilter {:?} {} KB", t.elapsed(), a.heap_bytes() >> 10);
            let t = std::time::Instant::now();
            let a = DoubleArrayAhoCorasickBuilder::new()
                .build_with_values::<_, _, u32>(words.iter().copied())
                .unwrap();
            println!("bytewise {:?} {} KB", t.elapsed(), a.heap_bytes() >> 10);
            let t = std::time::Instant::now();
            let a = aho_corasick::AhoCorasick::builder().build(words.iter().map(|w| w.0)).unwrap();
            println!("aho-corasick {:?} {} KB", t.elapsed(), a.memory_usage() >> 10);
            let forms: Vec<(&str, u32)> =
                g.forms().zip(0u32..).map(|((_, f), i)| (f.text.as_str(), i)).collect();
            let t = std::time::Instant::now();
            let a = CharwiseDoubleArrayAhoCorasick::<u32>::with_values(forms.iter().copied()).unwrap();
            println!("forms charwise {:?} {} KB", t.elapsed(), a.heap_bytes() >> 10);
            let t = std::time::Instant::now();
            let mut m: rustc_hash::FxHashMap<&str, u32> = Default::default();
            m.extend(words.iter().copied());
            println!("hash {:?} {}", t.elapsed(), m.len());
        }
    }
}
