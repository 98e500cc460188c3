use rust_decimal::Decimal;

use super::*;

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn all(text: &str) -> Vec<Quantity> {
    Units::builtin().quantities(text)
}

#[test]
fn a_space_behind_a_decimal_point_is_passed_over() {
    for (text, expected) in [
        ("完成产值31. 46亿元,", vec![("31. 46亿元", "3146000000")]),
        ("增长5. 6%以上", vec![("5. 6%以上", "5.6")]),
        ("1. 46家企业", vec![("46家", "46")]),
        ("包括:1. 46家企业", vec![("46家", "46")]),
    ] {
        let found = all(text);
        let found: Vec<_> = found.iter().map(|quantity| (quantity.span.of(text), quantity.value)).collect();
        let expected: Vec<_> = expected.into_iter().map(|(words, value)| (words, decimal(value))).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn numbers_and_units() {
    use Measure::*;
    let rows: [(&str, &str, Measure); 68] = [
        ("5元", "5", Money),
        ("12万元", "120000", Money),
        ("1.2亿元", "120000000", Money),
        ("1,036亿元", "103600000000", Money),
        ("12,500元", "12500", Money),
        ("3万亿元", "3000000000000", Money),
        ("5000万元人民币", "50000000", Money),
        ("1亿2000万元", "120000000", Money),
        ("30亿余元", "3000000000", Money),
        ("5万余元", "50000", Money),
        ("三百二十元", "320", Money),
        ("三千五百万元", "35000000", Money),
        ("两亿五千万元", "250000000", Money),
        ("一点五亿元", "150000000", Money),
        ("十二万元", "120000", Money),
        ("二十万零五百元", "200500", Money),
        ("15%", "15", Percent),
        ("7.5%", "7.5", Percent),
        ("0.3%", "0.3", Percent),
        ("七成", "70", Percent),
        ("七成五", "75", Percent),
        ("三分之一", "33.3", Percent),
        ("四分之三", "75", Percent),
        ("百分之二十", "20", Percent),
        ("1/3", "33.3", Percent),
        ("翻一番", "100", Percent),
        ("翻两番", "300", Percent),
        ("翻了一番", "100", Percent),
        ("2个百分点", "2", Point),
        ("0.5百分点", "0.5", Point),
        ("2.3倍", "2.3", Times),
        ("两倍", "2", Times),
        ("600公斤", "0.6", Ton),
        ("5吨", "5", Ton),
        ("46.8万吨", "468000", Ton),
        ("1.63亿吨", "163000000", Ton),
        ("八万吨", "80000", Ton),
        ("60万千瓦", "600000", Kilowatt),
        ("300千瓦", "300", Kilowatt),
        ("120kW", "120", Kilowatt),
        ("200兆瓦", "200", Megawatt),
        ("200MW", "200", Megawatt),
        ("3吉瓦", "3000", Megawatt),
        ("10GW", "10000", Megawatt),
        ("1.5亿千瓦时", "150000000", KilowattHour),
        ("20GWh", "20000000", KilowattHour),
        ("2亿度电", "200000000", KilowattHour),
        ("1.7亿立方米", "170000000", CubicMetre),
        ("20万方", "200000", CubicMetre),
        ("31.2亿度", "3120000000", KilowattHour),
        ("500kW·h", "500", KilowattHour),
        ("46公里", "46", Kilometre),
        ("134.2千米", "134.2", Kilometre),
        ("17万平方米", "170000", SquareMetre),
        ("800㎡", "800", SquareMetre),
        ("13.6平方公里", "13600000", SquareMetre),
        ("200公顷", "200", Hectare),
        ("62万亩", "620000", Mu),
        ("100余亩", "100", Mu),
        ("3518户", "3518", Count(Classifier::Household)),
        ("1300余家", "1300", Count(Classifier::Enterprise)),
        ("238个", "238", Count(Classifier::General)),
        ("10项", "10", Count(Classifier::General)),
        ("十五家", "15", Count(Classifier::Enterprise)),
        ("6万台套", "60000", Count(Classifier::Goods)),
        ("1.8亿颗", "180000000", Count(Classifier::Goods)),
        ("2条", "2", Count(Classifier::Line)),
        ("27座", "27", Count(Classifier::Facility)),
    ];
    for (text, value, measure) in rows {
        let found = all(text);
        let [quantity] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!((quantity.value, quantity.measure), (decimal(value), measure), "{text}");
        assert_eq!(quantity.span, NormalizedSpan::new(0, text.len()), "{text}");
    }
}

#[test]
fn ranges_and_hedges() {
    let rows: [(&str, &str, Option<&str>, Bound); 33] = [
        ("30亿至50亿元", "3000000000", Some("5000000000"), Bound::Exact),
        ("30亿元至50亿元", "3000000000", Some("5000000000"), Bound::Exact),
        ("10—15%", "10", Some("15"), Bound::Exact),
        ("8%至10%之间", "8", Some("10"), Bound::Exact),
        ("10-15亿元", "1000000000", Some("1500000000"), Bound::Exact),
        ("3到5个", "3", Some("5"), Bound::Exact),
        ("70亿元至75亿元", "7000000000", Some("7500000000"), Bound::Exact),
        ("3~5万亩", "30000", Some("50000"), Bound::Exact),
        ("8000万至1亿元", "80000000", Some("100000000"), Bound::Exact),
        ("近800亿元", "80000000000", None, Bound::About),
        ("约80万吨", "800000", None, Bound::About),
        ("超5亿元", "500000000", None, Bound::AtLeast),
        ("逾5亿元", "500000000", None, Bound::AtLeast),
        ("超过90%", "90", None, Bound::AtLeast),
        ("突破300亿元", "30000000000", None, Bound::AtLeast),
        ("不低于8%", "8", None, Bound::AtLeast),
        ("不少于20家", "20", None, Bound::AtLeast),
        ("不超过5%", "5", None, Bound::AtMost),
        ("低于3%", "3", None, Bound::AtMost),
        ("15%以上", "15", None, Bound::AtLeast),
        ("9%左右", "9", None, Bound::About),
        ("2万元以下", "20000", None, Bound::AtMost),
        ("8%以内", "8", None, Bound::AtMost),
        ("四成以上", "40", None, Bound::AtLeast),
        ("1300余家", "1300", None, Bound::AtLeast),
        ("-3.1%", "-3.1", None, Bound::Exact),
        ("增收近百万元", "1000000", None, Bound::About),
        ("投资千万余元", "10000000", None, Bound::AtLeast),
        ("缴税百余万元", "1000000", None, Bound::AtLeast),
        ("投资30个亿建厂", "3000000000", None, Bound::Exact),
        ("投资五个亿", "500000000", None, Bound::Exact),
        ("投资50个亿元,建成", "5000000000", None, Bound::Exact),
        ("招商引资工作已超过350亿。", "35000000000", None, Bound::AtLeast),
    ];
    for (text, value, upper, bound) in rows {
        let found = all(text);
        let [quantity] = found.as_slice() else { panic!("{text}: {found:?}") };
        let expected = (decimal(value), upper.map(decimal), bound);
        assert_eq!((quantity.value, quantity.upper, quantity.bound), expected, "{text}");
    }
}

#[test]
fn what_is_no_quantity() {
    let rows = [
        "2023年",
        "3月18日",
        "G240",
        "第3项",
        "5000吨级船舶",
        "每吨1200元/吨",
        "500千伏",
        "三个",
        "两家",
        "一条路",
        "一个项目",
        "千亿级",
        "百万职工",
        "18个月",
        "3方面",
        "打造千亿元产业",
        "突破千亿元产业",
        "2×66万千瓦",
        "成立",
        "2024/3",
        "二〇二五年",
        "0576-0000000",
        "三成员",
        "5件事",
        "8元钱一斤",
        "一成不变",
        "30元一罐的蜂蜜",
        "近百亿元的产业",
        "百万余名职工",
    ];
    for text in rows {
        let found: Vec<_> = all(text).into_iter().map(|quantity| quantity.span.of(text).to_owned()).collect();
        assert_eq!(found, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn several_in_a_sentence() {
    let text = "实现产值12.76亿元,增长257%,入驻企业321户,其中规上99户,占30.8%。";
    let found: Vec<_> = all(text).into_iter().map(|quantity| quantity.span.of(text)).collect();
    assert_eq!(found, ["12.76亿元", "257%", "321户", "99户", "30.8%"]);
}

#[test]
fn headers_of_tables() {
    let units = Units::builtin();
    let rows = [
        ("总产值(亿元)", Some((Measure::Money, decimal("100000000")))),
        ("增速(%)", Some((Measure::Percent, decimal("1")))),
        ("产量(万吨)", Some((Measure::Ton, decimal("10000")))),
        ("企业(家)", Some((Measure::Count(Classifier::Enterprise), decimal("1")))),
        ("单位:公里", Some((Measure::Kilometre, decimal("1")))),
        ("备注(盖章)", None),
        ("项目名称", None),
    ];
    for (header, expected) in rows {
        assert_eq!(units.header(header), expected, "{header}");
    }
}

#[test]
fn a_table_with_faults_tells_its_lines() {
    let (units, malformed) =
        Units::new("unit,measure,factor,example\n箱,count-goods,1,出口3箱\n担,weight,50,\n斗,ton,x,\n");
    assert_eq!(malformed, [3, 4]);
    assert_eq!(units.quantities("出口3箱").len(), 1);
}

#[test]
fn one_unit_for_several_numbers() {
    let values = |text: &str| all(text).iter().map(|quantity| quantity.value).collect::<Vec<_>>();
    assert_eq!(values("分别为6万、8万和9万吨"), [60_000, 80_000, 90_000].map(Decimal::from));
    assert_eq!(values("增长3、5和8%"), [3, 5, 8].map(Decimal::from));
    // What multiplies only the last, and what counts, is its own.
    assert_eq!(values("12、15和30万吨"), [300_000].map(Decimal::from));
    assert_eq!(values("1、2和3个"), [3].map(Decimal::from));
}

#[test]
fn round_numbers_that_are_passed() {
    let values = |text: &str| all(text).iter().map(|quantity| quantity.value).collect::<Vec<_>>();
    assert_eq!(values("产值突破千亿元大关"), [100_000_000_000_i64].map(Decimal::from));
    assert_eq!(values("营业收入超百亿元"), [10_000_000_000_i64].map(Decimal::from));
}

#[test]
fn foreign_money_is_read_and_is_no_figure() {
    let found = all("出口1.2亿欧元");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].measure, Measure::Ungraded);
}
