use super::*;

fn read(text: &str, anchor: Anchor) -> Vec<(String, PeriodUse)> {
    let written =
        |found: &PeriodFound| found.period.map_or_else(|| "-".to_owned(), |period| period.to_string());
    periods(text, anchor).iter().map(|found| (written(found), found.used)).collect()
}

const ANCHOR: Anchor = Anchor { year: Some(2023), topic: None };

#[test]
fn times() {
    let rows: [(&str, &str); 51] = [
        ("2022年", "2022"),
        ("2022年全市", "2022"),
        ("到2025年", "2025"),
        ("2025年底", "2025"),
        ("今年", "2023"),
        ("去年", "2022"),
        ("上年", "2022"),
        ("前年", "2021"),
        ("明年", "2024"),
        ("今年年底", "2023"),
        ("上半年", "2023-H1"),
        ("今年上半年", "2023-H1"),
        ("去年下半年", "2022-H2"),
        ("2021年上半年", "2021-H1"),
        ("一季度", "2023-Q1"),
        ("第一季度", "2023-Q1"),
        ("三季度", "2023-Q3"),
        ("4季度", "2023-Q4"),
        ("首季", "2023-Q1"),
        ("2024年第四季度", "2024-Q4"),
        ("前三季度", "2023-Q1/2023-Q3"),
        ("前两个季度", "2023-H1"),
        ("全年", "2023"),
        ("年末", "2023"),
        ("1—5月", "2023-01/2023-05"),
        ("1-2月份", "2023-01/2023-02"),
        ("1至6月", "2023-H1"),
        ("1至3月", "2023-Q1"),
        ("1至9月", "2023-Q1/2023-Q3"),
        ("7月至12月", "2023-H2"),
        ("今年1至8月", "2023-01/2023-08"),
        ("8月", "2023-08"),
        ("2022年11月", "2022-11"),
        ("截至6月底", "2023-06"),
        ("今年前8个月", "2023-01/2023-08"),
        ("二〇二一年", "2021"),
        ("二○二一年上半年", "2021-H1"),
        ("截至2022年底", "2022"),
        ("2022年以来", "2022/2023"),
        ("今年以来", "2023"),
        ("2020—2022年", "2020/2022"),
        ("2020年至2022年", "2020/2022"),
        ("“十四五”末", "2025"),
        ("“十四五”期间", "2021/2025"),
        ("十三五时期", "2016/2020"),
        ("“十五五”初", "2026"),
        ("2022中国企业", "2022"),
        ("2021上半年", "2021-H1"),
        ("本世纪初", "2000/2009"),
        ("上世纪90年代", "1990/1999"),
        ("20世纪八十年代", "1980/1989"),
    ];
    for (text, expected) in rows {
        assert_eq!(read(text, ANCHOR), [(expected.to_owned(), PeriodUse::Time)], "{text}");
    }
}

#[test]
fn other_uses() {
    let rows: [(&str, &[(&str, PeriodUse)]); 14] = [
        ("比上年增长8%", &[("2022", PeriodUse::Base)]),
        ("较去年增加", &[("2022", PeriodUse::Base)]),
        ("是2021年的2.3倍", &[("2021", PeriodUse::Base)]),
        ("去年同期", &[("2022", PeriodUse::Base)]),
        ("3月18日签约", &[("2023-03", PeriodUse::Event)]),
        ("6月底前完工", &[("2023-06", PeriodUse::Event)]),
        ("2025年底前", &[("2025", PeriodUse::Event)]),
        ("目前", &[("-", PeriodUse::Reset)]),
        ("截至目前", &[("-", PeriodUse::Reset)]),
        ("由目前的5亿元", &[("-", PeriodUse::Base)]),
        ("年度投资", &[]),
        ("“十四五”规划", &[]),
        ("100年历史", &[]),
        ("投资2000元", &[]),
    ];
    for (text, expected) in rows {
        let expected: Vec<_> = expected.iter().map(|(period, used)| ((*period).to_owned(), *used)).collect();
        assert_eq!(read(text, ANCHOR), expected, "{text}");
    }
}

#[test]
fn bare_parts_belong_to_the_year_named_last() {
    let found = read("2021年投产,上半年产值3亿元", ANCHOR);
    assert_eq!(found[1].0, "2021-H1");
    let topic = Anchor { year: Some(2024), topic: Some(2023) };
    assert_eq!(read("全年增长8%,今年力争", topic)[0].0, "2023");
    assert_eq!(read("今年", topic)[0].0, "2024");
}

#[test]
fn without_a_date_only_named_years_are_known() {
    let found = read("去年投产,2022年产值3亿元,上半年2亿元", Anchor::default());
    let periods: Vec<_> = found.iter().map(|(period, _)| period.as_str()).collect();
    assert_eq!(periods, ["-", "2022", "2022-H1"]);
}
