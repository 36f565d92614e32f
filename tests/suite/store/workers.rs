//! What a process holds is free again when it has ended, or is not heard of.

use std::collections::HashSet;

use attache::store::LEASE;

use super::{at, call, claimed, due, queue, take, update};
use crate::databases::on_each;

#[test]
fn what_a_silent_process_holds_is_taken_from_it() {
    on_each(async |database| {
        let (silent, other) = (database.open().await, database.open().await);
        silent.beat(at(0)).await.unwrap();
        queue(&silent, 1, vec![call(5, "a")]).await;
        silent.receive(&[update(2, 5)], at(0)).await.unwrap();
        assert_eq!((claimed(&silent).await, due(&silent, 0).await), (vec![2], vec!["a".to_owned()]));
        let lease = u64::try_from(LEASE.as_millis()).unwrap();
        assert_eq!(other.beat(at(lease)).await.unwrap(), 0);
        assert_eq!(other.beat(at(lease + 1)).await.unwrap(), 2);
        assert_eq!((claimed(&other).await, due(&other, 0).await), (vec![2], vec!["a".to_owned()]));
    });
}

#[test]
fn who_leaves_gives_everything_back_at_once() {
    on_each(async |database| {
        let (leaving, other) = (database.open().await, database.open().await);
        leaving.beat(at(0)).await.unwrap();
        leaving.receive(&[update(1, 5)], at(0)).await.unwrap();
        assert_eq!(claimed(&leaving).await, [1]);
        assert_eq!(claimed(&other).await, [0; 0]);
        leaving.leave().await.unwrap();
        assert_eq!(claimed(&other).await, [1]);
    });
}

#[test]
fn what_is_held_by_mistake_is_given_back() {
    on_each(async |database| {
        let store = database.open().await;
        queue(&store, 1, vec![call(5, "a"), call(6, "b")]).await;
        store.receive(&[update(2, 5), update(3, 6)], at(0)).await.unwrap();
        assert_eq!(claimed(&store).await, [2, 3]);
        let calls = take(&store, 0).await;
        assert_eq!(store.release_updates_but(&HashSet::from([3])).await.unwrap(), 1);
        assert_eq!(store.release_calls_but(&HashSet::from([calls[0].id])).await.unwrap(), 1);
        assert_eq!((claimed(&store).await, due(&store, 0).await), (vec![2], vec!["b".to_owned()]));
    });
}

#[test]
fn who_is_alone_with_a_file_waits_for_nobody() {
    on_each(async |database| {
        let killed = database.open().await;
        killed.beat(at(0)).await.unwrap();
        killed.receive(&[update(1, 5)], at(0)).await.unwrap();
        assert_eq!(claimed(&killed).await, [1]);
        let beside = database.open().await;
        assert_eq!(claimed(&beside).await, [0; 0]);
        drop((killed, beside));
        let next = database.open().await;
        let expected: &[i64] = if database.is_shared() { &[] } else { &[1] };
        assert_eq!(claimed(&next).await, expected);
    });
}
