//! The named queries: those built into the program and those of the user.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::header::{HeaderError, NamedQuery};
use crate::diagnostic::Bilingual;

/// File name and text of each query in `queries/`.
macro_rules! embedded {
    ($($file:literal),* $(,)?) => {
        &[$(($file, include_str!(concat!("../../queries/", $file)))),*]
    };
}

/// The queries of the program. A test compares the list with the folder.
const EMBEDDED: &[(&str, &str)] = embedded![
    "01-firms-of-county.rq",
    "02-counties-of-firm.rq",
    "03-projects-of-park.rq",
    "04-projects-of-county.rq",
    "05-leaders.rq",
    "06-firms-of-industry.rq",
    "07-industries-of-county.rq",
    "08-support.rq",
    "09-in-common.rq",
    "10-newest-mentions.rq",
    "11-evidence-of-entity.rq",
    "12-documents-of-county.rq",
    "13-parks-of-prefecture.rq",
    "14-signings.rq",
    "15-honours.rq",
    "16-infrastructure-of-county.rq",
    "17-observations.rq",
    "18-most-mentioned.rq",
    "19-co-mentioned-firms.rq",
    "20-ambiguous-mentions.rq",
    "21-single-source-facts.rq",
    "22-new-entities.rq",
    "23-stages-of-project.rq",
    "24-producers.rq",
    "25-documents.rq",
    "26-project-pipeline.rq",
    "27-investment-by-industry.rq",
    "28-targets-and-actuals.rq",
    "29-growth-leaders.rq",
    "30-contradictory-stages.rq",
    "31-contradictory-figures.rq",
    "32-divisions-of-region.rq",
    "33-neighbours-of-county.rq",
    "34-firms-around-county.rq",
];

/// Named queries, by name.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    queries: BTreeMap<String, NamedQuery>,
    /// The names in the order of their files.
    order: Vec<String>,
}

/// Why queries could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum CatalogError {
    /// A header can't be understood.
    Header(#[from] HeaderError),
    /// A file or directory can't be read.
    Io {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl CatalogError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Header(error) => error.message(),
            Self::Io { path, source } => Bilingual::new(
                format!("{}: {source}; check the path and that the file is UTF-8", path.display()),
                format!("{}：{source}；请检查路径，并确认文件为 UTF-8 编码", path.display()),
            ),
        }
    }
}

impl Catalog {
    /// The queries of the program.
    ///
    /// # Errors
    ///
    /// When a header can't be understood, which a test excludes.
    pub fn embedded() -> Result<Self, CatalogError> {
        let mut catalog = Self::default();
        for (file, text) in EMBEDDED {
            catalog.add(NamedQuery::parse(&name_of(file), text)?);
        }
        Ok(catalog)
    }

    /// Adds all `.rq` files of a directory; a query with a known name takes its place.
    ///
    /// # Errors
    ///
    /// When a file can't be read or understood.
    pub fn add_directory(&mut self, directory: &Path) -> Result<(), CatalogError> {
        let io_error = |path: &Path| {
            let path = path.to_owned();
            move |source| CatalogError::Io { path, source }
        };
        let mut paths = Vec::new();
        for entry in fs::read_dir(directory).map_err(io_error(directory))? {
            let path = entry.map_err(io_error(directory))?.path();
            if path.extension().is_some_and(|extension| extension == "rq") {
                paths.push(path);
            }
        }
        paths.sort();
        for path in paths {
            self.add(Self::read(&path)?);
        }
        Ok(())
    }

    /// Reads one query from a file.
    ///
    /// # Errors
    ///
    /// When the file can't be read or understood.
    pub fn read(path: &Path) -> Result<NamedQuery, CatalogError> {
        let text =
            fs::read_to_string(path).map_err(|source| CatalogError::Io { path: path.to_owned(), source })?;
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(NamedQuery::parse(&name_of(&file), &text)?)
    }

    fn add(&mut self, query: NamedQuery) {
        if !self.queries.contains_key(&query.name) {
            self.order.push(query.name.clone());
        }
        self.queries.insert(query.name.clone(), query);
    }

    /// The query of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&NamedQuery> {
        self.queries.get(name)
    }

    /// All queries, those of the program first, in the order of their files.
    pub fn iter(&self) -> impl Iterator<Item = &NamedQuery> {
        self.order.iter().filter_map(|name| self.queries.get(name))
    }
}

/// `01-firms-of-county.rq` is called `firms-of-county`.
fn name_of(file: &str) -> String {
    let stem = file.strip_suffix(".rq").unwrap_or(file);
    match stem.split_once('-') {
        Some((number, name)) if !name.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            name.to_owned()
        }
        _ => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
        let mut files: Vec<String> = fs::read_dir(folder)
            .expect("the folder is there")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(".rq"))
            .collect();
        files.sort();
        let listed: Vec<&str> = EMBEDDED.iter().map(|(file, _)| *file).collect();
        assert_eq!(listed, files);
    }

    #[test]
    fn names_have_no_number() {
        for (file, name) in
            [("01-firms-of-county.rq", "firms-of-county"), ("mine.rq", "mine"), ("a-b.rq", "a-b")]
        {
            assert_eq!(name_of(file), name);
        }
    }

    #[test]
    fn a_query_of_the_user_takes_the_place_of_the_programs() {
        let folder = tempfile::tempdir().expect("a directory");
        fs::write(folder.path().join("x.rq"), "# title: 旧 / old\nASK {}").expect("writable");
        let mut catalog = Catalog::default();
        catalog.add_directory(folder.path()).expect("readable");
        fs::write(folder.path().join("x.rq"), "# title: 新 / new\nASK {}").expect("writable");
        catalog.add_directory(folder.path()).expect("readable");
        assert_eq!(catalog.iter().count(), 1);
        assert_eq!(catalog.get("x").map(|query| query.title.en.as_str()), Some("new"));
    }
}
