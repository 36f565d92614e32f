//! The tables, as they were made step by step: a database of any age is brought up to date.

use std::borrow::Cow;

use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// The steps in their order. What is in use somewhere is never changed, only added to. They are
/// listed here because the macro that finds them compiles both databases' drivers once more.
const STEPS: [(&str, &str); 6] = [
    ("inbox and outbox", include_str!("../../migrations/0001_inbox_and_outbox.sql")),
    ("replies and readers", include_str!("../../migrations/0002_replies_and_readers.sql")),
    ("deaths", include_str!("../../migrations/0003_deaths.sql")),
    ("briefings", include_str!("../../migrations/0004_briefings.sql")),
    ("failures", include_str!("../../migrations/0005_failures.sql")),
    ("askers", include_str!("../../migrations/0006_askers.sql")),
];

/// Makes the tables that are missing.
pub(super) fn migrator() -> Migrator {
    let step = |(version, (name, sql))| {
        Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, SqlStr::from_static(sql), false)
    };
    Migrator::with_migrations((1..).zip(STEPS).map(step).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_step_of_the_folder_is_taken() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let files =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let taken = migrator();
        let steps = taken
            .iter()
            .map(|step| format!("{:04}_{}.sql", step.version, step.description.replace(' ', "_")));
        assert_eq!(files.collect::<BTreeSet<_>>(), steps.collect());
    }
}
