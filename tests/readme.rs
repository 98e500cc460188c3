//! The outputs in the two READMEs are what the program really prints.
//!
//! `UPDATE_GOLDEN=1` (or `make golden`) writes them anew.

use std::path::Path;
use std::process::Command;

/// A block of a README: the commands behind `$ ` and what they print.
struct Example<'r> {
    whole: &'r str,
    commands: &'r str,
}

fn examples(readme: &str) -> Vec<Example<'_>> {
    readme
        .split("```console\n$ ")
        .skip(1)
        .filter_map(|rest| {
            let whole = rest.split("```").next()?;
            Some(Example { whole, commands: whole.split_once('\n')?.0 })
        })
        .collect()
}

/// What the commands print on a terminal of a hundred columns.
fn printed(commands: &str, lang: &str, graph: &Path, query: &Path) -> String {
    let mut out = String::new();
    for command in commands.split(" && ") {
        let mut arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
        if arguments[0] == "firms" {
            // Into a pipe it would print TSV.
            arguments.extend(["--format", "table"]);
        }
        let query = query.display().to_string();
        let arguments =
            arguments.into_iter().map(|argument| if argument == "mine.rq" { &query } else { argument });
        let output = Command::new(env!("CARGO_BIN_EXE_chanpu"))
            .args(["--lang", lang])
            .args(arguments)
            .arg("--graph")
            .arg(graph)
            .env("COLUMNS", "90")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(0), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        out.push_str(&String::from_utf8(output.stdout).expect("results are UTF-8"));
    }
    let name = graph.display().to_string();
    let lines = out.lines().map(|line| line.replace(&name, "chanpu-graph"));
    // How long it took is different every time.
    let lines = lines.filter(|line| !line.starts_with("time ") && !line.starts_with("用时"));
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn examples_print_what_the_readme_says() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    for (file, lang) in [("README.md", "en"), ("README.zh-CN.md", "zh")] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let readme = std::fs::read_to_string(&path).expect("it is there").replace("\r\n", "\n");
        let query = directory.path().join("mine.rq");
        let sparql = readme.split("```sparql\n").nth(1).and_then(|rest| rest.split("```").next());
        std::fs::write(&query, sparql.expect("there is a query")).expect("writable");
        let examples = examples(&readme);
        assert_eq!(examples.len(), 2, "{file} shows a build with firms, and a query");
        let mut updated = readme.clone();
        for example in examples {
            let real = printed(example.commands, lang, &directory.path().join(lang), &query);
            updated = updated.replace(example.whole, &format!("{}\n{real}", example.commands));
        }
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, updated).expect("writable");
        } else {
            assert!(updated == readme, "{file} is out of date: `make golden` writes it anew\n{updated}");
        }
    }
}
