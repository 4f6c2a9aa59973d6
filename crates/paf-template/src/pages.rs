//! Templates of web pages, with the delimiters that editors of HTML know.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value};
use paf_diag::{Diagnostic, SourceFile, merge_conflicts};
use paf_locale::{HouseStyle, Lang};
use paf_model::Data;
use sha2::{Digest, Sha256};

use crate::drawings::Drawings;
use crate::environment::FUEL;
use crate::errors;
use crate::filters;
use crate::html::{HtmlWriter, Leads};
use crate::values::value_of;

/// A file with the ends of lines that a browser makes of all others before it hashes (HTML Standard, 13.2.3.5).
fn as_browsers_read(file: &SourceFile) -> String {
    file.text().replace("\r\n", "\n").replace('\r', "\n")
}

/// What the templates of words without tags end in.
const WORDS: &str = ".txt";

fn is_template(path: &str) -> bool {
    [".html", ".xml", WORDS].iter().any(|end| path.ends_with(end))
}

/// A tag on a line of its own leaves no line behind.
fn syntax() -> Result<SyntaxConfig, minijinja::Error> {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()
}

/// All templates of pages of a framework, and the styles and scripts that they take in, by their paths.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    sources: BTreeMap<String, Arc<SourceFile>>,
    /// All of them parsed, from the first that is filled in on.
    parsed: OnceLock<Environment<'static>>,
}

/// What a page is made of.
pub struct PageContext<'a> {
    /// The language of the page.
    pub lang: Lang,
    /// The house style of punctuation.
    pub style: HouseStyle,
    /// The values by their names.
    pub data: &'a Data,
    /// Where the marks of texts lead.
    pub leads: Arc<dyn Leads>,
    /// What is drawn on it.
    pub drawings: Arc<Drawings>,
}

impl Pages {
    /// Takes the templates.
    pub fn new(sources: impl IntoIterator<Item = Arc<SourceFile>>) -> Self {
        let sources = sources.into_iter().map(|file| (file.path().to_owned(), file)).collect();
        Self { sources, parsed: OnceLock::new() }
    }

    /// Whether there is a template.
    pub fn has(&self, path: &str) -> bool {
        self.sources.contains_key(path)
    }

    /// The templates that lie in a folder (`templates/site/pages/`) and have an ending (`.html`), with their names
    /// without it.
    pub fn below<'p>(&'p self, folder: &str, ending: &str) -> impl Iterator<Item = (&'p str, &'p str)> {
        self.sources.keys().filter_map(move |path| {
            let name = path.strip_prefix(folder)?.strip_suffix(ending)?;
            (!name.contains('/')).then_some((path.as_str(), name))
        })
    }

    /// The templates below a folder of which nothing is made: those in folders of their own or with another ending, as
    /// far as no other template names them.
    pub fn unused_below<'p>(&'p self, folder: &str, ending: &str) -> impl Iterator<Item = &'p str> {
        let is_named = |path: &str| self.templates().any(|(_, file)| file.text().contains(path));
        self.templates().filter_map(move |(path, _)| {
            let is_none = |rest: &str| rest.contains('/') || !rest.ends_with(ending);
            let is_none = path.strip_prefix(folder).is_some_and(is_none);
            (is_none && !is_named(path)).then_some(path.as_str())
        })
    }

    /// What is malformed in any of the templates.
    pub fn check(&self) -> Vec<Diagnostic> {
        let malformed = |(path, file): (&String, &Arc<SourceFile>)| {
            let conflicts = merge_conflicts(file);
            if !conflicts.is_empty() {
                return conflicts;
            }
            let parsed = syntax().and_then(|syntax| {
                let mut env = Environment::new();
                env.set_syntax(syntax);
                env.set_debug(true);
                env.add_template(path, file.text())
            });
            parsed.err().map(|error| errors::diagnostic(&error, &self.sources)).into_iter().collect()
        };
        self.templates().flat_map(malformed).collect()
    }

    /// Fills the template at `path` in: HTML, in which every value is escaped, or words alone (`.txt`). A template
    /// that has nothing to say calls `no_page()`, and gives nothing.
    ///
    /// # Errors
    /// If the template is malformed, uses a value that does not exist, or does not end.
    pub fn fill(&self, path: &str, context: &PageContext<'_>) -> Result<String, Box<Diagnostic>> {
        let told = |error: minijinja::Error| Box::new(errors::diagnostic(&error, &self.sources));
        let mut env = self.parsed().map_err(told)?;
        let writer = HtmlWriter::new(context.lang, Arc::clone(&context.leads));
        let works = Arc::clone(&writer);
        let citing = Arc::clone(&writer);
        let are_words = path.ends_with(WORDS);
        env.set_formatter(move |out, _state, value| {
            if value.is_undefined() {
                return Err(minijinja::Error::from(minijinja::ErrorKind::UndefinedError));
            }
            let written = if are_words { value.to_string() } else { writer.value(value)? };
            out.write_str(&written).map_err(minijinja::Error::from)
        });
        filters::add(&mut env, context.lang, context.style);
        self.add_assets(&mut env);
        // What programs read of a page, within an element whose text no browser runs.
        env.add_filter("json", |value: &Value| {
            let words = serde_json::Value::String(value.to_string()).to_string();
            Value::from_safe_string(words.replace('<', "\\u003c"))
        });
        // The works that the page has cited up to here, in the order of their numbers.
        env.add_function("cited", move || works.cited().into_iter().map(Value::from).collect::<Value>());
        env.add_function("cite", move |keys: Vec<Value>| {
            let keys: Vec<String> = keys.iter().map(Value::to_string).collect();
            Value::from_safe_string(citing.cite(&keys))
        });
        let drawings = Arc::clone(&context.drawings);
        env.add_function("drawing", move |template: &str, id: Option<&str>| {
            Value::from_safe_string(drawings.ask(template, id.unwrap_or_default()))
        });
        let is_none = Arc::new(AtomicBool::new(false));
        let says_none = Arc::clone(&is_none);
        env.add_function("no_page", move || says_none.store(true, Ordering::Relaxed));
        let filled = env.get_template(path).and_then(|template| template.render(value_of(context.data)));
        let filled = filled.map_err(told)?;
        Ok(if is_none.load(Ordering::Relaxed) { String::new() } else { filled })
    }

    fn templates(&self) -> impl Iterator<Item = (&String, &Arc<SourceFile>)> {
        self.sources.iter().filter(|(path, _)| is_template(path))
    }

    /// What a template may take in as it is, and by which hash a browser knows it again (Content Security Policy 3,
    /// 2.3.1).
    fn add_assets(&self, env: &mut Environment<'static>) {
        let assets = self.sources.iter().filter(|(path, _)| !is_template(path));
        let assets: Arc<BTreeMap<String, Arc<SourceFile>>> =
            Arc::new(assets.map(|(path, file)| (path.clone(), Arc::clone(file))).collect());
        let missing = |path: &str| {
            minijinja::Error::new(
                ErrorKind::TemplateNotFound,
                format!("there is no style or script `{path}`"),
            )
        };
        let known = Arc::clone(&assets);
        env.add_function("asset", move |path: &str| {
            let file = known.get(path).ok_or_else(|| missing(path))?;
            Ok::<_, minijinja::Error>(Value::from_safe_string(as_browsers_read(file)))
        });
        env.add_function("hash", move |path: &str| {
            let file = assets.get(path).ok_or_else(|| missing(path))?;
            let hash = STANDARD.encode(Sha256::digest(as_browsers_read(file).as_bytes()));
            Ok::<_, minijinja::Error>(Value::from_safe_string(format!("sha256-{hash}")))
        });
    }

    /// All templates, parsed.
    fn parsed(&self) -> Result<Environment<'static>, minijinja::Error> {
        if let Some(parsed) = self.parsed.get() {
            return Ok(parsed.clone());
        }
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        // What a block or a macro has put together is not escaped once more; each value in it was.
        env.set_auto_escape_callback(|path| match path.ends_with(WORDS) {
            true => AutoEscape::None,
            false => AutoEscape::Html,
        });
        env.set_syntax(syntax()?);
        env.set_fuel(Some(FUEL));
        env.set_debug(true);
        for (path, file) in self.templates() {
            env.add_template_owned(path.clone(), file.text().to_owned())?;
        }
        Ok(self.parsed.get_or_init(|| env).clone())
    }
}
