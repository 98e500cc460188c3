//! The comments at the beginning of a query, which say what it asks and what it needs.
//!
//! ```text
//! # title: 县域企业 / Firms of a county
//! # question.zh: 某县有哪些企业？
//! # question.en: Which firms are in a county?
//! # param county place required: 县级地方 / the county
//! # param since date optional: 起始日期 / only documents from this day on
//! # columns:
//! #   firm named: 企业 / firm
//! #   date: 日期 / date
//! ```
//!
//! A `named` column holds IRIs and has a second column with their names in CSV and TSV. The header
//! ends at the first line that is no comment. Other comments in it are passed over.

use crate::diagnostic::Bilingual;
use crate::query::parameter::ParameterType;

/// A query with its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedQuery {
    /// The name by which it is called, `firms-of-county`.
    pub name: String,
    /// The title.
    pub title: Bilingual,
    /// The question that it answers.
    pub question: Bilingual,
    /// What it needs to know.
    pub parameters: Vec<Parameter>,
    /// The columns that are shown, in order; empty to show what the query selects.
    pub columns: Vec<ColumnHeader>,
    /// The whole text, header included, so that positions in errors are those of the file.
    pub text: String,
}

impl NamedQuery {
    /// Whether the answer follows from the graph alone, and not from the time or from chance.
    #[must_use]
    pub fn is_lasting(&self) -> bool {
        const OTHERS: [&str; 6] = ["NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE"];
        let words = self.text.split(|char: char| !char.is_alphanumeric() && char != '_');
        // Inside a string or a comment it is no such word; then the answer is only asked for again.
        words.into_iter().all(|word| !OTHERS.iter().any(|other| word.eq_ignore_ascii_case(other)))
    }
}

/// Something that a query needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name: that of the variable without its question mark.
    pub name: String,
    /// What kind of value it takes.
    pub kind: ParameterType,
    /// Whether it must be given.
    pub presence: Presence,
    /// What it is.
    pub description: Bilingual,
}

/// Whether a parameter must be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be given.
    Required,
    /// Without it, the query doesn't restrict that variable.
    Optional,
    /// Without it, this value is used.
    Default(String),
}

/// A column that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnHeader {
    /// The name of the variable.
    pub name: String,
    /// The heading.
    pub heading: Bilingual,
    /// Whether it has a column of names beside it.
    pub naming: Naming,
}

/// Whether a column has a column of names beside it, where IRIs and names are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// In every answer, so that scripts can count on it.
    Always,
    /// In none.
    Never,
    /// In answers where something in the column has a name: for queries that don't say.
    WhenFound,
}

/// A line of the header can't be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub struct HeaderError {
    /// The query's name.
    pub query: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The line's text.
    pub text: String,
}

impl HeaderError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        let Self { query, line, text } = self;
        Bilingual::new(
            format!(
                "{query}:{line}: {text:?} isn't understood; write `# param NAME TYPE required: 中文 / English` \
                 (or optional, or default=VALUE), or `#   COLUMN: 中文 / English`"
            ),
            format!(
                "{query}:{line}：无法理解 {text:?}；应写作 `# param 名称 类型 required: 中文 / English`（或 \
                 optional、default=值），或 `#   列名: 中文 / English`"
            ),
        )
    }
}

impl NamedQuery {
    /// Reads the header of a query.
    ///
    /// # Errors
    ///
    /// When a line that begins like a parameter or column can't be understood.
    pub fn parse(name: &str, text: &str) -> Result<Self, HeaderError> {
        let mut query = Self {
            name: name.to_owned(),
            title: Bilingual::new(name, name),
            question: Bilingual::new("", ""),
            parameters: Vec::new(),
            columns: Vec::new(),
            text: text.to_owned(),
        };
        let mut in_columns = false;
        for (index, line) in text.lines().enumerate() {
            let Some(comment) = line.strip_prefix('#') else { break };
            let error = || HeaderError { query: name.to_owned(), line: index + 1, text: line.to_owned() };
            let is_indented = comment.starts_with("   ");
            let comment = comment.trim();
            if in_columns && is_indented {
                let (column, heading) = comment.split_once(':').ok_or_else(error)?;
                let heading = bilingual(heading).ok_or_else(error)?;
                let (name, naming) = match column.trim().split_once(' ') {
                    Some((name, "named")) => (name, Naming::Always),
                    Some(_) => return Err(error()),
                    None => (column.trim(), Naming::Never),
                };
                query.columns.push(ColumnHeader { name: name.to_owned(), heading, naming });
                continue;
            }
            in_columns = comment == "columns:";
            if let Some(title) = comment.strip_prefix("title:") {
                query.title = bilingual(title).ok_or_else(error)?;
            } else if let Some(question) = comment.strip_prefix("question.zh:") {
                question.trim().clone_into(&mut query.question.zh);
            } else if let Some(question) = comment.strip_prefix("question.en:") {
                question.trim().clone_into(&mut query.question.en);
            } else if let Some(parameter) = comment.strip_prefix("param ") {
                query.parameters.push(Parameter::parse(parameter).ok_or_else(error)?);
            }
        }
        Ok(query)
    }
}

impl Parameter {
    fn parse(text: &str) -> Option<Self> {
        let (declaration, description) = text.split_once(':')?;
        let mut words = declaration.split_whitespace();
        let (name, kind, presence) = (words.next()?, words.next()?, words.next()?);
        if words.next().is_some() {
            return None;
        }
        let presence = match presence {
            "required" => Presence::Required,
            "optional" => Presence::Optional,
            other => Presence::Default(other.strip_prefix("default=")?.to_owned()),
        };
        Some(Self {
            name: name.to_owned(),
            kind: kind.parse().ok()?,
            presence,
            description: bilingual(description)?,
        })
    }
}

/// `中文 / English`
fn bilingual(text: &str) -> Option<Bilingual> {
    let (zh, en) = text.split_once(" / ")?;
    Some(Bilingual::new(en.trim(), zh.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::EntityType;

    #[test]
    fn a_header_is_read() {
        let text = "# title: 企业 / Firms\n# a note\n# param county place required: 县 / county\n\
                    # param top integer default=5: 数量 / how many\n# columns:\n#   firm named: 企业 / firm\n#   n: 数 / n\n\
                    PREFIX cp: <x>\n# param not read\n";
        let query = NamedQuery::parse("firms", text).expect("a valid header");
        assert_eq!(query.title, Bilingual::new("Firms", "企业"));
        assert_eq!(query.parameters.len(), 2);
        assert_eq!(query.parameters[0].kind, ParameterType::Entity(Some(EntityType::Place)));
        assert_eq!(query.parameters[1].presence, Presence::Default("5".to_owned()));
        assert_eq!(query.columns[0].heading.en, "firm");
        assert_eq!(query.columns[0].naming, Naming::Always);
        assert_eq!(query.columns[1].naming, Naming::Never);
    }

    #[test]
    fn a_broken_line_is_named() {
        for text in ["# param county", "# param a place maybe: 甲 / a", "# param a planet required: 甲 / a"]
        {
            let error = NamedQuery::parse("q", &format!("# title: 甲 / a\n{text}\n")).expect_err(text);
            assert_eq!((error.line, error.text.as_str()), (2, text));
        }
    }
}
