//! The FAQ that is in use, which is replaced whole when its files change.

use std::sync::{Arc, PoisonError, RwLock};

use super::index::Faq;

/// A FAQ that can be replaced while questions are being answered from it.
pub struct FaqHandle {
    current: RwLock<Arc<Faq>>,
}

impl FaqHandle {
    /// A handle on this FAQ.
    pub fn new(faq: Faq) -> Self {
        Self { current: RwLock::new(Arc::new(faq)) }
    }

    /// The FAQ that is in use. Whoever has it keeps it: an answer is never half of the old one and
    /// half of the new.
    pub fn current(&self) -> Arc<Faq> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another FAQ in its place.
    pub fn replace(&self, faq: Faq) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(faq);
    }
}
