//! Nouns by what it means to count them, in the singular; plurals are derived.

/// Words that turn the word beside them into a measure.
pub(super) const MEASURE: &str = "rate ratio score share percentage percent average median mean proportion index rating number \
 count volume frequency amount  quota margin quotient probability likelihood odds percentile quartile run-rate runrate \
 growth increase decrease reduction decline rise drop lift uplift gain gap variance deviation density intensity occurrence \
 likelihood threshold fraction majority attainment cadence interval";

/// Things that are measured: behaviour, state, results.
pub(super) const METRIC: &str = "retention churn conversion activation adoption engagement satisfaction stickiness usage utilization utilisation \
 utility uptime availability downtime latency throughput speed response-time lead-time cycle-time turnaround delay \
 duration wait backlog-age age time-to-value time-to-market time-to-hire time-to-fill time-to-first-value accuracy \
 precision f1 rmse mae mape auc bleu wer coverage load bandwidth memory cpu footprint size velocity say/do reach enps \
 nps csat osat ssat ces sus hri clv ltv cltv cac arpu arppu aov gmv asp arr mrr acv tcv iacv nrr grr ndr ebitda ebit \
 opex capex cogs profit profitability revenue turnover sales income earnings margin cash burn runway cost spend \
 spending expense budget bill price fee savings saving roi roas payback roe roce yield pipeline bookings booking \
 billings backlog inventory stock stockout waste scrap rework shrinkage spoilage emission emissions co2 carbon \
 footprint energy consumption water mileage traffic ctr cpc cpm cpl cpa mql sql sal sqo sao dau wau mau dau/mau mttr \
 mttd mtta mtbf mttf mttp mttc mtti slo sli sla apdex p50 p75 p90 p95 p99 p99.9 lcp fid inp cls ttfb tti fcp lighthouse \
 attrition absenteeism absence sickness turnover tenure diversity headcount-growth attendance turnout enrolment \
 enrollment graduation literacy mortality readmission infection occupancy waiting-time wait-time no-show dropout drop- \
 off dropoff abandonment bounce unsubscribe deliverability open-rate hit-rate win-rate fill-rate pass-rate passrate \
 yield compliance adherence completeness freshness timeliness punctuality quota ranking rank position sov share-of- \
 voice search-volume crash-rate error-rate defect-rate failure-rate change-failure-rate rollback-rate build-time load- \
 time page-load deploy-frequency severity vulnerability-count dwell-time attach-rate seat-usage penetration market- \
 share footfall basket spend time-on-site session-length virality k-factor referral-rate repeat-rate reorder-rate \
 resolution response fcr aht asa ftes lead-to-close quick-ratio magic-number rule-of-40 dso dpo dio working-capital \
 liquidity overdue arrears delinquency default-rate loss spread interest salary pay-gap gap overtime utilization-rate \
 billability effort loe flakiness interruptions mtbsi poverty unemployment employment homelessness emissions \
 recidivism crime air-quality ridership commute congestion";

/// Qualities that could be measured, but are not until somebody says how.
pub(super) const SOFT: &str = "performance stability reliability quality efficiency productivity effectiveness awareness visibility perception \
 sentiment reputation trust confidence happiness wellbeing well-being morale loyalty capacity complexity representation inclusion \
 risk exposure participation popularity equity security scalability usability accessibility flexibility agility maturity resilience \
 transparency communication collaboration cooperation alignment diversity creativity innovation knowledge skill leadership \
 ownership safety comfort simplicity clarity consistency readiness expertise competence governance sustainability privacy experience \
 relationship relations brand-image image culture motivation autonomy observability maintainability consumability discoverability \
 synergy excellence impact value health posture support state overall-health";

/// What goes wrong, and is counted in order to shrink.
pub(super) const FAULT: &str = "secret vulnerability hazard queue-jump incident bug error defect outage complaint vulnerability failure crash escalation ticket issue regression \
 rollback breach accident injury mistake exception alert page false-positive false-negative timeout duplicate dispute chargeback \
 refund return cancellation violation finding near-miss infection fall interruption blocker typo hotfix stall conflict \
 reclamation overdue warning disruption postmortem sev1 sev-1 p0 p1 overrun leak intrusion fraud leakage rejection nonconformity \
 non-conformity deviation reopen escape stock-out stockout no-show drop-out deadlock flake call-out pothole fire adjustment";

/// Measures that follow everything else.
pub(super) const LAGGING: &str = "revenue nps arr mrr acv tcv iacv profit ebitda ebit gmv bookings sales turnover income earnings nrr ltv clv billings breakeven break-even";

/// Measures that grow without anybody being better off.
pub(super) const VANITY: &str = "pageview impression download follower like view hit visitor subscriber-count fan retweet install visit star \
 registration page-view eyeballs reach mention";

/// Acts of other people, counted.
pub(super) const ACT: &str = "sign-up signup signups registration subscription lead mql sql sao sal opportunity order purchase transaction deal logo win \
 renewal referral donation pledge citation mention contribution contributor submission application applicant booking reservation \
 download install installation activation login visit session view pageview impression follower like star fork retweet share \
 comment reply response vote review rating testimonial endorsement recommendation inquiry enquiry request form-fill fill \
 upsell cross-sell upgrade trial demo-request conversion reorder check-in post-click click mention enrolment enrollment graduate certification certificate \
 registration attendee rsvp petition signature account seat license licence subscriber member user customer client donor backer \
 volunteer patient student pupil learner candidate hero ambassador advocate champion partner-lead invite invitation acceptance offer \
 pr merge-request feature-request interaction message play stream listen read export integration-use api-call placement job-offer \
 proposal-won tender contract-win reference bid displacement intro introduction feedback";

/// People outside the team, whose behaviour is an outcome.
pub(super) const PEOPLE: &str = "user customer client buyer shopper visitor guest patient student pupil learner reader viewer listener \
 subscriber member account team company organization organisation business merchant seller vendor supplier partner developer contributor \
 admin administrator creator author donor backer citizen resident tenant household family parent child teacher school clinic hospital \
 farmer driver rider passenger traveler traveller voter applicant candidate lead prospect trialist tester participant attendee \
 player gamer fan follower community people person women men woman man girl boy youth veteran taxpayer claimant beneficiary employer \
 recruiter freelancer broker agent advertiser publisher retailer wholesaler distributor reseller franchisee host owner workspace \
 enterprise startup smb consumer end-user persona newcomer beginner starter joiner graduate alumnus alumni club chapter group squad department \
 institution nonprofit charity council municipality city region country cohort respondent caller browser leaver respondents \
 logo seat stakeholder researcher scientist journalist editor nurse physician doctor clinician gp carer caregiver adopter implementer adviser \
 volunteer survivor worker refugee migrant learner-cohort tenant landlord borrower lender investor shareholder policyholder insured claimant \
 delegate voter audience readership viewership userbase regular hero sender receiver downloader everyone anybody dev devs rep mentor streamer commenter";

/// Our own people.
pub(super) const STAFF: &str = "employee staff team-member teammate colleague engineer manager leader rep sdr bdr ae csm pse tam sa salesperson \
 agent developer dev designer analyst scientist intern hire new-hire recruiter executive director vp workforce personnel crew \
 member squad department leadership midwife nurse reporter operator technician responder maintainer reviewer pm em sre \
 support-agent seller account-manager department-head supervisor consultant caseworker teacher instructor on-call oncall everybody group-leader";

/// Roles one hires for.
pub(super) const ROLE: &str = "engineer manager director designer developer analyst scientist intern specialist executive officer \
 recruiter administrator architect lead consultant researcher writer editor marketer accountant controller counsel lawyer paralegal \
 assistant coordinator technician nurse physician teacher trainer rep representative sdr bdr ae csm sre vp cto cfo ceo coo cmo cpo \
 head chief headcount position vacancy opening role hire apprentice trainee graduate contractor freelancer maintainer mentor coach mentee \
 product-manager pm em fundraiser driver warehouse-worker picker associate advisor adviser strategist hr-business-partner partner-manager";

/// Things that exist when the work is done.
pub(super) const ARTEFACT: &str = "icon picture photo image slide drawing song album novel sculpture textbook pilot enablement certification-path acl prototype-app automation-script runtime compiler parser schema-migration spec-document testnet mainnet wallet ledger bylaws crawler scraper feature dashboard integration page website site app application portal module prototype mvp poc plan policy roadmap \
 framework tool tooling api sdk cli gui ui ux interface documentation doc docs template playbook catalog catalogue model strategy spec \
 specification runbook handbook guide guideline manual wiki tutorial faq library package plugin extension connector adapter widget \
 component service microservice endpoint database warehouse schema index pipeline environment cluster server infrastructure infra \
 platform system product version release beta alpha ga launch milestone project programme program initiative campaign rebrand brand logo-design identity \
 design mockup mock-up wireframe style-guide design-system prototype chatbot bot assistant automation script job workflow process procedure \
 checklist form survey-tool questionnaire report study whitepaper white-paper ebook brochure flyer poster banner video case-study use-case deck presentation \
 proposal business-case budget-plan forecast contract agreement msa letter-of-intent mou partnership certification certificate audit license \
 office store shop branch warehouse lab facility kitchen playground building line room kiosk booth bridge road park machine robot device sensor kit \
 language locale translation market country territory region channel tier pricing package bundle offering offer subscription-plan loyalty-programme \
 curriculum course class lesson training onboarding bootcamp academy certification-programme syllabus toolkit resource asset content \
 landing-page homepage newsletter-template email-template sequence flow funnel journey map persona taxonomy ontology glossary dataset \
 data-set data-warehouse data-lake datalake lake catalog registry repository repo codebase code test test-suite suite testbed benchmark harness linter \
 rule alerting monitor monitoring observability logging tracing telemetry instrumentation backup failover sandbox ci ci/cd cicd \
 canary toggle flag feature-flag permission role-based-access sso scim mfa 2fa login-page checkout cart search-engine engine recommendation-engine \
 crm erp lms hris cms ats bi data-model architecture diagram rfc adr decision charter mission vision value principle standard definition \
 committee board team-charter working-group guild council task-force org-chart structure career-ladder ladder levelling compensation-model scheme \
 backlog requirement story epic improvement enhancement change capability functionality ability mechanism solution setup configuration migration rollout \
 implementation integration-test refactoring redesign rewrite cut-over cutover upgrade replacement transition consolidation fix patch \
 gap-analysis analysis assessment threat-model matrix scorecard metric-tree kpi okr target baseline goal budget threat-models slo-alert alert \
 podcast-player player video-player editor gallery marketplace inbox calendar map-view view-mode dark-mode notification email-alert webhook token passkey \
 bylaw regulation act law ordinance statute grant-scheme fund endowment trust shelter bus-stop cycle-lane lane well pump classroom clinic playbook-page \
 snippet sdk-example example demo-app starter-kit boilerplate open-source-version binary build nightly artifact artefact image container chart operator \
 protocol algorithm classifier predictor neural-network notebook experiment-platform mirror node daemon gateway implementation test-plan plan-of-record \
 product-page shelf flyer sign signage uniform brochureware house-style stylebook archive tape record bucket word roadmap-item item deliverable";

/// Things published or done again and again, where the count is the effort.
pub(super) const SERIAL: &str = "round investigation evening dinner breakfast lunch party celebration festival excursion field-trip practice shift stroll workout run training-ride post blog-post blogpost blog article newsletter tweet episode podcast talk keynote interview call meeting session workshop webinar \
 meetup meet-up demo event conference retrospective retro standup stand-up one-on-one one-to-one stock-take stocktake 1:1 visit survey experiment sprint drill game-day \
 iteration hackathon roundtable round-table panel webcast livestream stream broadcast lecture seminar training-session lunch-and-learn town-hall townhall \
 all-hands fireside-chat office-hours office-hour outreach email mail cold-call dial touchpoint check-in checkin check-up review huddle catch-up \
 briefing debrief ceremony presentation pitch roadshow trade-show fair booth open-house tour inspection audit walkthrough walk-through \
 discussion conversation chat dialogue focus-group usability-test user-test test-session co-design-session exercise rehearsal \
 story reel short explainer press-release pitch-meeting hour pomodoro activity action effort attempt ride-along site-visit \
 bi-weekly sync consultation hearing clinic-day listening-session brainstorm spike simulation tabletop book penetration-test pentest pen-test \
 campaign qbr business-review code-review collab sprint-review post-mortem sampling mailing leaflet flyer-drop advert ad placement-ad poap";

/// Parts of a job, whose share done is progress, not result.
pub(super) const WORK: &str = "backlog task milestone deliverable migration work project plan step phase scope item story requirement process \
 test case test-case service job record page document article table repository component script workflow file system server machine \
 tape procedure module screen module endpoint contract content data code codebase template form asset feature roadmap initiative \
 programme program implementation integration configuration paper report inventory catalogue catalog dataset library resource bucket \
 redesign rebuild rollout cut-over cutover action recommendation training course session plan-item asset-pipeline string translation material \
 stage account-migration changeset control environment language locale";

/// A running system whose state may be an outcome.
pub(super) const SYSTEM: &str = "system service site website app application api endpoint server database cluster platform pipeline page build \
 deployment deploy release production gateway query request job queue cache node host network link machine device product bundle \
 test ci search checkout login homepage dashboard portal release-process backup model process close month-end order delivery parcel shipment";

/// Nouns that look like verbs with `-ing`.
pub(super) const TOPIC: &str = "engineering marketing building housing shipping banking accounting pricing billing testing hosting learning \
 nursing planning reporting parking gaming advertising funding recruiting staffing catering lighting heating manufacturing \
 purchasing trading farming teaching coaching mentoring fundraising printing packaging warehousing roofing mining drilling cycling \
 swimming housekeeping bookkeeping spring morning evening branding merchandising routing forecasting modelling modeling";
