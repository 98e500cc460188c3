//! Sectors that are too general to be names by themselves and are some in a list of sectors: 涉及金融、零售等行业.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Whether a member of a list of sectors is one by its words alone.
pub(super) fn is_listed_sector(member: &str) -> bool {
    static SECTORS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let rows = include_str!("../../../gazetteer/listed_sectors.csv").lines().skip(1);
        rows.filter_map(|row| row.split(',').next()).collect()
    });
    SECTORS.contains(member)
}
