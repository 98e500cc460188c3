//! `chanpu explain`: why names were found or not, and which rules found what.

use std::io::Write;

use super::build::nothing_read;
use super::error::{CliError, Result};
use super::exit::Exit;
use super::failures;
use super::messages::Lang;
use super::sources::InputArgs;
use super::terminal::Terminal;
use crate::extraction::Object;
use crate::gazetteer::{Gazetteer, GuardAction};
use crate::linking::{LinkedMention, Resolution};
use crate::mention::{Origin, Refusal};
use crate::pipeline::Explanation;
use crate::text::NormalizedSpan;

/// Show how documents are read: words, names with their candidates, refused names, rules
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Only sentences that hold this text
    #[arg(long, value_name = "TEXT")]
    at: Option<String>,
}

/// Prints the explanations, sentence by sentence.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let corpus = args.input.corpus()?;
    if corpus.files.is_empty() {
        return Err(nothing_read(&corpus.skipped, terminal));
    }
    let gazetteer = args.input.gazetteer.load(terminal)?;
    let extractor = args.input.gazetteer.extractor(&gazetteer)?;
    let workers = args.input.workers()?;
    let mut out = terminal.results();
    let mut failed = corpus.skipped.clone();
    let (mut explained, mut shown) = (0_usize, 0_usize);
    corpus.process(
        &workers,
        |document| extractor.explain(&document),
        |file, result| -> Result<()> {
            match result {
                Ok(explanation) => {
                    explained += 1;
                    writeln!(out, "# {}", file.id).map_err(CliError::output)?;
                    shown += Page { explanation: &explanation, gazetteer: &gazetteer, lang: terminal.lang }
                        .print(args.at.as_deref(), &mut out)
                        .map_err(CliError::output)?;
                }
                Err(failure) => failed.push(failure),
            }
            Ok(())
        },
    )?;
    out.flush().map_err(CliError::output)?;
    if explained == 0 {
        return Err(nothing_read(&failed, terminal));
    }
    failures::list(&failed, terminal);
    Ok(if !failed.is_empty() { Exit::Partial } else { Exit::found(shown > 0) })
}

/// One document's explanation on its way out.
struct Page<'a, 'g> {
    explanation: &'a Explanation<'g>,
    gazetteer: &'a Gazetteer,
    lang: Lang,
}

impl Page<'_, '_> {
    /// Prints the sentences that hold `at`, or all; returns how many.
    fn print(&self, at: Option<&str>, out: &mut impl Write) -> std::io::Result<usize> {
        let text = &self.explanation.text.text;
        let mut shown = 0;
        for (number, sentence) in self.explanation.sentences.iter().enumerate() {
            let words = sentence.span.of(text);
            if at.is_some_and(|at| !words.contains(at)) {
                continue;
            }
            shown += 1;
            writeln!(out, "\n{words}")?;
            self.words(sentence.span, out)?;
            self.names(sentence.span, out)?;
            self.refusals(sentence.span, out)?;
            self.facts(sentence.span, out)?;
            self.near_misses(number, out)?;
        }
        Ok(shown)
    }

    fn words(&self, sentence: NormalizedSpan, out: &mut impl Write) -> std::io::Result<()> {
        let text = &self.explanation.text.text;
        let words = self.explanation.reading.words.iter().filter(|word| sentence.contains(word.span));
        let shown: Vec<String> = words
            .map(|word| {
                let head = word.head.map_or_else(String::new, |kind| format!("→{kind}"));
                format!("{}/{}{head}", word.span.of(text), word.class)
            })
            .collect();
        writeln!(out, "  {}  {}", self.lang.pick("words", "分词"), shown.join(" "))
    }

    fn names(&self, sentence: NormalizedSpan, out: &mut impl Write) -> std::io::Result<()> {
        let text = &self.explanation.text.text;
        for linked in self.explanation.mentions.iter().filter(|linked| sentence.contains(linked.mention.span))
        {
            let mention = &linked.mention;
            let nested = if mention.nested { self.lang.pick(" (nested)", "（嵌套）") } else { "" };
            writeln!(
                out,
                "  {}  {} {}{nested} {} {} {:.2}",
                self.lang.pick("name", "名称"),
                mention.span.of(text),
                mention.kind,
                self.origin(&mention.origin),
                self.meaning(linked),
                linked.confidence
            )?;
            for candidate in &linked.compared {
                let entity = self.gazetteer.entity(candidate.entity);
                let code = entity.code.as_ref().map_or_else(String::new, |code| format!(" {code}"));
                let features: Vec<&str> = candidate.features.iter().map(|feature| feature.as_str()).collect();
                writeln!(
                    out,
                    "        {:>5.2}  {}{code}  {}",
                    candidate.score,
                    entity.name,
                    features.join(" ")
                )?;
            }
        }
        Ok(())
    }

    fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Form(_) => self.lang.pick("[gazetteer]", "[词典]").to_owned(),
            Origin::Stem(_) => {
                self.lang.pick("[township of a county in focus]", "[所述县区的乡镇]").to_owned()
            }
            Origin::Pattern(rule) => format!("[{rule}]"),
            Origin::ShortOf(full) => format!("[{} {full}]", self.lang.pick("short for", "简称，全称")),
        }
    }

    fn meaning(&self, linked: &LinkedMention) -> String {
        match &linked.resolution {
            Resolution::Linked(entity) => {
                let entity = self.gazetteer.entity(*entity);
                format!("= {} {}", entity.name, entity.id)
            }
            Resolution::New(entity) => format!("= {} ({})", entity.name, self.lang.pick("new", "新")),
            Resolution::Ambiguous(_) => self.lang.pick("= ambiguous", "= 有歧义").to_owned(),
        }
    }

    fn refusals(&self, sentence: NormalizedSpan, out: &mut impl Write) -> std::io::Result<()> {
        let text = &self.explanation.text.text;
        for refused in &self.explanation.reading.refused {
            // Lone abbreviations are in every sentence and never a surprise.
            if !sentence.contains(refused.span) || refused.why == Refusal::Alone {
                continue;
            }
            writeln!(
                out,
                "  {}  {}  {}",
                self.lang.pick("refused", "未采纳"),
                refused.span.of(text),
                self.why(refused.why)
            )?;
        }
        Ok(())
    }

    fn why(&self, refusal: Refusal<'_>) -> String {
        match refusal {
            Refusal::Guard(guard) => {
                let sides = format!("[{}] … [{}]", guard.left.join("|"), guard.right.join("|"));
                match guard.action {
                    GuardAction::Refuse => {
                        format!("{} {sides}: {}", self.lang.pick("guard", "守卫"), guard.reason)
                    }
                    GuardAction::Require => {
                        format!(
                            "{} {sides}: {}",
                            self.lang.pick("a guard requires", "守卫要求"),
                            guard.reason
                        )
                    }
                }
            }
            Refusal::Alone => {
                self.lang.pick("an abbreviation that stands alone", "单独出现的单字简称").to_owned()
            }
            Refusal::Crossing => self
                .lang
                .pick("the end of one word and the beginning of the next", "前一词之尾与后一词之首")
                .to_owned(),
            Refusal::Person => self.lang.pick("part of a person's name", "人名的一部分").to_owned(),
            Refusal::Seat => self.lang.pick("the county of a county seat", "县城之县").to_owned(),
            Refusal::Unlicensed { points, needed } => match self.lang {
                Lang::En => format!("an ordinary word too: {points} of {needed} points speak for the name"),
                Lang::Zh => format!("也是普通词：{needed} 分才采纳，只有 {points} 分"),
            },
        }
    }

    fn facts(&self, sentence: NormalizedSpan, out: &mut impl Write) -> std::io::Result<()> {
        let text = &self.explanation.text.text;
        for statement in self.explanation.statements.iter().filter(|found| sentence.contains(found.evidence))
        {
            let object = match &statement.object {
                Object::Entity(entity) => &*entity.label,
                Object::Literal { value } => value,
            };
            writeln!(
                out,
                "  {}  {} {} {object}  [{}] {:.2} “{}”",
                self.lang.pick("fact", "事实"),
                statement.subject.label,
                statement.predicate.as_str(),
                statement.rule,
                statement.confidence,
                statement.evidence.of(text)
            )?;
        }
        Ok(())
    }

    fn near_misses(&self, sentence: usize, out: &mut impl Write) -> std::io::Result<()> {
        for near in self.explanation.near_misses.iter().filter(|near| near.sentence == sentence) {
            writeln!(
                out,
                "  {}  {}  {} {}",
                self.lang.pick("no match", "未匹配"),
                near.rule,
                self.lang.pick("missing", "缺少"),
                near.missing
            )?;
        }
        Ok(())
    }
}
