//! What can be done about what the cursor is on.

use super::answer::Answer;
use super::commands::{FIX_ALL, SHOW_GRADE};
use super::edits::workspace_edit;
use super::session::{Session, Sheet};
use crate::finding::Finding;
use crate::fix::make;
use crate::goals::{GoalFile, KeyResultView};
use crate::render::visible;
use crate::rules::{self, Check};
use crate::source::{FileId, SourceFile, Span};
use crate::write::{Plan, Text};
use crate::yaml::edit::{Edit, Node, Place, Scalar, apply};
use crate::yaml::same_data;
use gen_lsp_types as lsp;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// Fixes, suppressions and rewritings for a place.
pub(super) fn actions(
    session: &Session,
    params: lsp::CodeActionParams,
) -> Answer<Option<Vec<lsp::CodeActionResponse>>> {
    let Some(sheet) = session.sheet(&params.text_document.uri) else { return Ok(None) };
    let (Some(file), Some(id)) = (sheet.goals(), sheet.file()) else { return Ok(None) };
    let place = sheet.page().bytes(params.range);
    let desk = Desk { sheet, file, id, place };
    let mut actions = Vec::new();
    actions.extend(desk.fixes());
    actions.extend(desk.rewritings());
    actions.extend(desk.suppressions());
    actions.extend(desk.fix_everything());
    let wanted = |action: &lsp::CodeAction| {
        params.context.only.as_ref().is_none_or(|only| {
            let kind = action.kind.as_ref().map(kind_name).unwrap_or_default();
            only.iter().map(kind_name).any(|only| {
                only.is_empty()
                    || kind == only
                    || kind.strip_prefix(&only).is_some_and(|rest| rest.starts_with('.'))
            })
        })
    };
    Ok(Some(actions.into_iter().filter(wanted).map(lsp::CodeActionResponse::CodeAction).collect()))
}

fn kind_name(kind: &lsp::CodeActionKind) -> String {
    serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// An open goal file and the place that something is to be done about.
struct Desk<'s> {
    sheet: Sheet<'s>,
    file: &'s GoalFile,
    id: FileId,
    place: Range<usize>,
}

impl<'s> Desk<'s> {
    fn findings(&self) -> impl Iterator<Item = &'s Finding> {
        let all = self.sheet.opened.of_file(self.id).map_or(&[][..], |of_file| &of_file.findings);
        let place = self.place.clone();
        all.iter().filter(move |finding| {
            (finding.span.start as usize) <= place.end && place.start <= finding.span.end as usize
        })
    }

    fn edit(&self, texts: &[Text]) -> lsp::WorkspaceEdit {
        workspace_edit(self.sheet.session, self.sheet.opened, texts)
    }

    fn text(&self, after: String) -> Text {
        let source = self.sheet.opened.overlay.project().workspace.sources.file(self.id);
        Text { path: source.path.clone(), before: Some(source.text.to_string()), after }
    }

    /// The fixes of findings, and for each rule all its fixes at once.
    fn fixes(&self) -> Vec<lsp::CodeAction> {
        let project = self.sheet.opened.overlay.project();
        let mut actions = Vec::new();
        let mut rules: BTreeSet<&'static str> = BTreeSet::new();
        for finding in self.findings() {
            let choices = finding.choices.iter().map(|fix| (fix, false));
            for (fix, is_alone) in finding.fix.iter().map(|fix| (fix, true)).chain(choices) {
                let offer = (finding.rule, fix);
                let made = make(&project.workspace, self.id, offer, &project.settings.vocabulary);
                let Some(change) = made else { continue };
                let mut action = action(sentence(&fix.title), lsp::CodeActionKind::QuickFix);
                action.edit = Some(self.edit(&[self.text(change.after)]));
                action.is_preferred = Some(fix.safe);
                actions.push(action);
                rules.extend(is_alone.then_some(finding.rule));
            }
        }
        for rule in rules {
            let fixable = |file: FileId| {
                let of_file = self.sheet.opened.of_file(file).map_or(&[][..], |of_file| &of_file.findings);
                of_file.iter().filter(|finding| finding.rule == rule && finding.fix.is_some()).count()
            };
            let files = project.workspace.files.iter().map(|file| file.id);
            let (here, everywhere) = (fixable(self.id), files.map(fixable).sum::<usize>());
            let uri = &self.sheet.document.uri;
            if here > 1 {
                let title = format!("Fix all {here} of `{rule}` in this file");
                actions.push(command(title, FIX_ALL, json!({"uri": uri, "rule": rule, "everywhere": false})));
            }
            if everywhere > here {
                let title = format!("Fix all {everywhere} of `{rule}` in all files");
                actions.push(command(title, FIX_ALL, json!({"uri": uri, "rule": rule, "everywhere": true})));
            }
        }
        actions
    }

    /// Everything that `okr check --fix` would fix in this file.
    fn fix_everything(&self) -> Option<lsp::CodeAction> {
        let of_file = self.sheet.opened.of_file(self.id)?;
        of_file.findings.iter().find(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe))?;
        let title = "Fix everything in this file that can be fixed safely".to_owned();
        let mut action =
            command(title, FIX_ALL, json!({"uri": self.sheet.document.uri, "everywhere": false}));
        action.kind = Some(lsp::CodeActionKind::Custom("source.fixAll.okr".to_owned().into()));
        Some(action)
    }

    /// A comment above that keeps a rule quiet. Its reason only the author knows: where `...` stands. As long as that does,
    /// the rule speaks, and `bad-suppression` asks for the reason.
    fn suppressions(&self) -> Vec<lsp::CodeAction> {
        let source = self.sheet.opened.overlay.project().workspace.sources.file(self.id);
        let text = source.text.as_str();
        let mut seen = BTreeSet::new();
        let mut actions = Vec::new();
        for finding in self.findings().filter(|finding| seen.insert(finding.rule)) {
            let is_about_comments =
                rules::find(finding.rule).is_none_or(|rule| matches!(rule.check, Check::Suppressions));
            let start = text[..finding.span.start as usize].rfind(['\n', '\r']).map_or(0, |at| at + 1);
            let indent: String = text[start..].chars().take_while(|c| *c == ' ').collect();
            let end = if text[..start].ends_with("\r\n") { "\r\n" } else { "\n" };
            let after = format!(
                "{}{indent}# okr: ignore[{}] ...{end}{}",
                &text[..start],
                finding.rule,
                &text[start..]
            );
            // In a text of several lines it would be part of the text.
            let keeps_data = self.file.series.is_some() || same_data(text, &after);
            if is_about_comments || !keeps_data || !self.is_comment(&after, start + indent.len()) {
                continue;
            }
            let title = format!("Suppress `{}` here with a reason", finding.rule);
            let mut action = action(title, lsp::CodeActionKind::QuickFix);
            action.edit = Some(self.edit(&[self.text(after)]));
            actions.push(action);
        }
        actions
    }

    /// Whether a text has a comment to this tool at a place.
    fn is_comment(&self, text: &str, at: usize) -> bool {
        let path = self.sheet.opened.overlay.project().workspace.sources.file(self.id).path.clone();
        let source = SourceFile { path, text: Arc::new(text.to_owned()), defect: None };
        let vocabulary = &self.sheet.opened.overlay.project().settings.vocabulary;
        let file = GoalFile::read(&source, self.id, vocabulary);
        file.directives.iter().any(|span| span.start as usize == at)
    }

    /// The key result that the place is in.
    fn key_result(&self) -> Option<KeyResultView<'s>> {
        let workspace = &self.sheet.opened.overlay.project().workspace;
        let place = Span::new(self.id, self.place.start, self.place.start);
        workspace.key_results_of(self.file).find(|view| view.span.contains(place))
    }

    fn rewritings(&self) -> Vec<lsp::CodeAction> {
        let Some(view) = self.key_result() else { return Vec::new() };
        let mut actions = Vec::new();
        if self.findings().any(|finding| WORK.contains(&finding.rule)) {
            let title = "Make it an initiative, and start a key result";
            actions.extend(self.planned(title, lsp::CodeActionKind::QuickFix, initiative(view)));
        }
        if is_short(view) {
            let title = "Turn it into the long form";
            actions.extend(self.planned(title, lsp::CodeActionKind::RefactorRewrite, vec![long_form(view)]));
        }
        let today = self.sheet.session.today();
        let title = "Add a check-in for today";
        if let Some(edit) = check_in(view, &today.to_string()) {
            actions.extend(self.drafted(title, &edit));
        }
        let grade = json!({"uri": self.sheet.document.uri, "address": view.address()});
        let mut grade = command("Show what it would grade".to_owned(), SHOW_GRADE, grade);
        grade.kind = Some(lsp::CodeActionKind::Custom("source.okr".to_owned().into()));
        actions.push(grade);
        actions
    }

    /// An action that leaves something to fill in, so that its outcome is not whole yet.
    fn drafted(&self, title: &str, edit: &Edit) -> Option<lsp::CodeAction> {
        let source = self.sheet.opened.overlay.project().workspace.sources.file(self.id);
        let after = apply(&source.text, std::slice::from_ref(edit)).ok()?;
        let mut action = action(title.to_owned(), lsp::CodeActionKind::RefactorRewrite);
        action.edit = Some(self.edit(&[self.text(after)]));
        Some(action)
    }

    /// An action whose edits work out.
    fn planned(&self, title: &str, kind: lsp::CodeActionKind, edits: Vec<Edit>) -> Option<lsp::CodeAction> {
        let project = self.sheet.opened.overlay.project();
        let mut plan = Plan::default();
        edits.into_iter().for_each(|edit| plan.edit(self.id, edit));
        let planned = plan.check(&project.workspace, &project.settings.vocabulary).ok()?;
        let mut action = action(title.to_owned(), kind);
        action.edit = Some(self.edit(&planned.texts));
        Some(action)
    }
}

/// The rules that find work where a result should be.
const WORK: &[&str] = &["output-key-result", "activity-key-result", "initiative-as-key-result"];

fn action(title: String, kind: lsp::CodeActionKind) -> lsp::CodeAction {
    lsp::CodeAction { title, kind: Some(kind), ..lsp::CodeAction::default() }
}

fn command(title: String, command: &str, argument: Value) -> lsp::CodeAction {
    let arguments = Some(vec![argument]);
    let run = lsp::Command { title: title.clone(), command: command.to_owned(), arguments, tooltip: None };
    lsp::CodeAction { command: Some(run), ..action(title, lsp::CodeActionKind::QuickFix) }
}

/// With a capital letter.
fn sentence(title: &str) -> String {
    let mut letters = title.chars();
    let title: Option<String> = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
    visible(&title.unwrap_or_default()).into_owned()
}

/// Whether a key result is one sentence.
fn is_short(view: KeyResultView<'_>) -> bool {
    view.key_result.key_result.span() == Some(view.span)
}

fn text(text: &str) -> Node {
    Scalar::Text(text.to_owned()).into()
}

/// `key_result:`, with the numbers of the sentence as fields.
fn long_form(view: KeyResultView<'_>) -> Edit {
    let figure = |figure: Option<&crate::goals::Figure>| figure.map(|figure| text(figure.quantity.text()));
    let baseline = figure(view.baseline()).map(|number| ("baseline", number));
    let target = figure(view.target()).map(|number| ("target", number));
    let entries = baseline.into_iter().chain(target).collect();
    Edit::Expand { at: view.span, field: "key_result", entries }
}

/// The sentence goes to the initiatives, and a sentence to fill in takes its place.
fn initiative(view: KeyResultView<'_>) -> Vec<Edit> {
    let Some(at) = view.key_result.key_result.span() else { return Vec::new() };
    let start = "Raise what changes for whom from X to Y";
    vec![
        Edit::Set { at, to: Scalar::Text(start.to_owned()) },
        Edit::Append {
            mapping: view.objective.span,
            key: "initiatives",
            place: Place::After("key_results"),
            item: text(view.text()),
        },
    ]
}

/// A check-in of the day with `...` for its value, which is no number and so is reported until one is written there. `None` if
/// there is one for the day.
fn check_in(view: KeyResultView<'_>, today: &str) -> Option<Edit> {
    let mut known = view.key_result.check_ins.readable().filter_map(|check_in| check_in.date().get());
    if known.any(|day| day.to_string() == today) {
        return None;
    }
    let literal = |text: &str| Scalar::Literal(text.to_owned()).into();
    let item = Node::Mapping(vec![("date", literal(today)), ("value", literal("..."))]);
    if is_short(view) {
        let entries = vec![("check_ins", Node::List(vec![item]))];
        return Some(Edit::Expand { at: view.span, field: "key_result", entries });
    }
    let place = Place::After("key_result");
    Some(Edit::Append { mapping: view.span, key: "check_ins", place, item })
}
