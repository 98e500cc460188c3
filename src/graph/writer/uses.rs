//! In how many documents each entity occurs.
//!
//! The graph of the gazetteer describes the entities that documents use. With this table a build that
//! changes one document knows which these are without reading all the others.

use std::collections::BTreeMap;

use crate::entity::EntityId;

/// Entities with the number of documents that use them or may mean them; none with 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::graph) struct Uses {
    documents: BTreeMap<EntityId, u64>,
}

impl Uses {
    /// Reads a table; `None` when it isn't one.
    pub(in crate::graph) fn parse(text: &str) -> Option<Self> {
        let mut documents = BTreeMap::new();
        for line in text.lines() {
            let (entity, count) = line.split_once('\t')?;
            documents.insert(EntityId::parse(&unescape(entity)).ok()?, count.parse().ok()?);
        }
        Some(Self { documents })
    }

    /// The table: an entity and its number a line.
    pub(in crate::graph) fn to_text(&self) -> String {
        let lines =
            self.documents.iter().map(|(entity, count)| format!("{}\t{count}\n", escape(entity.as_str())));
        lines.collect()
    }

    /// One more document uses these entities.
    pub(in crate::graph) fn add(&mut self, entities: impl IntoIterator<Item = EntityId>) {
        for entity in entities {
            *self.documents.entry(entity).or_default() += 1;
        }
    }

    /// One document less uses these entities.
    pub(in crate::graph) fn subtract(&mut self, entities: impl IntoIterator<Item = EntityId>) {
        for entity in entities {
            if let Some(count) = self.documents.get_mut(&entity) {
                *count -= 1;
                if *count == 0 {
                    self.documents.remove(&entity);
                }
            }
        }
    }

    /// The entities, sorted.
    pub(in crate::graph) fn entities(&self) -> impl Iterator<Item = &EntityId> {
        self.documents.keys()
    }
}

/// A name may hold any character; a tab or a line end would break the table.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            (c, false) => c,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::EntityType;

    #[test]
    fn a_table_reads_back() {
        let ids = ["甲厂", "a\tb\\n", "c\nd"].map(|key| EntityId::new(EntityType::Company, key));
        let mut uses = Uses::default();
        uses.add(ids.clone());
        uses.add(ids[..1].to_vec());
        assert_eq!(Uses::parse(&uses.to_text()), Some(uses.clone()));
        uses.subtract(ids[..1].to_vec());
        uses.subtract(ids.clone());
        assert_eq!(uses, Uses::default());
        assert_eq!(Uses::parse("company/甲厂"), None);
    }
}
