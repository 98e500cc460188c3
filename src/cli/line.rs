//! JSON on one line, byte for byte as `serde_json` writes it, in a fraction of the time.
//!
//! That looks at each byte of each string, keys too, for what must be escaped. Next to nothing must in Chinese texts, and
//! eight bytes can be asked together; most numbers here are hundredths. What is rare is left to `serde_json`.

use serde::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};
use serde_json::{Error, Result};

/// Appends `value`, which is made of what a record is made of: structures, lists, texts and numbers.
pub(super) fn write(value: &impl Serialize, out: &mut Vec<u8>) -> Result<()> {
    value.serialize(Line(out))
}

struct Line<'o>(&'o mut Vec<u8>);

impl Line<'_> {
    fn text(&mut self, text: &str) -> Result<()> {
        if !is_plain(text.as_bytes()) {
            return self.other(text);
        }
        self.quoted(text);
        Ok(())
    }

    fn quoted(&mut self, text: &str) {
        self.0.push(b'"');
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(b'"');
    }

    fn number(&mut self, mut number: u64) {
        let mut digits = [b'0'; 20];
        let mut first = digits.len();
        for digit in digits.iter_mut().rev() {
            *digit += u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
            first -= 1;
            if number == 0 {
                break;
            }
        }
        self.0.extend_from_slice(&digits[first..]);
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // it is positive, small and whole
    fn fraction(&mut self, number: f64) -> Result<()> {
        let hundredths = (number * 100.0).round();
        // Of the decimals that mean this number the shortest, since no other has as few digits.
        if !(number.is_sign_positive() && hundredths < 1e9 && hundredths / 100.0 == number) {
            return self.other(&number);
        }
        let hundredths = hundredths as u64;
        self.number(hundredths / 100);
        self.0.push(b'.');
        match hundredths % 100 {
            tenths if tenths % 10 == 0 => self.number(tenths / 10),
            rest @ 0..10 => {
                self.0.push(b'0');
                self.number(rest);
            }
            rest => self.number(rest),
        }
        Ok(())
    }

    #[cold]
    fn other<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        serde_json::to_writer(&mut *self.0, value)
    }
}

/// Whether nothing in a string must be escaped.
fn is_plain(bytes: &[u8]) -> bool {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES << 7;
    // The highest bit of each byte that is zero; see Hacker's Delight, 6-1. Where it is wrong another one is right.
    let zeros = |eight: u64| eight.wrapping_sub(ONES) & !eight;
    let of_each = |byte: u8| ONES * u64::from(byte);
    let escaped = |eight: &[u8; 8]| {
        let eight = u64::from_le_bytes(*eight);
        let control = eight.wrapping_sub(of_each(b' ')) & !eight;
        control | zeros(eight ^ of_each(b'"')) | zeros(eight ^ of_each(b'\\'))
    };
    match bytes.last_chunk::<8>() {
        // The last eight begin among those before them.
        Some(last) => {
            let (eights, _) = bytes.as_chunks::<8>();
            eights.iter().fold(escaped(last), |found, eight| found | escaped(eight)) & HIGH == 0
        }
        None => bytes.iter().all(|byte| !matches!(byte, 0..b' ' | b'"' | b'\\')),
    }
}

/// What no record has.
fn unknown<T>() -> Result<T> {
    Err(Error::custom("records are not made of this"))
}

impl<'o> Serializer for Line<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Members<'o>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Members<'o>;
    type SerializeStruct = Members<'o>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_str(mut self, text: &str) -> Result<()> {
        self.text(text)
    }

    fn serialize_u64(mut self, number: u64) -> Result<()> {
        self.number(number);
        Ok(())
    }

    fn serialize_i64(mut self, number: i64) -> Result<()> {
        if number < 0 {
            self.0.push(b'-');
        }
        self.number(number.unsigned_abs());
        Ok(())
    }

    fn serialize_f64(mut self, number: f64) -> Result<()> {
        self.fraction(number)
    }

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.0.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.0.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(mut self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'o>> {
        Ok(Members::begin(self, b'[', b']'))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'o>> {
        Ok(Members::begin(self, b'{', b'}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'o>> {
        Ok(Members::begin(self, b'{', b'}'))
    }

    fn serialize_i8(self, number: i8) -> Result<()> {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Result<()> {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Result<()> {
        self.serialize_i64(number.into())
    }

    fn serialize_u8(self, number: u8) -> Result<()> {
        self.serialize_u64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Result<()> {
        self.serialize_u64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Result<()> {
        self.serialize_u64(number.into())
    }

    fn serialize_f32(mut self, number: f32) -> Result<()> {
        self.other(&number)
    }

    fn serialize_char(mut self, c: char) -> Result<()> {
        self.other(&c)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<()> {
        unknown()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<()> {
        unknown()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple> {
        unknown()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct> {
        unknown()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        unknown()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant> {
        unknown()
    }
}

/// The members of a list or an object.
struct Members<'o> {
    line: Line<'o>,
    first: bool,
    close: u8,
}

impl<'o> Members<'o> {
    fn begin(line: Line<'o>, open: u8, close: u8) -> Self {
        line.0.push(open);
        Self { line, first: true, close }
    }

    /// Where the next member goes.
    fn next(&mut self) -> Line<'_> {
        if !std::mem::take(&mut self.first) {
            self.line.0.push(b',');
        }
        Line(&mut *self.line.0)
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.line.0.push(b':');
        value.serialize(Line(&mut *self.line.0))
    }

    fn close(self) -> Result<()> {
        self.line.0.push(self.close);
        Ok(())
    }
}

impl SerializeSeq for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        value.serialize(self.next())
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Error;

    /// All keys are texts.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        key.serialize(self.next())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.value(value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

impl SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
        // It is the name of a field.
        debug_assert!(is_plain(key.as_bytes()), "{key} must be escaped");
        self.next().quoted(key);
        self.value(value)
    }

    fn end(self) -> Result<()> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn same<T: Serialize>(value: &T) {
        let mut out = Vec::new();
        write(value, &mut out).expect("it is made of what records are made of");
        assert_eq!(
            String::from_utf8_lossy(&out),
            serde_json::to_string(value).expect("it has texts for keys")
        );
    }

    proptest! {
        #[test]
        fn texts_are_written_alike(text in "[a\"\\\\\n\u{0}\u{1F}\u{7F} ~!#甲é𠮷]{0,20}") {
            same(&text);
        }

        #[test]
        fn numbers_are_written_alike(any in any::<f64>(), hundredths in 0..100_000_u32, whole in any::<i64>()) {
            same(&(f64::from(hundredths) / 100.0));
            same(&[any, -any, any.fract()].as_slice());
            same(&[whole, whole >> 40].as_slice());
            same(&whole.unsigned_abs());
        }
    }

    #[test]
    fn the_edges_of_numbers() {
        same(&[0.0, -0.0, 1.0, 0.05, 0.5, 0.29, 0.57, 1.005, 1e9, 9_999_999.99, 1e21, f64::NAN].as_slice());
        same(&[i64::MIN, i64::MAX, 0].as_slice());
        same(&u64::MAX);
    }
}
