//! Sets of characters that are looked for in whole texts.

/// Characters: of the basic plane a bit for each, and of those beyond it, which are rare, all or none.
#[derive(Clone, Debug)]
pub(crate) struct CharacterSet {
    basic: Box<[u64; SLOTS]>,
    /// The bits of every 64 characters beyond.
    beyond: u64,
}

const SLOTS: usize = 0x1_0000 / 64;

impl CharacterSet {
    /// The set of `characters`; with one beyond the basic plane all those beyond it are in the set.
    pub(crate) fn new(characters: impl IntoIterator<Item = char>) -> Self {
        let mut set = Self { basic: Box::new([0; SLOTS]), beyond: 0 };
        for c in characters {
            match set.basic.get_mut(c as usize / 64) {
                Some(bits) => *bits |= 1 << (c as usize % 64),
                None => set.beyond = u64::MAX,
            }
        }
        set
    }

    /// Whether `c` is in the set.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        self.has_code(u32::from(c))
    }

    /// Whether the character with this code point is in the set.
    #[inline]
    pub(crate) fn has_code(&self, code: u32) -> bool {
        let bits = self.basic.get(code as usize / 64).copied().unwrap_or(self.beyond);
        bits >> (code % 64) & 1 == 1
    }

    /// Where characters of the set stand in `text`, in order.
    #[inline]
    pub(crate) fn find<'s, 't>(&'s self, text: &'t str) -> Found<'s, 't> {
        Found { set: self, text, at: 0 }
    }
}

/// The characters of a set in a text; see [`CharacterSet::find`].
#[derive(Clone, Debug)]
pub(crate) struct Found<'s, 't> {
    set: &'s CharacterSet,
    text: &'t str,
    /// Where the next character begins.
    at: usize,
}

impl Found<'_, '_> {
    /// Goes on at the byte `at`, where a character begins.
    pub(crate) fn go_on(&mut self, at: usize) {
        self.at = at;
    }
}

impl Iterator for Found<'_, '_> {
    type Item = (usize, char);

    /// Nearly all of a text is passed over here, so this looks at bytes: three of them are a Han character.
    #[inline]
    fn next(&mut self) -> Option<(usize, char)> {
        let mut rest = self.text.as_bytes().get(self.at..)?;
        loop {
            let (code, behind) = match rest {
                [first @ 0xE0..0xF0, second, third, behind @ ..] => {
                    let high = u32::from(first & 0x0F) << 12 | u32::from(second & 0x3F) << 6;
                    (high | u32::from(third & 0x3F), behind)
                }
                [first @ 0..0x80, behind @ ..] => (u32::from(*first), behind),
                _ => self.rare(rest)?,
            };
            if self.set.has_code(code) {
                let at = self.text.len() - rest.len();
                self.at = self.text.len() - behind.len();
                return char::from_u32(code).map(|c| (at, c));
            }
            rest = behind;
        }
    }
}

impl<'t> Found<'_, 't> {
    /// The character of two or four bytes that `rest` of the text begins with, and what stands behind it.
    #[cold]
    fn rare(&self, rest: &'t [u8]) -> Option<(u32, &'t [u8])> {
        let c = self.text[self.text.len() - rest.len()..].chars().next()?;
        Some((c.into(), &rest[c.len_utf8()..]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_found_and_where_it_goes_on() {
        let set = CharacterSet::new("县a、é".chars());
        let mut found = set.find("县é𠮷、b县a");
        assert_eq!(found.next(), Some((0, '县')));
        assert_eq!(found.next(), Some((3, 'é')));
        found.go_on(12);
        assert_eq!(found.collect::<Vec<_>>(), [(13, '县'), (16, 'a')]);
        assert!(set.has('é') && !set.has('b') && !set.has('𠮷'));
        let rare = CharacterSet::new(['𠮷']);
        assert!(rare.has('𠮷') && rare.has('𠮶') && !rare.has('县'));
        assert_eq!(rare.find("县a𠮷é").collect::<Vec<_>>(), [(4, '𠮷')]);
    }

    proptest! {
        #[test]
        fn agrees_with_a_look_at_each_character(text in "[县a、é𠮷b\u{0}]{0,40}") {
            let set = CharacterSet::new("县a、é".chars());
            let expected: Vec<_> = text.char_indices().filter(|(_, c)| "县a、é".contains(*c)).collect();
            prop_assert_eq!(set.find(&text).collect::<Vec<_>>(), expected);
        }
    }
}
