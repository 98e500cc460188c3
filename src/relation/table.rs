//! Facts in the rows of tables: a project, who builds it, where, and how far it is.
//!
//! The header tells what the cells of a column name; a row states its facts about the project in it.

use super::reached;
use super::reference::{is_division_of, meaning, new_ref};
use super::{Directness, Statement};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object, Predicate};
use crate::gazetteer::Gazetteer;
use crate::linking::LinkedMention;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText, Passage, Period};

/// What the cells of a column tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Project,
    Company,
    Place,
    Park,
    Stage,
}

/// Reads all tables of a document.
pub(super) fn apply(
    text: &NormalizedText,
    mentions: &[LinkedMention],
    gazetteer: &Gazetteer,
    year: Option<i16>,
    out: &mut Vec<Statement>,
) {
    let mut columns: Vec<(u32, u32, Column)> = Vec::new();
    let mut row: Vec<(Column, NormalizedSpan)> = Vec::new();
    let mut current = None;
    // The line right before a table is its caption: 表1 甲工业园部分项目.
    let mut caption = None;
    for passage in &text.passages {
        let BlockKind::TableCell { table, row: number, column } = passage.kind else {
            if !row.is_empty() {
                state(&row, caption.as_ref(), text, mentions, gazetteer, year, out);
                row.clear();
            }
            caption = park_of(passage, mentions, gazetteer);
            continue;
        };
        if current != Some((table, number)) {
            state(&row, caption.as_ref(), text, mentions, gazetteer, year, out);
            row.clear();
            current = Some((table, number));
        }
        if number == 0 {
            columns.extend(header(passage.span.of(&text.text)).map(|kind| (table, column, kind)));
        } else if let Some((_, _, kind)) = columns.iter().find(|(t, c, _)| (*t, *c) == (table, column)) {
            row.push((*kind, passage.span));
        }
    }
    state(&row, caption.as_ref(), text, mentions, gazetteer, year, out);
}

/// The only park that a short line names.
fn park_of(line: &Passage, mentions: &[LinkedMention], gazetteer: &Gazetteer) -> Option<EntityRef> {
    /// In bytes, some forty characters.
    const SHORT: usize = 120;
    if line.span.len() > SHORT {
        return None;
    }
    let from = mentions.partition_point(|mention| mention.mention.span.start < line.span.start);
    let inside = mentions[from..].iter().take_while(|mention| mention.mention.span.end <= line.span.end);
    let mut parks = inside
        .filter(|mention| mention.mention.kind == EntityType::Park)
        .filter_map(|mention| meaning(mention, gazetteer));
    let first = parks.next()?;
    parks.all(|park| park.entity == first.entity).then_some(first)
}

fn header(words: &str) -> Option<Column> {
    Some(match words.trim() {
        "项目名称" | "项目" | "工程名称" | "工程" | "建设项目" | "重点项目" | "路线" | "线路" => {
            Column::Project
        }
        "建设单位" | "项目业主" | "业主" | "业主单位" | "企业名称" | "企业" | "投资方" | "投资企业"
        | "投资主体" | "项目单位" | "承担单位" | "投资单位" | "申报单位" | "公司" | "承建单位"
        | "实施主体" | "建设主体" | "签约企业" | "实施单位" => Column::Company,
        "地点" | "建设地点" | "所在地" | "县区" | "县市区" | "所在县区" | "所属县区" | "属地" | "县市"
        | "地区" | "建设地址" | "项目地点" | "地址" | "区县" | "项目所在地" | "落户地" => {
            Column::Place
        }
        "园区" | "所在园区" | "入驻园区" => Column::Park,
        "进展" | "建设进展" | "进度" | "建设进度" | "状态" | "阶段" | "项目进展" | "形象进度"
        | "建设阶段" | "进展情况" | "建设状态" | "项目状态" | "当前进展" | "工程进度" | "工程进展"
        | "实施阶段" | "项目阶段" | "建设性质" | "项目性质" | "推进情况" | "情况" | "备注" => {
            Column::Stage
        }
        _ => return None,
    })
}

/// The stage that the words of a cell name.
fn stage(words: &str) -> Option<&'static str> {
    const STAGES: [(&str, &[&str]); 7] = [
        (
            "preparing",
            &[
                "前期", "可研", "环评", "能评", "审批", "备案", "选址", "招标", "踏勘", "核准", "征地",
                "初设", "勘察",
            ],
        ),
        ("planned", &["计划", "拟", "谋划", "待建", "预计开工", "待开工", "储备"]),
        ("signed", &["签约"]),
        (
            "construction",
            &[
                "在建",
                "续建",
                "施工",
                "推进",
                "路基",
                "桩基",
                "土建",
                "打桩",
                "建设中",
                "封顶",
                "安装",
                "调试",
                "浇筑",
                "铺轨",
                "预计",
                "主体",
                "试运",
            ],
        ),
        ("operating", &["投产", "投用", "运营", "投运", "并网", "达产", "生产"]),
        ("completed", &["竣工", "完工", "建成", "通车", "验收"]),
        ("started", &["开工", "动工", "奠基"]),
    ];
    STAGES.iter().find(|(_, signs)| signs.iter().any(|sign| words.contains(sign))).map(|(stage, _)| *stage)
}

/// The statements of one row.
fn state(
    row: &[(Column, NormalizedSpan)],
    caption: Option<&EntityRef>,
    text: &NormalizedText,
    mentions: &[LinkedMention],
    gazetteer: &Gazetteer,
    year: Option<i16>,
    out: &mut Vec<Statement>,
) {
    let (Some((_, first)), Some((_, last))) = (row.first(), row.last()) else { return };
    let evidence = NormalizedSpan::new(first.start, last.end);
    let named = |column: Column, kinds: &[EntityType]| -> Vec<EntityRef> {
        let cells = row.iter().filter(|(kind, _)| *kind == column);
        let inside = cells.flat_map(|(_, cell)| {
            let from = mentions.partition_point(|mention| mention.mention.span.start < cell.start);
            mentions[from..].iter().take_while(|mention| mention.mention.span.end <= cell.end)
        });
        inside
            .filter(|mention| !mention.mention.nested && kinds.contains(&mention.mention.kind))
            .filter_map(|mention| meaning(mention, gazetteer))
            .collect()
    };
    let projects =
        named(Column::Project, &[EntityType::Project, EntityType::Infrastructure, EntityType::Park]);
    // What stands under 项目名称 is a project, whether it is found as a name or not.
    let cell =
        row.iter().find(|(kind, _)| *kind == Column::Project).map(|(_, cell)| cell.of(&text.text).trim());
    let unnamed = cell.filter(|words| words.chars().nth(3).is_some() && !words.contains(['计', '。']));
    let Some(project) =
        projects.first().cloned().or_else(|| unnamed.map(|words| new_ref(words, EntityType::Project)))
    else {
        return;
    };
    let project = &project;
    let mut push = |subject: &EntityRef, predicate: Predicate, object: Object, reached: Option<Period>| {
        out.push(Statement {
            subject: subject.clone(),
            predicate,
            object,
            rule: "table-row".to_owned(),
            confidence: 0.85,
            directness: Directness::Words,
            aimed: false,
            reached,
            evidence,
        });
    };
    // 待招商 and 未定 are nobody.
    let somebody = |company: &EntityRef| !company.label.starts_with(['待', '未', '无']);
    for company in named(Column::Company, &[EntityType::Company]).into_iter().filter(somebody) {
        push(&company, Predicate::Undertakes, Object::Entity(project.clone()), None);
    }
    // A route passes through what a plant is in.
    let route = ["铁路", "高铁", "高速", "公路"].iter().any(|end| project.label.ends_with(end));
    let predicate = if route { Predicate::PassesThrough } else { Predicate::LocatedIn };
    let places = named(Column::Place, &[EntityType::Place]);
    for (at, place) in places.iter().enumerate() {
        // Of 昭通市昭阳区 the last is the most specific.
        if places.get(at + 1).is_none_or(|next| !is_division_of(next, place)) {
            push(project, predicate, Object::Entity(place.clone()), None);
        }
    }
    let mut parks = named(Column::Park, &[EntityType::Park]);
    parks.extend(named(Column::Place, &[EntityType::Park]));
    if parks.is_empty() {
        parks.extend(caption.cloned());
    }
    for park in parks {
        push(project, Predicate::InPark, Object::Entity(park), None);
    }
    let stages = row.iter().filter(|(kind, _)| *kind == Column::Stage);
    let told = |cell: &NormalizedSpan| stage(cell.of(&text.text)).map(|stage| (stage, *cell));
    if let Some((stage, cell)) = stages.filter_map(|(_, cell)| told(cell)).next() {
        let reached = reached::in_cell(cell.of(&text.text), year)
            .filter(|_| !matches!(stage, "planned" | "construction"));
        push(project, Predicate::Status, Object::Literal { value: stage.to_owned() }, reached);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_progress_name_stages() {
        let cases = [
            ("已投产", Some("operating")),
            ("前期工作", Some("preparing")),
            ("计划2025年开工", Some("planned")),
            ("在建", Some("construction")),
            ("主体竣工", Some("construction")),
            ("拟四季度开工", Some("planned")),
            ("5月开工", Some("started")),
            ("12.5", None),
        ];
        for (words, expected) in cases {
            assert_eq!(stage(words), expected, "{words}");
        }
    }
}
