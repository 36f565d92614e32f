//! Whether the files of a knowledge have changed since they were read.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// The state of the files at a path, without their content. Two that are equal were taken with no
/// change between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp(Vec<(String, u64, Option<SystemTime>)>);

impl Stamp {
    /// The state of the file at `path`, or of all JSON files in the folder there; empty if there is
    /// nothing.
    pub fn of(path: &Path) -> Self {
        let mut files: Vec<_> = match fs::read_dir(path) {
            Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
            Err(_) => vec![path.to_owned()],
        };
        files.retain(|file| file == path || file.extension().is_some_and(|extension| extension == "json"));
        files.sort();
        let state = |file: &std::path::PathBuf| {
            let metadata = fs::metadata(file).ok()?;
            Some((file.display().to_string(), metadata.len(), metadata.modified().ok()))
        };
        Self(files.iter().filter_map(state).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_change_of_a_file_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.json");
        let stamps = || [Stamp::of(folder.path()), Stamp::of(&file)];
        let mut seen = vec![stamps()];
        assert_eq!(seen[0], [Stamp::default(), Stamp::default()]);
        for text in ["{}", "{ }", ""] {
            fs::write(&file, text).unwrap();
            seen.push(stamps());
        }
        fs::remove_file(&file).unwrap();
        assert!(seen.windows(2).all(|pair| pair[0][0] != pair[1][0] && pair[0][1] != pair[1][1]));
        assert_eq!(stamps(), seen[0]);
        fs::write(folder.path().join("notes.txt"), "no knowledge").unwrap();
        assert_eq!(stamps(), seen[0]);
    }
}
