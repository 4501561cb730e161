//! Adjectives, adverbs and the small words that hold a sentence together.

/// Praise without a measure.
pub(super) const WEASEL: &str = "better best best-in-class world-class seamless seamlessly faster stronger great greater excellent excellence significantly \
 significant robust resilient effective effectively successful successfully clear clarity consistent consistency smooth smoothly \
 intuitive delightful delight amazing awesome easy easier easily simple simpler modern innovative meaningful meaningfully impactful \
 efficient efficiently quality high-quality leading premier scalable flexible agile mature strategic holistic optimal \
 sustainable engaging compelling proactive proactively aggressively smarter smart superior outstanding top-notch cutting-edge \
 state-of-the-art frictionless effortless effortlessly user-friendly friendly rich salient slick sound healthy healthier happier happy \
 visible well properly appropriate appropriately timely sufficient adequate good positive positively real truly material \
 attention alignment synergy experience collaboration relationship voice posture culture mindset presence ownership \
 transparency momentum thought-leadership understanding vision where-needed necessary possible world class stronger deeper \
 comprehensive considerable considerably substantially substantial noticeably maximum cleaner clean-up safer nicer streamlined improved enhanced \
 best-practice practice practices empowered motivated worthwhile valuable trusted partner helpful organically continuous continously continuously";

/// More or less of something, without an amount.
pub(super) const COMPARE: &str = "more less fewer faster slower shorter longer higher lower better cheaper quicker larger smaller \
 bigger broader deeper stronger sooner earlier later greater";

/// Words that make a statistic.
pub(super) const AGGREGATE: &str = "average avg mean median p50 p75 p90 p95 p99 typical overall total net gross rolling cumulative combined monthly weekly \
 daily percentile quarterly annual annually yoy mom qoq";

/// Again and again.
pub(super) const RECUR: &str = "weekly monthly daily biweekly bi-weekly fortnightly quarterly every each per nightly regularly regular \
 recurring ongoing annually yearly periodic twice once continuously continuous constantly";

/// Done, or there.
pub(super) const THERE: &str = "live available enabled complete done ready exist existing in-place operational functional up-to-date published online active \
 signed-off underway production-ready running accessible installed defined finished supported mandatory default readable playable \
 interoperable exists interoperate interop public";

/// A number that people express as "all".
pub(super) const ALL: &str =
    "all every each entire whole full fully everyone everything entirety always completely";

/// None at all.
pub(super) const NONE: &str = "no none nil zero never without nobody";

/// What separates the parts.
pub(super) const PREPOSITION: &str = "of in on at to for from with by within under over below above after before during until through via across \
 between among against into onto per than as about around towards toward without inside outside behind near since upon regarding \
 using including excluding throughout beyond plus versus vs because while when where if so that which who whose whom what how why unless once despite alongside";
pub(super) const DETERMINER: &str = "the a an our your their its his her this that these those my any some another both such new first next additional \
 remaining existing current other own top";
pub(super) const CONJUNCTION: &str = "and or but nor & plus then";
pub(super) const PRONOUN: &str =
    "we i they you it he she us them everyone everybody nobody anyone someone who";
pub(super) const BE: &str =
    "is are be been being was were am isn't aren't gets get becomes become stays stay remains remain";
pub(super) const MODAL: &str = "will would shall should must may might skal";
pub(super) const CAN: &str =
    "can able ability cannot could capable allow allows enable enables let lets allowing enabling";
pub(super) const HAVE: &str = "have has had having having get gets with";
pub(super) const ADVERB: &str = "still also now just only even already currently then both not n't approximately roughly about almost nearly nearly \
 fully again together back";

/// A limit beside a number.
pub(super) const LIMIT_HIGH: &str =
    "under below less fewer most maximum max within max. ceiling < <= ≤ cap lower";
pub(super) const LIMIT_LOW: &str =
    "over above least more minimum min exceed exceeds exceeding > >= ≥ + higher greater better";

/// Small words of other languages that are not English words too.
pub(super) const FOREIGN: &str = "de la el los las para por com med og und der das le les des pour auf von zu av til em una van het een sur avec \
 dans del att och som ikke nicht ein eine di il gli che dla innen os aos da dos um uma na nos et est sont est-ce mit bei bis zum zur \
 den dem oder wird werden sind ist jest oraz przez naar voor aan niet zijn ett till från meer alle los se su y con más fler på \
 aux au fra til ny nye nytt neue neuen neuer nieuwe het ons dari untuk yang dan menjadi pada dengan del degli delle nuovo nuova nuevo nueva novo nova \
 nouveau nouvelle uusi uuden och att samt efter vår våra uns unsere unserer notre nos nuestro nuestra nosso nossa kutoka hadi wa ya kwa mpya wapya \
 egy az és amb els dels ale unui unei nem și pentru";

/// Several words that mean one thing: the phrase, the classes of its parts by example word or a class name.
pub(super) const PHRASES: &[(&str, &str)] = &[
    ("landing page", "artefact"),
    ("set up", "deliver"),
    ("sets up", "deliver"),
    ("setting up", "deliver"),
    ("stand up", "deliver"),
    ("roll out", "deliver"),
    ("rolled out", "delivered"),
    ("rolling out", "deliver"),
    ("go live", "deliver"),
    ("goes live", "delivered"),
    ("going live", "deliver"),
    ("put in", "deliver"),
    ("put up", "deliver"),
    ("work off", "deliver"),
    ("worked off", "delivered"),
    ("in place", "there"),
    ("up and", "there"),
    ("signed off", "delivered"),
    ("sign off", "decide"),
    ("switched on", "delivered"),
    ("switch on", "deliver"),
    ("switched off", "delivered"),
    ("switch off", "deliver"),
    ("turn on", "deliver"),
    ("turned on", "delivered"),
    ("turn off", "deliver"),
    ("shut down", "deliver"),
    ("phase out", "deliver"),
    ("wind down", "deliver"),
    ("hand over", "deliver"),
    ("open source", "deliver"),
    ("clean up", "deliver"),
    ("write down", "deliver"),
    ("spin up", "deliver"),
    ("carry out", "effort"),
    ("reach out", "effort"),
    ("sit down", "effort"),
    ("catch up", "effort"),
    ("follow up", "effort"),
    ("work with", "effort"),
    ("work on", "effort"),
    ("speak at", "effort"),
    ("speak with", "effort"),
    ("speak to", "effort"),
    ("talk to", "effort"),
    ("talk with", "effort"),
    ("meet with", "effort"),
    ("participate in", "effort"),
    ("figure out", "effort"),
    ("wake up", "effort"),
    ("follow-up survey", "effort"),
    ("look into", "effort"),
    ("take part", "effort"),
    ("keep track", "effort"),
    ("sign up", "behave"),
    ("signs up", "behave"),
    ("signed up", "behave"),
    ("log in", "behave"),
    ("logs in", "behave"),
    ("logging in", "behave"),
    ("sign in", "behave"),
    ("signs in", "behave"),
    ("come back", "behave"),
    ("comes back", "behave"),
    ("opt in", "behave"),
    ("check in", "behave"),
    ("go down", "down"),
    ("goes down", "down"),
    ("go up", "up"),
    ("goes up", "up"),
    ("bring down", "down"),
    ("cut down", "down"),
    ("drive down", "down"),
    ("drive up", "up"),
    ("scale up", "up"),
    ("speed up", "up"),
    ("get rid", "down"),
    ("slow down", "down"),
    ("lead time", "metric"),
    ("cycle time", "metric"),
    ("response time", "metric"),
    ("load time", "metric"),
    ("wait time", "metric"),
    ("waiting time", "metric"),
    ("build time", "metric"),
    ("run time", "metric"),
    ("time to", "metric"),
    ("times to", "metric"),
    ("time for", "metric"),
    ("turnaround time", "metric"),
    ("resolution time", "metric"),
    ("reply time", "metric"),
    ("handle time", "metric"),
    ("handling time", "metric"),
    ("merge time", "metric"),
    ("time spent", "metric"),
    ("time between", "metric"),
    ("processing time", "metric"),
    ("delivery time", "metric"),
    ("onboarding time", "metric"),
    ("startup time", "metric"),
    ("session length", "metric"),
    ("session duration", "metric"),
    ("net promoter", "metric"),
    ("market share", "metric"),
    ("error budget", "metric"),
    ("error rate", "metric"),
    ("win rate", "metric"),
    ("pay gap", "metric"),
    ("number of", "measure"),
    ("share of", "measure"),
    ("percentage of", "measure"),
    ("percent of", "measure"),
    ("proportion of", "measure"),
    ("count of", "measure"),
    ("volume of", "measure"),
    ("cost per", "metric"),
    ("costs per", "metric"),
    ("cost of", "metric"),
    ("value of", "metric"),
    ("pull requests", "act"),
    ("form fills", "act"),
    ("sign ups", "act"),
    ("follow-up requests", "act"),
    ("page views", "vanity"),
    ("page view", "vanity"),
    ("registered users", "vanity"),
    ("app downloads", "vanity"),
    ("twitter followers", "vanity"),
    ("social media", "channel"),
    ("white paper", "artefact"),
    ("case study", "artefact"),
    ("case studies", "artefact"),
    ("blog post", "serial"),
    ("blog posts", "serial"),
    ("press release", "artefact"),
    ("press releases", "serial"),
    ("office hours", "serial"),
    ("user interviews", "serial"),
    ("customer interviews", "serial"),
    ("game days", "serial"),
    ("penetration tests", "serial"),
    ("usability tests", "serial"),
    ("checkout tests", "serial"),
    ("code reviews", "serial"),
    ("business reviews", "serial"),
    ("business review", "serial"),
    ("hearing tests", "serial"),
    ("cold calls", "serial"),
    ("status updates", "serial"),
    ("status update", "serial"),
    ("team members", "staff"),
    ("team member", "staff"),
    ("new hires", "staff"),
    ("account executives", "role"),
    ("account executive", "role"),
    ("product manager", "role"),
    ("account manager", "role"),
    ("hiring plan", "work"),
    ("test coverage", "metric"),
    ("code coverage", "metric"),
    ("test cases", "work"),
    ("first reply", "metric"),
    ("first response", "metric"),
    ("first contact", "metric"),
    ("customer lifetime", "metric"),
    ("gross margin", "metric"),
    ("cash flow", "metric"),
    ("cash burn", "metric"),
    ("search volume", "metric"),
    ("response rate", "metric"),
    ("completion rate", "metric"),
    ("drop-off rate", "metric"),
    ("deployment frequency", "metric"),
    ("release frequency", "metric"),
    ("bundle size", "metric"),
    ("location factor", "metric"),
    ("quality of", "weasel"),
    ("where needed", "weasel"),
    ("where possible", "weasel"),
    ("as needed", "weasel"),
    ("as possible", "weasel"),
    ("best practices", "weasel"),
    ("world class", "weasel"),
    ("top of", "weasel"),
    ("used by", "behave"),
    ("adopted by", "behave"),
    ("visited by", "behave"),
    ("read by", "behave"),
    ("attended by", "behave"),
    ("viewed by", "behave"),
    ("rated by", "behave"),
    ("chosen by", "behave"),
    ("interact with", "behave"),
    ("interacts with", "behave"),
    ("rated as", "behave"),
    ("log on", "behave"),
    ("use of", "metric"),
    ("usage of", "metric"),
    ("adoption of", "metric"),
    ("access to", "there"),
];
