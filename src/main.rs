//! The `chanpu` command.
use chanpu::text::{Block, BlockKind, Piece, SourceSpan, Normalizer};
fn main() {
    let t = std::time::Instant::now();
    let n = Normalizer::builtin();
    let (g, d) = chanpu::gazetteer::Gazetteer::builtin(|s| n.normalize_str(s));
    eprintln!("gaz {:?} {} diags", t.elapsed(), d.len());
    let e = chanpu::pipeline::Extractor::new(&g).unwrap();
    eprintln!("ready {:?}", t.elapsed());
    for path in std::env::args().skip(1) {
        let raw = std::fs::read_to_string(&path).unwrap();
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in raw.split_inclusive('\n') {
            let t = line.trim();
            if !t.is_empty() {
                let s = at + line.find(t).unwrap();
                let h = t.starts_with('#');
                let skip = t.len() - t.trim_start_matches(['#',' ']).len();
                blocks.push(Block { kind: if h { BlockKind::Heading(1) } else { BlockKind::Paragraph }, pieces: vec![Piece { span: SourceSpan::new(s + skip, s + t.len()), text: None }] });
            }
            at += line.len();
        }
        let x = e.extract(path.rsplit('/').next().unwrap(), &raw, &blocks);
        println!("{}", serde_json::to_string(&x).unwrap());
    }
}
