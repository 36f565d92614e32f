//! A number that stands for a text in rows of the database.

use xxhash_rust::xxh3::xxh3_64;

/// A hash as rows have it. It is always odd, so that 0 can mean none.
pub fn hash(bytes: impl AsRef<[u8]>) -> i64 {
    i64::from_ne_bytes(xxh3_64(bytes.as_ref()).to_ne_bytes()) | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows hold these numbers: they must be the same in every version of the program.
    #[test]
    fn hashes_stay_as_rows_have_them() {
        assert_eq!(hash(""), 3_244_421_341_483_603_139);
        assert_eq!(hash("In May."), 1_440_607_718_298_988_171);
    }
}
