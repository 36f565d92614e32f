//! The `attache` program; all of it is in the library.

fn main() -> std::process::ExitCode {
    attache::cli::main()
}
