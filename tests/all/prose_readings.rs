//! What is read from single sentences: values, directions, separate measures, vanity, quoted words, objectives.
#![allow(clippy::unwrap_used)]

use okr::prose::{Direction, Vocabulary, read_key_result, read_objective};

#[test]
fn baselines_targets_and_directions_are_told_apart() {
    use Direction::{Decrease, Increase, Maintain, Reach};
    let vocabulary = Vocabulary::default();
    for (text, baseline, target, direction) in [
        ("Raise activation from 23%", Some("23%"), None, Some(Increase)),
        ("Sign-ups from 5 countries and 2 regions reach 4,000", None, Some("4,000"), None),
        ("Drive activation to 35%", None, Some("35%"), Some(Reach)),
        ("Drive churn from 5% to 3%", Some("5%"), Some("3%"), Some(Decrease)),
        ("Drive page load time below 2 seconds", None, Some("2 seconds"), Some(Decrease)),
        ("Reach 250 ms from 400 ms", Some("400 ms"), Some("250 ms"), Some(Decrease)),
        ("Cut tickets from 1200 by 40%", Some("1200"), Some("40%"), Some(Decrease)),
        ("Reduce churn by 20% from 5%", Some("5%"), Some("20%"), Some(Decrease)),
        ("Improve latency from 400 ms to 250 ms", Some("400 ms"), Some("250 ms"), Some(Decrease)),
        ("Optimize page load from 3.2 s to 1.5 s", Some("3.2 s"), Some("1.5 s"), Some(Decrease)),
        ("Improve coverage from 60% to 80%", Some("60%"), Some("80%"), Some(Increase)),
        ("Enhance CSAT from 4.1 to 4.5", Some("4.1"), Some("4.5"), Some(Increase)),
        ("Achieve churn of 3%, from 5%", Some("5%"), Some("3%"), Some(Decrease)),
        ("Get activation from 23 to 35%", Some("23%"), Some("35%"), Some(Increase)),
        ("Bring time to first value from 3 days to 1 day", Some("3 days"), Some("1 day"), Some(Decrease)),
        ("Improve error rate by 20%", None, Some("20%"), Some(Decrease)),
        ("Keep uptime at 99.9%", None, Some("99.9%"), Some(Maintain)),
        ("Raise releases from 3 to 5 per week", Some("3 per week"), Some("5 per week"), Some(Increase)),
        ("Reach 80% adoption in 3 teams, from 20%", Some("20%"), Some("80%"), Some(Increase)),
        ("95% on support satisfaction, 95% on premium answers", None, Some("95%"), None),
        ("One demo per week (48 in total)", None, Some("One demo per week"), None),
        ("Move Kubernetes from 1.26 to 1.29", None, None, None),
        ("Upgrade Postgres from 12 to 15", None, None, None),
        ("Raise the Node version from 16 to 18", None, None, Some(Increase)),
        ("Grow trials from January to March", None, None, Some(Increase)),
        ("Grow trials from 5 January to 31 March", None, None, Some(Increase)),
        ("Bring latency to at most 0.25 s", None, Some("0.25 s"), Some(Decrease)),
        ("Cut review time from 2 d to 4 h", Some("2 d"), Some("4 h"), Some(Decrease)),
    ] {
        let reading = read_key_result(text, &vocabulary);
        let value = |m: &Option<okr::prose::Measure>| m.as_ref().map(|m| m.quantity.text().to_owned());
        assert_eq!(value(&reading.baseline).as_deref(), baseline, "{text}: baseline");
        assert_eq!(value(&reading.target).as_deref(), target, "{text}: target");
        assert_eq!(reading.direction, direction, "{text}: direction");
    }
}

fn cut<'t>(text: &'t str, range: &std::ops::Range<u32>) -> &'t str {
    &text[range.start as usize..range.end as usize]
}

#[test]
fn separate_measures_are_counted() {
    let vocabulary = Vocabulary::default();
    for (text, measures) in [
        ("95% on support satisfaction, 95% on premium answers", vec!["95%", "95%"]),
        ("Raise coverage of core to 100% and dds_cli to 70%", vec!["100%", "70%"]),
        ("Satisfaction 95%, punctuality 90%", vec!["95%", "90%"]),
        ("Increase the number of teams from 12 to 20, and keep churn below 3%", vec!["20", "3%"]),
        ("Raise NPS to 40 while keeping churn below 3%", vec!["40", "3%"]),
        ("One demo per week (48 in total)", vec!["One"]),
        ("95% of tickets answered within 24 hours", vec!["95%"]),
        ("P95 under 300 ms for 99% of requests", vec!["300 ms"]),
        ("40% of new teams connect a tool in the first 30 days", vec!["40%"]),
        ("Orders from 5 countries and 3 regions reach 4,000", vec!["4,000"]),
        ("Raise monthly orders to 300, which comes to 3,600 a year", vec!["300"]),
        ("Cut search errors by 70%, target under 1,000", vec!["70%"]),
        ("90% of questions are answered the same day, ideally 95% of them", vec!["90%"]),
        ("Cut waste from 8% to 5% while raising yield from 20 to 30", vec!["5%", "30"]),
        ("Raise renewals from 10% to 30% (upgrades from 20% to 40%)", vec!["30%", "40%"]),
        ("Renewals 10% → 30% / upgrades 20% → 40%", vec!["30%", "40%"]),
        ("Raise renewals from 10% to 30% (from 100 to 300 clients)", vec!["30%"]),
        ("Raise renewals from 10% to 30% by cutting the steps from 9 to 4", vec!["30%"]),
        ("Raise renewals from 10% to 30% as the team grows from 5 to 8", vec!["30%"]),
    ] {
        let reading = read_key_result(text, &vocabulary);
        let found: Vec<&str> = reading.measures().iter().map(|range| cut(text, range)).collect();
        assert_eq!(found, measures, "{text}");
    }
}

#[test]
fn vanity_is_a_total_that_nothing_follows_from() {
    let vocabulary = Vocabulary::default();
    for (text, vanity) in [
        ("Reach 50,000 followers", Some("followers")),
        ("Reach 5,000 registered users", Some("registered users")),
        ("Grow page views from 120,000 to 200,000 a month", Some("page views")),
        ("Achieve a 20% increase in app downloads", Some("app downloads")),
        ("500 likes", Some("likes")),
        ("Get 10k social media reach in the first month", Some("reach")),
        ("Reach 5,000 weekly active users", None),
        ("Reach 500 paying users", None),
        ("Reach 5,000 sign-ups", None),
        ("Share of followers who buy rises from 2% to 5%", None),
        ("12% of followers place an order", None),
        ("Cut page views per answered question from 9 to 4", None),
        ("Sign-ups from 5 countries reach 4,000", None),
        ("Reduce the views in the lead list to 5", None),
        ("Attendees give us 4 out of 5 stars", None),
        ("Widen our reach by raising returning readers by 15%", None),
        ("Visitors download a package in 3 seconds", None),
    ] {
        let reading = read_key_result(text, &vocabulary);
        assert_eq!(reading.vanity.as_ref().map(|range| cut(text, range)), vanity, "{text}");
    }
}

/// What is underlined and said must make sense beside the sentence.
#[test]
fn findings_quote_whole_phrases() {
    let vocabulary = Vocabulary::default();
    for (text, evidence, message) in [
        (
            "Launch the template gallery",
            "Launch the template gallery",
            "“Launch the template gallery” delivers a thing",
        ),
        ("Close the backlog of old requests", "Close the backlog", "“Close the backlog” is work to finish"),
        ("Hire an R&D lead", "Hire an R&D lead", "“Hire an R&D lead” fills seats"),
        ("Two webinars", "Two webinars", "“Two webinars” counts what we put out"),
        (
            "Interview 20 clinic managers",
            "Interview 20 clinic managers",
            "“Interview 20 clinic managers” counts effort",
        ),
        (
            "3 training sessions per week",
            "3 training sessions per week",
            "“3 training sessions per week” is something done",
        ),
        ("Contracts signed", "Contracts signed", "“Contracts signed” says that work is finished"),
        (
            "All tasks have a written description",
            "tasks have a written description",
            "“tasks have a written description” says",
        ),
        (
            "Managers can export the report",
            "Managers can export the report",
            "“Managers can export the report” says what becomes",
        ),
        ("A style guide laid out that can be used in every shop", "", "this says"),
        (
            "Share of members who are happy with the support",
            "Share of members",
            "“Share of members” is worth measuring",
        ),
    ] {
        let reading = read_key_result(text, &vocabulary);
        let found = reading.evidence().first().zip(reading.evidence().last());
        let found = found.map_or("", |(first, last)| cut(text, &(first.start..last.end)));
        let said = reading.explain(text).message;
        assert_eq!(
            (found, said.starts_with(message)),
            (evidence, true),
            "{text}: {said} ({:?})",
            reading.reason
        );
    }
}

#[test]
fn numbers_of_objectives_are_targets_only_where_they_are_to_be_reached() {
    let vocabulary = Vocabulary::default();
    for (text, numeric) in [
        ("CEO: Increase ARR to $5M", Some("$5M")),
        ("Raise retention at the 30, 60 and 90 day marks by 10%", Some("10%")),
        ("Support: answer 95% of questions the same day", Some("95%")),
        ("2. Grow the community of growers", None),
        ("3 The board trusts our forecast", None),
        ("Ready for critical work - 70% (moved, but lots to do)", None),
        ("Reporting that people trust for 3 metrics", None),
        ("Serve our 2 million readers better than anyone", None),
        ("Be there for customers 24/7", None),
        ("Teach every team the 5 whys", None),
        ("Finish what we began in FY20 for all customers", None),
        ("Customers stop asking about issue #123", None),
        ("Become the first choice of clinics in 2027", None),
    ] {
        let reading = read_objective(text, &vocabulary);
        assert_eq!(reading.numeric.as_ref().map(|range| cut(text, range)), numeric, "{text}");
    }
    for (text, terse) in [
        ("CEO: Increase ARR", Some("Increase ARR")),
        ("Support: Increase customer happiness (Ana)", Some("Increase customer happiness")),
        ("Launch instant payment (RTP) in every shop", None),
        ("Support: New teams feel at home in their first week", None),
    ] {
        let reading = read_objective(text, &vocabulary);
        assert_eq!(reading.terse.as_ref().map(|(_, range)| cut(text, range)), terse, "{text}");
    }
    let launch = "Marketing: Launch the new loyalty scheme";
    let output = read_objective(launch, &vocabulary).output;
    assert_eq!(output.as_ref().map(|range| cut(launch, range)), Some("Launch the new loyalty scheme"));
}
