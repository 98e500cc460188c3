use std::sync::LazyLock;

use proptest::prelude::*;

use crate::document::{Document, Format};
use crate::extraction::{Extraction, Observation};
use crate::gazetteer::Gazetteer;
use crate::pipeline::Extractor;
use crate::text::Normalizer;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let normalizer = Normalizer::builtin();
    Gazetteer::builtin(|name| normalizer.normalize_str(name)).0
});

static EXTRACTOR: LazyLock<Extractor<'static>> =
    LazyLock::new(|| Extractor::new(&GAZETTEER).expect("the built-in rules compile"));

fn extract(text: &str, format: Format) -> Extraction {
    let document = Document::from_bytes("a", format, text.as_bytes().to_vec()).expect("a text");
    EXTRACTOR.extract(&document)
}

fn shown(found: &Observation) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let parts = [
        found.subject.label.to_string(),
        found.indicator.clone(),
        found.value.to_string(),
        word(serde_json::to_value(found.unit).expect("a name")),
        found.period.clone().unwrap_or_else(|| "-".to_owned()),
        word(serde_json::to_value(found.modality).expect("a name")),
        found.change.map_or("", |_| "growth").to_owned(),
    ];
    parts.join(" ").trim_end().to_owned()
}

/// A document of Yiliang county, dated 2024, with `text` as its last paragraph.
fn read(text: &str) -> Vec<String> {
    let text = format!("# 彝良县2024年工业经济运行情况\n\n发布时间:2024-11-05\n\n{text}\n");
    let found = extract(&text, Format::Markdown);
    for observation in &found.observations {
        for span in &observation.evidence {
            let raw: String = text.chars().skip(span.start).take(span.end - span.start).collect();
            assert_eq!(raw, span.text, "evidence is the raw slice");
        }
        assert!(!observation.evidence.is_empty());
    }
    found.observations.iter().map(shown).collect()
}

#[test]
fn rules() {
    let rows: [(&str, &[&str]); 61] = [
        // Indicator, value, unit; the heading gives the year, the title the subject.
        ("全县工业总产值达到60亿元。", &["彝良县 工业总产值 6000000000 CNY 2024 actual"]),
        ("原煤产量350万吨。", &["彝良县 原煤产量 3500000 ton 2024 actual"]),
        ("新建农村公路120公里。", &["彝良县 新建农村公路 120 km 2024 actual"]),
        ("全县新增装机30万千瓦。", &["彝良县 新增装机 300000 kW 2024 actual"]),
        // Growth takes the indicator before it; decreases are negative; multiples are per cent.
        (
            "工业增加值21亿元,同比增长8.5%。",
            &[
                "彝良县 工业增加值 2100000000 CNY 2024 actual",
                "彝良县 工业增加值 8.5 percent 2024 actual growth",
            ],
        ),
        ("固定资产投资下降3.2%。", &["彝良县 固定资产投资 -3.2 percent 2024 actual growth"]),
        ("税收收入比上年减少5%。", &["彝良县 税收收入 -5 percent 2024 actual growth"]),
        ("网络零售额增长1.5倍。", &["彝良县 网络零售额 150 percent 2024 actual growth"]),
        ("天麻产值翻一番。", &["彝良县 天麻产值 100 percent 2024 actual growth"]),
        ("城镇化率提高1.5个百分点。", &["彝良县 城镇化率 1.5 percent 2024 actual growth"]),
        ("污水处理率提高到95%。", &["彝良县 污水处理率 95 percent 2024 actual"]),
        ("工业增速保持在9%以上。", &["彝良县 工业 9 percent 2024 actual growth"]),
        (
            "民营企业实现营业收入、利润总额、税金同比分别增长8%、7%和6%。",
            &[
                "彝良县 民营企业营业收入 8 percent 2024 actual growth",
                "彝良县 民营企业利润总额 7 percent 2024 actual growth",
                "彝良县 民营企业税金 6 percent 2024 actual growth",
            ],
        ),
        // What follows 的 names the figure behind a verb that makes or has it.
        (
            "建成20万亩的油茶基地和5万亩的竹笋基地。",
            &["彝良县 油茶基地 200000 mu 2024 actual", "彝良县 竹笋基地 50000 mu 2024 actual"],
        ),
        // Shares.
        (
            "工业投资18亿元,占全部投资的40%。",
            &[
                "彝良县 工业投资 1800000000 CNY 2024 actual",
                "彝良县 工业投资占全部投资 40 percent 2024 actual",
            ],
        ),
        // Ranges give two, hedges keep the number.
        (
            "力争产值达到30亿元至35亿元。",
            &["彝良县 产值 3000000000 CNY 2024 target", "彝良县 产值 3500000000 CNY 2024 target"],
        ),
        ("招商到位资金近80亿元。", &["彝良县 招商到位资金 8000000000 CNY 2024 actual"]),
        // Counts are named by a noun on either side.
        ("规模以上工业企业达62户。", &["彝良县 规模以上工业企业 62 enterprise 2024 actual"]),
        ("全县有62户工业企业。", &["彝良县 工业企业 62 enterprise 2024 actual"]),
        (
            "实施重点项目45个,其中新开工20个。",
            &["彝良县 实施重点项目 45 project 2024 actual", "彝良县 新开工重点项目 20 project 2024 actual"],
        ),
        (
            "新增省级龙头企业3户,市级8户。",
            &[
                "彝良县 新增省级龙头企业 3 enterprise 2024 actual",
                "彝良县 新增市级龙头企业 8 enterprise 2024 actual",
            ],
        ),
        ("新建标准化生产线4条。", &["彝良县 新建标准化生产线 4 item 2024 actual"]),
        ("3000万元以上工业项目25个。", &["彝良县 3000万元以上工业项目 25 project 2024 actual"]),
        // What is not counted: people, villages, problems, ranks, grades, foreign money.
        ("组织1200名干部走访85个村,解决问题130个。", &[]),
        ("增速居全市第2位,连续3年无事故。", &[]),
        ("可停靠5000吨级货船,引资3亿欧元。", &[]),
        ("引资3亿美元。", &["彝良县 引资 300000000 USD 2024 actual"]),
        ("建成两个园区,一条道路。", &[]),
        // Series.
        (
            "天麻、花椒种植面积分别达到8万亩、25万亩。",
            &["彝良县 天麻种植面积 80000 mu 2024 actual", "彝良县 花椒种植面积 250000 mu 2024 actual"],
        ),
        (
            "镇雄县、威信县工业总产值分别为90亿元和40亿元。",
            &["镇雄县 工业总产值 9000000000 CNY 2024 actual", "威信县 工业总产值 4000000000 CNY 2024 actual"],
        ),
        (
            "镇雄、威信两县投资完成率均超过80%。",
            &["镇雄县 投资完成率 80 percent 2024 actual", "威信县 投资完成率 80 percent 2024 actual"],
        ),
        // Modality, by the nearest word; an aim holds for what is coordinated with it.
        (
            "力争工业总产值达到70亿元、税收4亿元。",
            &["彝良县 工业总产值 7000000000 CNY 2024 target", "彝良县 税收 400000000 CNY 2024 target"],
        ),
        ("预计全年完成工业投资20亿元。", &["彝良县 工业投资 2000000000 CNY 2024 estimate"]),
        (
            "计划投资6亿元,累计完成投资2亿元。",
            &["彝良县 投资 600000000 CNY 2024 planned", "彝良县 累计完成投资 200000000 CNY 2024 actual"],
        ),
        // Time.
        ("今年上半年,完成工业投资9亿元。", &["彝良县 工业投资 900000000 CNY 2024-H1 actual"]),
        ("1—5月,实现工业产值22亿元。", &["彝良县 工业产值 2200000000 CNY 2024-01/2024-05 actual"]),
        ("到2026年,工业总产值要达到90亿元。", &["彝良县 工业总产值 9000000000 CNY 2026 target"]),
        ("2022年以来,园区建设投入3亿元。", &["彝良县 园区建设投入 300000000 CNY 2022/2024 actual"]),
        (
            "产值从2021年的40亿元增加到2023年的55亿元。",
            &["彝良县 产值 4000000000 CNY 2021 actual", "彝良县 产值 5500000000 CNY 2023 actual"],
        ),
        // Subjects.
        (
            "云南驰宏锌锗股份有限公司去年实现产值12亿元。该公司年产电锌5万吨。",
            &[
                "云南驰宏锌锗股份有限公司 产值 1200000000 CNY 2023 actual",
                "云南驰宏锌锗股份有限公司 年产电锌 50000 ton - actual",
            ],
        ),
        ("彝良产业园区入驻企业48家。", &["彝良产业园区 入驻企业 48 enterprise 2024 actual"]),
        // The words of the figure before, the subject of its own clause.
        (
            "云南驰宏锌锗股份有限公司产值3亿元,云南云铝海鑫铝业有限公司增长5%。",
            &[
                "云南驰宏锌锗股份有限公司 产值 300000000 CNY 2024 actual",
                "云南云铝海鑫铝业有限公司 产值 5 percent 2024 actual growth",
            ],
        ),
        ("完成年度目标的103%。", &["彝良县 年度目标 103 percent 2024 actual"]),
        ("集中签约9个项目。", &["彝良县 集中签约项目 9 project 2024 actual"]),
        (
            "年度计划投资10亿元;截至9月底,完成投资6亿元。",
            &[
                "彝良县 年度计划投资 1000000000 CNY 2024 planned",
                "彝良县 完成投资 600000000 CNY 2024-09 actual",
            ],
        ),
        // 分别 after figures of their own subjects.
        (
            "镇雄县完成工业投资9亿元,威信县完成工业投资4亿元,分别增长6%和下降2%。",
            &[
                "镇雄县 工业投资 900000000 CNY 2024 actual",
                "镇雄县 工业投资 6 percent 2024 actual growth",
                "威信县 工业投资 400000000 CNY 2024 actual",
                "威信县 工业投资 -2 percent 2024 actual growth",
            ],
        ),
        // A sum of several places is of none of them; lengths from one thing to another are no figures.
        ("园区距机场30公里,到昆明360公里。", &[]),
        // The money of counted projects is that of who has them.
        (
            "云南驰宏锌锗股份有限公司扩产。全县新签约项目12个、协议资金30亿元。",
            &["彝良县 新签约项目 12 project 2024 actual", "彝良县 协议资金 3000000000 CNY 2024 actual"],
        ),
        // A bare 园区 is the park of the passage.
        (
            "彝良产业园区新建厂房。去年,园区完成工业产值25亿元。",
            &["彝良产业园区 工业产值 2500000000 CNY 2023 actual"],
        ),
        // What a finished work will yield is of no period; a year to come is aimed at.
        (
            "旗滨光伏项目达产后年产值8亿元。到2027年,全县工业总产值90亿元。",
            &["旗滨光伏项目 年产值 800000000 CNY - estimate", "彝良县 工业总产值 9000000000 CNY 2027 target"],
        ),
        // Figures of a stranger are those of nobody else.
        ("石门坎晾晒场总投资6亿元。", &[]),
        // 占地 is no share; comparisons are no figures; the year compared with is no indicator.
        ("云南云铝海鑫铝业有限公司占地300亩。", &["云南云铝海鑫铝业有限公司 占地 300 mu - actual"]),
        (
            "工业增加值增长9%,高于全市2个百分点;茶叶产值5亿元,较2021年增长8%。",
            &[
                "彝良县 工业增加值 9 percent 2024 actual growth",
                "彝良县 茶叶产值 500000000 CNY 2024 actual",
                "彝良县 茶叶产值 8 percent 2024 actual growth",
            ],
        ),
        // So is the difference, whatever it is told from.
        ("茶叶产值5亿元,较2021年增加0.6亿元。", &["彝良县 茶叶产值 500000000 CNY 2024 actual"]),
        ("茶叶产值5亿元,净增0.6亿元。", &["彝良县 茶叶产值 500000000 CNY 2024 actual"]),
        (
            "茶叶产值5亿元,比增8%。",
            &["彝良县 茶叶产值 500000000 CNY 2024 actual", "彝良县 茶叶产值 8 percent 2024 actual growth"],
        ),
        (
            "茶叶产值5亿元,同比翻一番。",
            &["彝良县 茶叶产值 500000000 CNY 2024 actual", "彝良县 茶叶产值 100 percent 2024 actual growth"],
        ),
        (
            "天麻产值由上年的3亿元增至4亿元。",
            &["彝良县 天麻产值 300000000 CNY 2023 actual", "彝良县 天麻产值 400000000 CNY 2024 actual"],
        ),
        (
            "占地300亩的彝良产业园区入驻企业48家。",
            &["彝良产业园区 占地 300 mu - actual", "彝良产业园区 入驻企业 48 enterprise 2024 actual"],
        ),
        ("第3项总投资5亿元。", &[]),
        ("100%", &[]),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in rows {
        let found = read(text);
        if found != expected {
            wrong.push(format!("{text}\n  found    {found:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn headings_give_time_and_modality() {
    let text = "# 威信县政府工作报告\n\n## 2023年工作回顾\n\n工业总产值40亿元。\n\n## 2024年主要任务\n\n工业总产值增长10%。\n";
    let found: Vec<String> = extract(text, Format::Markdown).observations.iter().map(shown).collect();
    assert_eq!(
        found,
        ["威信县 工业总产值 4000000000 CNY 2023 actual", "威信县 工业总产值 10 percent 2024 target growth"]
    );
}

#[test]
fn fields_of_an_entry_are_of_its_head() {
    let text = "# 威信县重点项目\n\n(一)旗滨光伏项目。业主:云南云铝海鑫铝业有限公司。地点:扎西镇。总投资6亿元,年产组件30万片。\n\n\
        (二)威信磷酸铁锂项目。总投资9亿元。\n\n说明:第(二)项占地120亩。\n";
    let found: Vec<String> = extract(text, Format::Markdown).observations.iter().map(shown).collect();
    assert_eq!(
        found,
        [
            "旗滨光伏项目 总投资 600000000 CNY - planned",
            "旗滨光伏项目 年产组件 300000 item - planned",
            "威信磷酸铁锂项目 总投资 900000000 CNY - planned",
            "威信磷酸铁锂项目 占地 120 mu - planned",
        ]
    );
}

#[test]
fn tables_are_read() {
    let text = "# 威信县\n\n| 指标 | 2022年 | 2023年 |\n|---|---|---|\n| 工业产值(亿元) | 35.2 | 41 |\n| 规上企业(家) | 20 | 23 |\n";
    let found: Vec<String> = extract(text, Format::Markdown).observations.iter().map(shown).collect();
    assert_eq!(
        found,
        [
            "威信县 工业产值 3520000000 CNY 2022 actual",
            "威信县 工业产值 4100000000 CNY 2023 actual",
            "威信县 规上企业 20 enterprise 2022 actual",
            "威信县 规上企业 23 enterprise 2023 actual",
        ]
    );
    let text =
        "# 昭通市\n\n| 项目 | 总投资(万元) | 进度 |\n|---|---|---|\n| 盐津硅材料加工项目 | 52000 | 在建 |\n";
    let found: Vec<String> = extract(text, Format::Markdown).observations.iter().map(shown).collect();
    assert_eq!(found, ["盐津硅材料加工项目 总投资 520000000 CNY - planned"]);
}

#[test]
fn units_and_sums_of_tables() {
    let text = "# 威信县\n\n单位:万元\n\n| 乡镇 | 2023年产值 | 增速(%) |\n|---|---|---|\n| 扎西镇 | 41000 | -2.5 |\n| 合计 | 90000 | 3 |\n\n\
        | 指标 | 计量单位 | 2023年 |\n|---|---|---|\n| 原煤产量 | 万吨 | 35 |\n";
    let found: Vec<String> = extract(text, Format::Markdown).observations.iter().map(shown).collect();
    assert_eq!(
        found,
        [
            "扎西镇 产值 410000000 CNY 2023 actual",
            "扎西镇 增速 -2.5 percent - actual growth",
            "威信县 产值 900000000 CNY 2023 actual",
            "威信县 增速 3 percent - actual growth",
            "威信县 原煤产量 350000 ton 2023 actual",
        ]
    );
}

#[test]
fn reports_of_work_speak_of_the_last_year_first() {
    let text = "威信县2024年政府工作报告\n\n2023年,工业总产值40亿元。\n\n——农业。茶叶产量900吨。\n\n2024年,预期目标为:工业总产值增长10%。\n\n茶叶产量1000吨。\n";
    let found: Vec<String> = extract(text, Format::Text).observations.iter().map(shown).collect();
    assert_eq!(
        found,
        [
            "威信县 工业总产值 4000000000 CNY 2023 actual",
            "威信县 茶叶产量 900 ton 2023 actual",
            "威信县 工业总产值 10 percent 2024 target growth",
            "威信县 茶叶产量 1000 ton 2024 target",
        ]
    );
}

#[test]
fn a_figure_that_is_said_twice_is_one_with_two_pieces_of_evidence() {
    let text = "# 威信县\n\n2023年工业总产值40亿元。\n\n2023年,全县工业总产值40亿元。\n";
    let found = extract(text, Format::Markdown).observations;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].evidence.len(), 2);
}

#[test]
fn a_figure_of_an_unknown_name_is_doubted() {
    let text = "# 威信县\n\n扎西北货场去年发运货物30万吨。\n";
    let found = extract(text, Format::Markdown).observations;
    assert!(found.iter().all(|found| found.confidence <= 0.5), "{found:?}");
}

/// What sentences with figures are made of.
const PIECES: [&str; 44] = [
    "彝良县",
    "全县",
    "该公司",
    "云南云铝海鑫铝业有限公司",
    "彝良产业园区",
    "旗滨光伏项目",
    "工业总产值",
    "总投资",
    "年产",
    "占",
    "同比",
    "增长",
    "下降",
    "分别",
    "达",
    "力争",
    "预计",
    "计划",
    "累计",
    "其中",
    "等",
    "由",
    "从",
    "到",
    "2022年",
    "今年",
    "上半年",
    "1—5月",
    "目前",
    "5亿元",
    "10%",
    "30亿至50亿元",
    "3户",
    "12个",
    "项目",
    "企业",
    "三分之一",
    "翻一番",
    "2个百分点",
    "、",
    ",",
    ";",
    "(",
    ")",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_pieces_is_read_and_its_evidence_is_in_the_text(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..24)
    ) {
        let text = pieces.concat();
        for found in extract(&text, Format::Text).observations {
            for span in &found.evidence {
                let raw: String = text.chars().skip(span.start).take(span.end - span.start).collect();
                prop_assert_eq!(&raw, &span.text);
            }
        }
    }
}
