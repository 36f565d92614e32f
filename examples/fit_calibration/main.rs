//! dump
mod chance;
mod rows;
#[path = "../scoreboard/sets.rs"]
mod sets;
mod simulate;
use std::sync::Arc;
fn main() -> anyhow::Result<()> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let with = std::env::args().nth(2).unwrap() == "with";
    let encoder = Arc::new(attache::matcher::Encoder::built_in()?);
    println!("set,domain,kind,score,cq,cp,cos,chars,closest,share,spread,unknown,exact,right,inscope,vetoed,entries");
    for set in sets::read_all(&folder, &[], usize::MAX)? {
        if with && !set.is_english() { continue; }
        eprintln!("{}", set.name);
        let rows = rows::Rows::of(&set, with.then_some(&encoder));
        for (kind, list) in [("sim", &rows.simulated), ("real", &rows.whole)] {
            for r in list {
                let s = &r.signals;
                println!("{},{},{kind},{},{},{},{},{},{},{},{},{},{},{},{},{},{}", rows.set, rows.domain, s.score, s.coverage.question, s.coverage.phrasing, s.cosine.unwrap_or(0.0), s.characters, s.closest, s.share, s.spread, s.unknown, s.exact as u8, r.right as u8, r.in_scope as u8, r.vetoed as u8, r.entries);
            }
        }
    }
    Ok(())
}
