//! Runs the program as a person would, in a folder and with settings of its own.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The repository's own folder of knowledge.
pub fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

/// The file of [`Program::with_sample`].
pub const SAMPLE: &str = "sample.json";

/// A run of the program to come.
pub struct Program {
    folder: tempfile::TempDir,
    settings: Vec<(String, String)>,
}

/// What a run said, and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub status: i32,
}

impl Program {
    /// A program in an empty folder, with the shipped knowledge and the test runs' own cache.
    pub fn new() -> Self {
        let program = Self { folder: tempfile::tempdir().unwrap(), settings: Vec::new() };
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache");
        program.with("CACHE_DIR", cache.to_str().unwrap()).with("KNOWLEDGE", shipped().to_str().unwrap())
    }

    /// With this setting.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.into(), value.into()));
        self
    }

    /// The value of a setting that it is given.
    pub fn setting(&self, name: &str) -> &str {
        self.settings.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// With this file in its folder.
    pub fn with_file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    /// With each tenth of the shipped article's labelled questions in the file [`SAMPLE`].
    pub fn with_sample(self) -> Self {
        let text = std::fs::read_to_string(shipped().join("china-defence-visit.questions.json")).unwrap();
        let mut file: Value = serde_json::from_str(&text).unwrap();
        let all = file["questions"].as_array().unwrap();
        file["questions"] = all.iter().step_by(10).cloned().collect();
        self.with_file(SAMPLE, file.to_string())
    }

    /// With the built-in encoder in a folder of this name, its graph changed so.
    pub fn with_encoder(self, folder: &str, change: impl FnOnce(&mut Vec<u8>)) -> Self {
        let read = |name: &str| {
            std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("model").join(name)).unwrap()
        };
        let mut graph = read("all-minilm-l6-v2-int8.graph.onnx");
        change(&mut graph);
        let weights = "all-minilm-l6-v2-int8.data";
        self.with_file(&format!("{folder}/model.onnx"), graph)
            .with_file(&format!("{folder}/{weights}"), read(weights))
            .with_file(&format!("{folder}/tokenizer.json"), read("tokenizer.json"))
    }

    /// The folder that it runs in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The command that runs it with these arguments.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(self.settings.iter().filter(|(_, value)| !value.is_empty()).cloned());
        command
    }

    /// Runs it with these arguments.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_typing(args, "")
    }

    /// Runs it with these arguments, typing `input`.
    pub fn run_typing(&self, args: &[&str], input: &str) -> Ran {
        self.run_typing_bytes(args, input.as_bytes())
    }

    /// Runs it with these arguments, typing bytes that may be no text.
    pub fn run_typing_bytes(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that ended before it read everything has closed the pipe.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output: Output = child.wait_with_output().unwrap();
        // Folders have other names in each run, and on each machine.
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            text.replace(self.folder.path().to_str().unwrap(), "…")
                .replace(concat!(env!("CARGO_MANIFEST_DIR"), "/"), "")
        };
        Ran {
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            status: output.status.code().unwrap(),
        }
    }
}

/// As somebody at a terminal sees it, with what a script sees besides.
impl fmt::Display for Ran {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(formatter, "[stderr]\n{}", self.stderr)?;
        }
        match self.status {
            0 => Ok(()),
            status => write!(formatter, "[exit status {status}]"),
        }
    }
}

impl Ran {
    /// Stdout as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

/// A text with `#` for each number, since processors round the encoder's sums differently.
pub fn without_figures(text: &str) -> String {
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' | '.' if kept.ends_with('#') => {}
            '0'..='9' => kept.push('#'),
            c => kept.push(c),
        }
    }
    kept
}
