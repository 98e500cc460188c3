//! Reads the `use` lines of `src/` and proves the table of layers in `src/lib.rs`.

use std::fs;
use std::path::{Path, PathBuf};

const LAYERS: [(&str, u8); 19] = [
    ("text", 0),
    ("entity", 0),
    ("diagnostic", 0),
    ("document", 1),
    ("gazetteer", 1),
    ("mention", 2),
    ("linking", 3),
    ("extraction", 4),
    ("relation", 4),
    ("graph", 5),
    ("remote", 5),
    ("query", 6),
    ("push", 6),
    ("export", 6),
    ("eval", 6),
    ("pipeline", 7),
    ("serve", 8),
    ("cli", 9),
    ("main", 9),
];

fn layer(module: &str) -> u8 {
    let found = LAYERS.iter().find(|(name, _)| *name == module);
    assert!(found.is_some(), "{module} has no layer: add it to the table here and in src/lib.rs");
    found.map_or(0, |(_, layer)| *layer)
}

/// Every source file with its module and its code, tests and comments left out.
fn sources() -> Vec<(PathBuf, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let path = entry.expect("src can be read").into_path();
        if path.is_dir() {
            continue;
        }
        let relative = path.strip_prefix(&root).expect("it is below src").to_owned();
        let module = relative.iter().next().expect("it has a name").to_string_lossy().replace(".rs", "");
        let is_test = relative.iter().any(|part| part == "tests" || part == "tests.rs");
        if path.extension().is_none_or(|extension| extension != "rs") || module == "lib" || is_test {
            continue;
        }
        let text = fs::read_to_string(&path).expect("it is UTF-8");
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        files.push((relative, module, lines.collect::<Vec<_>>().join("\n")));
    }
    assert!(files.len() > 50, "the files of src are found");
    files
}

#[test]
fn modules_use_only_lower_layers() {
    for (path, module, code) in sources() {
        for used in code.split("crate::").skip(1) {
            let names: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if names.is_empty() || names == module {
                continue;
            }
            let is_lower = layer(&names) < layer(&module);
            // Plain data, which the other modules of its layer speak in.
            let is_data =
                ["diagnostic", "extraction"].contains(&names.as_str()) && layer(&names) <= layer(&module);
            assert!(is_lower || is_data, "{}: {module} uses {names}", path.display());
        }
    }
}

#[test]
fn only_the_graph_and_what_is_above_it_names_oxigraph() {
    for (path, module, code) in sources().into_iter().filter(|(_, module, _)| layer(module) <= 4) {
        assert!(!code.contains("oxigraph"), "{}: {module} names oxigraph", path.display());
    }
}

#[test]
fn only_the_command_prints_and_looks_around() {
    const FORBIDDEN: [&str; 9] = [
        "println!",
        "print!(",
        "env::var",
        "env::args",
        "process::exit",
        "io::stdout",
        "io::stderr",
        "SystemTime::now",
        "Instant::now",
    ];
    for (path, _, code) in sources().into_iter().filter(|(_, module, _)| layer(module) < 8) {
        // A time limit for another program, which no output shows.
        let is_timeout = |word| word == "Instant::now" && path.ends_with("export/graphviz.rs");
        for word in FORBIDDEN.into_iter().filter(|word| !is_timeout(*word)) {
            assert!(!code.contains(word), "{}: {word} belongs into src/cli", path.display());
        }
    }
}

/// A query must not be able to make the program connect to anything: what answers queries may not name what speaks HTTP
/// to others, and no dependency may bring a client of its own. The server may in one file, for the address that
/// `--endpoint` names when it is started, and in one more that puts requests to the graph there.
#[test]
fn only_push_and_endpoint_speak_to_other_servers() {
    for (path, module, code) in sources() {
        let may = match module.as_str() {
            "remote" | "push" => true,
            "query" => path.starts_with("query/remote") || path.ends_with("query/error.rs"),
            "cli" => path.ends_with("cli/connection.rs"),
            "serve" => path.ends_with("serve/upstream.rs"),
            _ => false,
        };
        assert!(may || !code.contains("crate::remote"), "{}: {module} names remote", path.display());
        let asks = match module.as_str() {
            "query" => path.starts_with("query/remote") || path.ends_with("query/mod.rs"),
            "cli" => path.ends_with("cli/connection.rs"),
            "serve" => path.ends_with("serve/upstream.rs") || path.ends_with("serve/worker/elsewhere.rs"),
            _ => false,
        };
        assert!(asks || !code.contains("RemoteGraph"), "{}: {module} asks other servers", path.display());
        let client = ["ureq", "TcpStream::connect"].iter().any(|word| code.contains(word));
        assert!(module == "remote" || !client, "{}: connect from src/remote", path.display());
    }
    let lock =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).expect("it is there");
    for client in ["oxhttp", "reqwest", "hyper-rustls", "isahc", "attohttpc"] {
        assert!(!lock.contains(&format!("name = \"{client}\"")), "{client} is part of the program");
    }
}
