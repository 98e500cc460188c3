//! The terms of the graph as constants.
//!
//! `graph/ontology.ttl` describes each term of the `cp:` namespace in both languages; a test
//! fails when a constant isn't described there or a described term has no constant here.

use oxigraph::model::NamedNodeRef;

use crate::entity::EntityType;
use crate::extraction::Predicate;

/// The namespace of the terms that chanpu defines.
pub const NAMESPACE: &str = "https://chanpu.example/ontology#";

/// The prefixes of queries and of exports, in the order in which they are declared.
///
/// The prefixes of entities depend on the base: see [`crate::graph::Iris::prefixes`].
pub const PREFIXES: [(&str, &str); 11] = [
    ("cp", NAMESPACE),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("sosa", "http://www.w3.org/ns/sosa/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Defines constants in the `cp:` namespace and a table of all of them.
macro_rules! terms {
    ($($(#[doc = $doc:literal])* $constant:ident = $name:literal;)*) => {
        $(
            $(#[doc = $doc])*
            pub const $constant: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!("https://chanpu.example/ontology#", $name));
        )*

        /// All terms of the `cp:` namespace.
        pub const TERMS: &[NamedNodeRef<'static>] = &[$($constant),*];
    };
}

terms! {
    /// Anything that documents speak of.
    ENTITY = "Entity";
    /// An administrative division, natural feature or region.
    PLACE = "Place";
    /// An enterprise.
    COMPANY = "Company";
    /// A park or development zone.
    PARK = "Park";
    /// A construction or investment undertaking.
    PROJECT = "Project";
    /// A road, railway, airport, port, dam, power station, bridge or pipeline.
    INFRASTRUCTURE = "Infrastructure";
    /// A party or government body, agency, school, association or medium.
    ORGANIZATION = "Organization";
    /// A sector, industry chain or cluster.
    INDUSTRY = "Industry";
    /// Goods or raw materials.
    PRODUCT = "Product";
    /// A source document; its IRI is also the name of its graph.
    DOCUMENT = "Document";
    /// A piece of a document's text with its position.
    SPAN = "Span";
    /// A sentence.
    SENTENCE = "Sentence";
    /// A place in the text that names an entity.
    MENTION = "Mention";
    /// What a document states, with its evidence.
    STATEMENT = "Statement";
    /// A figure about an entity.
    OBSERVATION = "Observation";
    /// The activity that read a document.
    READING = "Reading";

    /// Company, park, project, infrastructure or organisation → place.
    LOCATED_IN = "locatedIn";
    /// Company or project → park.
    IN_PARK = "inPark";
    /// Company → project.
    UNDERTAKES = "undertakes";
    /// Company → industry.
    LEADS = "leads";
    /// Company, project or park → industry.
    IN_INDUSTRY = "inIndustry";
    /// Company or project → product.
    PRODUCES = "produces";
    /// Company → place or company.
    SIGNED_WITH = "signedWith";
    /// Company, place or park → honour.
    AWARDED = "awarded";
    /// Project or infrastructure → stage.
    STATUS = "status";
    /// Infrastructure → place.
    PASSES_THROUGH = "passesThrough";
    /// Company or park → county-level place in whose context it is named.
    APPEARS_IN = "appearsIn";

    /// Mention → entity.
    MENTIONS = "mentions";
    /// Ambiguous mention → entity that it may mean.
    CANDIDATE = "candidate";
    /// Whether a mention lies inside a longer one; only written when it does.
    NESTED = "nested";
    /// Span → sentence.
    IN_SENTENCE = "inSentence";
    /// Sentence → document.
    IN_DOCUMENT = "inDocument";
    /// Statement or observation → the text that shows it.
    EVIDENCE = "evidence";
    /// How sure the program is, between 0 and 1.
    CONFIDENCE = "confidence";
    /// The rule that found a statement or observation.
    RULE = "rule";
    /// Why a company counts as appearing in a county.
    BASIS = "basis";
    /// When a stage was reached.
    REACHED = "reached";
    /// The words that name a figure.
    INDICATOR = "indicator";
    /// The unit of a figure.
    UNIT = "unit";
    /// The period of a figure.
    PERIOD = "period";
    /// Whether a figure was reached, planned, aimed at or estimated.
    MODALITY = "modality";
    /// `growth` for a rate of change.
    CHANGE = "change";
    /// The same for all figures that would have to be equal.
    FIGURE_KEY = "figureKey";
    /// The SHA-256 of a document's file.
    SHA256 = "sha256";
    /// The version of the program that read a document.
    PROGRAM_VERSION = "programVersion";
    /// The version of the gazetteer with which a document was read.
    GAZETTEER_VERSION = "gazetteerVersion";
    /// The version of the rules with which a document was read.
    RULES_VERSION = "rulesVersion";
    /// The division code of a place.
    CODE = "code";
    /// The administrative level of a place.
    LEVEL = "level";
    /// Place → the place above it.
    PART_OF = "partOf";
    /// The first day on which a place existed as such.
    VALID_FROM = "validFrom";
    /// The last day on which a place existed as such.
    VALID_UNTIL = "validUntil";
    /// Entity of the gazetteer → place where it is, according to the gazetteer.
    SEAT = "seat";
    /// Place → place with which it shares a boundary.
    ADJACENT_TO = "adjacentTo";

    /// In `SERVICE cp:search`: what is found → the words that its text must contain.
    MATCHES = "matches";
    /// In `SERVICE cp:search`: what is found → how well it fits.
    SCORE = "score";
    /// In `SERVICE cp:search`: what is found → a piece of its text with the words marked.
    SNIPPET = "snippet";
    /// In `SERVICE cp:search`: what is found → the highest number of results.
    LIMIT = "limit";
}

/// The program itself, as the agent of provenance. No term, so not in [`TERMS`].
pub const CHANPU: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://chanpu.example/ontology#chanpu");

/// Terms of other vocabularies that the graph uses.
pub mod external {
    use oxigraph::model::NamedNodeRef;

    const fn term(iri: &'static str) -> NamedNodeRef<'static> {
        NamedNodeRef::new_unchecked(iri)
    }

    /// The title of a document.
    pub const DCTERMS_TITLE: NamedNodeRef<'static> = term("http://purl.org/dc/terms/title");
    /// The date of publication.
    pub const DCTERMS_DATE: NamedNodeRef<'static> = term("http://purl.org/dc/terms/date");
    /// The publisher, as stated.
    pub const DCTERMS_SOURCE: NamedNodeRef<'static> = term("http://purl.org/dc/terms/source");
    /// The by-line, as stated.
    pub const DCTERMS_CREATOR: NamedNodeRef<'static> = term("http://purl.org/dc/terms/creator");
    /// The language.
    pub const DCTERMS_LANGUAGE: NamedNodeRef<'static> = term("http://purl.org/dc/terms/language");
    /// A document's or entity's identifier without the base.
    pub const DCTERMS_IDENTIFIER: NamedNodeRef<'static> = term("http://purl.org/dc/terms/identifier");
    /// Former place → the place that took its place.
    pub const DCTERMS_IS_REPLACED_BY: NamedNodeRef<'static> = term("http://purl.org/dc/terms/isReplacedBy");
    /// The first code point of a span.
    pub const OA_START: NamedNodeRef<'static> = term("http://www.w3.org/ns/oa#start");
    /// One past the last code point of a span.
    pub const OA_END: NamedNodeRef<'static> = term("http://www.w3.org/ns/oa#end");
    /// The raw text of a span.
    pub const OA_EXACT: NamedNodeRef<'static> = term("http://www.w3.org/ns/oa#exact");
    /// Statement or observation → document.
    pub const PROV_WAS_DERIVED_FROM: NamedNodeRef<'static> = term("http://www.w3.org/ns/prov#wasDerivedFrom");
    /// Statement or observation → the activity that found it.
    pub const PROV_WAS_GENERATED_BY: NamedNodeRef<'static> = term("http://www.w3.org/ns/prov#wasGeneratedBy");
    /// Activity → document.
    pub const PROV_USED: NamedNodeRef<'static> = term("http://www.w3.org/ns/prov#used");
    /// Activity → the program.
    pub const PROV_WAS_ASSOCIATED_WITH: NamedNodeRef<'static> =
        term("http://www.w3.org/ns/prov#wasAssociatedWith");
    /// The class of documents in schema.org.
    pub const SCHEMA_ARTICLE: NamedNodeRef<'static> = term("https://schema.org/Article");
    /// Document → entity.
    pub const SCHEMA_MENTIONS: NamedNodeRef<'static> = term("https://schema.org/mentions");
    /// Degrees of latitude.
    pub const SCHEMA_LATITUDE: NamedNodeRef<'static> = term("https://schema.org/latitude");
    /// Degrees of longitude.
    pub const SCHEMA_LONGITUDE: NamedNodeRef<'static> = term("https://schema.org/longitude");
    /// The preferred name of an entity of the gazetteer.
    pub const SKOS_PREF_LABEL: NamedNodeRef<'static> = term("http://www.w3.org/2004/02/skos/core#prefLabel");
    /// Another name of an entity of the gazetteer.
    pub const SKOS_ALT_LABEL: NamedNodeRef<'static> = term("http://www.w3.org/2004/02/skos/core#altLabel");
    /// Observation → entity.
    pub const SOSA_FEATURE: NamedNodeRef<'static> = term("http://www.w3.org/ns/sosa/hasFeatureOfInterest");
    /// The value of an observation.
    pub const SOSA_RESULT: NamedNodeRef<'static> = term("http://www.w3.org/ns/sosa/hasSimpleResult");
}

/// The class of entities of a type.
#[must_use]
pub fn class(kind: EntityType) -> NamedNodeRef<'static> {
    match kind {
        EntityType::Place => PLACE,
        EntityType::Company => COMPANY,
        EntityType::Park => PARK,
        EntityType::Project => PROJECT,
        EntityType::Infrastructure => INFRASTRUCTURE,
        EntityType::Organization => ORGANIZATION,
        EntityType::Industry => INDUSTRY,
        EntityType::Product => PRODUCT,
    }
}

/// The property of a predicate.
#[must_use]
pub fn property(predicate: Predicate) -> NamedNodeRef<'static> {
    match predicate {
        Predicate::LocatedIn => LOCATED_IN,
        Predicate::InPark => IN_PARK,
        Predicate::Undertakes => UNDERTAKES,
        Predicate::Leads => LEADS,
        Predicate::InIndustry => IN_INDUSTRY,
        Predicate::Produces => PRODUCES,
        Predicate::SignedWith => SIGNED_WITH,
        Predicate::Awarded => AWARDED,
        Predicate::Status => STATUS,
        Predicate::PassesThrough => PASSES_THROUGH,
    }
}

/// The property's predicate, when it is one of the contract.
#[must_use]
pub fn predicate(property: NamedNodeRef<'_>) -> Option<Predicate> {
    Predicate::ALL.into_iter().find(|predicate| self::property(*predicate) == property)
}
