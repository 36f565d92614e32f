//! A repository of published data that somebody has to fetch.

use std::path::{Path, PathBuf};

use anyhow::bail;

/// A repository, and which of its files are read.
pub struct Repository {
    /// What its folder is called.
    pub name: &'static str,
    /// Where it can be had.
    pub url: &'static str,
    /// The files that are read, from its root.
    pub files: Vec<String>,
}

impl Repository {
    /// Its place in `folder`.
    pub fn within(&self, folder: &Path) -> PathBuf {
        folder.join(self.name)
    }

    /// What is not in `folder`: the whole of it, or single files.
    fn missing(&self, folder: &Path) -> Vec<String> {
        let root = self.within(folder);
        if !root.is_dir() {
            return vec![self.name.to_owned()];
        }
        let missing = self.files.iter().filter(|file| !root.join(file).is_file());
        missing.map(|file| format!("{}/{file}", self.name)).collect()
    }
}

/// Refuses a folder that lacks a file of `repositories`.
///
/// # Errors
/// Names every file that is missing, or a repository of which there is nothing, and where to get them.
pub fn refuse_missing(folder: &Path, repositories: &[&Repository]) -> anyhow::Result<()> {
    if !folder.is_dir() {
        bail!("there is no folder `{}`\n{}", folder.display(), hint(repositories));
    }
    let missing = |repository: &&&Repository| !repository.missing(folder).is_empty();
    let lacking: Vec<&Repository> = repositories.iter().filter(missing).copied().collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let files = lacking.iter().flat_map(|repository| repository.missing(folder));
    let lines: Vec<String> =
        files.map(|file| format!("there is no `{file}` in `{}`", folder.display())).collect();
    bail!("{}\n{}", lines.join("\n"), hint(&lacking))
}

fn hint(repositories: &[&Repository]) -> String {
    let clones = repositories.iter().map(|repository| format!("`git clone {}`", repository.url));
    format!("hint: get it there with {}", clones.collect::<Vec<String>>().join(" and "))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn all_that_is_missing_is_named_with_where_to_get_it() {
        let folder = tempfile::tempdir().unwrap();
        let files = ["one.csv", "two.csv", "three.csv"].map(str::to_owned).to_vec();
        let half = Repository { name: "half", url: "https://a.example/half", files: files.clone() };
        let none = Repository { name: "none", url: "https://a.example/none", files };
        fs::create_dir(folder.path().join("half")).unwrap();
        fs::write(folder.path().join("half/two.csv"), "").unwrap();
        let said = |folder: &Path| {
            let error = refuse_missing(folder, &[&half, &none]).unwrap_err();
            error.to_string().replace(&folder.display().to_string(), "…")
        };
        let said = [said(folder.path()), said(&folder.path().join("nowhere"))];
        insta::assert_snapshot!(said.join("\n\n"), @r"
        there is no `half/one.csv` in `…`
        there is no `half/three.csv` in `…`
        there is no `none` in `…`
        hint: get it there with `git clone https://a.example/half` and `git clone https://a.example/none`

        there is no folder `…`
        hint: get it there with `git clone https://a.example/half` and `git clone https://a.example/none`
        ");
        for file in ["one.csv", "three.csv"] {
            fs::write(folder.path().join("half").join(file), "").unwrap();
        }
        assert!(refuse_missing(folder.path(), &[&half]).is_ok());
    }
}
