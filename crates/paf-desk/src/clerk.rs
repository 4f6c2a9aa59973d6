//! One thread that holds the framework, lays out what is looked at, and tells the browsers that look.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use paf_build::{Chosen, Proof, ProofPress, Selection, Sheet, Wanted, Workspace};
use paf_diag::{Command, Diagnostic, Diagnostics, Rule};
use paf_locale::Date;
use paf_model::files::Files;
use serde_json::{Value, json};

use crate::answers::{Showing, at_line, problems};
use crate::catalog::catalog;
use crate::view::View;

/// What was shown anew.
#[derive(Debug, Default)]
pub struct Shown {
    /// How many documents were laid out.
    pub documents: usize,
    /// What is wrong with them, sorted.
    pub problems: Diagnostics,
}

/// What the thread is asked for.
pub(crate) enum Wish {
    /// Look at the disk anew on a day; which files have changed.
    Look(Date, Sender<Vec<String>>),
    /// Lay out what is looked at.
    Show(Sender<Shown>),
    /// What there is to choose from, or why that is not known.
    Catalog(Sender<Value>),
    /// Show some views from now on, one after the other; each is told as JSON.
    Follow(Vec<View>, Sender<String>),
    /// The line that was written for a point of a page.
    Locate(View, usize, (f64, f64), Sender<Option<String>>),
}

/// The last pages of each view that could be laid out.
pub(crate) type Proofs = Mutex<BTreeMap<View, Arc<Kept>>>;

/// A proof with its pages.
pub(crate) struct Kept {
    proof: Proof,
    sheets: Vec<Sheet>,
}

impl Kept {
    /// A page as a drawing, if it still looks as somebody was told.
    pub(crate) fn drawing(&self, page: usize, look: &str) -> Option<String> {
        let is_same = self.sheets.get(page).is_some_and(|sheet| sheet.look == look);
        is_same.then(|| self.proof.drawing(page))?
    }
}

/// Asks the thread of a desk and waits for its answer.
pub(crate) fn ask<T>(wishes: &Sender<Wish>, wish: impl FnOnce(Sender<T>) -> Wish) -> Option<T> {
    let (reply, answer) = channel();
    wishes.send(wish(reply)).ok()?;
    answer.recv().ok()
}

/// A browser that looks at some views.
struct Follower {
    views: Vec<View>,
    to: Sender<String>,
}

/// Who does what is asked for.
pub(crate) struct Clerk {
    workspace: Workspace,
    selection: Selection,
    /// The date that pages carry in place of the framework's.
    date: Option<Date>,
    /// Nothing until the fonts can be read.
    press: Option<ProofPress>,
    proofs: Arc<Proofs>,
    followers: Vec<Follower>,
    /// What there was to choose from when that was last known.
    catalog: Option<Value>,
}

impl Clerk {
    pub(crate) fn new(
        workspace: Workspace,
        selection: Selection,
        date: Option<Date>,
        proofs: Arc<Proofs>,
    ) -> Self {
        Self { workspace, selection, date, press: None, proofs, followers: Vec::new(), catalog: None }
    }

    /// Does so until nobody can ask any more.
    pub(crate) fn work(&mut self, wishes: &Receiver<Wish>) {
        while let Ok(wish) = wishes.recv() {
            // Who has gone away while he waited is told nothing.
            let _gone = match wish {
                Wish::Look(today, reply) => reply.send(self.workspace.refresh(today)).is_ok(),
                Wish::Show(reply) => {
                    let views = self.followed();
                    reply.send(self.show(&views, None)).is_ok()
                }
                Wish::Catalog(reply) => reply.send(self.catalog()).is_ok(),
                Wish::Follow(views, to) => {
                    self.show(&views, Some(&to));
                    self.followers.push(Follower { views, to });
                    true
                }
                Wish::Locate(view, page, point, reply) => reply.send(self.locate(&view, page, point)).is_ok(),
            };
        }
    }

    /// What browsers look at, without what the last of them has left.
    fn followed(&mut self) -> Vec<View> {
        // A line that is none of an event tells whether somebody is there.
        self.followers.retain(|follower| follower.to.send(String::new()).is_ok());
        let views: BTreeSet<View> =
            self.followers.iter().flat_map(|follower| follower.views.clone()).collect();
        let mut proofs = self.proofs.lock().unwrap_or_else(PoisonError::into_inner);
        proofs.retain(|view, _| views.contains(view));
        views.into_iter().collect()
    }

    fn catalog(&mut self) -> Value {
        // The translations do not say what there is.
        let found = self.workspace.choose_of(&self.selection, &Wanted::Some(BTreeSet::new()));
        match found {
            Ok(chosen) => self.catalog.insert(catalog(&chosen)).clone(),
            // Those that could be chosen before still have their last good pages, and the problems beside them.
            Err(found) => match &self.catalog {
                Some(known) => known.clone(),
                None => json!({ "targets": [], "problems": problems(&found.sorted()) }),
            },
        }
    }

    /// Lays views out, and tells each as soon as it is there: to one browser, or to all that look at it.
    fn show(&mut self, views: &[View], to: Option<&Sender<String>>) -> Shown {
        let words = |word: fn(&View) -> &String| {
            let all: BTreeSet<&String> = views.iter().map(word).collect();
            all.into_iter().cloned().collect::<Vec<_>>()
        };
        if views.is_empty() {
            return Shown::default();
        }
        let selection = Selection {
            documents: words(|view| &view.document),
            editions: words(|view| &view.edition),
            languages: words(|view| &view.language),
            profiles: Vec::new(),
            shard: None,
        };
        for view in views {
            self.send(view, &json!({ "view": view.to_string(), "laying": true }), to);
        }
        let chosen = self
            .workspace
            .choose(&selection)
            .and_then(|chosen| self.with_press(views.len()).map(|()| chosen));
        let mut all = Shown::default();
        for view in views {
            let problems = match &chosen {
                Ok(chosen) => self.lay_out(view, chosen),
                Err(found) => Err(found.clone()),
            };
            let (current, problems) = match problems {
                Ok(found) => (true, found),
                Err(found) => (false, found),
            };
            all.documents += usize::from(current);
            self.tell(view, current, &problems, to);
            if let Some(press) = &self.press {
                press.forget_older();
            }
            all.problems.extend(problems);
        }
        all.problems = all.problems.sorted();
        all
    }

    /// Lets the press read the files as they are now, for a number of views by turns.
    fn with_press(&mut self, views: usize) -> Result<(), Diagnostics> {
        let files = Arc::clone(self.workspace.files()) as Arc<dyn Files>;
        let press = match self.press.take() {
            Some(mut press) => press.refresh(files).map(|()| press),
            None => ProofPress::new(files, self.date),
        };
        self.press = Some(press?.by_turns(views));
        Ok(())
    }

    /// Lays a view out and keeps it. What was found, as an error where there are no pages.
    fn lay_out(&self, view: &View, chosen: &Chosen) -> Result<Diagnostics, Diagnostics> {
        let target = chosen.targets.iter().find(|target| View::of(target) == *view);
        let mut found = target.map_or_else(|| chosen.found.clone(), |target| chosen.found_of(target));
        let Some((press, target)) = self.press.as_ref().zip(target) else {
            found.push(not_made(view));
            return Err(found.sorted());
        };
        if chosen.has_common(&found) {
            found.extend(chosen.check());
            return Err(found.sorted());
        }
        let proof = press.pull(chosen, target);
        found.extend(proof.found.iter().cloned());
        let found = found.sorted();
        if !proof.has_pages() {
            return Err(found);
        }
        let sheets = proof.sheets();
        let mut proofs = self.proofs.lock().unwrap_or_else(PoisonError::into_inner);
        proofs.insert(view.clone(), Arc::new(Kept { proof, sheets }));
        Ok(found)
    }

    fn tell(&self, view: &View, current: bool, problems: &Diagnostics, to: Option<&Sender<String>>) {
        let kept = self.proofs.lock().unwrap_or_else(PoisonError::into_inner).get(view).cloned();
        let sheets = kept.as_ref().map_or(&[][..], |kept| &kept.sheets);
        self.send(view, &Showing { view, sheets, current, problems }.json(), to);
    }

    /// Tells one browser, or all that look at a view.
    fn send(&self, view: &View, told: &Value, to: Option<&Sender<String>>) {
        let told = told.to_string();
        let others = self.followers.iter().filter(|follower| to.is_none() && follower.views.contains(view));
        for to in to.into_iter().chain(others.map(|follower| &follower.to)) {
            // Who has gone away is left out the next time.
            let _gone = to.send(told.clone());
        }
    }

    fn locate(&self, view: &View, page: usize, point: (f64, f64)) -> Option<String> {
        let kept = self.proofs.lock().unwrap_or_else(PoisonError::into_inner).get(view).cloned()?;
        at_line(&kept.proof.written_at(self.press.as_ref()?, page, point)?)
    }
}

fn not_made(view: &View) -> Diagnostic {
    let message = format!(
        "the document `{}` is not made in the edition `{}`, the language `{}` and the profile `{}`",
        view.document, view.edition, view.language, view.profile
    );
    let help = format!("choose something else above; {} shows what there is", Command::new("status"));
    Diagnostic::error(Rule::UnknownSelection, message).help(help)
}
