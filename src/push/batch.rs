//! Cuts lines into requests that a server takes.

/// The most statements in a request. Virtuoso's compiler runs out of memory at some 4,900.
pub(super) const STATEMENTS: usize = 1_000;

/// Cuts lines into pieces of at most `bytes` and [`STATEMENTS`] lines; a longer line is a piece.
pub(super) fn pieces(lines: &str, bytes: usize) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let end = fitting(rest, bytes, STATEMENTS).max(rest.find('\n').map_or(rest.len(), |at| at + 1));
        let (piece, after) = rest.split_at(end);
        found.push(piece);
        rest = after;
    }
    found
}

/// The length of the lines at the beginning that fit.
pub(super) fn fitting(lines: &str, bytes: usize, statements: usize) -> usize {
    let mut end = 0;
    for line in lines.split_inclusive('\n').take(statements) {
        if end + line.len() > bytes {
            break;
        }
        end += line.len();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_lines_within_the_limits() {
        assert_eq!(pieces("ab\ncd\nef\n", 6), ["ab\ncd\n", "ef\n"]);
        assert_eq!(pieces("a long line\nb\n", 4), ["a long line\n", "b\n"]);
        assert!(pieces("", 4).is_empty());
        let many = "x\n".repeat(2 * STATEMENTS + 1);
        let lengths: Vec<usize> = pieces(&many, 1 << 20).iter().map(|piece| piece.len() / 2).collect();
        assert_eq!(lengths, [STATEMENTS, STATEMENTS, 1]);
    }
}
