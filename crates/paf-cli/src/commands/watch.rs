//! `paf watch`: pages in the browser while they are written, and PDFs of what each saved file touches.

use std::collections::BTreeSet;
use std::process::{Child, Command};
use std::time::Instant;

use paf_build::{Selection, Wanted, Watching};
use paf_desk::{Desk, Shown};
use paf_diag::{Diagnostic, Diagnostics, Rule};

use crate::args::{Global, MessageFormat, SelectionArgs, WatchArgs};
use crate::exit::Exit;
use crate::orphaned::tie;
use crate::session::{Session, today};
use crate::terminal;

pub(super) fn run(global: &Global, args: &WatchArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let selection = Selection::from(&args.selection);
    // A word that is misspelt in the command is told before anybody waits for pages.
    if let Err(found) = session.workspace.choose_of(&selection, &Wanted::Some(BTreeSet::new()))
        && found.iter().any(|found| found.rule == Rule::UnknownSelection)
    {
        return session.conclude(&found.sorted(), "");
    }
    let mut watching = match Watching::begin(&session.root) {
        Ok(watching) => watching,
        Err(why) => return session.conclude(&Diagnostics::from_iter([unwatched(&why)]), ""),
    };
    let output = session.output(args.output.as_deref());
    let session = session.recalling(&output);
    let desk = match Desk::open(session.workspace.again(), selection, session.date, args.port) {
        Ok(desk) => desk,
        Err(error) => return session.conclude(&Diagnostics::from_iter([*error]), ""),
    };
    // What was saved before anybody watched is not seen by the watch.
    desk.look(today());
    if session.is_for_people() {
        terminal::say("open this address in a browser on this machine; Ctrl+C ends the watch");
    }
    terminal::print(&format!("{}\n", desk.url()));
    let mut making = Making::new(global, &session, args);
    making.begin();
    loop {
        if let Err(why) = watching.wait() {
            making.stop();
            return session.conclude(&Diagnostics::from_iter([unwatched(&why)]), "");
        }
        let saved = Instant::now();
        let Some(changed) = desk.look(today()) else { return Exit::Bug };
        if changed.is_empty() {
            continue;
        }
        making.stop();
        let Some(shown) = desk.show(|| terminal::say(SLOW)) else { return Exit::Bug };
        if session.is_for_people() {
            terminal::say(&told(&changed, &shown, saved));
            if !making.tells() {
                session.tell(&shown.problems);
            }
        }
        making.begin();
    }
}

/// Nothing can stop a thread that typesets.
const SLOW: &str = "pages have been laid out for 20 seconds: if a template does not come to an end, correct it, end the \
                    watch with Ctrl+C and begin it again";

fn unwatched(why: &str) -> Diagnostic {
    Diagnostic::error(Rule::Environment, format!("the framework cannot be watched: {why}"))
        .help("use `paf build` after each change")
}

/// What was saved, and what is shown anew.
fn told(changed: &[String], shown: &Shown, saved: Instant) -> String {
    let files = match changed {
        [one] => format!("`{one}` has changed"),
        [first, others @ ..] => format!("`{first}` and {} more have changed", others.len()),
        [] => String::new(),
    };
    match shown.documents {
        0 => files,
        1 => format!("{files}; shown anew in {} ms", saved.elapsed().as_millis()),
        n => format!("{files}; {n} documents shown anew in {} ms", saved.elapsed().as_millis()),
    }
}

/// A build beside the watch, in a process of its own: what it keeps in memory does not push out what the pages that are
/// looked at are laid out from.
struct Making {
    args: Option<Vec<String>>,
    running: Option<Child>,
}

impl Making {
    fn new(global: &Global, session: &Session, args: &WatchArgs) -> Self {
        let build = || {
            let root = session.root.to_string_lossy().into_owned();
            let mut line = vec!["--root".to_owned(), if root.is_empty() { ".".to_owned() } else { root }];
            line.extend(["--message-format".to_owned(), format_of(global).to_owned(), "build".to_owned()]);
            line.extend(selected(&args.selection));
            if let Some(output) = &args.output {
                line.extend(["--output".to_owned(), session.typed(output).to_string_lossy().into_owned()]);
            }
            line
        };
        Self { args: (!args.no_build).then(build), running: None }
    }

    /// Whether it tells what is wrong.
    fn tells(&self) -> bool {
        self.args.is_some()
    }

    /// Begins to make what has changed. Pages go first, where the system knows that some have to wait.
    fn begin(&mut self) {
        let (Some(args), Ok(program)) = (&self.args, std::env::current_exe()) else { return };
        let mut waiting = Command::new("nice");
        waiting.args(["-n", "10"]).arg(&program);
        let begin = |mut command: Command| {
            tie(&mut command);
            command.args(args).spawn()
        };
        match begin(waiting).or_else(|_| begin(Command::new(&program))) {
            Ok(child) => self.running = Some(child),
            Err(error) => {
                let why = paf_build::in_words(&error);
                terminal::say(&format!("warning: no PDFs are made: {why}"));
            }
        }
    }

    /// Ends a build that is of former files. What it has made is whole.
    fn stop(&mut self) {
        if let Some(mut child) = self.running.take() {
            let is_over = matches!(child.try_wait(), Ok(Some(_)));
            if !is_over {
                // One that has just ended needs no end.
                let _over = child.kill();
                let _waited = child.wait();
                terminal::clear();
            }
        }
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        self.stop();
    }
}

fn format_of(global: &Global) -> &'static str {
    match global.message_format {
        MessageFormat::Human => "human",
        MessageFormat::Short => "short",
        MessageFormat::Json => "json",
        MessageFormat::Sarif => "sarif",
        MessageFormat::Github => "github",
        MessageFormat::Gitlab => "gitlab",
        MessageFormat::Junit => "junit",
    }
}

/// A selection as it is written in a command.
fn selected(selection: &SelectionArgs) -> Vec<String> {
    let options = [
        ("--document", &selection.document),
        ("--edition", &selection.edition),
        ("--lang", &selection.lang),
        ("--profile", &selection.profile),
    ];
    let options = options.into_iter().filter(|(_, words)| !words.is_empty());
    options.flat_map(|(option, words)| [option.to_owned(), words.join(",")]).collect()
}
