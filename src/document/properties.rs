//! What holds of every file, tried on random ones.

use proptest::prelude::*;

use super::{Document, Format};
use crate::text::Normalizer;

/// Pieces of files that readers treat in different ways.
const PARTS: [&str; 58] = [
    "青石县建厂。",
    "青石",
    "，",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\u{3000}",
    "\u{FEFF}",
    "---\n",
    "title: ",
    "tags: [a, b]",
    "\"",
    "'",
    "\\",
    "# ",
    "> ",
    "- ",
    "1. ",
    "|",
    "|-|\n",
    "**",
    "*",
    "`",
    "```\n",
    "[",
    "](x)",
    "![",
    "<",
    ">",
    "<p>",
    "</p>",
    "<div class=nav>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<li>",
    "<ul>",
    "</ul>",
    "<br>",
    "<a>",
    "</a>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<title>",
    "</title>",
    "&amp;",
    "&#x",
    "&",
    "<h1>",
    "2023-07-11",
    "来源：",
];

fn formats() -> impl Strategy<Value = Format> {
    prop::sample::select(vec![Format::Text, Format::Markdown, Format::Html])
}

/// Reads and normalises, and checks that all positions are sound.
fn check(format: Format, bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let document = match Document::from_bytes("a", format, bytes) {
        Ok(document) => document,
        Err(error) => {
            prop_assert!(error.message().zh.contains('a'));
            return Ok(());
        }
    };
    let mut last = 0;
    for block in &document.blocks {
        prop_assert!(!block.pieces.is_empty());
        for piece in &block.pieces {
            prop_assert!(document.raw.get(piece.span.start..piece.span.end).is_some(), "{:?}", piece);
            prop_assert!(last <= piece.span.start, "{:?} begins before {}", piece, last);
            last = piece.span.end;
        }
    }
    let text = Normalizer::builtin_for_tests().normalize(&document.raw, &document.blocks);
    for sentence in text.sentences() {
        prop_assert!(!text.to_source(sentence.span).of(&document.raw).is_empty());
    }
    // Every block that has visible text is in the normalised text.
    let read: String = document.blocks.iter().map(|block| block.text(&document.raw)).collect();
    let normalized = Normalizer::builtin_for_tests().normalize_str(&read);
    // Straight quotes open and close by turns within a passage, and the passages are one there.
    let visible = |text: &str| text.replace([' ', '\n'], "").replace(['“', '”'], "\"");
    prop_assert_eq!(visible(&text.text), visible(&normalized));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn random_bytes(format in formats(), bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(format, bytes)?;
    }

    #[test]
    fn random_markup(format in formats(), parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..40)) {
        check(format, parts.concat().into_bytes())?;
    }

    #[test]
    fn random_text(format in formats(), text in "\\PC*") {
        check(format, text.into_bytes())?;
    }
}
