//! Goods and sectors that their neighbours vouch for: in 天麻、竹笋、魔芋粉 every member is a kind of goods when
//! some are known to be, in 稀土、光学玻璃、竹木加工等产业 every member is a sector.

mod behind;
mod closing;
mod framed;
mod made;
mod member;
mod words;

use closing::{Closing, closing, is_developed};
use made::mainly_made;
use member::{Kind, Member, kind, members};
use words::{WORDS, fits, is_making};

use super::announced::{self, Announced};
use super::composite;
use super::counted::counted_list;
use crate::entity::EntityType;
use crate::mention::node::Node;

pub(super) use closing::is_of_sectors;
pub(in crate::mention) use framed::announces;
pub(super) use framed::apply as apply_framed;
pub(super) use made::{counted_output, is_of_made, measured};

/// Makes goods or sectors of the members that are no names yet.
///
/// `announced` tells that the words before the list say that goods follow.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str, announced: Option<Announced>) {
    if let Some(members) = counted_list(group, text) {
        name_counted(group, members, text);
        return;
    }
    let Some(list) = List::read(group, text, announced) else { return };
    let Some(reading) = list.reading() else {
        if let Some(last) = group.last_mut().filter(|_| list.is_of_goods()) {
            behind::apply(last, text);
        }
        return;
    };
    // From the right, so that the places of members before stay right.
    for (member, kind) in list.members.iter().zip(&list.kinds).rev() {
        let nodes = &mut group[member.clause];
        let parts = &nodes[member.start..member.end];
        // 电机|产品: the word for all goods says nothing more of known ones.
        let bare = matches!(parts, [goods, all] if goods.name() == Some(EntityType::Product) && all.span.of(text) == "产品");
        let longest = if list.told == Some(Announced::Goods) { 12 } else { 8 };
        if reading.names(*kind) && !bare && fits(parts, reading.target, longest, text) {
            let name = composite(parts, reading.target);
            nodes.splice(member.start..member.end, [name]);
        }
    }
    if let Some(last) = group.last_mut().filter(|_| reading.target == EntityType::Product) {
        behind::apply(last, text);
    }
}

/// As [`apply`], for a clause of its own: goods are named only where its words say that they are what is made. The
/// caller looks for one of the characters of `Telling::MADE` in the clause, without which none of them do.
pub(super) fn apply_alone(group: &mut [Vec<Node>], text: &str) {
    let [nodes] = &*group else { return };
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return };
    let clause = &text[first.span.start..last.span.end];
    let told = clause.contains("主要") || clause.contains('专') || clause.starts_with('牌');
    if told && mainly_made(nodes, text).is_some() {
        apply(group, text, None);
    }
}

/// Makes sectors of the members of a list that is counted: 电力、冶炼、建材三大产业.
fn name_counted(group: &mut [Vec<Node>], members: Vec<(usize, usize, usize)>, text: &str) {
    for (clause, start, end) in members.into_iter().rev() {
        let nodes = &mut group[clause];
        // 电力、冶炼、农业三大产业: a general word is no name among them either.
        let general = matches!(&nodes[start..end], [only] if WORDS.no_sector.has(only.span.of(text)));
        let named = matches!(&nodes[start..end], [only] if only.name() == Some(EntityType::Industry));
        if !general && !named && start < end {
            let name = composite(&nodes[start..end], EntityType::Industry);
            nodes.splice(start..end, [name]);
        }
    }
}

/// A list, and what the words around it say of its members.
struct List {
    members: Vec<Member>,
    /// What each member is by its own words.
    kinds: Vec<Kind>,
    closing: Closing,
    /// What the words before it say, or the verb and the closing noun together.
    told: Option<Announced>,
    /// Whether the verb before the list says that sectors are developed.
    developed: bool,
}

impl List {
    /// Nothing where no word tells that goods or sectors are listed.
    fn read(group: &[Vec<Node>], text: &str, announced: Option<Announced>) -> Option<Self> {
        let closing = closing(group, text);
        let main = mainly_made(&group[0], text);
        let known = |node: &Node| matches!(node.name(), Some(EntityType::Product | EntityType::Industry));
        let told = announced.is_some_and(|what| what != Announced::Firms) || main.is_some();
        if !told
            && matches!(closing, Closing::Open | Closing::Else)
            && !group.iter().flatten().any(known)
            && !group[0].iter().any(|node| WORDS.only_goods.has(node.span.of(text)))
        {
            return None;
        }
        let told_inside = match announced::inside(&group[0], text) {
            Some((Announced::Sectors, start)) if announced == Some(Announced::Sectors) => Some(start),
            _ => None,
        };
        let of_goods = told_inside.is_none() && matches!(closing, Closing::Open | Closing::Goods);
        let members = members(group, closing, main.or(told_inside), of_goods, text);
        // 生产甲、乙等产品: the verb and the noun say together that goods are listed; 主营 says it alone.
        let before = members.first().and_then(|first| group[0].get(first.start.checked_sub(1)?));
        let made = main.is_some()
            || before.is_some_and(|before| {
                let verb = before.span.of(text);
                match closing {
                    Closing::Goods => is_making(before, text) || WORDS.announcing.has(verb),
                    Closing::Open => WORDS.only_goods.has(verb),
                    _ => false,
                }
            });
        let told = if made { Some(Announced::Goods) } else { announced };
        let sectors_told = told == Some(Announced::Sectors)
            || matches!(closing, Closing::Sectors | Closing::Leading | Closing::Fields);
        let kinds = members
            .iter()
            .map(|member| {
                let parts = &group[member.clause][member.start..member.end];
                kind(&group[member.clause], *member, text).among(parts, made, sectors_told, text)
            })
            .collect();
        let developed = closing == Closing::Sectors && is_developed(group, text);
        Some(Self { members, kinds, closing, told, developed })
    }

    fn count(&self, kind: Kind) -> usize {
        self.kinds.iter().filter(|other| **other == kind).count()
    }

    /// How many members are sectors, by the dictionary or by a general word.
    fn sectors(&self) -> usize {
        self.count(Kind::Known(EntityType::Industry)) + self.count(Kind::Listed)
    }

    /// Whether all members are known goods.
    fn is_of_goods(&self) -> bool {
        let known = self.count(Kind::Known(EntityType::Product));
        self.closing == Closing::Open && known > 1 && known == self.kinds.len()
    }

    /// What the members are taken for, if enough of them speak for it.
    fn reading(&self) -> Option<Reading> {
        let all = self.kinds.len();
        let sectors = self.sectors();
        // 轮胎、化工、房地产等领域: fields are sectors where most of them are known to be some.
        let closing = match self.closing {
            Closing::Goods => Closing::Open,
            Closing::Fields if 2 * sectors >= all => Closing::Sectors,
            Closing::Fields => Closing::Else,
            Closing::Leading => Closing::Sectors,
            closing => closing,
        };
        let leading = self.closing == Closing::Leading;
        let sectors_told = self.told == Some(Announced::Sectors) || closing == Closing::Sectors;
        let goods_told = self.told == Some(Announced::Goods);
        let processed = self.count(Kind::Processed);
        let longer = self.count(Kind::Longer) + processed;
        let goods = self.count(Kind::Known(EntityType::Product)) + longer;
        let unknown = self.count(Kind::Words);
        let target = match closing {
            Closing::Sectors | Closing::Open if sectors_told && sectors > 0 => EntityType::Industry,
            // 以|汽车零部件、电子电器|为核心的产业体系
            Closing::Sectors if leading && unknown > 0 && goods > 0 => EntityType::Industry,
            Closing::Sectors | Closing::Open if sectors_told && goods > 0 => EntityType::Product,
            Closing::Open if goods > sectors || goods_told => EntityType::Product,
            _ => return None,
        };
        // One member in four may be something that its words don't tell.
        let known = goods + sectors + unknown;
        // 主要发展甲、乙、丙等产业: with a verb that only sectors follow, half as many vouch for the others.
        let vouching = (goods + sectors) * if self.developed { 2 } else { 1 };
        let strange = 4 * known < 3 * all || known < all && vouching < unknown;
        // 速冻|水饺: what ends with goods is a kind of them, whatever the other members are.
        let mixed = sectors_told && 3 * (goods + sectors) >= all;
        let enough = goods_told || mixed || unknown <= 2 * (goods + sectors) && !strange;
        // 装备制造、服装等产业: among sectors goods are the sector that makes them.
        let retyped = target == EntityType::Industry && goods > 0 && (2 * sectors >= goods || leading);
        // Where several members begin with a verb they tell what is done.
        let processed = target == EntityType::Product && 4 * processed <= all;
        let open = unknown + longer + self.count(Kind::Listed) + self.count(Kind::Done) > 0;
        let certain = enough || longer > 0 && target == EntityType::Product;
        ((retyped || open) && certain).then_some(Reading { target, enough, retyped, processed })
    }
}

/// What the members of a list are taken for.
struct Reading {
    target: EntityType,
    /// Whether what is known of the members vouches for the others.
    enough: bool,
    /// Whether goods among them are sectors.
    retyped: bool,
    /// Whether a verb and goods are goods.
    processed: bool,
}

impl Reading {
    /// Whether a member of this kind becomes a name.
    fn names(&self, kind: Kind) -> bool {
        match kind {
            Kind::Longer => true,
            Kind::Processed => self.processed,
            Kind::Words => self.enough,
            Kind::Listed => self.target == EntityType::Industry,
            Kind::Done => self.enough && self.target == EntityType::Industry,
            Kind::Known(EntityType::Product) => self.retyped,
            Kind::Known(_) | Kind::Other => false,
        }
    }
}
