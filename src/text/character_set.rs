//! Sets of characters that are looked for in whole texts.

/// Characters of the basic plane, a bit for each.
#[derive(Clone, Debug)]
pub(crate) struct CharacterSet(Box<[u64; SLOTS]>);

const SLOTS: usize = 0x1_0000 / 64;

impl CharacterSet {
    /// The set of `characters`; one beyond the basic plane is never in it.
    pub(crate) fn new(characters: impl IntoIterator<Item = char>) -> Self {
        let mut bits = Box::new([0; SLOTS]);
        for c in characters {
            if let Some(slot) = bits.get_mut(c as usize / 64) {
                *slot |= 1 << (c as usize % 64);
            }
        }
        Self(bits)
    }

    /// Whether `c` is in the set.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        self.0.get(c as usize / 64).is_some_and(|bits| bits >> (c as usize % 64) & 1 == 1)
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
        let bytes = self.text.as_bytes();
        loop {
            let at = self.at;
            let first = *bytes.get(at)?;
            let (code, length) = match (first, bytes.get(at + 1..at + 3)) {
                (0..0x80, _) => (usize::from(first), 1),
                (0xE0..0xF0, Some(&[second, third])) => {
                    let high = usize::from(first & 0x0F) << 12 | usize::from(second & 0x3F) << 6;
                    (high | usize::from(third & 0x3F), 3)
                }
                _ => {
                    let c = self.text[at..].chars().next()?;
                    (c as usize, c.len_utf8())
                }
            };
            self.at = at + length;
            let bits = self.set.0.get(code / 64).copied().unwrap_or(0);
            if bits >> (code % 64) & 1 == 1 {
                return Some((at, u32::try_from(code).ok().and_then(char::from_u32)?));
            }
        }
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
