//! What holds of every text, tried on random ones.

use proptest::prelude::*;

use super::{Block, BlockKind, NormalizedSpan, NormalizedText, Normalizer, Piece, SourceSpan};

/// Pieces of text that normalisation treats in different ways.
const PARTS: [&str; 34] = [
    "青石",
    "县",
    "鎮雄",
    "⾞",
    "𠮷",
    "龘",
    "，",
    "。",
    "；",
    "（",
    "）",
    "“",
    "”",
    "、",
    "…",
    "—",
    "–",
    "ＡＢ１",
    "．",
    "A",
    "b",
    "3",
    "5.",
    ",",
    " ",
    "  ",
    "\u{A0}",
    "\u{3000}",
    "\n",
    "\n\n",
    "\r\n",
    "\u{200B}",
    "\u{FEFF}",
    "é",
];

fn source() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PARTS[..]), 0..60).prop_map(|parts| parts.concat())
}

fn piece(start: usize, end: usize) -> Piece {
    Piece { span: SourceSpan::new(start, end), text: None }
}

/// The text as one paragraph a line.
fn normalize_lines(normalizer: &Normalizer, raw: &str) -> NormalizedText {
    let mut at = 0;
    let mut blocks = Vec::new();
    for line in raw.split_inclusive('\n') {
        blocks.push(Block { kind: BlockKind::Paragraph, pieces: vec![piece(at, at + line.len())] });
        at += line.len();
    }
    normalizer.normalize(raw, &blocks)
}

/// The text as one paragraph.
fn normalize_whole(normalizer: &Normalizer, raw: &str) -> NormalizedText {
    let block = Block { kind: BlockKind::Paragraph, pieces: vec![piece(0, raw.len())] };
    normalizer.normalize(raw, &[block])
}

fn boundaries(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_span_normalises_to_itself(raw in source(), from: prop::sample::Index, len in 0_usize..12) {
        let normalizer = Normalizer::builtin_for_tests();
        let text = normalize_lines(normalizer, &raw);
        for passage in &text.passages {
            let inner = passage.span.of(&text.text);
            let ends = boundaries(inner);
            let start = from.index(ends.len());
            let end = (start + len).min(ends.len() - 1);
            let span = NormalizedSpan::new(passage.span.start + ends[start], passage.span.start + ends[end]);
            let slice = span.of(&text.text);
            let source = text.to_source(span);
            let written = source.of(&raw);
            prop_assert_eq!(normalizer.normalize_str(written), slice.trim(), "{:?}", written);
            if slice == slice.trim() {
                prop_assert_eq!(written, written.trim());
                let back = text.map.to_normalized(source);
                prop_assert_eq!(back, (!slice.is_empty()).then_some(span));
            }
        }
    }

    #[test]
    fn the_map_is_monotone_and_total(raw in source()) {
        let text = normalize_lines(Normalizer::builtin_for_tests(), &raw);
        let ends = boundaries(&text.text);
        let mut last = SourceSpan::new(0, 0);
        for pair in ends.windows(2) {
            let span = text.to_source(NormalizedSpan::new(pair[0], pair[1]));
            prop_assert!(last.end <= span.start && span.start <= span.end && span.end <= raw.len());
            prop_assert!(raw.get(span.start..span.end).is_some());
            last = span;
        }
        for pair in boundaries(&raw).windows(2) {
            let span = text.map.to_normalized(SourceSpan::new(pair[0], pair[1]));
            prop_assert!(span.is_none_or(|span| text.text.get(span.start..span.end).is_some()));
        }
    }

    #[test]
    fn what_is_normalised_stays_as_it_is(raw in source()) {
        let normalizer = Normalizer::builtin_for_tests();
        let once = normalizer.normalize_str(&raw);
        let text = normalize_whole(normalizer, &once);
        prop_assert_eq!(&text.text, &once);
        prop_assert_eq!(text.soft_breaks, Vec::<usize>::new());
        for pair in boundaries(&once).windows(2) {
            let span = NormalizedSpan::new(pair[0], pair[1]);
            prop_assert_eq!(text.map.to_source(span), SourceSpan::new(pair[0], pair[1]));
        }
        prop_assert_eq!(normalize_whole(normalizer, &raw).text, once);
    }

    #[test]
    fn passages_sentences_and_soft_breaks_fit_the_text(raw in source()) {
        let text = normalize_lines(Normalizer::builtin_for_tests(), &raw);
        let passages: Vec<_> = text.passages.iter().map(|passage| passage.span.of(&text.text)).collect();
        prop_assert_eq!(passages.join("\n"), text.text.as_str());
        prop_assert!(passages.iter().all(|passage| !passage.is_empty() && !passage.contains('\n')));
        prop_assert!(text.soft_breaks.is_sorted());
        prop_assert!(text.soft_breaks.iter().all(|at| text.text.is_char_boundary(*at)));
        let sentences: String =
            text.sentences().iter().map(|sentence| sentence.span.of(&text.text)).collect();
        prop_assert_eq!(sentences.replace(' ', ""), text.text.replace([' ', '\n'], ""));
        for sentence in text.sentences() {
            prop_assert!(text.passages[sentence.passage].span.contains(sentence.span));
            prop_assert_eq!(text.passage_at(sentence.span.start), Some(sentence.passage));
            prop_assert!(text.clauses(sentence.span).all(|clause| sentence.span.contains(clause)));
        }
    }

    #[test]
    fn nothing_visible_is_lost(raw in source()) {
        let normalizer = Normalizer::builtin_for_tests();
        let text = normalize_lines(normalizer, &raw);
        let visible = |text: &str| normalizer.normalize_str(text).replace([' ', '\n'], "");
        prop_assert_eq!(visible(&text.text), visible(&raw));
    }
}
