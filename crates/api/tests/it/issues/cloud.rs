//! Cloud signing over the vendor's calls.

use serde_json::{Value, json};

use super::scene::Scene;

/// Signs a file in the body with the code from the phone, and returns the signature.
pub async fn signed(scene: &Scene, thumbprint: &str, phone: &str, content: &[u8]) -> Vec<u8> {
    use base64::Engine as _;
    let client = &scene.client;
    let file = json!({"FileName": "договор.pdf", "ContentBase64": base64::engine::general_purpose::STANDARD.encode(content)});
    let body = json!({"Thumbprint": thumbprint, "SerializedFiles": [file], "ConfirmMessage": {"Template": 1}});
    let started = client.call("POST", "/crypto/v3/Sign", Some(&body)).await.expect(200);
    assert_eq!((&started["ConfirmType"], started["PhoneLastNumbers"].as_str()), (&json!(1), phone.get(phone.len() - 4..)));
    let id = started["OperationId"].as_str().unwrap();
    let status = |expected: Value| {
        let (client, path) = (client, format!("/crypto/v3/GetStatus?operationId={id}"));
        async move {
            let state = client.call("GET", &path, None).await.expect(200);
            assert_eq!(json!([state["OperationStatus"], state["SignStatus"]]), expected);
            state
        }
    };
    status(json!([1, 1])).await;
    let code = scene.api.house.code_to(phone).await;
    let confirm = format!("/crypto/v3/Confirm?operationId={id}&confirmationCode={code}");
    assert_eq!(client.call("POST", &confirm, None).await.expect(200)["OperationStatus"], 1);
    status(json!([1, 2])).await;
    scene.settle().await;
    let done = status(json!([2, 3])).await;
    client.call("POST", &confirm, None).await.failure(400, "OperationNotWaiting");
    let file = &done["FileStatuses"][0];
    assert_eq!((&file["ErrorId"], file["FileName"].as_str()), (&json!(0), Some("договор.pdf")));
    let result = file["ResultId"].as_str().unwrap();
    let whole = client.call("GET", &format!("/crypto/v3/GetResult?resultId={result}"), None).await;
    assert_eq!((whole.status, whole.header("content-type")), (200, "application/pkcs7-signature"));
    assert_eq!(json!(whole.body.len()), file["ResultSize"]);
    let piece = client.call("GET", &format!("/crypto/v3/GetResult?resultId={result}&offset=2&size=4"), None).await;
    assert_eq!(piece.body, whole.body.slice(2..6));
    whole.body.to_vec()
}

testkit::both_own! {
    async fn a_file_is_uploaded_signed_and_fetched(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let who = scene.api.house.signatory(scene.api.house.company().await).await;
        let certificate = scene.api.get(&format!("/v1/certificates/{}", who.certificate)).await.expect(200);
        let thumbprint = certificate["thumbprint"].as_str().unwrap().to_owned();
        assert_eq!(signed(&scene, &thumbprint, &who.phone, b"document").await[0], 0x30);

        let client = &scene.client;
        assert_eq!(client.call("GET", "/crypto/v3/Hello", None).await.expect(200), json!({"Version": "v3"}));
        // MD5 of the three bytes
        let created = client.call("POST", "/crypto/v3/CreateFile?fileName=a.txt&length=3&md5=900150983CD24FB0D6963F7D28E17F72", None).await.expect(200);
        let file = created["FileId"].as_str().unwrap().to_owned();
        let early = client.call("POST", "/crypto/v3/Sign", Some(&json!({"thumbprint": thumbprint, "fileIds": [file]}))).await;
        early.failure(400, "UploadIncomplete");
        let at = |offset: u32| format!("/crypto/v3/UploadChunk?fileId={file}&offset={offset}");
        client.bytes(&at(1), "application/octet-stream", b"bc".to_vec()).await.failure(400, "ChunkMisplaced");
        assert_eq!(client.bytes(&at(0), "application/octet-stream", b"ab".to_vec()).await.expect(200)["Length"], 2);
        assert_eq!(client.bytes(&at(2), "application/octet-stream", b"c".to_vec()).await.expect(200)["Length"], 3);
        let sign = json!({"thumbprint": thumbprint, "fileIds": [file], "signType": 0});
        let started = client.call("POST", "/crypto/v3/Sign", Some(&sign)).await.expect(200);
        client.call("POST", "/crypto/v3/Sign", Some(&sign)).await.failure(400, "UserHasUnconfirmedOperation");
        let id = started["OperationId"].as_str().unwrap();
        let code = scene.api.house.code_to(&who.phone).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let confirm = |code: &str| format!("/crypto/v3/Confirm?operationId={id}&confirmationCode={code}");
        let details = client.call("POST", &confirm(wrong), None).await.failure(400, "WrongConfirmationCode");
        assert_eq!(details[0]["message"], "4");
        client.call("POST", &confirm("12"), None).await.failure(400, "ValidationFailed");
        scene.api.house.clock.advance(std::time::Duration::from_secs(300));
        client.call("POST", &confirm(&code), None).await.failure(400, "ConfirmationCodeExpired");
        let over = client.call("GET", &format!("/crypto/v3/GetStatus?operationId={id}"), None).await.expect(200);
        assert_eq!((&over["OperationStatus"], &over["SignStatus"]), (&json!(4), &json!(4)));
    }

    async fn what_cannot_be_signed_is_refused_with_its_place(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let print = "AB".repeat(20);
        for (body, target) in [
            (json!({}), "Thumbprint"),
            (json!({"Thumbprint": "12", "FileIds": []}), "Thumbprint"),
            (json!({"Thumbprint": print, "FileIds": ["x"]}), "FileIds.0"),
            (json!({"Thumbprint": print, "FileIds": [], "FileHashes": []}), "FileIds"),
            (json!({"Thumbprint": print, "FileHashes": [{"FileName": "a", "HashContent": "00"}]}), "FileHashes.0.HashContent"),
            (json!({"Thumbprint": print, "SerializedFiles": [{"FileName": "a/b", "ContentBase64": "AA=="}]}), "SerializedFiles.0.FileName"),
            (json!({"Thumbprint": print, "FileIds": [], "SignType": 3}), "SignType"),
            (json!({"Thumbprint": print, "FileIds": [], "DisableServerSign": true}), "DisableServerSign"),
            (json!({"Thumbprint": print, "FileIds": [], "ConfirmMessage": {"Template": 5}}), "ConfirmMessage.Template"),
        ] {
            let details = scene.client.call("POST", "/crypto/v3/Sign", Some(&body)).await.failure(400, "ValidationFailed");
            let targets: Vec<_> = details.as_array().unwrap().iter().map(|one| one["target"].as_str().unwrap()).collect();
            assert!(targets.contains(&target), "{body}: {targets:?}");
        }
        let unknown = json!({"Thumbprint": print, "FileHashes": [{"FileName": "a", "HashContent": "00".repeat(32)}]});
        scene.client.call("POST", "/crypto/v3/Sign", Some(&unknown)).await.failure(404, "NotFound");
        scene.client.call("POST", "/crypto/v3/CreateFile?fileName=a&length=4294967295", None).await.failure(413, "BigContentSize");
        scene.client.call("POST", "/crypto/v3/CreateFile?fileName=&length=1", None).await.failure(400, "ValidationFailed");
    }
}
