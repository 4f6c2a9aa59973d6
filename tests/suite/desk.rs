//! `paf watch` as a browser and a person at the terminal meet it.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test edits files and starts processes")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use paf_model::files::Memory;
use serde_json::Value;
use tempfile::TempDir;

use crate::cases::program::paf;
use crate::pdf_framework::{reword, small};

const VIEW: &str = "lines/eu/en/screen";

/// A framework that is watched.
struct Watched {
    folder: TempDir,
    child: Child,
    /// `127.0.0.1` and the port.
    host: String,
    /// The path below which everything is.
    path: String,
    /// What is said on standard error, line by line.
    said: Receiver<String>,
}

/// A status line with its headers, and what was sent.
struct Answer {
    head: String,
    body: String,
}

/// A framework on disk.
fn written(files: &Memory) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in &files.0 {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, bytes).expect("it is written");
    }
    folder
}

impl Watched {
    fn new(args: &[&str]) -> Self {
        Self::of(&small(), args, None)
    }

    fn of(files: &Memory, args: &[&str], epoch: Option<&str>) -> Self {
        let folder = written(files);
        let mut command = Command::new(paf());
        command.arg("watch").args(args).current_dir(folder.path()).env_clear();
        command.envs(epoch.map(|epoch| ("SOURCE_DATE_EPOCH", epoch)));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("paf can be run");
        let mut url = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut url).expect("the address is printed");
        let (host, path) = url.trim().trim_start_matches("http://").split_once('/').expect("an address");
        let (sender, said) = channel();
        let err = child.stderr.take().expect("what it says");
        std::thread::spawn(move || {
            BufReader::new(err).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Self { folder, child, host: host.to_owned(), path: format!("/{path}"), said }
    }

    fn file(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Saves a file in which other words stand, as editors do it: another file takes its place.
    fn save(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.file(path)).expect("it is text");
        assert!(text.contains(from), "`{path}` has no `{from}`");
        fs::write(self.file("framework/saved~"), text.replacen(from, to, 1)).expect("it is written");
        fs::rename(self.file("framework/saved~"), self.file(path)).expect("it takes its place");
    }

    fn get(&self, path: &str) -> Answer {
        self.request("GET", &self.host, &format!("{}{path}", self.path))
    }

    fn request(&self, method: &str, host: &str, path: &str) -> Answer {
        let mut stream = self.send(method, host, path);
        let mut all = String::new();
        stream.read_to_string(&mut all).expect("an answer in UTF-8");
        let (head, body) = all.split_once("\r\n\r\n").expect("a head");
        Answer { head: head.to_owned(), body: body.to_owned() }
    }

    fn send(&self, method: &str, host: &str, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("it can wait");
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it can be asked");
        stream
    }

    /// The events of a view; the first that has something to tell is awaited.
    fn follow(&self, view: &str) -> Events {
        let stream = self.send("GET", &self.host, &format!("{}events?view={view}", self.path));
        Events(BufReader::new(stream))
    }

    /// The next line that holds some words.
    fn says(&self, words: &str) -> String {
        let (mut all, until) = (String::new(), Instant::now() + Duration::from_secs(60));
        while Instant::now() < until {
            match self.said.recv_timeout(Duration::from_secs(1)) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => all += &(line + "\n"),
                Err(_) => {}
            }
        }
        panic!("it did not say `{words}` but\n{all}");
    }

    /// All lines that stand behind the points of a page, a few points apart.
    fn written(&self, view: &str) -> Vec<String> {
        let mut found = Vec::new();
        for y in (20..160).step_by(6) {
            let asked = self.get(&format!("written?view={view}&page=0&x=30&y={y}"));
            let told: Value = serde_json::from_str(&asked.body).expect("JSON");
            found.extend(told["place"].as_str().map(str::to_owned));
        }
        found.dedup();
        found
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _over = self.child.kill();
        let _waited = self.child.wait();
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("an event") > 0, "the events have ended");
            if let Some(data) = line.strip_prefix("data: ") {
                let told: Value = serde_json::from_str(data).expect("JSON");
                if told["laying"].is_null() {
                    return told;
                }
            }
        }
    }
}

fn look(told: &Value) -> String {
    told["sheets"][0]["look"].as_str().expect("a page").to_owned()
}

#[test]
fn strangers_and_other_names_are_not_answered() {
    let desk = Watched::new(&["--no-build"]);
    let status = |answer: &Answer| answer.head.lines().next().unwrap_or_default().to_owned();
    for path in ["/", "/0123/", "/0123/catalog", &desk.path.trim_end_matches('/')[..20]] {
        let answer = desk.request("GET", &desk.host, path);
        assert!(status(&answer).contains(" 404 "), "{path}: {}", answer.head);
        assert!(!answer.body.contains(&desk.path), "nobody is told the secret");
    }
    let other = desk.request("GET", "paf.example:80", &desk.path);
    assert!(status(&other).contains(" 403 "), "{}", other.head);
    let post = desk.request("POST", &desk.host, &desk.path);
    assert!(status(&post).contains(" 405 "), "{}", post.head);
    let page = desk.get("");
    assert!(status(&page).contains(" 200 ") && page.body.contains("desk.js"), "{}", page.head);
    for header in ["default-src 'none'", "no-referrer", "nosniff", "no-store"] {
        assert!(page.head.contains(header), "{header}: {}", page.head);
    }
    // What somebody says he will send takes no memory, and who sends nothing keeps nobody waiting.
    let idle: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(&desk.host).expect("it listens")).collect();
    for length in ["9000000000000000", "18446744073709551615", "-1", "x"] {
        let mut stream =
            desk.send("POST", &desk.host, &format!("/ HTTP/1.1\r\nContent-Length: {length}\r\nX: "));
        let mut answer = Vec::new();
        let _reset = stream.read_to_end(&mut answer);
    }
    assert!(status(&desk.get("desk.css")).contains(" 200 "));
    drop(idle);
    for wrong in ["written?view=lines/eu/en/screen&page=0&x=NaN&y=1", "written?x=1"] {
        assert!(status(&desk.get(wrong)).contains(" 400 "), "{wrong}");
    }
    for none in ["sheet/lines/eu/en/screen/0/00.svg", "sheet/../../framework/framework.yaml", "x"] {
        assert!(status(&desk.get(none)).contains(" 404 "), "{none}");
    }
}

#[test]
fn what_is_saved_is_seen_and_a_point_names_its_line() {
    let desk = Watched::new(&["--no-build"]);
    let catalog: Value = serde_json::from_str(&desk.get("catalog").body).expect("JSON");
    let views: Vec<&str> =
        catalog["targets"].as_array().expect("targets").iter().filter_map(|t| t["view"].as_str()).collect();
    assert_eq!(views, [VIEW, "lines/eu/fr/screen", "asks/eu/en/screen"]);
    let mut events = desk.follow(VIEW);
    let first = events.next();
    assert_eq!((first["view"].as_str(), first["current"].as_bool()), (Some(VIEW), Some(true)));
    let drawing = desk.get(&format!("sheet/{VIEW}/0/{}.svg", look(&first)));
    assert!(drawing.head.contains("image/svg+xml") && drawing.body.contains("<svg"), "{}", drawing.head);
    let lines = desk.written(VIEW);
    assert_eq!(
        lines,
        [
            "framework/framework.yaml:3",
            "framework/leaflet.yaml:5",
            "framework/leaflet.yaml:7",
            "framework/leaflet.yaml:8",
        ]
    );
    desk.save("framework/leaflet.yaml", "The second text", "The other text");
    let second = events.next();
    assert_ne!(look(&first), look(&second));
    assert!(desk.says("`framework/leaflet.yaml` has changed").contains("shown anew in"));
    let gone = desk.get(&format!("sheet/{VIEW}/0/{}.svg", look(&first)));
    assert!(gone.head.contains(" 404 "), "an older look is no longer there");
    // In another language, a point names the line of the translation, or of the source where there is none.
    let mut french = desk.follow("lines/eu/fr/screen");
    french.next();
    let lines = desk.written("lines/eu/fr/screen");
    assert!(
        lines.iter().filter(|line| line.starts_with("framework/locales/fr.po:")).count() == 3,
        "{lines:?}"
    );
    assert_eq!(lines.last().map(String::as_str), Some("framework/leaflet.yaml:8"));
}

#[test]
fn an_error_keeps_the_last_good_pages() {
    let desk = Watched::new(&["--no-build"]);
    let mut events = desk.follow(VIEW);
    let good = events.next();
    for (path, sound, broken, place) in [
        (
            "templates/lines/lines.typ",
            "#set page(",
            "#panic(\"broken\")\n#set page(",
            "templates/lines/lines.typ:4",
        ),
        ("framework/leaflet.yaml", "title: First part", "titel: First part", "framework/leaflet.yaml:5"),
        ("framework/leaflet.yaml", "panels:", "panels: [", "framework/leaflet.yaml:2"),
    ] {
        desk.save(path, sound, broken);
        let told = events.next();
        assert_eq!(told["current"], false, "{broken}: {told}");
        assert_eq!(told["sheets"], good["sheets"], "{broken}");
        let problems = told["problems"].as_array().expect("problems");
        assert!(problems.iter().any(|p| p["place"] == place && p["severity"] == "error"), "{broken}: {told}");
        desk.says("error");
        desk.save(path, broken, sound);
        let told = events.next();
        assert_eq!(told, good, "{sound}");
    }
    // Who comes while there is an error can choose as before, and sees the last good pages.
    desk.get("catalog");
    desk.save("framework/leaflet.yaml", "panels:", "panels: [");
    assert_eq!(events.next()["current"], false);
    assert!(desk.get("catalog").body.contains(VIEW));
    assert_eq!(desk.follow(VIEW).next()["sheets"], good["sheets"]);
    desk.save("framework/leaflet.yaml", "panels: [", "panels:");
    assert_eq!(events.next(), good);
    // What nothing was said of before is no target, and that is told, not waited for.
    let told = desk.follow("lines/eu/xx/screen").next();
    assert_eq!((&told["current"], told["sheets"].as_array().map(Vec::len)), (&Value::from(false), Some(0)));
    assert!(told["problems"][0]["message"].as_str().is_some_and(|told| told.contains("xx")), "{told}");
}

#[test]
fn an_error_of_one_language_does_not_hold_another_one_back() {
    let desk = Watched::new(&["--no-build"]);
    let mut english = desk.follow(VIEW);
    let mut french = desk.follow("lines/eu/fr/screen");
    let (good, bon) = (english.next(), french.next());
    desk.save("framework/locales/fr.po", "Le premier texte", "**Le** premier texte");
    assert_eq!(english.next(), good);
    let told = french.next();
    assert_eq!((&told["current"], &told["sheets"]), (&Value::from(false), &bon["sheets"]), "{told}");
    desk.save("framework/locales/fr.po", "**Le** premier texte", "Le premier texte");
    assert_eq!((english.next(), french.next()), (good, bon));
}

#[test]
fn a_folder_that_another_one_replaces_is_watched_on() {
    let desk = Watched::new(&["--no-build"]);
    let mut events = desk.follow(VIEW);
    let mut last = events.next();
    for words in [["second", "other"], ["other", "third"]] {
        let (from, beside, gone) = (desk.file("framework"), desk.file("beside"), desk.file("gone"));
        let copied = Command::new("cp").arg("-r").arg(&from).arg(&beside).status();
        assert!(copied.expect("there is a copy").success());
        fs::rename(&from, &gone).expect("it is moved away");
        fs::rename(&beside, &from).expect("another takes its place");
        fs::remove_dir_all(&gone).expect("it is removed");
        std::thread::sleep(Duration::from_secs(3));
        desk.save(
            "framework/leaflet.yaml",
            &format!("The {} text", words[0]),
            &format!("The {} text", words[1]),
        );
        let told = events.next();
        assert_ne!(look(&told), look(&last), "{words:?}");
        last = told;
    }
}

#[cfg(unix)]
#[test]
fn a_build_ends_with_its_watch() {
    let mut desk = Watched::new(&["--document", "lines"]);
    desk.says("made");
    let endless = "#for a in range(100000) { for b in range(100000) { } }\n#set page(";
    desk.save("templates/lines/lines.typ", "#set page(", endless);
    desk.says("has changed");
    std::thread::sleep(Duration::from_millis(500));
    let found = Command::new("pgrep").args(["-P", &desk.child.id().to_string()]).output();
    let build = String::from_utf8(found.expect("there is pgrep").stdout).expect("numbers");
    assert!(!build.trim().is_empty(), "a build that does not end is running");
    let until = Instant::now() + Duration::from_secs(20);
    let _over = desk.child.kill();
    let _waited = desk.child.wait();
    let is_running = || {
        let asked = Command::new("kill").args(["-0", build.trim()]).stderr(Stdio::null()).status();
        asked.expect("there is kill").success()
    };
    while is_running() {
        assert!(Instant::now() < until, "the build goes on");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn pages_carry_the_date_that_pdfs_carry() {
    let mut files = small();
    let (before, after) = ("#heading(level: 1", "#date.display()\n#heading(level: 1");
    reword(&mut files, "templates/lines/lines.typ", before, after);
    let shown = |epoch| {
        let desk = Watched::of(&files, &["--no-build"], epoch);
        let told = desk.follow(VIEW).next();
        assert_eq!(told["current"], true, "{told}");
        look(&told)
    };
    assert_eq!(shown(None), shown(Some("1767312000")), "2026-01-02, as in the framework");
    assert_ne!(shown(None), shown(Some("1800000000")));
}

#[test]
fn what_is_saved_is_made() {
    let desk = Watched::new(&["--document", "lines", "--lang", "en"]);
    desk.says("1 made");
    let pdf = desk.file("output/eu/en/small-lines-eu-en.pdf");
    let first = fs::read(&pdf).expect("the PDF was made");
    desk.save("framework/leaflet.yaml", "The second text", "The other text");
    desk.says("`framework/leaflet.yaml` has changed");
    desk.says("1 made");
    assert_ne!(first, fs::read(&pdf).expect("the PDF is there"));
    assert!(!desk.file("output/eu/fr").exists(), "nobody has asked for it");
}

#[test]
fn a_word_that_is_misspelt_is_told_at_once() {
    let folder = written(&small());
    let run = |args: &[&str]| {
        let ran = Command::new(paf()).arg("watch").args(args).current_dir(folder.path()).output();
        ran.expect("paf can be run")
    };
    let wrong = run(&["--document", "line"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("`lines`"), "{wrong:?}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its number").port().to_string();
    let wrong = run(&["--no-build", "--port", &port]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("leave `--port` out"), "{wrong:?}");
}
