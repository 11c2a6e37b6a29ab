//! What goes wrong on the way: waiting, trying again, giving up.

use std::time::Duration;

use assay_supply::{HttpError, ReadError, RequestError, ResponseError};
use serde_json::{json, Value};

use crate::supply::node::{impatient, read_json, read_with, short, sources_json, Node, AS_OF};
use crate::support::{assay, TestDir};
use assay_testkit::rpc_server::{Reply, Server};

/// A node that does something else for its first requests.
fn at_first(count: usize, wrong: impl Fn() -> Reply + Send + Sync + 'static) -> Server {
    let node = Node::new();
    Server::start(move |earlier, method, params| match earlier < count {
        true => wrong(),
        false => node.answer(earlier, method, params),
    })
}

#[track_caller]
fn fails(wrong: impl Fn() -> Reply + Send + Sync + 'static) -> (RequestError, Server) {
    let server = at_first(usize::MAX, wrong);
    match read_json(&sources_json(&[&server])) {
        Err(ReadError::Request { source, .. }) => (source, server),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_may_pass_is_tried_again() {
    let wrong: [fn() -> Reply; 7] = [
        || Reply::Http(429, b"slow down".to_vec()),
        || Reply::Http(500, vec![]),
        || Reply::Http(503, vec![]),
        || Reply::Error(429, "slow down".into()),
        || Reply::Error(-32_005, "limit exceeded".into()),
        || Reply::Close,
        // Longer than an impatient attempt takes.
        || Reply::Hang(Duration::from_secs(8)),
    ];
    for reply in wrong {
        let server = at_first(2, reply);
        assert!(read_with(&sources_json(&[&server]), impatient()).is_ok());
        let methods: Vec<String> = server
            .requests()
            .into_iter()
            .map(|(method, _)| method)
            .collect();
        assert_eq!(
            methods[..4],
            [
                "eth_chainId",
                "eth_chainId",
                "eth_chainId",
                "eth_getBlockByNumber"
            ]
        );
    }
}

/// The longest times that can be asked for, and times beyond every clock.
#[test]
fn time_without_end() {
    for longest in [
        u64::MAX.to_string() + "s",
        i64::MAX.to_string() + "s",
        "213503982334601d".into(),
    ] {
        let test_dir = TestDir::new();
        let node = Node::new().start();
        let sources = sources_json(&[&node]).to_string();
        let sources = test_dir.write("sources.json", &sources);
        let out = test_dir.out("supply.json");
        let args = [
            "supply",
            "--sources",
            &sources,
            "--as-of",
            AS_OF,
            "--out",
            &out,
        ];
        let ages = [
            "--timeout",
            &longest,
            "--give-up",
            &longest,
            "--within",
            &longest,
        ];
        let run = assay(&[&args[..], &ages].concat());
        assert_eq!(run.code, 0, "{longest}: {}", run.stderr);
    }
}

#[test]
fn a_port_where_nobody_listens() {
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let mut sources = sources_json(&[]);
    sources["chains"][0]["endpoints"] = json!([format!("http://{free}/s3cr3tk3y")]);
    let refused = read_with(&sources, short());
    assert!(matches!(
        refused,
        Err(ReadError::Request {
            source: RequestError::Http {
                error: HttpError::Connection { .. },
                ..
            },
            ..
        })
    ));
}

#[test]
fn answers_are_final() {
    type Case = (fn() -> Reply, fn(&RequestError) -> bool);
    let wrong: [Case; 9] = [
        (
            || Reply::Http(401, vec![]),
            |e| {
                matches!(
                    e,
                    RequestError::Http {
                        error: HttpError::Status { status: 401 },
                        attempts: 1
                    }
                )
            },
        ),
        (
            || Reply::Http(404, vec![]),
            |e| {
                matches!(
                    e,
                    RequestError::Http {
                        error: HttpError::Status { status: 404 },
                        attempts: 1
                    }
                )
            },
        ),
        (
            || Reply::Redirect("http://127.0.0.1:9/".into()),
            |e| {
                matches!(
                    e,
                    RequestError::Http {
                        error: HttpError::Redirect { status: 307 },
                        attempts: 1
                    }
                )
            },
        ),
        (
            || Reply::Endless,
            |e| {
                matches!(
                    e,
                    RequestError::Http {
                        error: HttpError::TooLarge { .. },
                        attempts: 1
                    }
                )
            },
        ),
        (
            || Reply::Http(200, b"<html>".to_vec()),
            |e| matches!(e, RequestError::Response(ResponseError::Form { .. })),
        ),
        (
            || Reply::Http(200, vec![]),
            |e| matches!(e, RequestError::Response(ResponseError::Form { .. })),
        ),
        (
            || Reply::Http(200, br#"{"jsonrpc":"2.0","id":99,"result":"0x1"}"#.to_vec()),
            |e| matches!(e, RequestError::Response(ResponseError::Id { expected: 1 })),
        ),
        (
            || Reply::Http(200, br#"{"jsonrpc":"2.0","id":1}"#.to_vec()),
            |e| matches!(e, RequestError::Response(ResponseError::OneOf { .. })),
        ),
        (
            || Reply::Error(-32_004, "method not supported for s3cr3tk3y".into()),
            |e| {
                matches!(
                    e,
                    RequestError::Response(ResponseError::Refused { code: -32_004, .. })
                )
            },
        ),
    ];
    for (reply, expected) in wrong {
        let (error, server) = fails(reply);
        assert!(expected(&error), "{error:?}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn a_giant_response_with_a_length_is_refused() {
    let (error, _) = fails(|| Reply::Http(200, vec![b' '; 9 << 20]));
    assert!(
        matches!(&error, RequestError::Http { error: HttpError::TooLarge { limit }, attempts: 1 } if *limit == 8 << 20),
        "{error:?}"
    );
}

#[test]
fn a_redirection_is_not_followed() {
    let elsewhere = Node::new().start();
    let target = elsewhere.url();
    let (error, _) = fails(move || Reply::Redirect(target.clone()));
    assert!(error.to_string().contains("redirection"), "{error}");
    assert!(elsewhere.requests().is_empty());
}

#[test]
fn one_endpoint_that_fails_fails_the_whole() {
    let (good, bad) = (
        Node::new().start(),
        at_first(usize::MAX, || Reply::Http(403, vec![])),
    );
    let error = read_json(&sources_json(&[&good, &bad])).unwrap_err();
    assert!(
        matches!(&error, ReadError::Request { endpoint, .. } if endpoint.starts_with("endpoint 2 (http://127.0.0.1:"))
    );
}

#[test]
fn results_of_another_type_are_refused() {
    for wrong in [
        json!(1),
        json!("1"),
        json!(null),
        json!(["0x1"]),
        json!({ "result": "0x1" }),
    ] {
        let value: Value = wrong.clone();
        let (error, _) = fails(move || Reply::Result(value.clone()));
        let null = wrong.is_null();
        assert!(
            matches!(&error, RequestError::Response(ResponseError::Null)) == null,
            "{error:?}"
        );
        assert!(
            matches!(&error, RequestError::Response(ResponseError::Form { .. })) != null,
            "{error:?}"
        );
    }
}
