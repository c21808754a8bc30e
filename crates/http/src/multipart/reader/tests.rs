use super::*;

const BODY: &[u8] =
    b"preamble\r\n--xyz\r\nContent-Disposition: form-data; name=\"package\"\r\nContent-Type: application/json\r\n\r\n{}\r\n\
--xyz  \r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n\r\n--xy\r\n--\r\n-\x00\xff\r\n--xyz\r\n\
Content-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--xyz--\r\nepilogue";

const PARTS: [(&str, &[u8]); 3] = [("package", b"{}"), ("file", b"\r\n--xy\r\n--\r\n-\x00\xff"), ("empty", b"")];

async fn read(body: &[u8], step: usize, limit: u64) -> Result<Vec<(String, Bytes)>, Code> {
    let chunks: Vec<Result<Bytes, std::io::Error>> = body.chunks(step).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
    let mut reader = Reader::new(futures::stream::iter(chunks), "xyz", limit);
    let mut parts = Vec::new();
    while let Some(head) = reader.next().await.map_err(|broken| broken.0)? {
        parts.push((head.name, reader.whole(1000).await.map_err(|broken| broken.0)?));
    }
    Ok(parts)
}

#[tokio::test]
async fn parts_are_the_same_however_the_bytes_arrive() {
    for step in 1..=BODY.len() {
        let parts = read(BODY, step, 10_000).await.unwrap();
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), &content[..])).collect();
        assert_eq!(parts, PARTS, "in steps of {step}");
    }
}

#[tokio::test]
async fn a_body_that_is_cut_off_anywhere_is_incomplete() {
    let whole = memchr::memmem::find(BODY, b"--xyz--").unwrap() + "--xyz--".len();
    for end in 0..whole {
        assert_eq!(read(&BODY[..end], 7, 10_000).await, Err(code::BODY_INCOMPLETE), "cut at {end}");
    }
    assert!(read(&BODY[..whole], 7, 10_000).await.is_ok());
}

#[tokio::test]
async fn a_body_over_the_limit_is_too_large() {
    assert_eq!(read(BODY, 10, 100).await, Err(code::PAYLOAD_TOO_LARGE));
}

#[tokio::test]
async fn a_head_without_end_is_refused_and_not_collected() {
    let mut body = b"--xyz\r\nContent-Disposition: form-data; name=\"".to_vec();
    body.resize(100_000, b'a');
    assert_eq!(read(&body, 1000, 1 << 30).await, Err(code::BODY_MALFORMED));
    assert_eq!(read(&vec![b'-'; 100_000], 1000, 1 << 30).await, Err(code::BODY_MALFORMED));
}

#[tokio::test]
async fn a_part_that_was_not_read_is_passed_over() {
    let chunk = Ok::<_, std::io::Error>(Bytes::from_static(BODY));
    let mut reader = Reader::new(futures::stream::iter([chunk]), "xyz", 10_000);
    let mut names = Vec::new();
    while let Some(head) = reader.next().await.unwrap() {
        names.push(head.name);
    }
    assert_eq!(names, ["package", "file", "empty"]);
    assert!(reader.next().await.unwrap().is_none());
}

#[tokio::test]
async fn parts_without_number_are_refused() {
    let part = b"--xyz\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n\r\n";
    let body = part.repeat(PARTS_LIMIT + 1);
    assert_eq!(read(&body, 4096, 1 << 30).await, Err(code::PAYLOAD_TOO_LARGE));
}

#[tokio::test]
async fn a_head_of_a_part_has_its_limit_however_the_bytes_arrive() {
    let name = "a".repeat(HEAD_LIMIT);
    let body = format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\nx\r\n--xyz--\r\n");
    for step in [100, 4096, 1 << 20] {
        assert_eq!(read(body.as_bytes(), step, 1 << 20).await, Err(code::BODY_MALFORMED), "in steps of {step}");
    }
}

#[tokio::test]
async fn a_long_content_is_handed_out_as_it_came() {
    let head = b"--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n";
    let pieces = [vec![7; 5000], [vec![8; 5000], b"\r\n--xy".to_vec()].concat(), vec![9; 5000]].map(Bytes::from);
    let source = [Bytes::from_static(head)].into_iter().chain(pieces.clone()).map(Ok::<_, std::io::Error>);
    let mut reader = Reader::new(futures::stream::iter(source.collect::<Vec<_>>()), "xyz", 100_000);
    reader.next().await.unwrap().unwrap();
    let first = reader.chunk().await.unwrap().unwrap();
    assert_eq!((first.as_ptr(), first.len()), (pieces[0].as_ptr(), 5000));
    // what may begin a boundary waits for what follows
    let second = reader.chunk().await.unwrap().unwrap();
    assert_eq!((second.as_ptr(), second.len()), (pieces[1].as_ptr(), 5000));
    let third = reader.chunk().await.unwrap().unwrap();
    assert_eq!(third, [b"\r\n--xy".to_vec(), vec![9; 5000]].concat());
}
