//! From wherever paf is called, the paths that it tells can be opened there, and the commands typed.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the suite writes what paf is to read, and a test may panic"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::cases::program::paf;
use crate::cases::sandbox::{Sandbox, files_below, outside_frameworks};

/// Where somebody is, and how the framework is named from there.
struct Standpoint {
    name: &'static str,
    here: PathBuf,
    root: Option<String>,
    /// What stands before each path of the framework.
    way: String,
}

impl Standpoint {
    fn run(&self, args: &[&str]) -> Said {
        let mut command = Command::new(paf());
        if let Some(root) = &self.root {
            command.args(["--root", root]);
        }
        let output = command.args(args).current_dir(&self.here).env_clear().output().expect("paf can be run");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("paf writes UTF-8");
        Said {
            who: format!("{}: paf {}", self.name, args.join(" ")),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    fn path(&self, path: &str) -> String {
        format!("{}{path}", self.way)
    }

    fn can_open(&self, path: &str, said: &Said) {
        assert!(self.here.join(path).exists(), "`{path}` cannot be opened\n{}", said.all());
    }
}

struct Said {
    who: String,
    out: String,
    err: String,
}

impl Said {
    fn all(&self) -> String {
        format!("{}\n{}{}", self.who, self.out, self.err)
    }

    fn has(&self, words: &str) {
        assert!(self.all().contains(words), "`{words}` is not said\n{}", self.all());
    }
}

/// A framework in a folder whose name has a space, with an error, a file that nothing reads, and a
/// translation that somebody vouched for.
fn framework(broken: bool) -> TempDir {
    let temp = outside_frameworks();
    let root = temp.path().join("my work/frame work");
    for (path, bytes) in files_below(&Sandbox::base().root()) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let text = if broken { text.replace("actors: [states]", "actors: [stats]") } else { text };
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
    if broken {
        fs::write(root.join("framework/locales/de.po"), "msgid \"\"\nmsgstr \"\"\n").expect("it is written");
    }
    temp
}

/// Everywhere one may be, seen from the folder of the test.
fn standpoints(temp: &Path) -> Vec<Standpoint> {
    let root = temp.join("my work/frame work");
    let elsewhere = temp.join("elsewhere/below");
    fs::create_dir_all(&elsewhere).expect("the folder can be made");
    let whole = root.to_str().expect("UTF-8").to_owned();
    let at = |name, here: &Path, root: Option<&str>, way: &str| Standpoint {
        name,
        here: here.to_owned(),
        root: root.map(str::to_owned),
        way: way.to_owned(),
    };
    vec![
        at("in the root", &root, None, ""),
        at("in the root, which is named", &root, Some("."), ""),
        at("in a folder of it", &root.join("framework/recommendations"), None, "../../"),
        at("above it", temp, Some("my work/frame work"), "my work/frame work/"),
        at("above it, with odd marks", temp, Some("./my work/./frame work/"), "my work/frame work/"),
        at("above it, by its whole path", temp, Some(&whole), "my work/frame work/"),
        at("beside it", &elsewhere, Some("../../my work/frame work"), "../../my work/frame work/"),
        at("beside it, by its whole path", &elsewhere, Some(&whole), &format!("{whole}/")),
        at("in a folder of it, by its whole path", &root.join("framework"), Some(&whole), "../"),
    ]
}

const BROKEN: &str = "framework/recommendations/access.yaml";

#[test]
fn places_of_problems_can_be_opened_in_every_format() {
    let temp = framework(true);
    for stand in standpoints(temp.path()) {
        let broken = stand.path(BROKEN);
        let said = stand.run(&["check"]);
        said.has(&format!("--> {broken}:8:59\n"));
        said.has(&format!("in {}", stand.path("framework/framework.yaml")));
        stand.can_open(&broken, &said);
        stand.run(&["check", "--message-format", "short"]).has(&format!("{broken}:8:59: error["));
        stand.run(&["build"]).has(&format!("--> {broken}:8:59\n"));

        let github = stand.run(&["check", "--message-format", "github"]);
        github.has(&format!("::error file={broken},line=8,"));

        let json = stand.run(&["check", "--message-format", "json"]);
        let paths: Vec<String> = json
            .out
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter_map(|found| found["place"]["path"].as_str().map(str::to_owned))
            .collect();
        assert!(paths.contains(&broken), "{paths:?}\n{}", json.all());
        paths.iter().for_each(|path| stand.can_open(path, &json));

        let sarif = stand.run(&["check", "--message-format", "sarif"]);
        let log: Value = serde_json::from_str(&sarif.out).expect("it is JSON");
        let results = log["runs"][0]["results"].as_array().expect("there are results");
        let result = results.iter().find(|result| result["ruleId"] == "content::unknown-id");
        let place = &result.expect("it is told")["locations"][0]["physicalLocation"];
        let uri = &place["artifactLocation"]["uri"];
        let start = if broken.starts_with('/') { "file://" } else { "" };
        assert_eq!(uri.as_str(), Some(&*format!("{start}{}", broken.replace(' ', "%20"))), "{}", sarif.who);
    }
}

#[test]
fn files_that_were_written_can_be_opened() {
    let temp = framework(false);
    for stand in standpoints(temp.path()) {
        let pdf = "eu/fr/example-leaflet-eu-fr.pdf";
        let made = stand.path(&format!("output/{pdf}"));
        let said = stand.run(&["build", "--lang", "fr", "--force"]);
        said.has(&format!("made       {made}\n"));
        said.has(&format!("1 made in {}\n", stand.path("output")));
        stand.can_open(&made, &said);

        let said = stand.run(&["build", "--lang", "fr", "--output", "framework"]);
        stand.can_open(&format!("framework/{pdf}"), &said);
        let shown = if stand.way.is_empty() { "framework" } else { "./framework" };
        said.has(&format!("{shown}/{pdf}\n"));
        fs::remove_dir_all(stand.here.join("framework/eu")).expect("it is there");
        fs::remove_dir_all(stand.here.join("framework/.paf")).expect("it is there");
        fs::remove_file(stand.here.join("framework/manifest.json")).expect("it is there");

        let said = stand.run(&["schema"]);
        said.has(&format!("in {}\n", stand.path("framework/.schema")));

        let said = stand.run(&["translate", "export", "--output", "out box"]);
        let file = said.out.split("  ").next().expect("a file");
        assert!(file.starts_with("out box/"), "{}", said.all());
        stand.can_open(file, &said);
        fs::remove_dir_all(stand.here.join("out box")).expect("it is there");
    }
}

#[test]
fn files_of_translators_are_told_as_they_were_named() {
    let temp = framework(false);
    for stand in standpoints(temp.path()) {
        let folder = stand.here.join("framework/inbox");
        fs::create_dir_all(&folder).expect("the folder can be made");
        fs::write(folder.join("fr.po"), "msgid \"\"\nmsgstr \"\nx").expect("it is written");
        let said = stand.run(&["translate", "import", "framework/inbox/fr.po", "--lang", "fr"]);
        let shown = if stand.way.is_empty() { "" } else { "./" };
        said.has(&format!("--> {shown}framework/inbox/fr.po:"));
        let said = stand.run(&["translate", "import", "framework/inbox/none.po", "--lang", "fr"]);
        said.has(&format!("`{shown}framework/inbox/none.po`"));
        fs::remove_dir_all(folder).expect("it is there");
    }
}

/// The commands that a message quotes.
fn quoted(text: &str) -> Vec<&str> {
    let after = text.split("`paf ").skip(1);
    after.filter_map(|rest| rest.split('`').next()).collect()
}

#[test]
fn commands_in_messages_can_be_typed() {
    let temp = framework(false);
    let require = ["build", "--lang", "fr", "--require", "approved"];
    let under = ["status", "--lang", "fr", "--fail-under", "100", "--state", "approved"];
    let pseudo = ["translate", "pseudo", "accents"];
    for stand in standpoints(temp.path()) {
        for args in [&require[..], &under, &pseudo] {
            let said = stand.run(args);
            let all = said.all();
            let commands = quoted(&all);
            assert!(!commands.is_empty(), "no command is told\n{all}");
            for command in commands {
                assert_eq!(command.contains("--root"), stand.root.is_some(), "{}: {command}", said.who);
                let line = format!("'{}' {command} --help", paf().display());
                let help = Command::new("sh").args(["-c", &line]).current_dir(&stand.here).output();
                let help = help.expect("a shell");
                assert!(help.status.success(), "{command}: {}", String::from_utf8_lossy(&help.stderr));
                // The root that it names is there.
                let status = format!("'{}' {} status", paf().display(), root_of(command));
                let ran = Command::new("sh").args(["-c", &status]).current_dir(&stand.here).output();
                assert!(ran.expect("a shell").status.success(), "{status}");
            }
        }
    }
}

/// `--root …` of a command, up to the word that the command begins with.
fn root_of(command: &str) -> &str {
    let end = [" build", " translate", " status"].iter().filter_map(|word| command.find(word)).min();
    if command.starts_with("--root") { &command[..end.unwrap_or_default()] } else { "" }
}

#[test]
fn what_is_told_of_a_new_framework_can_be_typed() {
    let temp = outside_frameworks();
    for dir in ["plain", "with space", "./dot/below", "it's"] {
        let output = Command::new(paf())
            .args(["new", dir, "--id", "example"])
            .current_dir(temp.path())
            .env_clear()
            .output()
            .expect("paf can be run");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let commands = quoted(&said);
        assert_eq!(commands.len(), 1, "{said}");
        let line = format!("'{}' {} --document leaflet", paf().display(), commands[0]);
        let line = line.replace(" build ", " check ");
        let ran = Command::new("sh").args(["-c", &line]).current_dir(temp.path()).output();
        assert!(ran.expect("a shell").status.success(), "{line}");
    }
}
