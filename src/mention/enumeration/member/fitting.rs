//! Whether a member can be a name of the kind that its enumeration lists.

use super::edge::Edge;
use super::wording::{is_lone, is_said_of_kind, is_strange, is_town, is_work};
use super::{Member, WORDS};
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::around::is_bounded;
use crate::mention::compound::{MATERIALS, is_foreign, is_foreign_firm};
use crate::mention::head::Grammar;
use crate::mention::node::{Class, Node};

/// Whether the member from `start` on is a name already, or tells something that is none.
pub(super) fn is_no_member(member: Member, start: usize) -> bool {
    let Member { nodes, from, tail, text, .. } = member;
    let parts = &nodes[start..];
    is_name(parts, tail.kind)
        || is_section(parts, text)
        || tail.kind == EntityType::Infrastructure && is_stretch(&nodes[from..], text)
        || tail.kind == EntityType::Company && (is_of_materials(parts, text) || is_field(parts, text))
        || tail.kind == EntityType::Project && is_mill_of_kind(parts, text)
        || tail.kind == EntityType::Company && is_firm_and_adverb(parts, text)
        || tail.unsaid && is_firm_and_goods(parts)
        || tail.kind == EntityType::Infrastructure && is_done(&nodes[from..])
        // 甲县、乙县依托丙、丁两座电站
        || tail.kind == EntityType::Infrastructure && is_county(parts, text)
        // 甲铁路|全线|隧道、桥梁等主体工程
        || nodes[from..].iter().any(|node| matches!(node.span.of(text), "全线" | "沿线"))
}

/// 恒昱集团|正: a firm and the adverb behind it.
fn is_firm_and_adverb(parts: &[Node], text: &str) -> bool {
    matches!(parts, [.., firm, adverb] if firm.name() == Some(EntityType::Company)
        && matches!(adverb.span.of(text), "正" | "还" | "已" | "均" | "都" | "将" | "拟" | "也" | "又"))
}

/// 青石河湿地公园: what is laid out, where projects are listed.
fn is_garden(last: &Node, text: &str) -> bool {
    last.is_place() && last.span.of(text).ends_with("公园")
}

/// 针织|厂、藤业|编织|厂: what is made there tells of a mill only of what kind it is.
fn is_mill_of_kind(parts: &[Node], text: &str) -> bool {
    let Some((last, before)) = parts.split_last() else { return false };
    let kind = |node: &Node| {
        matches!(node.class, Class::Trade | Class::Activity | Class::Noun)
            || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
    };
    last.span.of(text).ends_with('厂') && before.len() <= 2 && before.iter().all(kind)
}

/// Whether the last of the parts is the name already. 黄衢南高速|石门互通 is a work also where its neighbours are projects.
fn is_name(parts: &[Node], kind: EntityType) -> bool {
    let Some((last, before)) = parts.split_last() else { return false };
    let work = |node: &Node| node.name() == Some(EntityType::Infrastructure);
    last.name() == Some(kind) || kind == EntityType::Project && work(last) && before.last().is_some_and(work)
}

/// 京雄高速|河北|段, 京雄高速|扩容青石至白水|段: the section of a road is the road, and its ends are places.
fn is_section(parts: &[Node], text: &str) -> bool {
    let [road, section @ .., end] = parts else { return false };
    road.name() == Some(EntityType::Infrastructure)
        && matches!(end.span.of(text), "段" | "线")
        && (section.iter().all(Node::is_place) || is_stretch(parts, text))
}

/// 青石县, 白水区 by its whole name: a district is no work.
fn is_county(parts: &[Node], text: &str) -> bool {
    matches!(parts, [place] if place.is_place() && place.span.len() > 6 && place.span.of(text).ends_with(['县', '区', '旗', '州']))
}

/// 柏溪|至|白水|段: from one end to another.
fn is_stretch(parts: &[Node], text: &str) -> bool {
    parts.last().is_some_and(|last| last.is("段", text))
        && parts.iter().any(|node| node.is("至", text) || node.is("到", text))
}

/// 轴承|行业, 全国|航天|系统: where firms are at home is none.
fn is_field(parts: &[Node], text: &str) -> bool {
    let end = parts.last().map_or("", |last| last.span.of(text));
    WORDS.field.end(end)
}

/// 盐|磷|化工: what it is made of is no brand.
fn is_of_materials(parts: &[Node], text: &str) -> bool {
    let [materials @ .., last] = parts else { return false };
    !materials.is_empty()
        && last.span.len() > 3
        && materials.iter().all(|node| MATERIALS.contains(node.span.of(text)))
}

/// 楚岭化工|硝基|复合肥 beside others like it: a firm and what it makes.
fn is_firm_and_goods(parts: &[Node]) -> bool {
    let [firm, .., goods] = parts else { return false };
    firm.name() == Some(EntityType::Company)
        && matches!(goods.name(), Some(EntityType::Product | EntityType::Industry))
}

/// 6|处|街角绿地改造: nor does what is counted.
fn is_counted(parts: &[Node], text: &str) -> bool {
    let [number, counter, ..] = parts else { return false };
    matches!(number.class, Class::Number | Class::Digit)
        && matches!(
            counter.span.of(text),
            "处" | "个" | "座" | "条" | "栋" | "家" | "口" | "块" | "所" | "项"
        )
}

/// 新建、扩建和改造3座大桥: what is done to them names none.
fn is_done(member: &[Node]) -> bool {
    member
        .iter()
        .all(|node| matches!(node.class, Class::Activity | Class::Verb | Class::TradeVerb | Class::Generic))
}

/// The length of a word; a Latin one counts as a short one.
fn letters(word: &str) -> usize {
    let length = word.chars().count();
    if word.is_ascii() { length.min(6) } else { length }
}

/// A member and where its name would begin.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) member: Member<'a>,
    pub(super) edge: Edge,
}

impl<'a> Candidate<'a> {
    fn parts(&self) -> &'a [Node] {
        &self.member.nodes[self.edge.start..]
    }

    /// How long it is, in characters.
    fn length(&self) -> usize {
        self.parts().iter().map(|node| letters(node.span.of(self.member.text))).sum()
    }

    /// Whether it fills what stands between two commas.
    fn is_closed(&self) -> bool {
        self.edge.start == self.member.from && !self.member.open_left
    }

    /// Whether other members that are names say that it is one.
    fn is_vouched(&self) -> bool {
        self.member.tail.vouchers > 0
    }

    /// Whether a part of it names something.
    fn is_proper(&self) -> bool {
        self.parts().iter().any(|node| match node.class {
            Class::Brand => true,
            Class::Name(name) => !matches!(name, EntityType::Industry | EntityType::Product),
            _ => false,
        })
    }

    /// 盼盼, 三一发达: words that make no sense together, between two commas.
    fn is_strange(&self) -> bool {
        self.is_vouched()
            && (self.is_closed() || self.edge.begins)
            && is_strange(self.parts(), self.member.text)
    }

    /// Whether it begins with a word of its own, as what its neighbours alone make a name must: 晨曦|灯饰, 宏远|高端|轴承.
    fn has_own_word(&self) -> bool {
        let Member { from, open_left, tail, .. } = self.member;
        let start = self.edge.start;
        let [first, others @ ..] = self.parts() else { return false };
        let project = tail.kind == EntityType::Project;
        // 联创|制药
        let verb = || {
            let closed_project = project && self.is_closed() && others.len() == 1;
            first.class == Class::Verb
                && self.member.is_traded()
                && (tail.kind == EntityType::Company || closed_project)
        };
        // 新|协力|机器
        let new = || {
            first.is("新", self.member.text)
                && tail.vouchers > 1
                && matches!(others, [word, _, ..] if word.class == Class::Noun)
        };
        self.is_vouched()
            && (start == from || open_left && start == self.edge.unstripped)
            && !others.is_empty()
            // 精工|电子: what is a trade behind a brand is a word of its own before one.
            && first.head.is_none_or(|head| head.grammar == Grammar::BrandTrade)
            && (matches!(first.class, Class::Noun | Class::Adjective) || verb() || new())
            && (project || others.iter().all(|node| node.class != Class::Activity))
    }

    /// 官地、瓦日: whether the whole member is a work that is called by few characters.
    pub(super) fn is_short_name_of_work(&self) -> bool {
        let Member { open_left, tail, text, .. } = self.member;
        let all = self.member.all();
        let whole: usize = all.iter().map(|node| node.span.of(text).chars().count()).sum();
        tail.kind == EntityType::Infrastructure
            && !open_left
            && (2..=4).contains(&whole)
            && !self.is_only_places(all)
    }

    /// Whether these are places, where works would not be called after them alone.
    fn is_only_places(&self, parts: &[Node]) -> bool {
        parts.iter().all(Node::is_place) && !self.member.tail.works
    }

    /// Whether it is a name of the kind that is listed.
    pub(super) fn fits(&self) -> bool {
        match self.member.tail.kind {
            EntityType::Company => self.fits_firm(),
            EntityType::Project => self.is_brand_of_project() || self.fits_project(),
            EntityType::Place => self.fits_place(),
            EntityType::Park => self.fits_park(),
            EntityType::Infrastructure => self.fits_work(),
            _ => false,
        }
    }

    fn fits_firm(&self) -> bool {
        let text = self.member.text;
        let parts = self.parts();
        let length = self.length();
        let is_body = |node: &Node| {
            node.name() == Some(EntityType::Organization)
                || node
                    .head
                    .is_some_and(|head| matches!(head.grammar, Grammar::Office | Grammar::Institution))
        };
        // 重庆机场、青渝高铁等客户
        let works = parts.last().and_then(Node::name).is_some_and(|kind| {
            matches!(kind, EntityType::Infrastructure | EntityType::Park | EntityType::Project)
        });
        // 引进德国|先进|设备等企业急需的装备
        let of_country = is_foreign(&parts[0], text) && !is_foreign_firm(parts, text);
        let own_word =
            || self.has_own_word() && (!self.member.open_left || self.begins_clause()) && length <= 6;
        // 高端|铸|锻: of what kind it is, is no part of a firm's name.
        let of_kind = parts[0].class == Class::Generic && parts[0].span.len() > '新'.len_utf8();
        !works
            && !of_kind
            && !of_country
            && !parts.iter().any(is_body)
            && (self.is_proper() || self.is_strange() || self.is_lone_word() || self.is_maker() || own_word())
            && (2..=10).contains(&length)
            && (self.is_called_after_town() || !parts.iter().all(Node::is_place))
            && parts.iter().all(|node| node.class != Class::Name(EntityType::Project))
    }

    /// 目前,|鼎盛|新材、: behind a comma the first member is as complete as the others.
    fn begins_clause(&self) -> bool {
        let Member { nodes, open_left, text, .. } = self.member;
        open_left
            && self.edge.start == 0
            && self.member.is_traded()
            && text[..nodes[0].span.start].ends_with([',', '。', ';', ':', '\n'])
    }

    /// 青石机械、|巨龙铁合金|、白水建材等企业: among several firms goods with a word before them are a firm.
    fn is_maker(&self) -> bool {
        let [only] = self.parts() else { return false };
        only.name() == Some(EntityType::Product)
            && matches!(only.origin, Some(Origin::Pattern(_)))
            && self.is_closed()
            && self.member.tail.vouchers > 1
    }

    /// 裕恒、天舜、金汇、永盛等企业: among many firms a noun of two characters is one, too.
    fn is_lone_word(&self) -> bool {
        let tail = self.member.tail;
        let [only] = self.parts() else { return false };
        self.is_closed()
            && (tail.vouchers > 2 || tail.vouchers == 2 && tail.counted)
            && self.length() == 2
            && only.class == Class::Noun
            // 精工 is a trade behind a brand only.
            && only.head.is_none_or(|head| head.grammar == Grammar::BrandTrade)
    }

    /// 龙凤、京粮、嘉丰…: among firms a town is the brand of one.
    fn is_called_after_town(&self) -> bool {
        self.is_closed() && self.member.tail.vouchers > 1 && is_town(self.parts(), self.member.text)
    }

    /// 凌科储能 is a project where its neighbours are.
    fn is_brand_of_project(&self) -> bool {
        matches!(self.parts(), [only] if only.origin == Some(Origin::Pattern("company-brand-trade")))
    }

    fn fits_project(&self) -> bool {
        let Member { nodes, tail, text, .. } = self.member;
        let parts = self.parts();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
        let works = || parts.len() > 1 && last.head.is_some_and(|head| head.grammar == Grammar::Facility);
        let bounded = self.is_closed() || is_bounded(nodes, self.edge.start);
        let least = match bounded && is_strange(parts, text) {
            true if self.is_vouched() => 2,
            true if tail.counted => 3,
            // 昌禾时代、柳店影视、月月红等3个项目
            _ if tail.counted && tail.vouchers > 1 && self.is_closed() => 3,
            _ => 4,
        };
        let own = self.is_proper() || self.has_own_word() || self.is_strange();
        (own || works() || self.is_branded_goods(first))
            && (!tail.by_verb || is_work(parts, text))
            && !is_said_of_kind(last, text)
            && !is_counted(parts, text)
            // 5亿元冷链物流、2亿元食品加工项目
            && !parts.iter().any(|node| matches!(node.span.of(text), "亿元" | "万元"))
            && self.length() >= least
            && last.class != Class::Close
            && first.class != Class::Open
            && (!parts.iter().all(Node::is_place) || is_garden(last, text))
            && (parts.len() > 1
                || first.name().is_none()
                || self.is_branded_goods(first)
                || is_garden(last, text))
    }

    /// 志远光伏组件 beside others like it: goods with a brand are what a project is called by.
    fn is_branded_goods(&self, only: &Node) -> bool {
        only.origin == Some(Origin::Pattern("goods")) && self.is_vouched() && self.is_closed()
    }

    /// 青岭、白沙、李家坝等村: what is no word is a place.
    fn fits_place(&self) -> bool {
        let parts = self.parts();
        self.is_closed()
            && (2..=4).contains(&self.length())
            && self.is_strange()
            && (parts.iter().all(|node| node.name().is_none())
                || parts.len() > 1 && parts.last().is_some_and(|last| is_lone(last, self.member.text)))
    }

    fn fits_park(&self) -> bool {
        let Member { tail, text, .. } = self.member;
        let parts = self.parts();
        let end = parts.last().map_or("", |last| last.span.of(text));
        let told = WORDS.park.end(end) && parts.len() > 1;
        let named = || tail.counted && (self.is_proper() || self.has_own_word() || self.is_strange());
        // 凯沃、恒昱3个产业园
        let bounded = || self.is_closed() || is_bounded(self.member.nodes, self.edge.start);
        let brand = tail.counted && parts.iter().all(|node| node.class == Class::Brand) && bounded();
        let least = if brand { 2 } else { 3 };
        // 做实|食品、医药、建材三大产业园: words before the first sector are no part of a name.
        let sector = parts
            .last()
            .is_some_and(|last| matches!(last.name(), Some(EntityType::Industry | EntityType::Product)));
        (least..=12).contains(&self.length())
            && (self.is_closed() || !sector)
            && (!parts.iter().all(Node::is_place) || tail.counted && parts.len() > 1)
            && (told || named())
    }

    /// Two characters that make no sense as a word are what short names of roads look like.
    fn fits_work(&self) -> bool {
        let parts = self.parts();
        let length = self.length();
        (2..=6).contains(&length)
            && parts.len() <= 4
            && !self.is_only_places(parts)
            && (self.is_proper() || (length == 2 && !self.member.open_left))
    }
}
