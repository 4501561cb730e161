//! Verbs by what they do to a key result, in the base form; inflections are derived.

/// A thing comes to exist or changes hands because we did the work.
pub(super) const DELIVER: &str = "launch ship build create implement deploy release introduce develop migrate configure integrate \
 design install replace upgrade refactor rewrite redesign rebuild revamp rework overhaul rebrand relaunch modernize digitize \
 automate produce prepare provision deliver roll rollout provide construct assemble craft prototype mock wireframe code program \
 engineer architect port move consolidate merge split decouple decommission deprecate retire sunset remove delete archive purge \
 rename restructure reorganize reorganise relocate refresh renew redo add extend embed connect wire instrument \
 enable activate expose support translate localize localise render print photograph scan digitise catalogue catalog index tag \
 label clean cleanse import export load publish submit file open found establish institute inaugurate erect renovate repair fix \
 patch resolve solve address close update complete finalize finish conclude accomplish execute fulfil fulfill \
 document draft write author compose script record film edit compile map standardize standardise formalize codify centralize \
 containerize dockerize parallelize optimize sandbox harden encrypt secure certify accredit register license patent trademark \
 procure purchase lease rent order equip furnish fund finance setup stand pilot trial prototype demo implement onboard swap switch \
 convert transition transfer backfill incorporate include customize personalise personalize tailor \
 systematize operationalize productize package bundle distribute supply stock hand donate plant pave refit retrofit insulate resurface repaint rewire reline dig weed prune sew transcribe annotate wire unify rationalise \
 rationalize harmonize harmonise simplify restructure recode rearchitect re-architect re-platform replatform relicense \
 sow plough plow put refurbish redecorate remodel restock relabel recalibrate calibrate excavate dredge reseed electrify digitalise digitalize typeset proofread illustrate animate remaster demolish dismantle revise redraft amend enact repeal synthesise synthesize weld bake brew repave renumber open-source opensource bootstrap scaffold generate model lay roadmap white-label outsource insource staff appoint nominate fill \
 adopt rollback enforce make cut-over sign ratify approve authorise authorize clear drop deduplicate \
 sunset disable eradicate unblock unlock ingest sync synchronise synchronize federate virtualise virtualize rehost";

/// A decision or an agreement is reached.
pub(super) const DECIDE: &str = "define decide agree choose select determine settle set specify outline formulate prioritize \
 prioritise negotiate approve validate verify confirm align clarify plan scope estimate budget contract name pick shortlist commit \
 delegate assign pass obtain document map model formalise conclude finalise establish draft price design";

/// People join or learn.
pub(super) const HIRE: &str = "hire recruit staff onboard appoint employ fill promote headhunt backfill";
pub(super) const TRAIN: &str = "train teach coach educate upskill reskill mentor certify enable instruct cross-train retrain \
 brief tutor qualify license";

/// Effort is spent or an action is repeated.
pub(super) const EFFORT: &str = "approach show look knit swim stretch cook rehearse sketch run hold conduct host interview meet visit attend survey review talk call present research \
 explore investigate identify propose assess analyze analyse evaluate monitor track test experiment brainstorm collaborate \
 organize organise schedule participate speak post tweet email mail communicate share promote triage source read study practice \
 practise offer give facilitate contact engage reach-out network demo demonstrate discuss observe shadow audit inspect check \
 measure collect gather capture compare consider examine consult advise coordinate co-ordinate liaise learn watch listen ask \
 send mail advertise market blog stream broadcast film rehearse drill simulate brainstorm ideate iterate spend dedicate devote \
 invest work cooperate follow sit lead chair moderate volunteer answer respond reply perform do undertake carry complete \
 prospect pitch canvass doorknock knock dial cold-call negotiate lobby petition campaign sponsor exhibit showcase celebrate \
 recognize thank pair mob groom refine retrospect debrief evangelize evangelise socialize socialise circulate distribute publish \
 benchmark diagnose scout map summarize summarise report try attempt trial pilot spike poc hack hackathon meditate exercise walk \
 jog journal pray play draw paint sing wake sleep figure seek pursue continue start begin prepare plan correlate record launch \
 tour convene assemble present workshop coach mentor sample poll canvas quiz phone ring text message nurture re-engage";

/// Something is found out, and nothing else happens yet.
pub(super) const STUDY: &str = "identify research assess propose explore investigate analyze analyse evaluate examine study review \
 diagnose compare consider benchmark survey audit observe scout discover understand learn interview measure";

/// A measure goes up or down, is held, or arrives somewhere.
pub(super) const UP: &str = "increase raise grow boost lift expand accelerate double triple quadruple multiply climb rise gain \
 up jump step improve uplift advance elevate scale outgrow exceed widen deepen broaden extend heighten maximize maximise strengthen \
 add speed surge soar augment amplify push upsell bump enlarge recover rebound";
pub(super) const DOWN: &str = "reduce decrease cut lower shorten shrink halve drop fall minimize minimise eliminate decline slash \
 trim diminish curb lessen slow bring narrow shave reverse stop prevent avoid curtail contain compress mitigate limit remove dip \
 sink fell drive deflect ease alleviate kill tame defuse clear decelerate downsize save avert dwindle contract";
pub(super) const HOLD: &str = "keep maintain stay hold remain sustain preserve retain limit cap stabilize stabilise guarantee \
 protect continue ensure restrict hover";
pub(super) const REACH: &str = "achieve reach hit attain exceed get gain earn win generate secure acquire attract convert drive close \
 have deliver obtain collect capture surpass beat make score bring land sell book realize realise meet pass produce receive \
 yield garner amass accumulate top raise draw enrol enroll fundraise crack outperform outpace monetize monetise deflect resolve \
 answer process handle serve respond reply fix restore detect recover block recapture reactivate win-back retain onboard sign \
 total see average demonstrate own hit rank finish record contribute influence target activate";

/// Nothing measurable follows from the verb alone.
pub(super) const VAGUE: &str = "improve enhance optimize optimise strengthen ensure support foster promote empower make be become \
 streamline leverage drive deepen align delight help encourage facilitate focus champion transform evolve mature nurture \
 cultivate inspire elevate enrich better maximize maximise minimize innovate reinvent revolutionize excel simplify enable \
 position solidify reinforce consolidate embrace evangelize modernize understand rethink reimagine advocate boost grow accelerate \
 upgrade polish refine stabilise stabilize bolster uplift work strive try aim aspire continue consider figure unlock follow give \
 demonstrate provide deliver increase raise tighten stay remain master energize engage \
 sharpen fine-tune tune further advance progress develop harness demystify professionalise professionalize celebrate ";

/// What users, customers and others do of their own accord.
pub(super) const BEHAVE: &str = "use adopt activate login sign-up signup register subscribe return buy order renew upgrade churn open \
 click comment recommend refer invite connect visit respond pass attend complete finish submit reply answer rate review rank \
 purchase pay donate vote share download install read watch view play listen follow engage participate contribute join enrol \
 enroll apply accept choose prefer switch leave cancel stay remain say report record agree feel trust know understand recognise \
 recognize remember find describe experience perceive love enjoy mention cite quote interact browse search save upload export \
 create publish post send book reserve check verify reach graduate progress achieve own convert onboard integrate attach bounce \
 abandon opt call contact ask request need require get receive see log start keep write reuse star fork drive consume redeem \
 exercise vaccinate adhere volunteer commute recycle borrow enter reorder repurchase resubscribe lapse qualify self-serve \
 self-report come bring make spend wait give score trial demo earn select take bookmark retweet like believe consider";

/// How a running system or the business is.
pub(super) const STATE: &str = "take last wait cost run handle fail crash succeed respond load start boot render process serve \
 perform answer weigh consume exceed average total stand range hover account represent comprise generate yield contribute \
 arrive ship deploy build restore recover detect resolve fix close scale survive sustain stay keep remain go come become move \
 occur happen recur escape leak expire meet pass score rank appear equal match need require go-live go wake reach show hit \
 land trend sit settle lie power max rsync download add outperform reopen slip miss bounce trigger page alert";

/// Directions a clause takes when a measure is its subject: `churn falls`.
pub(super) const MOVES_UP: &str =
    "rise climb grow increase improve jump double triple gain recover go expand exceed reach hit top";
pub(super) const MOVES_DOWN: &str = "fall drop decline decrease shrink dip sink halve slip shorten disappear vanish cease dwindle plummet tumble go come";

/// Work on the measure alone.
pub(super) const FINISH: &str =
    "complete finish finalize finalise conclude close deliver implement execute achieve burn accomplish";
