//! The view for exports, over the same small graph.

use chanpu::entity::{EntityId, EntityType};
use chanpu::extraction::Predicate;
use chanpu::graph::{Isolated, Projection, ProjectionFilter, Relation, Stage};
use petgraph::visit::EdgeRef as _;

use super::fixture;

fn id(text: &str) -> EntityId {
    EntityId::parse(text).expect("a valid identifier")
}

fn view(filter: &ProjectionFilter) -> Projection {
    Projection::build(&fixture::graph(), filter).expect("the store works")
}

fn nodes(view: &Projection) -> Vec<&str> {
    view.graph.node_weights().map(|node| node.label.as_str()).collect()
}

fn edges(view: &Projection) -> Vec<String> {
    view.graph
        .edge_references()
        .map(|edge| {
            let (from, to) = (&view.graph[edge.source()], &view.graph[edge.target()]);
            let edge = edge.weight();
            format!(
                "{} {} {} ×{} {}",
                from.label,
                edge.relation.as_str(),
                to.label,
                edge.weight,
                edge.confidence
            )
        })
        .collect()
}

#[test]
fn everything_is_shown_in_a_fixed_order() {
    let all = view(&ProjectionFilter::default());
    assert_eq!(all.title, "产谱");
    assert_eq!(
        nodes(&all),
        [
            "云南省",
            "昭通市",
            "昭阳区",
            "洒渔镇",
            "彝良县",
            "威信县",
            "水富县",
            "巡龙村",
            "云南云铝海鑫铝业有限公司",
            "株洲旗滨集团股份有限公司",
            "水富港建材厂",
            "洒渔镇天麻合作社",
            "彝良产业园区",
            "旗滨光伏项目",
            "旗滨光伏项目二期",
            "都香高速",
            "绿色硅铝",
            "天麻",
            "铝锭"
        ]
    );
    assert_eq!(edges(&all), edges(&view(&ProjectionFilter::default())));
}

#[test]
fn statements_of_several_documents_are_one_edge() {
    let all = view(&ProjectionFilter::default());
    assert!(edges(&all).contains(&"株洲旗滨集团股份有限公司 undertakes 旗滨光伏项目 ×2 0.9".to_owned()));
    let edge = all.graph.edge_weights().find(|edge| edge.relation == Relation::Stated(Predicate::Undertakes));
    let evidence = &edge.expect("an edge").evidence;
    let found: Vec<(&str, &str)> =
        evidence.iter().map(|evidence| (evidence.document.as_str(), evidence.text.as_str())).collect();
    assert_eq!(
        found,
        [
            ("2023/001.txt", "彝良产业园区的旗滨光伏项目已开工建设，由旗滨集团投资。"),
            ("2023/002.txt", "旗滨光伏项目建成投产，由旗滨集团运营。"),
        ]
    );
}

#[test]
fn nodes_carry_what_a_drawing_needs() {
    let all = view(&ProjectionFilter::default());
    let node = |text: &str| {
        all.graph.node_weights().find(|node| node.id == id(text)).cloned().expect("the node is there")
    };
    let project = node("project/旗滨光伏项目");
    assert_eq!(project.stage, Some(Stage::Construction), "the newest document counts");
    assert_eq!(project.cluster.map(|cluster| cluster.label).as_deref(), Some("彝良产业园区"));
    assert!(!project.in_gazetteer, "found by rule");
    let firm = node("company/云南云铝海鑫铝业有限公司");
    assert_eq!(firm.honours, ["国家级水效领跑者"]);
    assert_eq!(firm.mentions, 4);
    assert_eq!(firm.cluster.map(|cluster| cluster.label).as_deref(), Some("昭阳区"));
    let county = node("place/530628");
    assert_eq!(county.code.map(|code| code.to_string()).as_deref(), Some("530628"));
    assert_eq!(county.label_en.as_deref(), Some("Yiliang County"));
    let village = node("place/village:巡龙村@530602103");
    assert_eq!(village.cluster.map(|cluster| cluster.label).as_deref(), Some("昭阳区"));
}

#[test]
fn a_focus_does_not_spread_through_hubs() {
    let filter = ProjectionFilter {
        focus: vec![id("infrastructure/都香高速")],
        hops: 5,
        isolated: Isolated::Drop,
        ..ProjectionFilter::default()
    };
    let view = view(&filter);
    assert_eq!(view.title, "都香高速");
    assert_eq!(nodes(&view), ["彝良县", "都香高速"]);
}

#[test]
fn a_county_shows_what_belongs_to_it_and_below() {
    let filter = ProjectionFilter {
        county: Some(id("place/530602")),
        kinds: [EntityType::Company, EntityType::Product].into(),
        relations: [Relation::Stated(Predicate::Produces), Relation::Stated(Predicate::LocatedIn)].into(),
        ..ProjectionFilter::default()
    };
    let view = view(&filter);
    assert_eq!(
        edges(&view),
        ["云南云铝海鑫铝业有限公司 produces 铝锭 ×1 0.9", "洒渔镇天麻合作社 produces 天麻 ×1 0.9"]
    );
}
