//! What stands before several nodes: passes connections on to one that is ready, in turn.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use client::Client;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

use crate::office::Outcome;

/// How often nodes are asked whether they are ready.
const PROBE: Duration = Duration::from_millis(250);

/// Lives as long as the runtime.
pub(super) struct Balancer {
    /// Where clients come to.
    pub(super) url: String,
}

struct Node {
    address: SocketAddr,
    ready: AtomicBool,
}

impl Balancer {
    pub(super) async fn start(addresses: Vec<SocketAddr>) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let nodes: Arc<Vec<Node>> = Arc::new(addresses.into_iter().map(|address| Node { address, ready: AtomicBool::new(true) }).collect());
        for number in 0..nodes.len() {
            let nodes = nodes.clone();
            tokio::spawn(async move {
                let node = &nodes[number];
                let probe = Client::new(format!("http://{}", node.address), "");
                loop {
                    node.ready.store(probe.is_ready().await, Ordering::Relaxed);
                    tokio::time::sleep(PROBE).await;
                }
            });
        }
        tokio::spawn(async move {
            let turn = AtomicUsize::new(0);
            while let Ok((mut client, _)) = listener.accept().await {
                let (nodes, first) = (nodes.clone(), turn.fetch_add(1, Ordering::Relaxed));
                tokio::spawn(async move {
                    let order = (0..nodes.len()).map(|step| &nodes[(first + step) % nodes.len()]);
                    for node in order.filter(|node| node.ready.load(Ordering::Relaxed)) {
                        if let Ok(mut server) = TcpStream::connect(node.address).await {
                            // a broken connection is what the clients have to live with
                            let _ = copy_bidirectional(&mut client, &mut server).await;
                            return;
                        }
                    }
                    // nobody is ready: the connection is closed
                    tokio::time::sleep(Duration::from_millis(50)).await;
                });
            }
        });
        Ok(Self { url })
    }
}
