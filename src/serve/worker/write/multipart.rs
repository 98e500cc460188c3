//! Bodies of several files, as forms send them (RFC 7578).

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part<'b> {
    pub(super) content_type: Option<&'b str>,
    pub(super) body: &'b [u8],
}

/// Takes a body apart. None when it isn't of that type; `Some(None)` when it is broken.
pub(super) fn parts<'b>(content_type: Option<&str>, body: &'b [u8]) -> Option<Option<Vec<Part<'b>>>> {
    let mut parameters = content_type?.split(';').map(str::trim);
    if !parameters.next()?.eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.eq_ignore_ascii_case("boundary").then(|| value.trim_matches('"').to_owned())
    });
    Some(boundary.filter(|boundary| !boundary.is_empty()).and_then(|boundary| split(&boundary, body)))
}

fn split<'b>(boundary: &str, body: &'b [u8]) -> Option<Vec<Part<'b>>> {
    let delimiter = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut rest = &body[find(body, delimiter.as_bytes())? + delimiter.len()..];
    while !rest.starts_with(b"--") {
        let (headers, content) = head(skip_line_end(rest)?)?;
        let end = find(content, format!("\n{delimiter}").as_bytes())?;
        let file = &content[..end];
        parts.push(Part { content_type: headers, body: file.strip_suffix(b"\r").unwrap_or(file) });
        rest = &content[end + 1 + delimiter.len()..];
    }
    Some(parts)
}

/// The media type of a part, and what follows its head.
fn head(text: &[u8]) -> Option<(Option<&str>, &[u8])> {
    let (mut rest, mut content_type) = (text, None);
    loop {
        let end = find(rest, b"\n")?;
        let line = std::str::from_utf8(&rest[..end]).ok()?.trim_end_matches('\r');
        rest = &rest[end + 1..];
        if line.is_empty() {
            return Some((content_type, rest));
        }
        let (name, value) = line.split_once(':')?;
        if name.trim().eq_ignore_ascii_case("content-type") {
            content_type = Some(value.trim());
        }
    }
}

fn skip_line_end(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(b"\r\n").or_else(|| text.strip_prefix(b"\n"))
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: Option<&str> = Some("multipart/form-data; boundary=\"xx\"");

    #[test]
    fn files_are_found() {
        let body = b"before\r\n--xx\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/turtle\r\n\r\n\
                     <a> <b> <c> .\r\n--x\r\n\r\n--xx\r\n\r\nsecond\r\n--xx--\r\n";
        let parts = parts(TYPE, body).expect("a form").expect("whole");
        assert_eq!(
            parts,
            [
                Part { content_type: Some("text/turtle"), body: b"<a> <b> <c> .\r\n--x\r\n" },
                Part { content_type: None, body: b"second" },
            ]
        );
    }

    #[test]
    fn broken_forms_are_noticed() {
        for body in ["", "--xx", "--xx\r\n", "--xx\r\nno header\r\n\r\nx\r\n--xx--", "--xx\r\n\r\nno end"] {
            assert_eq!(parts(TYPE, body.as_bytes()), Some(None), "{body:?}");
        }
        assert_eq!(parts(TYPE, b"--xx--"), Some(Some(Vec::new())));
        assert_eq!(parts(Some("multipart/form-data"), b"--xx--"), Some(None));
        assert_eq!(parts(Some("text/turtle"), b""), None);
    }
}
