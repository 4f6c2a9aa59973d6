//! Answers browsers over HTTP, on this machine alone.

use std::io::{self, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use serde_json::json;

use crate::address::{Address, Asked};
use crate::clerk::{Proofs, Wish, ask};
use crate::request::{Request, Unread};
use crate::view::View;

/// How many connections there may be at a time. Each has one request, and a thread.
const AT_A_TIME: usize = 200;
/// How long one waits for a request, or for somebody to take an answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a browser that follows is told that the desk is there.
const STILL_THERE: Duration = Duration::from_secs(10);

/// What is sent with every answer: nothing is kept, nothing comes from elsewhere, and nobody else learns the address.
const HEADERS: [(&str, &str); 6] = [
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

const PAGE: &str = include_str!("page/index.html");
const STYLE: &str = include_str!("page/desk.css");
const SCRIPT: &str = include_str!("page/desk.js");

/// An answer: its status, the type of what it holds, and that.
struct Answer(u16, &'static str, String);

struct Desk {
    address: Address,
    wishes: Sender<Wish>,
    proofs: Arc<Proofs>,
}

/// Begins to answer, in threads of its own.
pub(crate) fn start(listener: TcpListener, address: Address, wishes: Sender<Wish>, proofs: Arc<Proofs>) {
    let desk = Arc::new(Desk { address, wishes, proofs });
    let open = Arc::new(AtomicUsize::new(0));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(stream) = stream else {
                // Where the system has no room for another, there is some a moment later.
                std::thread::sleep(Duration::from_millis(50));
                continue;
            };
            if open.fetch_add(1, Ordering::Relaxed) >= AT_A_TIME {
                open.fetch_sub(1, Ordering::Relaxed);
                continue;
            }
            let (desk, open) = (Arc::clone(&desk), Arc::clone(&open));
            std::thread::spawn(move || {
                // Who has gone away is not answered.
                let _gone = desk.answer(&stream);
                let _closed = stream.shutdown(Shutdown::Both);
                open.fetch_sub(1, Ordering::Relaxed);
            });
        }
    });
}

impl Desk {
    fn answer(&self, mut stream: &TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let answer = match Request::read(&mut stream) {
            Ok(request) => match self.address.asked(request.host.as_deref(), &request.url) {
                Asked::OtherName => plain(403, "This desk answers to the address that `paf watch` printed."),
                Asked::Stranger => {
                    plain(404, "Open the address that `paf watch` printed; it is another each time.")
                }
                Asked::Path(..) if request.method != "GET" => plain(405, "Nothing can be changed here."),
                Asked::Path("events", query) => return self.follow(stream, &views(query)),
                Asked::Path(path, query) => self.of(path, query),
            },
            Err(Unread::Silent) => return Ok(()),
            Err(Unread::Malformed) => plain(400, "That is no request."),
            Err(Unread::TooLong) => plain(431, "That is too long."),
        };
        let Answer(status, kind, body) = answer;
        stream.write_all(head(status, kind, Some(body.len())).as_bytes())?;
        stream.write_all(body.as_bytes())
    }

    fn of(&self, path: &str, query: &str) -> Answer {
        match path {
            "" => Answer(200, "text/html; charset=utf-8", PAGE.to_owned()),
            "desk.css" => Answer(200, "text/css; charset=utf-8", STYLE.to_owned()),
            "desk.js" => Answer(200, "text/javascript; charset=utf-8", SCRIPT.to_owned()),
            "catalog" => match ask(&self.wishes, Wish::Catalog) {
                Some(catalog) => as_json(&catalog),
                None => plain(500, "paf has stopped laying out pages; its terminal says why."),
            },
            "written" => self.written(query).unwrap_or_else(|| plain(400, "That is no point of a page.")),
            _ => match path.strip_prefix("sheet/").and_then(|path| self.sheet(path)) {
                Some(svg) => Answer(200, "image/svg+xml", svg),
                None => plain(404, "There is no such page, or no longer."),
            },
        }
    }

    /// A page: `<view>/<number>/<look>.svg`.
    fn sheet(&self, path: &str) -> Option<String> {
        let (rest, look) = path.strip_suffix(".svg")?.rsplit_once('/')?;
        let (view, page) = rest.rsplit_once('/')?;
        let (view, page) = (View::parse(view)?, page.parse().ok()?);
        let kept = self.proofs.lock().unwrap_or_else(PoisonError::into_inner).get(&view).cloned()?;
        kept.drawing(page, look)
    }

    /// Where that was written which stands at a point: `view`, `page`, and `x` and `y` in points.
    fn written(&self, query: &str) -> Option<Answer> {
        let value = |name: &str| values(query, name).first().copied();
        let (view, page) = (View::parse(value("view")?)?, value("page")?.parse().ok()?);
        let point: (f64, f64) = (value("x")?.parse().ok()?, value("y")?.parse().ok()?);
        if !(point.0.is_finite() && point.1.is_finite()) {
            return None;
        }
        let place = ask(&self.wishes, |reply| Wish::Locate(view, page, point, reply))?;
        Some(as_json(&json!({ "place": place })))
    }

    /// Tells a browser all that is shown of some views, as events, until it goes away.
    fn follow(&self, mut stream: &TcpStream, views: &[View]) -> io::Result<()> {
        let (to, told) = channel();
        if self.wishes.send(Wish::Follow(views.to_vec(), to)).is_err() {
            return Ok(());
        }
        let mut next = head(200, "text/event-stream", None);
        loop {
            stream.write_all(next.as_bytes())?;
            next = match told.recv_timeout(STILL_THERE) {
                Ok(told) if !told.is_empty() => format!("data: {told}\n\n"),
                Ok(_) | Err(RecvTimeoutError::Timeout) => ":\n\n".to_owned(),
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
        }
    }
}

/// The head of an answer, for the one request of a connection.
fn head(status: u16, kind: &str, length: Option<usize>) -> String {
    let reason = match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    };
    let mut head = format!("HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: {kind}\r\n");
    if let Some(length) = length {
        head += &format!("Content-Length: {length}\r\n");
    }
    HEADERS.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
    head + "\r\n"
}

/// The views of a query, in its order.
fn views(query: &str) -> Vec<View> {
    values(query, "view").into_iter().filter_map(View::parse).collect()
}

/// The values of a name in a query. None of those that are asked for here needs to be escaped.
fn values<'a>(query: &'a str, name: &str) -> Vec<&'a str> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).collect()
}

fn as_json(value: &serde_json::Value) -> Answer {
    Answer(200, "application/json", value.to_string())
}

fn plain(status: u16, words: &str) -> Answer {
    Answer(status, "text/plain; charset=utf-8", format!("{words}\n"))
}
