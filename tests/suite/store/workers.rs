//! What a process holds is free again when it has ended, or is not heard of.

use std::collections::HashSet;

use attache::store::LEASE;

use super::{answered, at, call, claimed, due, queue, take, update};
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

/// A little more than a process may be silent, in milliseconds.
fn lease() -> u64 {
    u64::try_from(LEASE.as_millis()).unwrap() + 1
}

#[test]
fn what_a_process_died_with_is_claimed_alone_and_before_others() {
    on_each(async |database| {
        let (dead, other) = (database.open().await, database.open().await);
        dead.beat(at(0)).await.unwrap();
        dead.receive(&[update(1, 5), update(2, 6), update(3, 5)], at(0)).await.unwrap();
        assert_eq!(claimed(&dead).await, [1, 2]);
        dead.receive(&[update(4, 7), update(5, 8)], at(0)).await.unwrap();
        other.beat(at(lease())).await.unwrap();
        for suspect in [1, 2] {
            assert_eq!(claimed(&other).await, [suspect]);
            assert_eq!(claimed(&other).await, [0; 0]);
            other.end_updates(&[answered(suspect, Vec::new())], at(0)).await.unwrap();
        }
        assert_eq!(claimed(&other).await, [3, 4, 5]);
    });
}

#[test]
fn who_still_works_on_others_claims_nothing_until_it_can_have_the_suspect_alone() {
    on_each(async |database| {
        let (dead, other) = (database.open().await, database.open().await);
        dead.receive(&[update(1, 5), update(2, 6)], at(0)).await.unwrap();
        other.beat(at(0)).await.unwrap();
        assert_eq!(other.claim_updates(1).await.unwrap().len(), 1);
        dead.beat(at(0)).await.unwrap();
        assert_eq!(claimed(&dead).await, [2]);
        other.beat(at(lease() - 1)).await.unwrap();
        other.beat(at(lease())).await.unwrap();
        other.receive(&[update(3, 7)], at(0)).await.unwrap();
        assert_eq!(claimed(&other).await, [0; 0]);
        other.end_updates(&[answered(1, Vec::new())], at(0)).await.unwrap();
        assert_eq!(claimed(&other).await, [2]);
        other.end_updates(&[answered(2, Vec::new())], at(0)).await.unwrap();
        assert_eq!(claimed(&other).await, [3]);
    });
}

#[test]
fn after_the_first_only_deaths_with_nothing_else_at_hand_count() {
    on_each(async |database| {
        let first = database.open().await;
        first.beat(at(0)).await.unwrap();
        first.receive(&[update(1, 5), update(2, 6)], at(0)).await.unwrap();
        assert_eq!(claimed(&first).await, [1, 2]);
        // All of these die with the first update alone, but for the last, which leaves.
        for death in 1..4 {
            let store = database.open().await;
            store.beat(at(lease() * death)).await.unwrap();
            let claimed = store.claim_updates(9).await.unwrap();
            assert_eq!(claimed.len(), 1);
            assert_eq!((claimed[0].id, u64::try_from(claimed[0].deaths).unwrap()), (1, death));
            if death == 3 {
                store.leave().await.unwrap();
            }
        }
        let last = database.open().await;
        last.beat(at(lease() * 4)).await.unwrap();
        for (id, deaths) in [(1, 3), (2, 1)] {
            let claimed = last.claim_updates(9).await.unwrap();
            assert_eq!((claimed[0].id, claimed[0].deaths), (id, deaths));
            last.end_updates(&[answered(id, Vec::new())], at(0)).await.unwrap();
        }
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
