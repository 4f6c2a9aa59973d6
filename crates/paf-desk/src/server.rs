//! Answers browsers over HTTP, on this machine alone.

use std::io::Write;
use std::net::TcpListener;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use serde_json::json;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::address::{Address, Asked};
use crate::clerk::{Proofs, Wish, ask};
use crate::view::View;

/// How many requests are answered at a time, besides those that follow.
const AT_A_TIME: usize = 3;
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
///
/// # Errors
/// If the system refuses.
pub(crate) fn start(
    listener: TcpListener,
    address: Address,
    wishes: Sender<Wish>,
    proofs: Arc<Proofs>,
) -> Result<(), String> {
    let server = Server::from_listener(listener, None).map_err(|error| error.to_string())?;
    let (server, desk) = (Arc::new(server), Arc::new(Desk { address, wishes, proofs }));
    for _ in 0..AT_A_TIME {
        let (server, desk) = (Arc::clone(&server), Arc::clone(&desk));
        std::thread::spawn(move || {
            for request in server.incoming_requests() {
                desk.answer(request);
            }
        });
    }
    Ok(())
}

impl Desk {
    fn answer(&self, request: Request) {
        let host = request.headers().iter().find(|header| header.field.equiv("Host"));
        let host = host.map(|header| header.value.as_str().to_owned());
        let url = request.url().to_owned();
        let answer = match self.address.asked(host.as_deref(), &url) {
            Asked::OtherName => plain(403, "This desk answers to the address that `paf watch` printed."),
            Asked::Stranger => {
                plain(404, "Open the address that `paf watch` printed; it is another each time.")
            }
            Asked::Path(..) if *request.method() != Method::Get => plain(405, "Nothing can be changed here."),
            Asked::Path("events", query) => return self.follow(request, &views(query)),
            Asked::Path(path, query) => self.of(path, query),
        };
        let Answer(status, kind, body) = answer;
        let headers = HEADERS.iter().copied().chain([("Content-Type", kind)]);
        let response = Response::from_string(body).with_status_code(status);
        let response = headers.filter_map(header).fold(response, Response::with_header);
        // Who has gone away is not answered.
        let _gone = request.respond(response);
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
    fn follow(&self, request: Request, views: &[View]) {
        let (to, told) = channel();
        if self.wishes.send(Wish::Follow(views.to_vec(), to)).is_err() {
            return;
        }
        std::thread::spawn(move || {
            let mut writer = request.into_writer();
            // tiny_http sends a body of unknown length in chunks, and Safari takes no events so.
            let mut head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n".to_owned();
            HEADERS.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
            let mut next = format!("{head}\r\n");
            while writer.write_all(next.as_bytes()).and_then(|()| writer.flush()).is_ok() {
                next = match told.recv_timeout(STILL_THERE) {
                    Ok(told) if !told.is_empty() => format!("data: {told}\n\n"),
                    Ok(_) | Err(RecvTimeoutError::Timeout) => ":\n\n".to_owned(),
                    Err(RecvTimeoutError::Disconnected) => return,
                };
            }
        });
    }
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

fn header((name, value): (&str, &str)) -> Option<Header> {
    Header::from_bytes(name, value).ok()
}
