//! Reads all files of a framework and joins them into one model.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Severity, SourceFile};
use paf_locale::{Lang, country_meant};

use crate::ahead::{Ahead, Read};
use crate::chart::drawn_twice;
use crate::decode::{Decode, Decoder, Id, Reference};
use crate::document::{Document, Labels};
use crate::edition::{Edition, Groups, edition_of, former, is_edition_id};
use crate::files::{FOLDERS, FileError, Files};
use crate::framework::Framework;
use crate::leaflet::{Figure, Glossary, Leaflet};
use crate::model::{Drawing, Model, PlacedFigure};
use crate::node::{Node, NodeValue};
use crate::people::{ExpertGroup, Organisations};
use crate::pictures;
use crate::references::References;
use crate::report::{Recommendation, Report};
use crate::shape::RefKind;
use crate::strays::Kind;
use crate::text::{OF_TEMPLATES, Origin, Text, keys_of};
use crate::{checks, strays, yaml};

/// The least that a `framework.yaml` holds. Where the real one has errors, this takes the place of
/// what is wrong in it, so that everything else is checked in the same run. The date is before any
/// other, so that no comparison with it fails.
const STAND_IN: &str = "id: x\nversion: \"0\"\ntitle: x\ndescription: x\ndate: 1900-01-01\nlanguage: en\n\
                        publisher: {name: x}\n";

/// What was read.
pub struct Loaded {
    /// The model; it lacks what could not be read.
    pub model: Option<Model>,
    /// Whether it lacks nothing: what is wrong is wrong between its parts.
    pub whole: bool,
    /// Everything that was found wrong.
    pub diagnostics: Diagnostics,
}

/// Reads the framework below the root of `files` and checks it.
pub fn load(files: &dyn Files) -> Loaded {
    let mut loader = Loader {
        files,
        ahead: Ahead::of(files),
        diagnostics: Diagnostics::new(),
        sources: BTreeMap::new(),
        texts: Vec::new(),
        names: Vec::new(),
        references: Vec::new(),
        unread: Vec::new(),
        unfit: BTreeSet::new(),
        declared: BTreeSet::new(),
        unread_editions: Vec::new(),
        lang: None,
        origin: Origin::European,
        written_editions: Vec::new(),
    };
    let model = loader.model().map(|model| loader.nationals(model));
    let Loader {
        mut diagnostics, sources, texts, names, references, unread, declared, unread_editions, ..
    } = loader;
    // A country edition with errors is its own affair.
    let whole =
        !diagnostics.iter().any(|found| found.severity == Severity::Error && edition_with(found).is_none());
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let faulty_editions: Vec<Arc<str>> = errors.filter_map(edition_with).map(Arc::from).collect();
    let model =
        model.map(|parts| Model { sources, texts, names, unread, unread_editions, faulty_editions, ..parts });
    if let Some(model) = &model {
        checks::run(model, &references, &declared, files, &mut diagnostics);
    }
    Loaded { model, whole, diagnostics }
}

/// The country edition in whose files something was found.
pub fn edition_with(found: &Diagnostic) -> Option<&str> {
    found.primary.as_ref().and_then(|label| edition_of(label.place.file().path()))
}

struct Loader<'a> {
    files: &'a dyn Files,
    ahead: Ahead,
    diagnostics: Diagnostics,
    sources: BTreeMap<String, Arc<SourceFile>>,
    texts: Vec<Arc<Text>>,
    names: Vec<Arc<Text>>,
    references: Vec<Reference>,
    unread: Vec<String>,
    /// What cannot be read whatever it is, and was told as such.
    unfit: BTreeSet<String>,
    /// Editions that could not be read.
    unread_editions: Vec<Arc<str>>,
    /// Ids that stand in a file, though what has them may not be readable.
    declared: BTreeSet<(RefKind, String)>,
    lang: Option<Lang>,
    /// Who stands behind the texts that are read.
    origin: Origin,
    /// The country editions as they are written.
    written_editions: Vec<(Arc<str>, Node)>,
}

impl Loader<'_> {
    fn model(&mut self) -> Option<Model> {
        self.report_unfit();
        let framework_node = self.yaml("framework/framework.yaml", true);
        // The language first: every other text is in it.
        self.lang = framework_node
            .as_ref()
            .and_then(|node| node.get("language"))
            .and_then(Node::as_str)
            .and_then(|code| Lang::parse_or_near(code).ok());
        if let Some(NodeValue::Map(actors)) =
            framework_node.as_ref().and_then(|node| node.get("actors")).map(|node| &node.value)
        {
            self.declared.extend(actors.iter().map(|(id, _)| (RefKind::Actor, id.text().to_owned())));
        }
        let framework = framework_node
            .as_ref()
            .and_then(|node| self.decode::<Framework>(&["framework"], node))
            .or_else(|| stand_in(framework_node.as_ref()));
        let (content, templates) = (self.list("framework"), self.list("templates"));
        // What stands in a file of another name is not missing as well.
        let meant = strays::report(self.files, &content, &templates, &mut self.diagnostics);
        self.unread.extend(meant.iter().map(|path| keys_of(path)));
        let report = self.optional::<Report>("report");
        let recommendations = self.recommendations();
        let expert_group = self.optional::<ExpertGroup>("expert-group");
        let partners = self.optional::<Organisations>("partners");
        let endorsers = self.optional::<Organisations>("endorsers");
        let leaflet = self.optional::<Leaflet>("leaflet");
        let glossary = self.glossary();
        let references = self.bibliography();
        let figures = self.figures(&Arc::from("framework/figures"), None);
        let editions = self.editions();
        let documents = self.documents();
        let [theme, site] = ["theme", "site"].map(|folder| self.labels(folder));
        Some(Model {
            framework: framework?,
            report,
            recommendations,
            expert_group,
            partners,
            endorsers,
            leaflet,
            glossary,
            references,
            figures,
            editions,
            unread_editions: Vec::new(),
            faulty_editions: Vec::new(),
            nationals: BTreeMap::new(),
            differences: Vec::new(),
            groups: Groups::default(),
            numbers: Vec::new(),
            notes: Vec::new(),
            documents,
            theme,
            site,
            unread: Vec::new(),
            texts: Vec::new(),
            names: Vec::new(),
            sources: BTreeMap::new(),
        })
    }

    /// Tells what stands in the folders and cannot be read, each once and by its own name.
    fn report_unfit(&mut self) {
        for (path, error) in FOLDERS.iter().flat_map(|folder| self.files.unfit(folder)) {
            self.diagnostics.push(file_diagnostic(&path, &error));
            self.unread.extend(match path.as_str() {
                // Nothing is known of what a whole folder holds.
                "framework" => vec![String::new()],
                "templates" => OF_TEMPLATES.map(str::to_owned).to_vec(),
                _ => vec![keys_of(&path)],
            });
            self.unfit.insert(path);
        }
    }

    /// A file's text, kept for excerpts.
    fn source(&mut self, path: &str, required: bool) -> Option<Arc<SourceFile>> {
        let is_told = |unfit: &String| {
            path.strip_prefix(unfit.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if self.unfit.iter().any(is_told) {
            return None;
        }
        let bytes = match self.files.read(path) {
            Ok(bytes) => bytes,
            Err(FileError::NotFound) if !required => return None,
            Err(error) => {
                self.diagnostics.push(file_diagnostic(path, &error));
                self.unread.push(keys_of(path));
                return None;
            }
        };
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                let file = SourceFile::new(path, text);
                self.sources.insert(path.to_owned(), Arc::clone(&file));
                Some(file)
            }
            Err(error) => {
                self.diagnostics.push(not_utf8(path, &bytes, error.valid_up_to()));
                // The file is there, and nobody needs to be told that it is missing as well.
                let file = SourceFile::new(path, String::from_utf8_lossy(&bytes));
                self.sources.insert(path.to_owned(), file);
                None
            }
        }
    }

    fn yaml(&mut self, path: &str, required: bool) -> Option<Node> {
        let ahead = self.ahead.take(path);
        let file = self.source(path, required);
        let node = file.and_then(|file| match ahead.filter(|ahead| ahead.file.text() == file.text()) {
            Some(Read { file, node, found }) => {
                self.sources.insert(path.to_owned(), file);
                self.diagnostics.extend(found);
                node
            }
            None => yaml::read(&file, &mut self.diagnostics),
        });
        if node.is_none() && (required || self.sources.contains_key(path)) {
            self.unread.push(keys_of(path));
        }
        node
    }

    fn decode<T: Decode>(&mut self, stem: &[&str], node: &Node) -> Option<T> {
        self.decode_as(stem, node, self.origin.clone())
    }

    fn decode_as<T: Decode>(&mut self, stem: &[&str], node: &Node, origin: Origin) -> Option<T> {
        let lang = self.lang.unwrap_or(Lang::ENGLISH);
        let mut decoder = Decoder::new(stem, lang, &mut self.diagnostics);
        decoder.origin = origin;
        let decoded = T::decode(node, &mut decoder);
        self.texts.append(&mut decoder.texts);
        self.names.append(&mut decoder.names);
        self.references.append(&mut decoder.references);
        decoded
    }

    fn optional<T: Decode>(&mut self, stem: &str) -> Option<T> {
        let node = self.yaml(&format!("framework/{stem}.yaml"), false)?;
        self.decode(&[stem], &node)
    }

    fn glossary(&mut self) -> Option<Glossary> {
        let node = self.yaml("framework/glossary.yaml", false)?;
        if let Some(NodeValue::List(terms)) = node.get("terms").map(|terms| &terms.value) {
            let ids = terms.iter().filter_map(|term| term.get("id").and_then(Node::as_str));
            self.declared.extend(ids.map(|id| (RefKind::Term, id.to_owned())));
        }
        self.decode(&["glossary"], &node)
    }

    fn bibliography(&mut self) -> Option<References> {
        let node = self.yaml("framework/references.yaml", false)?;
        let read = References::read(&node, &mut self.diagnostics)?;
        let lang = self.lang.unwrap_or(Lang::ENGLISH);
        self.names.extend(read.printed(&node, lang, &mut self.diagnostics));
        Some(read)
    }

    fn list(&mut self, folder: &str) -> Vec<String> {
        match self.files.list(folder) {
            Ok(paths) => paths,
            Err(error) => {
                self.diagnostics.push(file_diagnostic(folder, &error));
                Vec::new()
            }
        }
    }

    /// The YAML files directly in a folder: stem and path.
    fn stems(&mut self, folder: &str) -> Vec<(String, String)> {
        let paths = self.list(folder);
        let stem = |path: &str| {
            path.strip_prefix(folder)?
                .strip_prefix('/')?
                .strip_suffix(".yaml")
                .filter(|s| !s.contains('/') && !strays::has_ending_twice(s))
                .map(str::to_owned)
        };
        paths.iter().filter_map(|path| Some((stem(path)?, path.clone()))).collect()
    }

    /// Whether a file of a folder can be known by its name, and holds what the folder's files do.
    fn is_in_place(
        &mut self,
        folder: &str,
        (stem, path): (&str, &str),
        of: Kind,
        node: Option<&Node>,
    ) -> bool {
        let elsewhere = node.and_then(|node| strays::belongs_elsewhere(path, stem, of, node));
        if let Some(elsewhere) = elsewhere {
            self.diagnostics.push(elsewhere);
            return false;
        }
        if Id::is_valid(stem) {
            return true;
        }
        let siblings = self.stems(folder);
        let original = strays::copied(stem, siblings.iter().map(|(sibling, _)| sibling.as_str()));
        let meant = match Id::mended(stem) {
            id if id.is_empty() => format!("{folder}/<id>.yaml"),
            id => format!("{folder}/{id}.yaml"),
        };
        self.diagnostics.push(
            Diagnostic::error(
                Rule::BadId,
                format!("`{stem}` cannot be an id, and the name of this file is one"),
            )
            .at(self.start_of(path))
            .help_if(original.map(|original| format!("delete it if it is a copy of `{original}.yaml`")))
            .help(format!("rename it to `{meant}`: lower-case letters, digits and hyphens")),
        );
        false
    }

    fn start_of(&self, path: &str) -> Place {
        let file = self.sources.get(path).cloned().unwrap_or_else(|| SourceFile::new(path, ""));
        Place::start_of(&file)
    }

    fn recommendations(&mut self) -> Vec<(Arc<str>, Recommendation)> {
        let mut read = Vec::new();
        let folder = "framework/recommendations";
        for (stem, path) in self.stems(folder) {
            let node = self.yaml(&path, true);
            if !self.is_in_place(folder, (&stem, &path), Kind::Recommendation, node.as_ref()) {
                continue;
            }
            let decoded =
                node.and_then(|node| self.decode::<Recommendation>(&["recommendations", &stem], &node));
            read.extend(decoded.map(|recommendation| (Arc::from(stem), recommendation)));
        }
        read.sort_by_key(|(_, recommendation)| recommendation.number.value);
        read
    }

    /// The figures of a folder, which may be that of a country edition.
    fn figures(&mut self, folder: &Arc<str>, edition: Option<&Arc<str>>) -> Vec<(Arc<str>, PlacedFigure)> {
        let paths = self.list(folder);
        let mut read = Vec::new();
        for (stem, path) in self.stems(folder) {
            let node = self.yaml(&path, true);
            if !self.is_in_place(folder, (&stem, &path), Kind::Figure, node.as_ref()) {
                continue;
            }
            if let Some(edition) = edition.filter(|edition| !is_of(&stem, edition)) {
                self.diagnostics.push(foreign_figure(&stem, edition, self.start_of(&path)));
            }
            let has = |ending: &str| paths.contains(&format!("{folder}/{stem}.{ending}"));
            let drawing = match has("typ") {
                true => Some(Drawing::Typst),
                false => pictures::ENDINGS.into_iter().find(|ending| has(ending)).map(Drawing::Picture),
            };
            let charted = node.as_ref().and_then(|node| node.get("chart"));
            let drawing = match (charted, drawing) {
                (None, drawing) => drawing,
                (Some(_), None) => Some(Drawing::Chart),
                (Some(chart), Some(drawing)) => {
                    let file = format!("{stem}.{}", drawing.ending());
                    self.diagnostics.push(drawn_twice(&stem, &file, chart.place.clone()));
                    Some(Drawing::Chart)
                }
            };
            if drawing.is_none() && node.is_some() {
                let help = without_drawing(folder, (&stem, &path), &paths);
                self.diagnostics.push(
                    Diagnostic::error(Rule::MissingFile, format!("the figure `{stem}` has no drawing"))
                        .at(self.start_of(&path))
                        .help(help),
                );
            }
            let figure = node.and_then(|node| match edition {
                Some(edition) => self.decode_as::<Figure>(
                    &["editions", edition, "figures", &stem],
                    &node,
                    Origin::National(Arc::clone(edition)),
                ),
                None => self.decode::<Figure>(&["figures", &stem], &node),
            });
            if let (Some(figure), Some(drawing)) = (figure, drawing) {
                read.push((Arc::from(stem), PlacedFigure { figure, drawing, folder: Arc::clone(folder) }));
            }
        }
        self.report_figures_without_words(&paths);
        read
    }

    fn report_figures_without_words(&mut self, paths: &[String]) {
        for path in paths {
            let Some(stem) = path.strip_suffix(".svg").or_else(|| path.strip_suffix(".typ")) else {
                continue;
            };
            if !paths.contains(&format!("{stem}.yaml")) {
                let file = self.source(path, true).unwrap_or_else(|| SourceFile::new(path.as_str(), ""));
                self.diagnostics.push(
                    Diagnostic::error(Rule::MissingFile, format!("`{path}` has no alternative text"))
                        .at(Place::start_of(&file))
                        .help(format!("add `{stem}.yaml` with `title` and `alt`")),
                );
            }
        }
    }

    fn editions(&mut self) -> Vec<(Arc<str>, Edition)> {
        let mut read = Vec::new();
        let paths = self.list("framework/editions");
        for path in &paths {
            let Some(id) =
                path.strip_prefix("framework/editions/").and_then(|p| p.strip_suffix("/edition.yaml"))
            else {
                continue;
            };
            let node = self.yaml(path, true);
            if !is_edition_id(id) {
                let help = match country_meant(&Id::mended(id)) {
                    Some(code) => format!("name the folder `{code}`"),
                    None => "name the folder after the country's code (ISO 3166), such as `at`; or with `x-` in front if it \
                             is no country, as in `x-nordic`"
                        .to_owned(),
                };
                self.diagnostics.push(
                    Diagnostic::error(Rule::BadId, format!("`{id}` cannot be the id of a country edition"))
                        .at(self.start_of(path))
                        .help(help),
                );
                self.unread_editions.push(Arc::from(id));
                continue;
            }
            // A country writes in its own language.
            self.written_editions.extend(node.clone().map(|node| (Arc::from(id), node)));
            self.origin = Origin::National(Arc::from(id));
            let decoded = node.and_then(|node| self.decode_in_own::<Edition>(&["editions", id], &node));
            self.origin = Origin::European;
            if decoded.is_none() {
                self.unread_editions.push(Arc::from(id));
            }
            read.extend(decoded.map(|mut edition| {
                let photo = edition.round_table.as_mut().and_then(|record| record.photo.as_mut());
                photo.into_iter().for_each(|photo| pictures::at_home(&mut photo.file, id, &paths));
                let logos = edition.round_table.iter_mut().flat_map(|record| &mut record.organisations);
                logos.filter_map(|o| o.logo.as_mut()).for_each(|logo| pictures::at_home(logo, id, &paths));
                (Arc::from(id), edition)
            }));
        }
        read
    }

    /// Lays each country edition over the framework. Where that could not be read, what an edition changes is not
    /// known.
    fn nationals(&mut self, mut model: Model) -> Model {
        model.sources = self.sources.clone();
        model.keep_true(&mut self.diagnostics);
        let is_european = |stem: &String| !stem.starts_with("editions.") && !stem.starts_with("documents.");
        let is_readable = !self.unread.iter().any(is_european);
        for (id, node) in &self.written_editions {
            former::check(id, node, &self.texts, &mut self.diagnostics);
        }
        // No edition sees another one.
        let mut nationals = BTreeMap::new();
        let pictures = self.list("framework/editions");
        for (id, edition) in &model.editions {
            if !is_readable {
                self.unread.push(format!("editions.{id}."));
                continue;
            }
            let of_framework = self.lang.replace(edition.language.lang);
            let own = self.figures(&Arc::from(format!("framework/editions/{id}/figures")), Some(id));
            self.lang = of_framework;
            let mut laid = edition.over(id, &model, &mut self.diagnostics);
            laid.model.figures.extend(own);
            pictures::find_at_home(&mut laid.model, id, &pictures);
            self.texts.append(&mut laid.texts);
            self.names.append(&mut laid.names);
            self.references.append(&mut laid.references);
            nationals.insert(Arc::clone(id), laid.model);
        }
        model.nationals = nationals;
        model
    }

    /// Decodes a file whose texts are in the language that it says, or else in that of the framework.
    fn decode_in_own<T: Decode>(&mut self, path: &[&str], node: &Node) -> Option<T> {
        let of_framework = self.lang;
        let own = node.get("language").and_then(Node::as_str);
        self.lang = own.and_then(|code| Lang::parse_or_near(code).ok()).or(of_framework);
        let decoded = self.decode(path, node);
        self.lang = of_framework;
        decoded
    }

    fn documents(&mut self) -> Vec<(Arc<str>, Document)> {
        let mut read = Vec::new();
        for path in self.list("templates") {
            let Some(folder) = path.strip_prefix("templates/").and_then(|p| p.strip_suffix("/document.yaml"))
            else {
                continue;
            };
            let node = self.yaml(&path, true);
            if folder.contains('/') || !Id::check(folder, &self.start_of(&path), &mut self.diagnostics) {
                continue;
            }
            let decoded = node.and_then(|node| self.decode_in_own::<Document>(&["documents", folder], &node));
            read.extend(decoded.map(|document| (Arc::from(folder), document)));
        }
        read.sort_by_key(|(_, document)| document.order);
        read
    }

    /// The words that the templates of a folder share.
    fn labels(&mut self, folder: &str) -> Option<Labels> {
        let node = self.yaml(&format!("templates/{folder}/labels.yaml"), false)?;
        self.decode_in_own::<Labels>(&[folder], &node)
    }
}

/// Whether an id begins with that of an edition.
fn is_of(id: &str, edition: &str) -> bool {
    id.strip_prefix(edition).is_some_and(|rest| rest.starts_with('-'))
}

fn foreign_figure(stem: &str, edition: &str, place: Place) -> Diagnostic {
    let message = format!("`{stem}` is added by the edition `{edition}`, and its id does not say so");
    Diagnostic::error(Rule::BadId, message)
        .at(place)
        .help(format!("call its files `{edition}-{stem}`: no European id will ever be the same"))
}

/// What to do about a figure of which the words alone are there.
fn without_drawing(folder: &str, (stem, path): (&str, &str), paths: &[String]) -> String {
    let endings = ["typ"].into_iter().chain(pictures::ENDINGS);
    let names: Vec<String> = endings.map(|ending| format!("{folder}/{stem}.{ending}")).collect();
    let almost = paths
        .iter()
        .find_map(|path| Some((path, names.iter().find(|name| name.eq_ignore_ascii_case(path))?)));
    if let Some((path, name)) = almost {
        return format!("rename `{path}` to `{name}`");
    }
    let mut beside = paths.iter().filter(|beside| *beside != path);
    match beside.find(|beside| beside.starts_with(&format!("{folder}/{stem}."))) {
        Some(other) => format!(
            "save `{other}` as PNG, or as SVG if it is a drawing: `{stem}.png` or `{stem}.svg` beside this file"
        ),
        None => format!(
            "put its picture beside this file: `{stem}.svg`, `.png`, `.jpg`, `.webp` or `.gif`, or a drawing with words \
             to translate, `{stem}.typ`; or give its numbers as a `chart`"
        ),
    }
}

/// A framework in the place of one that has errors: what can be read of it, and [`STAND_IN`] for
/// the rest.
fn stand_in(node: Option<&Node>) -> Option<Framework> {
    let decoded = |node: &Node| {
        Framework::decode(node, &mut Decoder::new(&["framework"], Lang::ENGLISH, &mut Diagnostics::new()))
    };
    let file = SourceFile::new("framework/framework.yaml", STAND_IN);
    let mut kept = yaml::read(&file, &mut Diagnostics::new())?;
    if let Some(NodeValue::Map(entries)) = node.map(|node| &node.value) {
        for (key, value) in entries {
            let tried = kept.with_entry(key, value);
            if decoded(&tried).is_some() {
                kept = tried;
            }
        }
    }
    decoded(&kept)
}

/// The diagnostic for a file that cannot be had.
pub fn file_diagnostic(path: &str, error: &FileError) -> Diagnostic {
    let place = Place::start_of(&SourceFile::new(path, ""));
    match error {
        FileError::NotFound => Diagnostic::error(Rule::MissingFile, format!("the file `{path}` is missing"))
            .at(place)
            .help("create it, or run `paf new example` to see what a framework needs"),
        FileError::OutsideRoot => {
            Diagnostic::error(Rule::OutsideRoot, format!("`{path}` leads out of the framework's folder"))
                .at(place)
                .help("move the file into the framework's folder")
        }
        FileError::Failed(_) | FileError::Unfit { .. } => {
            Diagnostic::error(Rule::UnreadableFile, format!("`{path}` cannot be read: {error}"))
                .at(place)
                .help(error.help())
        }
    }
}

/// The diagnostic for bytes that are not UTF-8, at the first such byte.
pub fn not_utf8(path: &str, bytes: &[u8], valid: usize) -> Diagnostic {
    let text = String::from_utf8_lossy(bytes);
    let file = SourceFile::new(path, text);
    Diagnostic::error(Rule::NotUtf8, format!("`{path}` is not UTF-8 text"))
        .at_with(Place::new(&file, valid..valid + '\u{fffd}'.len_utf8()), "this byte")
        .help("save the file again with the encoding UTF-8")
}
