//! From bytes to text, without ever taking mojibake for text.
//!
//! GB18030 decodes almost any bytes, Big5 and Latin ones too, to rare Han characters without an error. So
//! a text in a legacy encoding is believed only when it has the characters that Chinese texts have.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding as Codec, GB18030, GBK, UTF_16BE, UTF_16LE};

/// What the bytes of a file were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first, with its mark.
    Utf16Le,
    /// UTF-16, big end first, with its mark.
    Utf16Be,
    /// GB 18030, or its parts GBK and GB 2312.
    Gb18030,
    /// Big5.
    Big5,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: Encoding,
    /// How many malformed sequences became U+FFFD.
    pub(super) replaced: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Undecodable {
    Binary,
    Unknown { guess: Option<&'static str> },
}

/// One malformed sequence is forgiven for this many bytes: a file cut in mid-character or a stray byte.
const BYTES_PER_ERROR: usize = 500;

pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, Undecodable> {
    if let Some((codec, 2)) = Codec::for_bom(&bytes) {
        let encoding = if codec == UTF_16LE { Encoding::Utf16Le } else { Encoding::Utf16Be };
        debug_assert!(codec == UTF_16LE || codec == UTF_16BE, "only UTF-16 has a mark of two bytes");
        return legacy(&bytes[2..], codec, encoding).ok_or(Undecodable::Unknown { guess: None });
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err(Undecodable::Binary);
    }
    // To check all bytes at once and copy them takes a tenth of the time of `String::from_utf8`.
    if let Ok(text) = simdutf8::basic::from_utf8(&bytes) {
        // U+FFFD in the file itself: somebody else has lost a part of the text already, as web pages have that were cut
        // into pieces before they were decoded. What is left of it is read.
        let lost = replacements(text);
        return if is_forgivable(lost, text.len()) || is_mostly_text(text, lost) {
            Ok(Decoded { text: text.to_owned(), encoding: Encoding::Utf8, replaced: lost })
        } else {
            Err(Undecodable::Unknown { guess: None })
        };
    }
    let damaged = String::from_utf8_lossy(&bytes);
    let errors = replacements(&damaged);
    // No other encoding makes this many valid sequences by chance.
    if is_forgivable(errors, bytes.len()) && is_mostly_text(&damaged, errors) {
        return Ok(Decoded { text: damaged.into_owned(), encoding: Encoding::Utf8, replaced: errors });
    }
    // Each decodes most texts of the other without an error, so the likelier text decides.
    [(GB18030, Encoding::Gb18030), (BIG5, Encoding::Big5)]
        .into_iter()
        .filter_map(|(codec, encoding)| legacy(&bytes, codec, encoding))
        .filter_map(|decoded| Some((chinese_share(&decoded.text)?, decoded)))
        .max_by_key(|(share, _)| *share)
        .map(|(_, decoded)| decoded)
        .ok_or_else(|| Undecodable::Unknown { guess: guess(&bytes) })
}

/// Whether a text has far more characters beyond ASCII than were lost.
fn is_mostly_text(text: &str, lost: usize) -> bool {
    text.chars().filter(|c| !c.is_ascii()).count() > 10 * lost
}

/// How many malformed sequences a text stands for with U+FFFD.
fn replacements(text: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), "\u{FFFD}".as_bytes()).count()
}

/// The likeliest encoding, for the message, if it isn't one that was tried.
fn guess(bytes: &[u8]) -> Option<&'static str> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // It reads a few megabytes a second; the beginning tells enough.
    detector.feed(&bytes[..bytes.len().min(1 << 16)], true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    (![GB18030, GBK, BIG5].contains(&guess)).then(|| guess.name())
}

fn is_forgivable(errors: usize, bytes: usize) -> bool {
    errors == 0 || errors <= bytes / BYTES_PER_ERROR || errors == 1 && bytes > 100
}

fn legacy(bytes: &[u8], codec: &'static Codec, encoding: Encoding) -> Option<Decoded> {
    let (text, had_errors) = codec.decode_without_bom_handling(bytes);
    let replaced = if had_errors { replacements(&text) } else { 0 };
    let is_text = is_forgivable(replaced, bytes.len()) && !text.contains('\0');
    is_text.then(|| Decoded { text: text.into_owned(), encoding, replaced })
}

/// The hundred-odd characters that make up about half of any Chinese text, in both scripts.
const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多\
定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看\
县市区镇村州省园厂企建设投资项目公司增长达亿万元月路農業縣區這個國時來們對會發動說產種麼後學經進當從應開還為間樣與關";

/// The share of common characters among the Han characters of a text, in thousandths; `None` when the text
/// isn't Chinese.
fn chinese_share(text: &str) -> Option<u32> {
    let (mut han, mut common, mut other) = (0_u32, 0_u32, 0_u32);
    for c in text.chars().filter(|c| !c.is_ascii()).take(20_000) {
        match c {
            '\u{4E00}'..='\u{9FFF}' => {
                han += 1;
                common += u32::from(COMMON.contains(c));
            }
            '\u{3000}'..='\u{303F}' | '\u{2010}'..='\u{203F}' | '\u{FF00}'..='\u{FF5E}' | '·' => {}
            _ => other += 1,
        }
    }
    // Chinese prose has 40 % and more of these, lists of names 15 % and more, mojibake about 3 %.
    (han > 0 && 10 * common >= han && 5 * other <= han).then(|| 1000 * common / han)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "青石县今年开工建设十二个工业项目，总投资三十亿元，其中新材料项目五个。\r\n全县工业产值增长百分之八。";
    const TRADITIONAL: &str =
        "青石縣今年開工建設十二個工業項目，總投資三十億元，其中新材料項目五個。全縣工業產值增長。";

    fn encoded(text: &str, codec: &'static Codec) -> Vec<u8> {
        let (bytes, _, had_errors) = codec.encode(text);
        assert!(!had_errors, "{text} should be encodable");
        bytes.into_owned()
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    fn decoded(bytes: Vec<u8>) -> Result<(String, Encoding, usize), Undecodable> {
        decode(bytes).map(|decoded| (decoded.text, decoded.encoding, decoded.replaced))
    }

    #[test]
    fn encodings() {
        let with_mark = format!("\u{FEFF}{TEXT}");
        for (bytes, text, encoding) in [
            (TEXT.as_bytes().to_vec(), TEXT, Encoding::Utf8),
            (with_mark.as_bytes().to_vec(), &with_mark, Encoding::Utf8),
            (utf16(TEXT, u16::to_le_bytes), TEXT, Encoding::Utf16Le),
            (utf16(TEXT, u16::to_be_bytes), TEXT, Encoding::Utf16Be),
            (encoded(TEXT, GB18030), TEXT, Encoding::Gb18030),
            (encoded("青石县", GB18030), "青石县", Encoding::Gb18030),
            (encoded("青石县有𠮷姓企业", GB18030), "青石县有𠮷姓企业", Encoding::Gb18030),
            (encoded(TRADITIONAL, BIG5), TRADITIONAL, Encoding::Big5),
            (Vec::new(), "", Encoding::Utf8),
        ] {
            assert_eq!(decoded(bytes), Ok((text.to_owned(), encoding, 0)));
        }
    }

    #[test]
    fn a_text_cut_in_mid_character_is_kept_and_counted() {
        let mut bytes = TEXT.repeat(3).into_bytes();
        bytes.truncate(bytes.len() - 1);
        let (text, encoding, replaced) = decoded(bytes).expect("one stray byte is forgiven");
        assert_eq!((encoding, replaced), (Encoding::Utf8, 1));
        assert!(text.ends_with("百分之八\u{FFFD}"));
        let mut bytes = encoded(&TEXT.repeat(3), GB18030);
        bytes.truncate(bytes.len() - 1);
        let (_, encoding, replaced) = decoded(bytes).expect("one stray byte is forgiven");
        assert_eq!((encoding, replaced), (Encoding::Gb18030, 1));
    }

    /// A page of a park profile was refused whole although it had lost one character in forty.
    #[test]
    fn a_text_that_was_damaged_before_is_read() {
        let damaged = TEXT.replace('。', "\u{FFFD}?").repeat(3);
        let (text, encoding, lost) = decoded(damaged.clone().into_bytes()).expect("most of it is there");
        assert_eq!((text, encoding, lost), (damaged, Encoding::Utf8, 6));
    }

    #[test]
    fn what_is_not_chinese_text_is_refused() {
        let korean = "청석현은 올해 열두 개의 공업 사업을 시작하였다. 총투자는 삼십억 원이다. 전현의 공업 생산이 늘었다.";
        let russian = "Новый завод построен в этом году, и производство растёт каждый месяц.";
        for (bytes, expected) in [
            (b"text\0with zeros".to_vec(), Undecodable::Binary),
            (encoded(korean, encoding_rs::EUC_KR), Undecodable::Unknown { guess: Some("EUC-KR") }),
            (
                encoded(russian, encoding_rs::WINDOWS_1251),
                Undecodable::Unknown { guess: Some("windows-1251") },
            ),
            ("\u{FFFD}".repeat(50).into_bytes(), Undecodable::Unknown { guess: None }),
            (utf16("\u{1}\u{0}", u16::to_le_bytes), Undecodable::Unknown { guess: None }),
        ] {
            assert_eq!(decoded(bytes), Err(expected));
        }
        assert!(decode(vec![0xFF; 300]).is_err());
        assert!(decode((0x80..=0xFF).cycle().take(900).collect()).is_err());
    }

    #[test]
    fn a_lone_surrogate_is_counted() {
        let mut bytes = utf16(&TEXT.repeat(20), u16::to_le_bytes);
        bytes.extend([0x00, 0xD8, b'a', 0]);
        assert_eq!(
            decoded(bytes).map(|(_, encoding, replaced)| (encoding, replaced)),
            Ok((Encoding::Utf16Le, 1))
        );
    }
}
