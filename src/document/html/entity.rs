//! Character references, with what they stand for.

use html5gum::Tokenizer;

use crate::document::assemble::Assembly;

/// Adds the text `raw[start..end]`, which the tokenizer says means `value`.
pub(super) fn add(assembly: &mut Assembly, raw: &str, start: usize, end: usize, value: &[u8]) {
    let Some(written) = raw.get(start..end) else { return };
    if written.as_bytes() == value {
        return assembly.verbatim(raw, start, end);
    }
    let parts = parts(written);
    let meaning: String = parts.iter().map(|(part, text)| text.as_deref().unwrap_or(part)).collect();
    // The standard makes `\r\n` one line feed. Where the two differ in more than that, tags that the
    // standard ignores stand inside (`</>`); then only the whole can be placed.
    if !meaning.replace("\r\n", "\n").replace('\r', "\n").as_bytes().eq(value) {
        return assembly.replaced(start, end, &String::from_utf8_lossy(value));
    }
    let mut at = start;
    for (part, text) in parts {
        match text {
            Some(text) => assembly.replaced(at, at + part.len(), &text),
            None => assembly.verbatim(raw, at, at + part.len()),
        }
        at += part.len();
    }
}

/// Cuts a text into what stands for itself and references with what they stand for.
fn parts(written: &str) -> Vec<(&str, Option<String>)> {
    let mut parts = Vec::new();
    let mut rest = written;
    let mut from = 0;
    while let Some(at) = rest[from..].find('&').map(|at| at + from) {
        let len = reference_len(&rest[at..]);
        let Some(text) = meaning(&rest[at..at + len]) else {
            from = at + len;
            continue;
        };
        parts.push((&rest[..at], None));
        parts.push((&rest[at..at + len], Some(text)));
        rest = &rest[at + len..];
        from = 0;
    }
    parts.push((rest, None));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

/// The length of what looks like a reference: `&`, perhaps `#`, letters and digits, perhaps `;`.
fn reference_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let name = 1 + usize::from(bytes.get(1) == Some(&b'#'));
    let end =
        bytes[name.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count() + name;
    let end = end.min(bytes.len());
    end + usize::from(bytes.get(end) == Some(&b';'))
}

/// What a reference stands for, if it is one.
fn meaning(reference: &str) -> Option<String> {
    let common = match reference {
        "&" => return None,
        "&nbsp;" => "\u{A0}",
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&ldquo;" => "“",
        "&rdquo;" => "”",
        "&mdash;" => "—",
        "&middot;" => "·",
        "&hellip;" => "…",
        "&emsp;" => "\u{2003}",
        "&ensp;" => "\u{2002}",
        _ => {
            let text: Vec<u8> = Tokenizer::new(reference)
                .flatten()
                .filter_map(|token| match token {
                    html5gum::Token::String(text) => Some(text.value.0),
                    _ => None,
                })
                .flatten()
                .collect();
            let text = String::from_utf8(text).ok()?;
            return (text != reference).then_some(text);
        }
    };
    Some(common.to_owned())
}
