//! The tables of an evaluation.

use crate::cli::table::{Cell, Column, Table};
use crate::diagnostic::Bilingual;
use crate::entity::EntityType;
use crate::eval::{
    Aspect, Comparison, Counts, DocumentScores, FigureKey, Measure, Mistake, MistakeChanges, MistakeClass,
    Scores, Verdict,
};

/// All figures, a row each.
pub(super) fn figures(scores: &Scores) -> Table {
    let mut table = Table::new(vec![
        Column::new("figure", "Figure", "指标"),
        Column::new("of", "Of", "范围"),
        Column::new("gold", "Gold", "标准"),
        Column::new("predicted", "Found", "识别"),
        Column::new("correct", "Correct", "正确"),
        Column::new("precision", "Precision", "精确率"),
        Column::new("recall", "Recall", "召回率"),
        Column::new("f1", "F1", "F1"),
    ]);
    for figure in scores.figures() {
        let [aspect, part] = key(figure.key);
        let mut row = vec![aspect, part];
        row.extend(match figure.measure {
            Measure::Counts(counts) => [
                counts.gold.into(),
                counts.predicted.into(),
                counts.correct.into(),
                Cell::Ratio(counts.precision()),
                Cell::Ratio(counts.recall()),
                Cell::Ratio(counts.f1()),
            ],
            // A share is a precision over what is matched already.
            Measure::Share(share) => [
                Cell::Empty,
                share.matched.into(),
                share.correct.into(),
                Cell::Ratio(share.share()),
                Cell::Empty,
                Cell::Empty,
            ],
        });
        table.push(row);
    }
    table
}

/// The main figures of each document.
pub(super) fn by_document(documents: &[DocumentScores]) -> Table {
    let mut table = Table::new(vec![
        Column::new("document", "Document", "文档"),
        Column::new("core_gold", "Core gold", "核心标准"),
        Column::new("core_predicted", "Found", "识别"),
        Column::new("core_correct", "Correct", "正确"),
        Column::new("core_f1", "F1", "F1"),
        Column::new("all_f1", "All", "全部"),
        Column::new("linking", "Links", "链接"),
        Column::new("end_to_end_f1", "To end", "端到端"),
        Column::new("facts_f1", "Facts", "事实"),
        Column::new("observations_value_f1", "Values", "数值"),
        Column::new("observations_full_f1", "In full", "全项"),
    ]);
    // Nothing to find and nothing found is no failure.
    let f1 = |counts: Counts| match counts {
        Counts { gold: 0, predicted: 0, .. } => Cell::Empty,
        counts => Cell::Ratio(counts.f1()),
    };
    for DocumentScores { document, scores } in documents {
        let core = scores.mentions_core;
        let linking = scores.linking_matched;
        table.push(vec![
            document.as_str().into(),
            core.gold.into(),
            core.predicted.into(),
            core.correct.into(),
            f1(core),
            f1(scores.mentions_all),
            if linking.matched == 0 { Cell::Empty } else { Cell::Ratio(linking.share()) },
            f1(scores.linking_end_to_end),
            f1(scores.facts),
            f1(scores.observations_value),
            f1(scores.observations_full),
        ]);
    }
    table
}

/// What is better or worse, a row a figure.
pub(super) fn comparison(comparison: &Comparison) -> Table {
    let mut table = Table::new(vec![
        Column::new("figure", "Figure", "指标"),
        Column::new("of", "Of", "范围"),
        Column::new("predicted_before", "Found before", "原识别"),
        Column::new("predicted", "Now", "现识别"),
        Column::new("correct_before", "Correct before", "原正确"),
        Column::new("correct", "Now", "现正确"),
        Column::new("before", "F1 before", "原 F1"),
        Column::new("now", "Now", "现 F1"),
        Column::new("change", "Change", "变化"),
        Column::new("verdict", "Verdict", "结论"),
    ]);
    for figure in &comparison.figures {
        let counts = |measure: Option<Measure>| match measure {
            Some(Measure::Counts(counts)) => [counts.predicted.into(), counts.correct.into()],
            Some(Measure::Share(share)) => [share.matched.into(), share.correct.into()],
            None => [Cell::Empty, Cell::Empty],
        };
        let headline =
            |measure: Option<Measure>| measure.map_or(Cell::Empty, |measure| Cell::Ratio(measure.headline()));
        let [aspect, part] = key(figure.key);
        let [predicted_before, correct_before] = counts(figure.before);
        let [predicted, correct] = counts(figure.now);
        table.push(vec![
            aspect,
            part,
            predicted_before,
            predicted,
            correct_before,
            correct,
            headline(figure.before),
            headline(figure.now),
            Cell::Change(figure.change),
            verdict(figure.verdict),
        ]);
    }
    table
}

/// Mistakes, a row each.
pub(super) fn mistakes(mistakes: &[Mistake]) -> Table {
    let mut table = Table::new(mistake_columns());
    for mistake in mistakes {
        table.push(mistake_row(mistake));
    }
    table
}

/// Mistakes that are new, then those that are gone.
pub(super) fn mistake_changes(changes: &MistakeChanges) -> Table {
    let mut columns = vec![Column::new("change", "Change", "变化")];
    columns.extend(mistake_columns());
    let mut table = Table::new(columns);
    let new = Cell::Term("new", Bilingual::new("new", "新增"));
    let gone = Cell::Term("gone", Bilingual::new("gone", "消失"));
    for (cell, mistakes) in [(new, &changes.new_errors), (gone, &changes.gone_errors)] {
        for mistake in mistakes {
            let mut row = vec![cell.clone()];
            row.extend(mistake_row(mistake));
            table.push(row);
        }
    }
    table
}

fn mistake_columns() -> Vec<Column> {
    vec![
        Column::new("document", "Document", "文档"),
        Column::new("offset", "Offset", "位置"),
        Column::new("item", "Item", "条目").for_machines(),
        Column::new("class", "Class", "类别"),
        Column::new("type", "Type", "类型"),
        Column::new("gold", "Gold", "标准"),
        Column::new("predicted", "Found", "识别"),
        Column::new("context", "Context", "上下文"),
    ]
}

fn mistake_row(mistake: &Mistake) -> Vec<Cell> {
    vec![
        mistake.document.as_str().into(),
        mistake.start.map_or(Cell::Empty, Cell::Number),
        mistake.item.as_str().into(),
        class(mistake.class),
        mistake.kind.as_str().into(),
        Cell::optional(mistake.gold.as_deref()),
        Cell::optional(mistake.predicted.as_deref()),
        mistake.context.as_str().into(),
    ]
}

fn class(class: MistakeClass) -> Cell {
    let zh = match class {
        MistakeClass::Extra => "多识",
        MistakeClass::Missed => "遗漏",
        MistakeClass::Type => "类型",
        MistakeClass::Boundary => "边界",
        MistakeClass::Link => "链接",
        MistakeClass::Evidence => "依据",
        MistakeClass::Qualifier => "限定",
    };
    Cell::Term(class.as_str(), Bilingual::new(class.as_str(), zh))
}

fn verdict(verdict: Verdict) -> Cell {
    match verdict {
        Verdict::Better => Cell::Term("better", Bilingual::new("better", "变好")),
        Verdict::Worse => Cell::Term("worse", Bilingual::new("worse", "变差")),
        Verdict::Same => Cell::Term("same", Bilingual::new("", "")),
    }
}

fn key(key: FigureKey) -> [Cell; 2] {
    let aspect = match key.aspect {
        Aspect::Mentions => "提及",
        Aspect::Linking => "链接",
        Aspect::Facts => "事实",
        Aspect::Evidence => "依据",
        Aspect::Observations => "数据",
    };
    let part = match key.part {
        "core" => "核心类型",
        "all" => "全部",
        "matched" => "已匹配的提及",
        "end-to-end" => "端到端",
        "valid" => "原文可查",
        "value" => "数值",
        "full" => "全项",
        part => part.parse::<EntityType>().map_or(part, in_chinese),
    };
    [
        Cell::Term(key.aspect.as_str(), Bilingual::new(key.aspect.as_str(), aspect)),
        Cell::Term(key.part, Bilingual::new(key.part, part)),
    ]
}

fn in_chinese(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Place => "地点",
        EntityType::Company => "企业",
        EntityType::Park => "园区",
        EntityType::Project => "项目",
        EntityType::Infrastructure => "基础设施",
        EntityType::Organization => "机构",
        EntityType::Industry => "产业",
        EntityType::Product => "产品",
    }
}
