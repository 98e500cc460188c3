//! Names made up of parts: no dictionary has them, and chanpu must find them whole.
//!
//! Brands of random characters, trades, sectors, heads and towns are put together as real names are, and set
//! into sentences of the press. The numbers are drawn by a generator of our own, so that every run reads the same
//! names; the share that is found with exact ends must not fall below its floor.

use std::collections::BTreeSet;

use chanpu::document::{Document, Format};
use chanpu::gazetteer::Gazetteer;
use chanpu::pipeline::Extractor;
use chanpu::text::Normalizer;

const BRAND: &str =
    "鑫恒达泰华瑞宏盛源丰润康佳美凯嘉诚信德隆昌兴旺福安顺利通联创新科远大东方明光辉耀金银玉龙凤祥云天";
const COUNTIES: [&str; 16] = [
    "平江县",
    "沭阳县",
    "仁寿县",
    "新密市",
    "平坝区",
    "蒙城县",
    "南陵县",
    "涟水县",
    "武平县",
    "上杭县",
    "泌阳县",
    "内乡县",
    "大悟县",
    "安乡县",
    "灵台县",
    "尉犁县",
];
const CITIES: [&str; 12] =
    ["常州", "绵阳", "洛阳", "遵义", "桂林", "天水", "潍坊", "赣州", "芜湖", "泉州", "襄阳", "衡阳"];
const TRADES: [&str; 32] = [
    "新材料科技",
    "精细化工",
    "光电科技",
    "机械制造",
    "智能装备",
    "生物医药",
    "制药",
    "医疗器械",
    "食品",
    "粮油",
    "乳业",
    "茶业",
    "农业开发",
    "饲料",
    "木业",
    "纺织",
    "服饰",
    "包装材料",
    "橡胶",
    "玻璃",
    "陶瓷",
    "新型建材",
    "铝业",
    "铸造",
    "锻造",
    "钢构",
    "建设工程",
    "物流",
    "环保科技",
    "水务",
    "储能科技",
    "工程咨询",
];
const FORMS: [&str; 5] = ["有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "（集团）有限公司"];
const SECTORS: [&str; 14] = [
    "新材料",
    "智能制造",
    "装备制造",
    "食品",
    "生物医药",
    "新能源",
    "化工",
    "纺织",
    "家居",
    "陶瓷",
    "铝加工",
    "循环经济",
    "光伏",
    "大数据",
];
const ZONES: [&str; 8] = [
    "经济开发区",
    "经济技术开发区",
    "高新技术产业开发区",
    "高新区",
    "经开区",
    "工业园区",
    "工业集中区",
    "产业集聚区",
];
const GOODS: [&str; 12] = [
    "磷酸铁锂",
    "水泥熟料",
    "有机硅",
    "轮毂",
    "光伏组件",
    "饲料",
    "矿泉水",
    "铜箔",
    "玻璃纤维",
    "预制菜",
    "铝型材",
    "中药饮片",
];
const OFFICES: [&str; 10] = [
    "发展和改革局",
    "工业和信息化局",
    "商务局",
    "自然资源局",
    "投资促进局",
    "统计局",
    "农业农村局",
    "交通运输局",
    "招商服务中心",
    "总商会",
];
const LINES: [&str; 4] = ["高速公路", "高速", "铁路", "高铁"];
const WORKS: [&str; 6] = ["特大桥", "水库", "水电站", "变电站", "风电场", "大道"];

/// Sentences with a place for the name, by type.
const FIRM: [&str; 6] = [
    "由{}承建的厂房已经封顶。",
    "走进{}，机器轰鸣。",
    "县政府与{}签订了投资协议。",
    "{}投资3亿元建设生产线。",
    "记者从{}了解到，订单已排到年底。",
    "据{}负责人介绍，二期即将投产。",
];
const PARK: [&str; 4] =
    ["项目位于{}。", "走进{}，塔吊林立。", "目前，{}已入驻企业86家。", "企业落户{}，发展势头良好。"];
const PROJECT: [&str; 4] =
    ["{}开工建设。", "总投资5亿元的{}正在进行主体施工。", "加快推进{}建设。", "{}预计明年6月建成投产。"];
const BODY: [&str; 4] = [
    "{}负责人介绍，今年形势很好。",
    "记者从{}获悉，上半年全县经济稳中向好。",
    "活动由{}主办。",
    "{}组织召开座谈会。",
];
const WORK: [&str; 4] = ["{}建成通车。", "加快推进{}建设。", "{}正在建设。", "{}前期工作有序推进。"];

/// A generator of [Lehmer](https://doi.org/10.1145/63039.63042): its sequence never changes with a library.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        usize::try_from(self.0).expect("31 bits") % bound
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }

    fn brand(&mut self) -> String {
        let characters: Vec<char> = BRAND.chars().collect();
        let length = 2 + self.below(3) / 2;
        (0..length).map(|_| characters[self.below(characters.len())]).collect()
    }

    fn place(&mut self) -> &'static str {
        if self.below(2) == 0 { self.of(&COUNTIES) } else { self.of(&CITIES) }
    }

    fn town(&mut self) -> &'static str {
        let place = self.place();
        place.strip_suffix(['县', '市', '区']).unwrap_or(place)
    }
}

fn firm(draw: &mut Draw) -> String {
    let place = if draw.below(10) < 7 { draw.of(&CITIES) } else { "" };
    format!("{place}{}{}{}", draw.brand(), draw.of(&TRADES), draw.of(&FORMS))
}

fn park(draw: &mut Draw) -> String {
    match draw.below(3) {
        0 => format!("{}{}产业园", draw.brand(), draw.of(&SECTORS)),
        1 => format!("{}{}产业园", draw.of(&CITIES), draw.of(&SECTORS)),
        _ => format!("{}{}", draw.place(), draw.of(&ZONES)),
    }
}

fn project(draw: &mut Draw) -> String {
    match draw.below(3) {
        0 => format!("年产{}万吨{}项目", 1 + draw.below(90), draw.of(&GOODS)),
        1 => format!("{}{}生产基地项目", draw.brand(), draw.of(&GOODS)),
        _ => format!("{}老旧小区改造项目", draw.place()),
    }
}

fn body(draw: &mut Draw) -> String {
    match draw.below(3) {
        0 => format!("{}{}管委会", draw.place(), draw.of(&ZONES)),
        _ => format!("{}{}", draw.place(), draw.of(&OFFICES)),
    }
}

fn work(draw: &mut Draw) -> String {
    match draw.below(3) {
        0 => {
            let from = draw.town();
            let to = std::iter::repeat_with(|| draw.town()).find(|to| *to != from).expect("there are others");
            format!("{from}至{to}{}", draw.of(&LINES))
        }
        1 => format!("{}{}{}", draw.of(&["G", "S"]), 100 + draw.below(250), draw.of(&["国道", "省道"])),
        _ => format!("{}{}", draw.town(), draw.of(&WORKS)),
    }
}

#[test]
fn names_made_up_of_parts_are_found_whole() {
    const EACH: usize = 200;
    type Maker = fn(&mut Draw) -> String;
    let kinds: [(&str, Maker, &[&str], usize); 5] = [
        ("company", firm, &FIRM, 97),
        ("park", park, &PARK, 96),
        ("project", project, &PROJECT, 94),
        ("organization", body, &BODY, 98),
        ("infrastructure", work, &WORK, 96),
    ];
    let normalizer = Normalizer::builtin();
    let (gazetteer, _) = Gazetteer::builtin(|name| normalizer.normalize_str(name));
    let extractor = Extractor::new(&gazetteer).expect("built-in rules");
    let mut low = Vec::new();
    for (kind, make, sentences, floor) in kinds {
        let mut draw = Draw(20_231);
        let mut missed = BTreeSet::new();
        for _ in 0..EACH {
            let name = make(&mut draw);
            let text = draw.of(sentences).replace("{}", &name);
            let document = Document::from_bytes("made-up.txt", Format::Text, text.clone().into_bytes());
            let document = document.expect("a text");
            let found = extractor.extract(&document);
            let whole = found
                .mentions
                .iter()
                .any(|mention| mention.span.text == name && mention.kind.as_str() == kind);
            if !whole {
                missed.insert(text);
            }
        }
        let share = 100 * (EACH - missed.len()) / EACH;
        println!("{kind:<15} {share:>3} %");
        if share < floor {
            low.push(format!("{kind}: {share} % are found whole, at least {floor} should be\n{missed:#?}"));
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}
