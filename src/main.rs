//! The `chanpu` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
use chanpu::text::Normalizer;
fn main() {
    let t = std::time::Instant::now();
    let n = Normalizer::builtin();
    let (g, d) = chanpu::gazetteer::Gazetteer::builtin(|s| n.normalize_str(s));
    eprintln!("gaz {:?} {} diags", t.elapsed(), d.len()); for d in d.iter().take(10) { eprintln!("{d}"); }
    let e = chanpu::pipeline::Extractor::new(&g).unwrap();
    eprintln!("ready {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let mut bytes = 0;
    for path in std::env::args().skip(1) {
        let doc = chanpu::document::Document::read(std::path::Path::new(&path), path.rsplit('/').next().unwrap()).unwrap();
        bytes += doc.raw.len();
        let x = e.extract(&doc);
        println!("{}", serde_json::to_string(&x).unwrap());
    }
    eprintln!("{} bytes in {:?}", bytes, t.elapsed());
}
