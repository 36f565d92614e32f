//! The crates that are built for this machine, held against `deny.toml`: their licences, names and sources.
//!
//! This is the part of cargo-deny's work that needs neither cargo-deny nor a network. It does not know of
//! advisories, and does not see crates that are built for other systems only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::problem::Problem;

/// A crate that is built, and why it may be or not.
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its licences as an SPDX expression.
    pub license: Option<String>,
    /// Where it comes from; nowhere if it is part of the project.
    pub source: Option<String>,
    /// The crates that it asks for in any version.
    pub wildcards: Vec<String>,
}

/// What `deny.toml` says.
pub struct Policy {
    allowed: BTreeSet<String>,
    denied: BTreeSet<String>,
}

impl Policy {
    /// Reads the lists of licences that are allowed and of crates that are denied.
    pub fn of(text: &str) -> Self {
        let of = |section: &str, key: &str| {
            let section = text.split(&format!("\n[{section}]\n")).nth(1).unwrap_or_default();
            let section = format!("\n{}", section.split("\n[").next().unwrap_or_default());
            let list = section.split(&format!("\n{key} = [\n")).nth(1).unwrap_or_default();
            let lines = list.split("\n]").next().unwrap_or_default().lines();
            let lines = lines.filter(|line| !line.trim_start().starts_with('#'));
            lines.filter_map(|line| line.split('"').nth(1)).map(str::to_owned).collect()
        };
        Self { allowed: of("licenses", "allow"), denied: of("bans", "deny") }
    }
}

/// The crates that `cargo` builds for this machine, tests included.
pub fn crates(root: &Path) -> Vec<Crate> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(root)
        .args(["metadata", "--locked", "--offline", "--format-version=1", "--filter-platform", &host()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let built: BTreeSet<&str> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|node| node["id"].as_str())
        .collect();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages.filter(|package| package["id"].as_str().is_some_and(|id| built.contains(id))).map(one).collect()
}

fn one(package: &Value) -> Crate {
    let text = |key: &str| package[key].as_str().map(str::to_owned);
    let asked = package["dependencies"].as_array().into_iter().flatten();
    let wildcards = asked.filter(|asked| asked["req"] == "*").filter_map(|asked| asked["name"].as_str());
    Crate {
        name: text("name").unwrap_or_default(),
        license: text("license"),
        source: text("source"),
        wildcards: wildcards.map(str::to_owned).collect(),
    }
}

/// The machine's name among those that Rust is built for.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    told.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Crates that the policy does not let in.
pub fn refused(crates: &[Crate], policy: &Policy) -> Vec<Problem> {
    let usual = usual_source(crates);
    crates
        .iter()
        .flat_map(|one| reasons(one, policy, usual).into_iter().map(|why| problem(one, &why)))
        .collect()
}

fn reasons(one: &Crate, policy: &Policy, usual: Option<&str>) -> Vec<String> {
    let mut reasons = Vec::new();
    let Some(source) = one.source.as_deref() else {
        let asked = one.wildcards.iter();
        return asked.map(|asked| format!("asks for any version of `{asked}`")).collect();
    };
    match &one.license {
        None => reasons.push("names no licence".to_owned()),
        Some(license) if !may(license, &policy.allowed) => {
            reasons.push(format!("is under `{license}`, which is not allowed"));
        }
        Some(_) => {}
    }
    if policy.denied.contains(&one.name) {
        reasons.push("is denied".to_owned());
    }
    if !source.starts_with("registry+") || Some(source) != usual {
        reasons.push(format!("does not come from the registry that the others come from, but from {source}"));
    }
    reasons
}

fn problem(one: &Crate, why: &str) -> Problem {
    Problem {
        file: "Cargo.toml".to_owned(),
        line: 1,
        what: format!("the crate `{}` {why}", one.name),
        hint: format!(
            "do without it (`cargo tree -i {}` shows what needs it), or change `deny.toml`",
            one.name
        ),
    }
}

/// The source of most crates.
fn usual_source(crates: &[Crate]) -> Option<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for source in crates.iter().filter_map(|one| one.source.as_deref()) {
        *counts.entry(source).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(source, _)| source)
}

/// Whether `license`, an SPDX expression, can be met by allowed licences alone.
pub fn may(license: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = license.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words: Vec<&str> = spaced.split_whitespace().rev().collect();
    any(&mut words, allowed) && words.is_empty()
}

/// Alternatives; `words` are read from their end.
fn any(words: &mut Vec<&str>, allowed: &BTreeSet<String>) -> bool {
    let mut may = all(words, allowed);
    while words.pop_if(|word| *word == "OR").is_some() {
        may |= all(words, allowed);
    }
    may
}

fn all(words: &mut Vec<&str>, allowed: &BTreeSet<String>) -> bool {
    let mut may = single(words, allowed);
    while words.pop_if(|word| *word == "AND").is_some() {
        may &= single(words, allowed);
    }
    may
}

fn single(words: &mut Vec<&str>, allowed: &BTreeSet<String>) -> bool {
    match words.pop() {
        Some("(") => {
            let may = any(words, allowed);
            words.pop_if(|word| *word == ")").is_some() && may
        }
        Some(name) => match words.pop_if(|word| *word == "WITH").and_then(|_| words.pop()) {
            Some(exception) => allowed.contains(&format!("{name} WITH {exception}")),
            None => allowed.contains(name),
        },
        None => false,
    }
}

#[test]
fn licences_are_read_as_expressions() {
    let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).into();
    for (license, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0/MIT", true),
        ("MIT OR GPL-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("MIT AND (GPL-3.0 OR ISC)", true),
        ("(MIT OR ISC) AND GPL-3.0", false),
        ("GPL-3.0 AND ISC OR MIT", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
        ("MIT WITH LLVM-exception", false),
        ("", false),
        ("MIT ISC", false),
    ] {
        assert_eq!(may(license, &allowed), expected, "{license}");
    }
}

#[test]
fn each_reason_to_refuse_a_crate_is_told() {
    let policy = Policy::of(concat!(
        "# no list\n\n[licenses]\nversion = 2\nallow = [\n    # \"GPL-3.0\",\n    \"MIT\",\n]\n",
        "\n[bans]\ndeny = [\n    { crate = \"native-tls\" },\n]\n",
    ));
    let of = |name: &str, license: Option<&str>, source: Option<&str>| Crate {
        name: name.to_owned(),
        license: license.map(str::to_owned),
        source: source.map(str::to_owned),
        wildcards: source.is_none().then(|| "good".to_owned()).into_iter().collect(),
    };
    let registry = Some("registry+one");
    let crates = [
        of("attache", None, None),
        of("good", Some("MIT"), registry),
        of("closed", None, registry),
        of("free", Some("GPL-3.0"), registry),
        of("native-tls", Some("MIT"), registry),
        of("forked", Some("MIT"), Some("git+two")),
        of("other", Some("MIT"), Some("registry+two")),
    ];
    let told: Vec<String> = refused(&crates, &policy).into_iter().map(|problem| problem.what).collect();
    assert_eq!(
        told,
        [
            "the crate `attache` asks for any version of `good`",
            "the crate `closed` names no licence",
            "the crate `free` is under `GPL-3.0`, which is not allowed",
            "the crate `native-tls` is denied",
            "the crate `forked` does not come from the registry that the others come from, but from git+two",
            "the crate `other` does not come from the registry that the others come from, but from registry+two",
        ]
    );
}
