//! Several nodes over one database.

use std::time::{Duration, Instant};

use app::admin::{bootstrap, licensees, list_api_keys, require_master, revoke_api_key};
use app::{AppError, KeyShelf};
use domain::code;
use domain::id::{ApiKeyId, PrivateKeyId};
use futures::future::join_all;
use keys::{Keys, MasterKey};
use testhouse::{House, bare_node, first_licensee};

/// The error with everything beneath it, as the command line shows it.
fn words(error: &AppError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

testkit::both_own! {
    async fn nodes_that_start_at_once_found_one_house(db: TestDatabase) {
        let folder = tempfile::tempdir().unwrap();
        let nodes: Vec<_> = (0..4).map(|_| bare_node(db.another(), folder.path())).collect();
        let started = join_all(nodes.iter().map(|node| bootstrap(node, first_licensee()))).await;
        let administrators = started.into_iter().filter(|found| found.as_ref().unwrap().administrator.is_some()).count();
        assert_eq!(administrators, 1);
        assert_eq!(licensees(&nodes[0]).await.unwrap().len(), 1);
        let authorities = nodes[0].store.read(|tx| ca::all(tx).map_err(AppError::from)).await.unwrap();
        assert_eq!(authorities.len(), 2);
        for node in &nodes {
            assert!(bootstrap(node, first_licensee()).await.unwrap().administrator.is_none());
        }
    }

    async fn a_node_under_another_master_key_is_refused(db: TestDatabase) {
        let house = House::on(&db).await;
        require_master(&house.another_node(&db)).await.unwrap();
        let stranger = house.a_node_under(&db, [8; 32]);
        for refused in [require_master(&stranger).await, bootstrap(&stranger, first_licensee()).await.map(drop)] {
            let error = refused.unwrap_err();
            assert_eq!(error.code, code::INTERNAL);
            assert!(words(&error).contains("the same SURGUCH_MASTER_KEY"), "{}", words(&error));
        }
        // the first one goes on
        bootstrap(&house.ctx, first_licensee()).await.unwrap();
    }

    async fn a_key_that_is_revoked_on_one_node_dies_on_the_other_within_a_second(db: TestDatabase) {
        let house = House::on(&db).await;
        let other = house.another_node(&db);
        let id = ApiKeyId::parse(&list_api_keys(&house.ctx).await.unwrap()[0].id.to_string()).unwrap();
        app::access::by_key(&other, &house.key, None).await.unwrap();
        revoke_api_key(&house.ctx, id).await.unwrap();
        let revoked = Instant::now();
        while app::access::by_key(&other, &house.key, None).await.is_ok() {
            assert!(revoked.elapsed() < Duration::from_secs(10), "it lives on");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        println!("dead after {:?}", revoked.elapsed());
    }

    async fn nodes_that_make_the_same_key_at_once_get_the_same_key(db: TestDatabase) {
        let master = || MasterKey::new([7; 32]);
        let nodes: Vec<_> = (0..4).map(|_| Keys::new(KeyShelf::new(db.another()), &master())).collect();
        let id = PrivateKeyId::new(testkit::uuid());
        let algorithm = pki::Algorithm::EcdsaP256Sha256;
        let made = join_all(nodes.iter().map(|keys| keys.ensure(id, algorithm))).await;
        let first = made[0].as_ref().unwrap().clone();
        for public in made {
            assert_eq!(public.unwrap(), first);
        }
        let public = pki::PublicKey::parse(&first).unwrap();
        for keys in &nodes {
            let signature = keys.sign(id, algorithm, b"message").await.unwrap();
            assert!(public.verify(algorithm, b"message", &signature));
        }
        nodes[0].delete(id).await.unwrap();
        assert!(matches!(Keys::new(KeyShelf::new(db.another()), &master()).public(id).await, Err(keys::KeyError::Missing(_))));
    }

    async fn keys_of_a_folder_move_into_the_database_once(db: TestDatabase) {
        let (folder, master) = (tempfile::tempdir().unwrap(), MasterKey::new([7; 32]));
        let path = folder.path().join("keys");
        let id = PrivateKeyId::new(testkit::uuid());
        let public = Keys::folder(&path, &master).unwrap().generate(id, pki::Algorithm::EcdsaP256Sha256).await.unwrap();
        let shelf = KeyShelf::new(db.store.clone());
        let (again, place) = (shelf.clone(), path.clone());
        let adopted = tokio::task::spawn_blocking(move || [again.adopt(&place).unwrap(), again.adopt(&place).unwrap()]).await.unwrap();
        assert_eq!(adopted, [1, 0]);
        assert_eq!(Keys::new(shelf, &master).public(id).await.unwrap(), public);
        assert_eq!(std::fs::read_dir(folder.path().join("keys.in-database")).unwrap().count(), 1);
    }
}
