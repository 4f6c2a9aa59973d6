//! The template environment: closed, strict, and with delimiters that leave a template readable as Typst.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use paf_diag::{Diagnostic, Place, Rule, SourceFile, merge_conflicts};
use paf_locale::{HouseStyle, Lang};
use paf_model::Data;
use paf_model::markup::stretches::Compared;

use crate::errors;
use crate::expression::Writer;
use crate::filters;
use crate::source_map::{self, Generated, NUMBER_END, VALUE_END, VALUE_START};
use crate::values::value_of;

/// Steps after which a template that does not end is stopped; the report needs some thousands.
pub(crate) const FUEL: u64 = 5_000_000;

fn syntax() -> Result<SyntaxConfig, minijinja::Error> {
    SyntaxConfig::builder()
        .block_delimiters("/*%", "%*/")
        .variable_delimiters("[[=", "]]")
        .comment_delimiters("/*#", "#*/")
        .build()
}

/// All templates of a framework, by their paths.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    sources: BTreeMap<String, Arc<SourceFile>>,
    /// All of them parsed, from the first that is rendered on.
    parsed: OnceLock<Environment<'static>>,
}

/// What a template is rendered with.
pub struct Context<'a> {
    /// The language of the document.
    pub lang: Lang,
    /// The house style of punctuation.
    pub style: HouseStyle,
    /// The values by their names.
    pub data: &'a Data,
    /// Typst source that is put in front.
    pub prelude: &'a str,
    /// Texts that are shown with what has changed in them.
    pub compared: Option<&'a Compared>,
}

impl Templates {
    /// Takes the templates; the Typst modules they import need not be among them.
    pub fn new(sources: impl IntoIterator<Item = Arc<SourceFile>>) -> Self {
        let sources = sources.into_iter().map(|file| (file.path().to_owned(), file)).collect();
        Self { sources, parsed: OnceLock::new() }
    }

    /// Whether there is a template.
    pub fn has(&self, path: &str) -> bool {
        self.sources.contains_key(path)
    }

    /// What is malformed in any of the templates, whether a document uses it or not.
    pub fn check(&self) -> Vec<Diagnostic> {
        self.sources
            .iter()
            .flat_map(|(path, file)| {
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
            })
            .collect()
    }

    /// Renders the template at `path`.
    ///
    /// # Errors
    /// If the template is malformed, uses a value that does not exist, or does not end.
    pub fn render(&self, path: &str, context: &Context<'_>) -> Result<Generated, Box<Diagnostic>> {
        self.check_marks(path)?;
        let writer = Writer::new(context.lang, context.compared.cloned().unwrap_or_default());
        let env = self
            .environment(&writer, context)
            .map_err(|error| Box::new(errors::diagnostic(&error, &self.sources)))?;
        let rendered =
            env.get_template(path).and_then(|template| template.render_with_spans(value_of(context.data)));
        let (raw, spans) = rendered.map_err(|error| Box::new(errors::diagnostic(&error, &self.sources)))?;
        let file_of = |name: &str| self.sources.get(name).cloned();
        let made = source_map::finish(&raw, &writer.origins(), &spans, context.prelude, file_of);
        Ok(Generated { unfilled: writer.unfilled(), compared: context.compared.is_some(), ..made })
    }

    /// A template may not hold the characters that mark values.
    fn check_marks(&self, path: &str) -> Result<(), Box<Diagnostic>> {
        for file in self.sources.values().filter(|file| file.path() == path) {
            if let Some(at) = file.text().find([VALUE_START, NUMBER_END, VALUE_END]) {
                return Err(Box::new(
                    Diagnostic::error(
                        Rule::ControlCharacter,
                        "an invisible control character stands in this template",
                    )
                    .at(Place::new(file, at..at + 1))
                    .help("delete it"),
                ));
            }
        }
        Ok(())
    }

    /// All templates, parsed.
    fn parsed(&self) -> Result<Environment<'static>, minijinja::Error> {
        if let Some(parsed) = self.parsed.get() {
            return Ok(parsed.clone());
        }
        let mut env = Environment::new();
        env.set_syntax(syntax()?);
        env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        env.set_auto_escape_callback(|_| AutoEscape::None);
        env.set_fuel(Some(FUEL));
        env.set_debug(true);
        for (path, file) in &self.sources {
            env.add_template_owned(path.clone(), file.text().to_owned())?;
        }
        Ok(self.parsed.get_or_init(|| env).clone())
    }

    fn environment(
        &self,
        writer: &Arc<Writer>,
        context: &Context<'_>,
    ) -> Result<Environment<'static>, minijinja::Error> {
        let mut env = self.parsed()?;
        let writer = Arc::clone(writer);
        env.set_formatter(move |out, _state, value| {
            if value.is_undefined() {
                return Err(minijinja::Error::from(minijinja::ErrorKind::UndefinedError));
            }
            out.write_str(&writer.value(value)?).map_err(minijinja::Error::from)
        });
        filters::add(&mut env, context.lang, context.style);
        Ok(env)
    }
}
