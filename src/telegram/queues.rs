//! Works through updates: chats side by side, each in its order.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::task::JoinSet;

/// What keeps an order of its own: a chat, or a person where there is no chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Line(pub i64);

/// Work that waits, a queue a line. A line's queue is there while it is worked on.
pub struct Queues<T> {
    work: Box<Work<T>>,
    state: Mutex<State<T>>,
}

type Work<T> = dyn Fn(T) -> BoxFuture<'static, ()> + Send + Sync;

struct State<T> {
    waiting: HashMap<Line, VecDeque<T>>,
    workers: JoinSet<()>,
}

impl<T: Send + 'static> Queues<T> {
    /// Queues for this work.
    pub fn new<F: Future<Output = ()> + Send + 'static>(
        work: impl Fn(T) -> F + Send + Sync + 'static,
    ) -> Arc<Self> {
        let state = State { waiting: HashMap::new(), workers: JoinSet::new() };
        Arc::new(Self { work: Box::new(move |item| work(item).boxed()), state: Mutex::new(state) })
    }

    /// Has `item` worked on once all that came before it in this line is done.
    pub fn give(self: &Arc<Self>, line: Line, item: T) {
        let mut state = self.state();
        match state.waiting.entry(line) {
            Entry::Occupied(mut queue) => return queue.get_mut().push_back(item),
            Entry::Vacant(place) => place.insert(VecDeque::new()),
        };
        // The set keeps workers that have ended until they are asked for.
        while state.workers.try_join_next().is_some() {}
        state.workers.spawn(Arc::clone(self).work_off(line, item));
    }

    /// Ends all work where it stands.
    pub fn abort(&self) {
        self.state().workers.abort_all();
    }

    async fn work_off(self: Arc<Self>, line: Line, first: T) {
        let mut next = Some(first);
        while let Some(item) = next {
            // A panic must not jam the line; it has been logged where it happened.
            let _ = AssertUnwindSafe((self.work)(item)).catch_unwind().await;
            next = self.next(line);
        }
    }

    /// What is next in this line; with nothing left, its queue goes.
    fn next(&self, line: Line) -> Option<T> {
        let mut state = self.state();
        let next = state.waiting.get_mut(&line).and_then(VecDeque::pop_front);
        if next.is_none() {
            state.waiting.remove(&line);
        }
        next
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::mpsc;
    use tokio::time::sleep;

    use super::*;

    #[tokio::test]
    async fn lines_are_worked_on_side_by_side_and_each_in_its_order() {
        let (done, mut order) = mpsc::unbounded_channel();
        let queues = Queues::new(move |(item, wait): (&'static str, u64)| {
            let done = done.clone();
            async move {
                sleep(Duration::from_millis(wait)).await;
                assert!(item != "panic", "injected");
                done.send(item).unwrap();
            }
        });
        // The first line's first item is slow; the second line does not wait for it.
        for (line, item) in
            [(1, ("a", 1000)), (1, ("b", 0)), (2, ("panic", 0)), (2, ("c", 10)), (2, ("d", 0))]
        {
            queues.give(Line(line), item);
        }
        let mut all = Vec::new();
        for _ in 0..4 {
            all.push(order.recv().await.unwrap());
        }
        assert_eq!(all, ["c", "d", "a", "b"]);
    }
}
