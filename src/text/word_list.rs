//! The word lists of `gazetteer/words/`: rows of `list,word,example` that are compiled in. Each file belongs to one module,
//! where [`word_lists!`] makes the lists the fields of a static; the `README.md` beside them says what each is for.
//!
//! What the language closes (的, 和, 与) stays in the code. Everything that a reader of Chinese could add to is a row
//! with a phrase in which the word does its work and, where the list keeps a rule from something, one that the list
//! leaves alone.

use std::borrow::Cow;

use super::table::rows;
use super::words::Words;

/// The lists of one file: each word with the name of its list.
pub(crate) struct WordFile(Vec<(Cow<'static, str>, &'static str)>);

impl WordFile {
    /// Reads the text of a file. A test of each file tells of faulty rows before it is built in.
    pub(crate) fn new(text: &'static str) -> Self {
        let words = rows(text).filter_map(|row| {
            let mut cells = row.into_iter();
            let (list, word) = (cells.next()?, cells.next()?);
            // A word with a quote or a comma in it is a copy, and lives as long as the program like the others.
            let word = match word {
                Cow::Borrowed(word) => word,
                Cow::Owned(word) => Box::leak(word.into_boxed_str()),
            };
            Some((list, word))
        });
        Self(words.collect())
    }

    /// The words of a list.
    pub(crate) fn words(&self, list: &str) -> Words {
        let of_list = self.0.iter().filter(|(name, _)| name == list);
        Words::new(of_list.map(|(_, word)| (*word, ())).collect())
    }
}

/// Makes the lists of a file in `gazetteer/words/` the fields of a static. A list is called as its field.
///
/// ```text
/// word_lists! {
///     static WORDS: RankWords = "ranks.csv";
///     /// Words that rank what they stand before.
///     rank,
/// }
/// ```
macro_rules! word_lists {
    (
        $vis:vis static $STATIC:ident: $Lists:ident = $file:literal;
        $($(#[$told:meta])* $list:ident,)+
    ) => {
        #[doc = concat!("The lists of `gazetteer/words/", $file, "`.")]
        $vis struct $Lists {
            $($(#[$told])* $vis $list: $crate::text::words::Words,)+
        }

        $vis static $STATIC: std::sync::LazyLock<$Lists> = std::sync::LazyLock::new(|| {
            let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteer/words/", $file));
            let file = $crate::text::word_list::WordFile::new(text);
            $Lists { $($list: file.words(stringify!($list)),)+ }
        });

        #[cfg(test)]
        #[test]
        fn the_word_lists_are_sound() {
            let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteer/words/", $file));
            let faults = $crate::text::word_list::faults($file, text, &[$(stringify!($list)),+]);
            assert!(faults.is_empty(), "{}", faults.join("\n"));
            let told = $crate::text::word_list::told($file);
            assert_eq!(told, [$(stringify!($list)),+], "the lists of {} in gazetteer/words/README.md", $file);
        }
    };
}
pub(crate) use word_lists;

/// What is wrong with the text of a file whose lists a module reads, each with file, line and column.
#[cfg(test)]
pub(crate) fn faults(file: &str, text: &str, lists: &[&str]) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().expect("it is UTF-8").iter().map(ToOwned::to_owned).collect();
    let mut faults = Vec::new();
    if header != ["list", "word", "example"] && header != ["list", "word", "example", "counter_example"] {
        faults.push(format!("gazetteer/words/{file}:1: the columns are list,word,example[,counter_example]"));
    }
    let mut seen = std::collections::HashSet::new();
    for record in reader.records() {
        let record = record.expect("it is UTF-8");
        let line = record.position().map_or(0, csv::Position::line);
        let mut fault = |column: &str, what: &str| {
            faults.push(format!("gazetteer/words/{file}:{line}: {column}: {what}"))
        };
        let cell = |column: usize| record.get(column).unwrap_or_default();
        let (list, word) = (cell(0), cell(1));
        if !lists.contains(&list) {
            fault("list", &format!("no list {list:?} is read; there are {}", lists.join(", ")));
        }
        if word.is_empty() {
            fault("word", "it is empty");
        }
        if !seen.insert((list.to_owned(), word.to_owned())) {
            fault("word", &format!("{word} stands in {list} twice; take one out"));
        }
        if !cell(2).contains(word) || cell(2) == word {
            fault("example", &format!("write a phrase with {word} in it"));
        }
        if record.len() != header.len() {
            fault("example", &format!("{} cells are needed, here are {}", header.len(), record.len()));
        }
    }
    for list in lists.iter().filter(|list| !seen.iter().any(|(name, _)| name == *list)) {
        faults.push(format!("gazetteer/words/{file}: the list {list} has no rows"));
    }
    faults
}

/// The lists of a file that the readme beside it tells of: `| file | module | list | what it is for |`, where an empty
/// cell repeats the one above.
#[cfg(test)]
pub(crate) fn told(file: &str) -> Vec<&'static str> {
    let readme = include_str!("../../gazetteer/words/README.md");
    let mut of = "";
    let mut lists = Vec::new();
    for row in readme.lines().filter_map(|line| line.strip_prefix("| ")) {
        let mut cells = row.split('|').map(|cell| cell.trim().trim_matches('`'));
        let (name, list) = (cells.next().unwrap_or_default(), cells.nth(1).unwrap_or_default());
        of = if name.is_empty() { of } else { name };
        lists.extend((of == file).then_some(list));
    }
    lists
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn a_bad_row_is_told_with_file_line_and_column() {
        let text = "list,word,example\nrank,最大,最大的产业园\nrank,最大,最大的园区\nrank,一流,园区\nkind,,x\nrank,\"a,b\",\"a,b园\"\n";
        let told = faults("park.csv", text, &["rank", "title"]);
        assert_eq!(
            told,
            [
                "gazetteer/words/park.csv:3: word: 最大 stands in rank twice; take one out",
                "gazetteer/words/park.csv:4: example: write a phrase with 一流 in it",
                "gazetteer/words/park.csv:5: list: no list \"kind\" is read; there are rank, title",
                "gazetteer/words/park.csv:5: word: it is empty",
                "gazetteer/words/park.csv: the list title has no rows",
            ]
        );
        let words = WordFile::new(text).words("rank");
        assert!(words.has("a,b") && words.has("一流") && !words.has("最"));
    }

    #[test]
    fn each_file_belongs_to_one_module() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let sources: Vec<(String, String)> = walkdir::WalkDir::new(root.join("src"))
            .into_iter()
            .map(|entry| entry.expect("src can be read").into_path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
            .map(|path| {
                let shown =
                    path.strip_prefix(root).expect("it is inside").to_string_lossy().replace('\\', "/");
                (shown, fs::read_to_string(path).expect("it is UTF-8"))
            })
            .collect();
        let readme = include_str!("../../gazetteer/words/README.md");
        for entry in fs::read_dir(root.join("gazetteer/words")).expect("it can be read") {
            let name = entry.expect("it can be read").file_name().into_string().expect("it is UTF-8");
            let reads = format!("Words = \"{name}\";");
            let readers: Vec<&str> =
                sources.iter().filter(|(_, text)| text.contains(&reads)).map(|(path, _)| &**path).collect();
            assert_eq!(
                readers.len(),
                usize::from(name != "README.md"),
                "modules that read {name}: {readers:?}"
            );
            for reader in readers {
                let row = format!("| `{name}` | `{reader}` |");
                assert!(readme.contains(&row), "gazetteer/words/README.md: write {row}");
            }
        }
    }
}
