//! Who does what a participle says, as far as the participle and the thing tell: interviews are held by us, orders placed by others.

use std::ops::Range;

use super::counts::is_ours;
use super::doer_words::{
    APPLIED_FOR, BY_ANYBODY, BY_US, BY_USERS, CLOSED, EFFORTS, MAKE, MET, PLANNED, SPRINTS, SUBMISSIONS,
    TEACHING, WHATEVER,
};
use super::lexicon::{Classes, Form};
use super::measures::word;
use super::syntax::is_unknown_plural;
use super::token::{Token, Tokens};

/// Who did the thing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Doer {
    /// We did: nobody else does this to such a thing.
    Us,
    /// We did, unless the thing is one that users make as well: projects created, pages added.
    Mostly,
}

/// Whether the order here makes or does what it acts on, and cannot be said of what others do.
pub(super) fn makes(tokens: &Tokens, order: usize) -> bool {
    MAKE.contains(&word(tokens, order)) || word(tokens, order) == "carry out"
}

/// How many words the participle here has, if it is one that work is counted by.
pub(super) fn length(tokens: &Tokens, at: usize) -> Option<usize> {
    let text = word(tokens, at);
    // Most words end otherwise.
    if !matches!(text.bytes().last(), Some(b'd' | b'e' | b'n' | b't' | b'y')) {
        return None;
    }
    match (text, word(tokens, at + 1)) {
        ("carried" | "rolled" | "handed" | "sent" | "given", "out")
        | ("put", "on" | "up" | "out")
        | ("written", "up") => Some(2),
        ("carried" | "put" | "rolled", _) => None,
        ("visited by", _) => Some(1),
        _ => {
            let known = [BY_US, WHATEVER, BY_ANYBODY, MET].iter().any(|list| list.contains(&text));
            (known || delivers(tokens, at) || is_by_us(tokens, at)).then_some(1)
        }
    }
}

/// A participle of delivering, and of nothing that users do as well.
fn delivers(tokens: &Tokens, at: usize) -> bool {
    let others =
        Classes::BEHAVE | Classes::REACH | Classes::STATE | Classes::UP | Classes::DOWN | Classes::NOUN;
    tokens.list.get(at).is_some_and(|t| {
        t.form == Form::Ed && t.has(Classes::DELIVER) && !t.has(others) && !tokens.text(t).contains('-')
    })
}

/// Whatever is done `by us` or `by our advisers`.
fn is_by_us(tokens: &Tokens, at: usize) -> bool {
    let is_participle = |token: &Token| token.form == Form::Ed || tokens.text(token).ends_with("ed");
    word(tokens, at + 1) == "by"
        && matches!(word(tokens, at + 2), "our" | "us" | "ourselves")
        && tokens.list.get(at).is_some_and(is_participle)
}

/// Whether the thing is our work when we did it: deals closed by our team are still a result.
pub(super) fn is_ours_if_by_us(tokens: &Tokens, thing: usize) -> bool {
    let result = Classes::METRIC | Classes::MEASURE | Classes::FAULT | Classes::ACT;
    let token = &tokens.list[thing];
    !token.has(result) || is_ours(token) || is_submission(tokens, thing)
}

/// Whether the participle is of what only those do whose work it is, however many things there are.
pub(super) fn is_only_ours(tokens: &Tokens, verb: usize) -> bool {
    WHATEVER.contains(&word(tokens, verb)) || delivers(tokens, verb)
}

/// Whether the participle is one of meeting people.
pub(super) fn is_met(tokens: &Tokens, verb: usize) -> bool {
    MET.contains(&word(tokens, verb).trim_end_matches(" by"))
}

/// Whether the participle is one of efforts: what is held, given or sent leaves nothing behind.
pub(super) fn is_effort(tokens: &Tokens, verb: usize) -> bool {
    matches!(
        word(tokens, verb),
        "held" | "given" | "sent" | "handed" | "carried" | "conducted" | "done" | "taught" | "logged"
    )
}

/// A thing, and what was done to it.
struct Doing<'t> {
    tokens: &'t Tokens,
    /// The words of the noun phrase before its head.
    before: Range<usize>,
    /// The head of the noun phrase, and its singular.
    thing: usize,
    noun: &'t str,
    verb: usize,
    participle: &'t str,
}

/// Who did what the participle says to the thing with these words before it; nothing if it may as well be others.
pub(super) fn of(tokens: &Tokens, before: Range<usize>, thing: usize, verb: usize) -> Option<Doer> {
    let participle = word(tokens, verb);
    let noun = singular(word(tokens, thing));
    let doing = Doing { tokens, before, thing, noun, verb, participle };
    if doing.before.clone().any(|at| matches!(word(tokens, at), "that" | "who" | "which")) {
        return None;
    }
    match participle {
        _ if MET.contains(&participle) => doing.met(),
        "trained" | "briefed" | "instructed" | "inducted" => doing.trained(),
        "hit" | "met" => matches!(noun, "milestone" | "deliverable").then_some(Doer::Us),
        "closed" | "merged" | "resolved" => doing.closed(),
        "submitted" | "filed" | "issued" | "tendered" => doing.submitted().or_else(|| {
            matches!(word(tokens, thing), "press releases" | "quotes" | "tenders").then_some(Doer::Us)
        }),
        "written" if is_submission(tokens, thing) => doing.submitted(),
        "sent" => doing.sent().or_else(|| doing.made()),
        // `Cold calls logged`; other calls are logged by those who answer them.
        "logged" => (is_outbound(tokens, doing.before.start..thing + 1)
            && doing.token().has(Classes::SERIAL))
        .then_some(Doer::Us),
        _ => doing.made(),
    }
}

impl Doing<'_> {
    fn token(&self) -> &Token {
        &self.tokens.list[self.thing]
    }

    /// Whether a word before the head is one of these.
    fn is_modified_by(&self, words: &[&str]) -> bool {
        self.before.clone().any(|at| words.contains(&singular(word(self.tokens, at))))
    }

    /// `Candidates interviewed`; places may be visited by others as well.
    fn met(&self) -> Option<Doer> {
        let sure = matches!(
            self.participle,
            "interviewed" | "surveyed" | "contacted" | "approached" | "phoned" | "canvassed"
        );
        let people = self.token().has(Classes::PEOPLE | Classes::STAFF | Classes::ROLE);
        // `grocers`
        let people = people || sure && is_unknown_plural(self.tokens, self.thing);
        people.then_some(if sure { Doer::Us } else { Doer::Mostly })
    }

    /// `Apprentices trained`, `models trained`; outsiders choose to be trained.
    fn trained(&self) -> Option<Doer> {
        let models = matches!(self.noun, "model" | "classifier" | "network");
        let outsiders = matches!(self.noun, "driver" | "graduate" | "nurse" | "teacher");
        let staff = self.token().has(Classes::STAFF | Classes::ROLE) && !outsiders;
        // `wardens`
        let mostly = is_unknown_plural(self.tokens, self.thing).then_some(Doer::Mostly);
        (models || staff).then_some(Doer::Us).or(mostly)
    }

    /// `Action items closed`, `sprint tickets closed`; other tickets are closed for somebody.
    fn closed(&self) -> Option<Doer> {
        let tokens = self.tokens;
        let in_plan = (self.thing + 1..self.verb).any(|at| PLANNED.contains(&word(tokens, at)));
        let ticket = matches!(self.noun, "ticket" | "bug") && (in_plan || self.is_modified_by(SPRINTS));
        let pulls = self.participle == "merged"
            && matches!(word(tokens, self.thing), "pull requests" | "prs" | "merge requests");
        let mostly = matches!(self.noun, "issue" | "request" | "package").then_some(Doer::Mostly);
        (ticket || pulls || CLOSED.contains(&self.noun)).then_some(Doer::Us).or(mostly)
    }

    /// `Grant applications submitted`, `patents filed`
    fn submitted(&self) -> Option<Doer> {
        match self.noun {
            "paper" => Some(Doer::Mostly),
            "application" if !self.is_modified_by(APPLIED_FOR) => None,
            _ => is_submission(self.tokens, self.thing).then_some(Doer::Us),
        }
    }

    /// `Newsletters sent`, `outreach messages sent`
    fn sent(&self) -> Option<Doer> {
        let ours = matches!(
            self.noun,
            "letter" | "leaflet" | "newsletter" | "mailing" | "postcard" | "bulletin" | "press release"
        );
        let note = matches!(self.noun, "message" | "email" | "mail" | "note");
        let outbound = note && is_outbound(self.tokens, self.before.clone());
        (ours || outbound || is_submission(self.tokens, self.thing) && self.noun != "application")
            .then_some(Doer::Us)
    }

    /// Things made, held or done.
    fn made(&self) -> Option<Doer> {
        let token = self.token();
        let by_us = BY_US.contains(&self.participle)
            || WHATEVER.contains(&self.participle)
            || matches!(self.participle, "put" | "given" | "offered") && token.has(Classes::SERIAL);
        let teaches = by_us || matches!(self.participle, "given" | "provided" | "offered");
        if teaches && TEACHING.contains(&word(self.tokens, self.thing)) {
            return Some(Doer::Us);
        }
        let outsiders = self.is_of_outsiders();
        let is_plan = matches!(self.noun, "plan" | "roadmap" | "backlog" | "programme" | "workplan");
        let is_known = token.is_word() && !token.closes_noun() && !outsiders;
        let is_part = matches!(self.noun, "milestone" | "deliverable" | "epic") && !outsiders;
        if is_part && matches!(self.participle, "completed" | "finished" | "done" | "delivered") {
            return Some(Doer::Us);
        }
        if is_known && (is_plan || self.is_modified_by(PLANNED) && !token.has(Classes::NOUN)) {
            return Some(Doer::Us);
        }
        if self.participle == "held" && !token.has(Classes::NOUN) && token.is_word() && !outsiders {
            return Some(Doer::Mostly);
        }
        // `Stock counts carried out`: whatever it is, it was an effort.
        let is_carried_out = matches!(self.participle, "carried" | "conducted");
        if !token.has(Classes::NOUN) || is_carried_out && token.has(Classes::MEASURE) {
            let is_thing = token.is_word() && !token.closes_noun() && !outsiders;
            let whatever = WHATEVER.contains(&self.participle).then_some(Doer::Us);
            let certifies = matches!(self.participle, "certified" | "accredited" | "licensed" | "patented");
            let by_us = by_us || delivers(self.tokens, self.verb) && !certifies;
            let mostly = by_us && !self.is_active() && self.participle != "published";
            return whatever.or(mostly.then_some(Doer::Mostly)).filter(|_| is_thing);
        }
        let is_effort = token.has(Classes::SERIAL) && !token.has(Classes::ACT) && !by_users(self.noun);
        let results = self.noun == "job" && self.participle == "created";
        // `Vendor reviews done`
        let is_held = matches!(self.participle, "held" | "done" | "conducted" | "carried" | "performed");
        let theirs = outsiders && !is_effort && !(is_held && token.has(Classes::SERIAL));
        if !is_ours(token) || theirs || results || self.is_active() {
            return None;
        }
        if token.has(Classes::ACT) {
            return self.act(by_us);
        }
        let outbound = is_outbound(self.tokens, self.before.clone());
        match by_us {
            true => Some(Doer::Us),
            false if by_users(self.noun) && !outbound && !self.is_given() => None,
            false => {
                let emails = matches!(self.noun, "email" | "mail" | "book") && !outbound;
                let ours = is_effort && EFFORTS.contains(&self.participle) && !emails;
                Some(if ours { Doer::Us } else { Doer::Mostly })
            }
        }
    }

    /// What is given or offered to users is no act of theirs, though they complete the same.
    fn is_given(&self) -> bool {
        matches!(self.participle, "given" | "offered" | "handed" | "hosted")
    }

    /// Whose it is: customer interviews are held by us, customer projects are created by them.
    fn is_of_outsiders(&self) -> bool {
        let ours = Classes::STAFF | Classes::WORK | Classes::SERIAL;
        let mut before = self.before.clone();
        before.any(|at| {
            let token = &self.tokens.list[at];
            token.has(Classes::PEOPLE) && !token.has(ours)
        })
    }

    /// Reviews and visits: held and made by us, written and paid by customers.
    fn act(&self, by_us: bool) -> Option<Doer> {
        let writes = matches!(self.participle, "written" | "published" | "produced" | "drafted");
        let held = by_us && !writes || matches!(self.participle, "done" | "performed" | "made");
        let is_named = self.thing > self.before.start;
        held.then_some(if is_named { Doer::Us } else { Doer::Mostly })
    }

    /// `Five projects built on the library`, `companies run our tool`: the thing itself does it, or somebody else.
    fn is_active(&self) -> bool {
        let next = self.verb + 1;
        match self.participle {
            "built" => matches!(word(self.tokens, next), "on" | "with" | "using"),
            "run" => {
                let runs = |t: &Token| t.is_number() || t.has(Classes::DETERMINER);
                let acts = self.tokens.list.get(next).is_some_and(runs) || word(self.tokens, next) == "at";
                let is_run = self.token().has(Classes::SERIAL)
                    || self.noun == "test" && word(self.tokens, next) != "in";
                !is_run || acts
            }
            _ => false,
        }
    }
}

/// `Outbound emails sent`: no user sends those.
pub(super) fn is_outbound(tokens: &Tokens, mut words: Range<usize>) -> bool {
    words.any(|at| {
        matches!(word(tokens, at), "outbound" | "cold" | "cold calls" | "sales" | "outreach" | "prospecting")
    })
}

/// Whether the words name a plan of ours, so that a part of it is progress.
pub(super) fn is_planned(tokens: &Tokens, mut words: Range<usize>) -> bool {
    words.any(|at| PLANNED.contains(&singular(word(tokens, at))))
}

/// Whether the thing is what one applies with.
pub(super) fn is_submission(tokens: &Tokens, thing: usize) -> bool {
    SUBMISSIONS.contains(&singular(word(tokens, thing)))
}

/// What we do, in the present: `the ads we run`.
pub(super) fn is_our_act(tokens: &Tokens, at: usize) -> bool {
    const ACTS: &[&str] = &[
        "run", "make", "hold", "send", "publish", "ship", "launch", "write", "produce", "deliver", "release",
        "post", "conduct", "submit", "give", "host", "teach", "test", "inspect", "visit", "organise",
        "organize", "create", "build", "record", "film", "do", "place", "pitch", "plan", "stage", "design",
        "draft", "complete",
    ];
    let verb = word(tokens, at);
    ACTS.contains(&verb) || verb.strip_suffix('s').is_some_and(|verb| ACTS.contains(&verb))
}

fn by_users(noun: &str) -> bool {
    BY_USERS.contains(&noun)
}

/// Whether users complete such a thing: a course, a profile.
pub(super) fn is_for_users(noun: &str) -> bool {
    by_users(singular(noun))
}

fn singular(noun: &str) -> &str {
    match noun {
        "stories" => "story",
        "branches" => "branch",
        _ => noun.strip_suffix('s').unwrap_or(noun),
    }
}

/// `Courses completed from 20 to 90`: what users complete is theirs, although we make it.
pub(super) fn is_completed_by_users(tokens: &Tokens) -> bool {
    let list = &tokens.list;
    let done = (1..list.len())
        .find(|&at| matches!(word(tokens, at), "completed" | "finished" | "passed" | "watched"));
    done.is_some_and(|done| list[done - 1].is_word() && by_users(singular(word(tokens, done - 1))))
}
