use app::party::{self, NewLink};
use domain::code;
use domain::party::{Authority, ConfirmingDocument, DocumentInfo, MentionedContent, RepresentativeId, dictionary};
use testhouse::House;

use super::{a_person, an_organization, deposited, made, on_behalf, own};

fn as_head(authority: Authority) -> NewLink {
    NewLink { kind: dictionary::CONFIDANT.to_owned(), post: Some("Генеральный директор".to_owned()), authority }
}

fn by(content: domain::id::ContentId) -> Authority {
    let content = Some(MentionedContent { id: content, name: Some("Приказ".to_owned()) });
    Authority { confirming_document: Some(ConfirmingDocument { info: DocumentInfo::of("558501010000"), content }) }
}

testkit::both_own! {
    async fn a_pair_has_one_link_which_is_changed_and_goes_with_either_party(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let (principal, agent) = (made(&house, &org, an_organization()).await, made(&house, &org, a_person()).await);
        let id = RepresentativeId { principal: principal.id, agent: agent.id };
        let first = deposited(&house, &org, b"order one").await;
        let link = party::link(ctx, &org, id, as_head(by(first.id))).await.unwrap();
        assert_eq!((link.principal, link.agent), (principal.clone(), agent.clone()));
        assert_eq!(party::get_link(ctx, &org, id).await.unwrap().representative, link.representative);
        assert_eq!(party::link(ctx, &org, id, as_head(Authority::default())).await.unwrap_err().code, code::REPRESENTATIVE_EXISTS);

        let second = deposited(&house, &org, b"order two").await;
        let changed = party::change_link(ctx, &org, id, as_head(by(second.id))).await.unwrap().representative;
        assert_eq!(changed.version, 2);
        // what is named no more waits for the sweep, what is named stays
        house.clock.advance(ctx.settings.retention.deposits + std::time::Duration::from_secs(7200));
        house.work().await;
        assert_eq!(app::deposit::find(ctx, &org, first.id).await.unwrap_err().code, code::NOT_FOUND);
        assert_eq!(app::deposit::find(ctx, &org, second.id).await.unwrap(), second);

        party::delete(ctx, &org, agent.id).await.unwrap();
        assert_eq!(party::get_link(ctx, &org, id).await.unwrap_err().code, code::NOT_FOUND);
        assert_eq!(app::deposit::find(ctx, &org, second.id).await.unwrap_err().code, code::NOT_FOUND, "nobody names it any more");
        assert_eq!(party::get(ctx, &org, principal.id).await.unwrap(), principal);
    }

    async fn a_link_is_refused_with_the_field_that_is_wrong(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let (principal, agent) = (made(&house, &org, an_organization()).await, made(&house, &org, a_person()).await);
        let neighbour = on_behalf(&house, house.call(), house.company().await).await;
        let foreign = made(&house, &neighbour, a_person()).await;
        let foreign_content = deposited(&house, &neighbour, b"theirs").await;
        let nobody = domain::id::PartyId::new(testkit::uuid());
        let problems = |error: app::AppError| error.problems.iter().map(|one| (one.pointer.clone(), one.code)).collect::<Vec<_>>();
        let pair = |principal, agent| RepresentativeId { principal, agent };
        let whole = || as_head(Authority::default());
        for (id, new, expected) in [
            (pair(nobody, foreign.id), whole(), vec![("/principal/subjectId", code::SUBJECT_UNKNOWN), ("/agent/subjectId", code::SUBJECT_UNKNOWN)]),
            (pair(principal.id, principal.id), whole(), vec![("/agent", code::AGENT_NOT_A_PERSON)]),
            (pair(principal.id, agent.id), NewLink { post: None, ..whole() }, vec![("/post", code::FIELD_REQUIRED)]),
            (pair(principal.id, agent.id), as_head(by(foreign_content.id)), vec![("/authority/confirmingDocument/content", code::CONTENT_UNKNOWN)]),
        ] {
            let error = party::link(ctx, &org, id, new).await.unwrap_err();
            let expected: Vec<_> = expected.into_iter().map(|(pointer, code)| (pointer.to_owned(), code)).collect();
            assert_eq!(problems(error), expected);
        }
        assert_eq!(party::get_link(ctx, &org, pair(principal.id, agent.id)).await.unwrap_err().code, code::NOT_FOUND);
        party::link(ctx, &org, pair(principal.id, agent.id), whole()).await.unwrap();
        let missing = party::get_link(ctx, &neighbour, pair(principal.id, agent.id)).await.unwrap_err();
        assert_eq!(missing.code, code::NOT_FOUND);
        let missing = party::change_link(ctx, &neighbour, pair(principal.id, agent.id), whole()).await.unwrap_err();
        assert_eq!(missing.code, code::NOT_FOUND);
    }
}
