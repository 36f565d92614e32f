//! Updates come in once, are claimed in order, and end once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use attache::store::{Backlog, Ending, Handled, Retention};

use super::{answered, at, call, claimed, due, update};
use crate::databases::on_each;

#[test]
fn an_update_comes_in_once() {
    on_each(async |database| {
        let store = database.open().await;
        assert_eq!(store.receive(&[update(7, 1), update(8, 1)], at(0)).await.unwrap(), 2);
        assert_eq!(store.receive(&[update(8, 1), update(9, 1)], at(0)).await.unwrap(), 1);
        assert_eq!(claimed(&store).await, [7]);
        store.end_updates(&[answered(7, Vec::new())], at(0)).await.unwrap();
        assert_eq!(store.receive(&[update(7, 1)], at(0)).await.unwrap(), 0);
        assert_eq!(store.backlog().await.unwrap(), Backlog { waiting: 2, ..Backlog::default() });
    });
}

#[test]
fn lines_are_claimed_side_by_side_and_each_in_its_order() {
    on_each(async |database| {
        let store = database.open().await;
        let updates = [update(1, 5), update(2, 5), update(3, 6), update(4, 5), update(5, 6)];
        store.receive(&updates, at(0)).await.unwrap();
        assert_eq!(claimed(&store).await, [1, 3]);
        assert_eq!(claimed(&store).await, [0; 0]);
        store.end_updates(&[answered(3, Vec::new())], at(0)).await.unwrap();
        assert_eq!(claimed(&store).await, [5]);
        store.end_updates(&[answered(1, Vec::new()), answered(5, Vec::new())], at(0)).await.unwrap();
        let second = store.claim_updates(100).await.unwrap();
        assert_eq!((second.len(), second[0].body.as_str()), (1, "body 2"));
    });
}

#[test]
fn an_update_and_its_calls_are_one() {
    on_each(async |database| {
        let store = database.open().await;
        let stranger = database.open().await;
        store.receive(&[update(1, 5)], at(0)).await.unwrap();
        assert_eq!(claimed(&store).await, [1]);
        let handled = [answered(1, vec![call(5, "a"), call(5, "b")])];
        stranger.end_updates(&handled, at(0)).await.unwrap();
        assert_eq!(store.backlog().await.unwrap().unsent, 0);
        for _ in 0..2 {
            store.end_updates(&handled, at(0)).await.unwrap();
            assert_eq!(store.backlog().await.unwrap().unsent, 2);
        }
    });
}

#[test]
fn what_fails_is_tried_again_and_set_aside_it_holds_up_nothing() {
    on_each(async |database| {
        let store = database.open().await;
        store.receive(&[update(1, 5), update(2, 5)], at(0)).await.unwrap();
        for failures in 0..2 {
            let update = store.claim_updates(9).await.unwrap().remove(0);
            assert_eq!((update.id, update.failures), (1, failures));
            store.end_updates(&[Handled { id: 1, ending: Ending::Failed }], at(0)).await.unwrap();
        }
        assert_eq!(claimed(&store).await, [1]);
        let aside = Handled {
            id: 1,
            ending: Ending::SetAside { asker: "hash".into(), calls: vec![call(5, "sorry")] },
        };
        store.end_updates(&[aside], at(0)).await.unwrap();
        assert_eq!(claimed(&store).await, [2]);
        assert_eq!(due(&store, 0).await, ["sorry"]);
        assert_eq!(store.backlog().await.unwrap().set_aside, 1);
    });
}

#[test]
fn numbers_of_handled_updates_go_after_two_days() {
    on_each(async |database| {
        let store = database.open().await;
        store.receive(&[update(1, 5), update(2, 6)], at(0)).await.unwrap();
        assert_eq!(claimed(&store).await, [1, 2]);
        store.end_updates(&[answered(1, Vec::new())], at(0)).await.unwrap();
        let day = 24 * 3_600_000;
        for (time, new) in [(day, 0), (2 * day + 1, 1)] {
            store.prune(Retention::default(), at(time)).await.unwrap();
            // The one that waits stays, however old it is.
            assert_eq!(store.receive(&[update(1, 5), update(2, 6)], at(time)).await.unwrap(), new);
        }
    });
}

#[test]
fn processes_share_the_updates_and_keep_their_order() {
    const LINES: i64 = 8;
    const EACH: i64 = 12;
    on_each(async |database| {
        let store = database.open().await;
        let updates: Vec<_> = (0..LINES * EACH).map(|id| update(id, id % LINES)).collect();
        store.receive(&updates, at(0)).await.unwrap();
        let order = Arc::new(std::sync::Mutex::new(Vec::new()));
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..3 {
            let (store, order) = (database.open().await, Arc::clone(&order));
            workers.spawn(async move {
                while store.backlog().await.unwrap().waiting > 0 {
                    for update in store.claim_updates(3).await.unwrap() {
                        order.lock().unwrap().push(update.id);
                        tokio::time::sleep(Duration::from_millis(2)).await;
                        store.end_updates(&[answered(update.id, Vec::new())], at(0)).await.unwrap();
                    }
                }
            });
        }
        workers.join_all().await;
        let order = order.lock().unwrap();
        assert_eq!(order.len(), updates.len());
        assert_eq!(order.iter().collect::<BTreeSet<_>>().len(), updates.len(), "one was claimed twice");
        for line in 0..LINES {
            let line: Vec<_> = order.iter().filter(|id| **id % LINES == line).collect();
            assert!(line.is_sorted(), "{line:?}");
        }
    });
}
