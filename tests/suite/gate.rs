//! A gate in a network: closed, nothing comes through, and nobody is told.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How soon a closed gate is seen to be open.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// A port that leads to another, while it is open.
pub struct Gate {
    port: u16,
    is_open: Arc<AtomicBool>,
}

impl Gate {
    /// An open gate before this address. Its threads end with the test run.
    pub fn before(address: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let is_open = Arc::new(AtomicBool::new(true));
        let gate = Arc::clone(&is_open);
        thread::spawn(move || {
            for from in listener.incoming().map_while(Result::ok) {
                let to = TcpStream::connect(&address).unwrap();
                let back = (to.try_clone().unwrap(), from.try_clone().unwrap());
                for (from, to) in [(from, to), back] {
                    let gate = Arc::clone(&gate);
                    thread::spawn(move || carry(from, to, &gate));
                }
            }
        });
        Self { port, is_open }
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// From now on, nothing comes through.
    pub fn close(&self) {
        self.is_open.store(false, Ordering::Relaxed);
    }

    /// What has waited comes through, and all that follows.
    pub fn open(&self) {
        self.is_open.store(true, Ordering::Relaxed);
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, is_open: &AtomicBool) {
    let mut buffer = [0; 1 << 16];
    loop {
        let read = match from.read(&mut buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Ok(read) => read,
            Err(_) => 0,
        };
        while !is_open.load(Ordering::Relaxed) {
            thread::sleep(LOOK_AGAIN);
        }
        if read == 0 || to.write_all(&buffer[..read]).is_err() {
            // The other side may have closed it already.
            let _ = to.shutdown(Shutdown::Both);
            return;
        }
    }
}
