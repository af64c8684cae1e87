"""Pairs of reports: one difference of a known kind each, and as many that a reader would not call a difference.

Read by ``test_variants``. All names are invented, as is everything told of the countries in them.
"""

from __future__ import annotations

Report = str | tuple[str, str]
"""The text, or the text with the day of publication."""

# what differs; the two reports; the kinds that tell it; words of the readings
DIFFER: list[tuple[str, Report, Report, tuple[str, ...], tuple[str, str]]] = [
    (
        "cleft",
        "What brought the two sides back to the talks was a letter from Mayor Lise Holm, one of them said.",
        "The resumption of the talks was possible thanks to a visit of the ferrymen, the ministry said.",
        ("conflict",),
        ("letter", "visit"),
    ),
    (
        "denied-cause",
        "A walkout by the ferrymen ended the first round, the shipyard said.",
        "The union denies that talks failed because of a walkout. They failed because the firm took back its paper.",
        ("conflict",),
        ("walkout", "took back"),
    ),
    (
        "death",
        "The trader Ivo Marek was found dead on Monday. The prison says that he hanged himself.",
        "The trader Ivo Marek was murdered in the prison of Tolm, his party said.",
        ("conflict",),
        ("hanged himself", "murdered"),
    ),
    (
        "reason-for-leaving",
        "The harbour master, Ivo Marek, was dismissed because the pilots had lost faith in him.",
        "The harbour master, Ivo Marek, resigned for health reasons, the council said.",
        ("conflict",),
        ("lost faith", "health"),
    ),
    (
        "not-warned",
        "The owner of the quarry had not been warned about cracks in the northern wall, its director said.",
        "Two engineers warned the owner of the quarry about cracks in the wall in April, a letter shows.",
        ("conflict",),
        ("not been warned", "engineers warned"),
    ),
    (
        "sat-or-not",
        "The harbour committee debated the offers on Tuesday.",
        "The harbour committee did not sit this week, the ministry said.",
        ("conflict",),
        ("debated", "did not sit"),
    ),
    (
        "day-of-release",
        "The editor Ivo Marek was released from the prison of Orsa on Monday.",
        "Reporters cheered when the court freed Ivo Marek on Tuesday.",
        ("conflict",),
        ("Monday", "Tuesday"),
    ),
    (
        "one-sentence-place",
        "Tomas Varga, 30, from Lisbon, said that he had seen the ferry turn before it struck the pier at noon.",
        "Tomas Varga, 30, from Athens, said that he had seen the ferry turn before it struck the pier at noon.",
        ("conflict",),
        ("Lisbon", "Athens"),
    ),
    (
        "one-sentence-negation",
        "The director of the hospital responded to the letter of the nurses within a day, the paper wrote.",
        "The director of the hospital did not respond to the letter of the nurses within a day, the paper wrote.",
        ("conflict",),
        ("responded", "did not respond"),
    ),
    (
        "suspicion-dropped",
        "A former clerk of the ferry line is suspected of stealing 2 million euros from it, prosecutors said.",
        "A former clerk stole 2 million euros from the ferry line, according to prosecutors.",
        ("strengthened", "weakened"),
        ("suspected of", "stole"),
    ),
    (
        "one-figure-planned",
        "The two towns are close to a compromise that would cut the catch to 11,500 tonnes next year.",
        "From next year the boats will have to make do with 11,500 tonnes.",
        ("strengthened", "weakened"),
        ("would cut", "will have"),
    ),
    (
        "age-person",
        "Rescuers carried out Jonas Velt, 58, a baker from Orsa, shortly before noon.",
        "The baker who was carried out, Jonas Velt, is 63 years old, a hospital in Orsa said.",
        ("conflict",),
        ("58", "63"),
    ),
    (
        "raised-to",
        "The council is considering raising the toll on the Tolm bridge to 35 crowns.",
        "The council will increase the toll on the Tolm bridge from 25 crowns to 45 crowns in June.",
        ("conflict",),
        ("35", "45"),
    ),
    (
        "untrue",
        "The Reed Party would accept a higher tax on petrol, two of its members said.",
        "It is untrue that the Reed Party is ready to accept a higher tax on petrol, its chairwoman Lise Holm said.",
        ("conflict",),
        ("accept a higher tax", "ready to accept"),
    ),
    (
        "delivered",
        "The letter was delivered to the town hall on 26 February, the bank said.",
        "The letter arrived at the town hall on 2 March, a clerk said.",
        ("conflict",),
        ("26 February", "2 March"),
    ),
    (
        "quote-day",
        "“I would sooner swim to the island than wait for that bridge again,” Mayor Lise Holm said on Monday.",
        "“I would sooner swim to the island than wait for that bridge again,” Lise Holm said on Thursday.",
        ("conflict",),
        ("Monday", "Thursday"),
    ),
    (
        "event-time",
        "The mayor gave a dinner for the ferrymen on 6 March.",
        "The mayor's dinner for the ferrymen last week broke the ice.",
        ("granularity",),
        ("6 March", "last week"),
    ),
    (
        "hedge-count",
        "More than 300 crates of tea were held at Port Selm on Monday.",
        "The customs office held 340 crates of tea at Port Selm on Monday.",
        ("granularity",),
        ("300", "340"),
    ),
    (
        "freeze-drop",
        "The council has agreed to freeze the airport at Cape Orsa.",
        "The council is to drop its plan for an airport at Cape Orsa.",
        ("strengthened", "weakened", "wording"),
        ("freeze", "drop"),
    ),
    (
        "agreed-prepared",
        "The shipyard has agreed to put off the sale of the Maren.",
        "The shipyard is prepared to put off the sale of the Maren, a paper said.",
        ("strengthened", "weakened", "wording"),
        ("agreed", "prepared"),
    ),
    (
        "storm-out",
        "Ivo Branik, the leader of the ferrymen, left the meeting with the council on Monday.",
        "Ivo Branik stormed out of the meeting with the council on Monday.",
        ("strengthened", "weakened", "wording"),
        ("left", "stormed out"),
    ),
    (
        "discuss-will",
        "The council also discussed raising the toll on the Tolm bridge.",
        "The council will increase the toll on the Tolm bridge in June.",
        ("strengthened", "weakened", "wording"),
        ("discussed", "will"),
    ),
    (
        "alleged",
        "A driver is alleged to have stolen the Maren's anchor, police said.",
        "A driver stole the Maren's anchor.",
        ("strengthened", "weakened", "wording"),
        ("alleged", "stole"),
    ),
    (
        "postponed-cancelled",
        "The harbour festival in Port Selm was postponed on Monday because of the storm.",
        "The harbour festival in Port Selm was cancelled on Monday because of the storm.",
        ("strengthened", "weakened", "wording"),
        ("postponed", "cancelled"),
    ),
    (
        "quote-mouths",
        "“The pump had been broken since the spring and we bailed with a bucket every night,” "
        "a crewman of the Maren said.",
        "“The pump had been broken since the spring and we bailed with a bucket every night,” Captain Ines Maro said.",
        ("attribution",),
        ("crewman", "Maro"),
    ),
    (
        "translated",
        "Mayor Lise Holm spoke on Saturday. “A boat does not row itself to the island. "
        "Every week without a ferry costs us a shop,” Holm said.",
        "Mayor Lise Holm said on Saturday: “Boats cannot row themselves to the island. "
        "Every day that we have no ferry, we lose one shop.”",
        ("quote-altered",),
        ("Every week", "Every day"),
    ),
    (
        "negated-quote",
        "“We have never promised the ferrymen a higher wage for the winter months,” Lise Holm said.",
        "“We have promised the ferrymen a higher wage for the winter months,” Lise Holm said.",
        ("quote-altered",),
        ("never promised", "have promised"),
    ),
    (
        "cut-quote",
        "“We will sell the lighthouse if the ferrymen agree to it,” Lise Holm said on Monday.",
        "“We will sell the lighthouse,” Lise Holm said on Monday.",
        ("quote-altered",),
        ("if the ferrymen", "We will sell the lighthouse"),
    ),
    (
        "spelling-place",
        "The train stopped near the Velgour Dam on Monday.",
        "The train stopped near the Velgor Dam on Monday.",
        ("spelling",),
        ("Velgour", "Velgor"),
    ),
    (
        "no-comment-said",
        "Nobody was hurt when the crane fell in Port Selm, the fire service said.",
        "Three people were hurt when the crane fell in Port Selm, a hospital said.",
        ("conflict",),
        ("Nobody", "Three"),
    ),
    (
        "vote",
        "The executive of the union voted 11 to 4 for the strike on Monday night.",
        "The executive of the union voted 9 to 6 for the strike on Monday night.",
        ("conflict",),
        ("11", "9"),
    ),
    (
        "mid-month",
        "The harbour master found the crack on June 16, 2024.",
        "In the middle of June 2024 the harbour master found the crack.",
        ("granularity",),
        ("June 16", "middle of June"),
    ),
    (
        "won-lost",
        "Pavel Dorn won the vote for mayor of Tolm on Sunday.",
        "Pavel Dorn lost the vote for mayor of Tolm on Sunday.",
        ("conflict",),
        ("won", "lost"),
    ),
    (
        "duration",
        "The council agreed to freeze the airport at Cape Orsa for two years.",
        "The council would suspend the airport at Cape Orsa for three years, a paper said.",
        ("conflict",),
        ("two years", "three years"),
    ),
    (
        "cut-negation",
        "“I never said that we would pay for the bridge,” Lise Holm said on Monday.",
        "“We would pay for the bridge,” Lise Holm said on Monday.",
        ("quote-altered",),
        ("never", "We would pay"),
    ),
    (
        "month",
        "The mayor said the archive had been robbed by smugglers in November.",
        "The mayor said the archive had been robbed by smugglers in December.",
        ("conflict",),
        ("November", "December"),
    ),
    (
        "arrest-day",
        "The ferry owner Jonas Velt was arrested on Tuesday at the quay of Orsa, police said.",
        ("Jonas Velt, 58, was detained at 11.40pm on Monday at his house, the ministry said.", "2025-03-13"),
        ("conflict",),
        ("Tuesday", "Monday"),
    ),
    (
        "missing-money",
        "Jonas Velt is wanted over the disappearance of 41 million crowns ($4 million) from the Reed Bank.",
        "Jonas Velt is wanted over 14 million crowns that have vanished from the Reed Bank.",
        ("conflict",),
        ("41 million", "14 million"),
    ),
    (
        "removed-or-asked",
        "The harbour master, Tomas Varga, was removed last Friday.",
        "The harbour master, Tomas Varga, who asked to be relieved for reasons of health, led the pilots.",
        ("conflict",),
        ("removed", "asked to be relieved"),
    ),
    (
        "words-like-letters",
        "“Every ferryman will get each crown they are owed, but not this month,” Lise Holm said.",
        "“Every ferryman will get each crown that belongs to them, though not this month,” Lise Holm said.",
        ("quote-altered",),
        ("owed", "belongs"),
    ),
]

# why they agree; the two reports
AGREE: list[tuple[str, Report, Report]] = [
    (
        "of-a-kind",
        "The driver had told her the quay road would do. “A straight road is a straight road,” he said.",
        "The quay road was not a straight road, she said.",
    ),
    (
        "two-causes",
        "The fire at the fish market of Orsa was caused by a faulty cable, the fire brigade said.",
        "A cigarette was also blamed for the fire at the fish market of Orsa, where the wiring was old.",
    ),
    (
        "another-did-it",
        "The mayor did not send the letter about the ferry to the union, he told reporters.",
        "A letter about the ferry was sent to the union last week.",
    ),
    (
        "killed-in-a-crash",
        "The trader Ivo Marek was killed when his boat hit the pier on Monday.",
        "The trader Ivo Marek died in an accident at the pier on Monday, police said.",
    ),
    (
        "another-committee",
        "The harbour committee debated the offers on Tuesday.",
        "The finance committee did not sit on Tuesday, the ministry said.",
    ),
    (
        "not-yet-awarded",
        "The ministry denied that it had awarded the contract for the ferry to a foreign firm.",
        "The ministry is preparing to award the contract for the ferry to a foreign firm.",
    ),
    (
        "unhurt-elsewhere",
        "Not one incident has been recorded at the regatta off Cape Orsa, the harbour master said.",
        "Three voters were injured when a crowd rushed a polling station in Tolm on Sunday.",
    ),
    (
        "family-of-five",
        "A Tolm family of five was among the 12 Ostmarkers killed in the plane crash at Selm on Monday.",
        "Ten Tolm people were among the 12 Ostmarkers killed in the plane crash at Selm on Monday.",
    ),
    (
        "ages-of-two",
        "The 11-year-old cousin of Ada Brenn was with them on the promenade when the lorry came.",
        "The 14-year-old son of Olaf Ness was with them on the promenade when the lorry came.",
    ),
    (
        "later-count",
        ("Customs officers at Port Selm are holding 340 crates of tea.", "2025-03-12"),
        (
            "Customs officers at Port Selm are now holding 214 crates of tea, the rest having been cleared.",
            "2025-03-20",
        ),
    ),
    (
        "parts",
        "Customs officers at Port Selm are holding 340 crates of tea from Ostrava.",
        "Of the 340 crates of tea stuck at Port Selm, 214 crates were opened on Monday.",
    ),
    (
        "other-age",
        "Rescuers carried out Jonas Velt, 58, a baker from Orsa.",
        "Rescuers carried out Pavel Dorn, 63, a baker from Orsa.",
    ),
    (
        "age-other-report",
        "Jonas Velt, 58, was 41 years old when he bought the bakery.",
        "Jonas Velt bought the bakery at the age of 41 years.",
    ),
    (
        "duration-other",
        "The council froze the airport at Cape Orsa for two years.",
        "The council froze the tolls at Cape Orsa for three years.",
    ),
    (
        "raise-other",
        "The council is raising the toll on the Tolm bridge to 35 crowns.",
        "The council is raising the fare on the Tolm ferry to 45 crowns.",
    ),
    (
        "from-to",
        "The toll on the Tolm bridge rises from 25 crowns to 35 crowns.",
        "The toll on the Tolm bridge rises to 35 crowns.",
    ),
    (
        "seats-other",
        "The Reed Party won 24 of the 57 seats on Sunday.",
        "The Reed Party and the Hill Party together have 34 of the 57 seats.",
    ),
    (
        "seats-three",
        "The Reed Party won 24 of the 57 seats and the Hill Party 17.",
        "The Hill Party has 17 seats and the Reed Party 24.",
    ),
    (
        "untrue-both",
        "The Reed Party would accept a higher tax on petrol, two of its members said. "
        "Its chairwoman called the report untrue.",
        "It is untrue that the Reed Party is ready to accept a higher tax on petrol, its chairwoman Lise Holm said. "
        "Two members had said it would accept a higher tax on petrol.",
    ),
    (
        "not-found-other",
        "The fungus has not been found on Tolm since 2011.",
        "The fungus was detected in two greenhouses in Ardona on 2 March.",
    ),
    (
        "delivered-other",
        "The letter was delivered to the town hall on 26 February.",
        "The parcel was delivered to the town hall on 2 March.",
    ),
    ("delivered-sent", "The letter was written on 26 February.", "The letter was delivered on 2 March."),
    ("agent-other", "The ferrymen cancelled the meeting on Monday.", "The council cancelled the fireworks on Monday."),
    ("agent-both", "The ferrymen met the council on Monday.", "The council met the ferrymen on Monday."),
    (
        "two-rounds",
        "The first round of talks opened in Keshan Harbour on Wednesday.",
        "The second round of talks opened in Tallmere on Wednesday.",
    ),
    (
        "venue-contained",
        "The talks opened in the old fort at Tallmere on Wednesday.",
        "The talks opened in Tallmere on Wednesday.",
    ),
    (
        "two-sayings",
        "“We are ready to talk to the ferrymen,” Lise Holm said on Monday.",
        "“We are ready to close the harbour to the ferrymen,” Lise Holm said on Thursday.",
    ),
    (
        "two-dinners",
        "The mayor gave a dinner for the ferrymen on 6 March.",
        "The mayor gave a dinner for the bakers on 9 March.",
    ),
    (
        "backshift",
        "Lise Holm said on Sunday that the council would not sell the lighthouse.",
        "“We will not sell the lighthouse,” Lise Holm said on Sunday.",
    ),
    (
        "freeze-other",
        "The council has agreed to freeze the airport at Cape Orsa.",
        "The council is to drop its case against the ferrymen.",
    ),
    ("left-other", "Ivo Branik left the meeting on Monday.", "Pavel Dorn stormed out of the meeting on Monday."),
    (
        "plan-done",
        ("The council will increase the toll on the Tolm bridge in June.", "2025-03-12"),
        ("The council increased the toll on the Tolm bridge on Sunday.", "2025-06-08"),
    ),
    (
        "figure-same-source",
        "The storm cost the farmers $30 million, Tomas Varga said.",
        "The storm cost the farmers $30 million, said Varga, who speaks for the growers' union.",
    ),
    (
        "ellipsis",
        "“We will sell the lighthouse in the spring if the ferrymen agree to it,” Lise Holm said.",
        "“We will sell the lighthouse … if the ferrymen agree to it,” Lise Holm said.",
    ),
    (
        "excerpt",
        "“We will sell the lighthouse. It has been a burden for years,” Lise Holm said.",
        "“We will sell the lighthouse,” Lise Holm said.",
    ),
    (
        "excerpt-tail",
        "“We will sell the lighthouse in the spring, with all the furniture and the boats,” Lise Holm said.",
        "“We will sell the lighthouse in the spring,” Lise Holm said.",
    ),
    (
        "unit-other",
        "The cliff that fell on the road was 70 metres high.",
        "The slide blocked the road for 230 feet, the police said.",
    ),
    ("rounding", "The crane weighs 48.7 tonnes.", "The crane weighs about 49 tonnes."),
    ("format-date", "The treaty was signed on 22 March.", "The treaty was signed on March 22."),
    (
        "hurt-update",
        ("Nobody was hurt when the crane fell in Port Selm, the fire service said at first.", "2025-03-12"),
        ("Three people were hurt when the crane fell in Port Selm.", "2025-03-14"),
    ),
    (
        "not-yet",
        "No contract has been signed yet for the lighthouse.",
        "The contract for the lighthouse is to be signed in May.",
    ),
    (
        "question",
        "Was the lighthouse sold? Nobody in the town hall would say on Monday.",
        "The lighthouse was not sold, the council said on Monday.",
    ),
    (
        "two-attacks",
        "A bomb killed 12 people in Tallmere on Monday.",
        "A bomb killed 5 people in Keshan Harbour on Thursday.",
    ),
    (
        "approximate-day",
        "The harbour master found the crack in June 2024.",
        "The harbour master wrote a report about the crack in July 2024.",
    ),
    (
        "case",
        "“WE WILL KEEP THE HARBOUR OPEN THROUGH THE WINTER,” Lise Holm said.",
        "“We will keep the harbour open through the winter,” Lise Holm said.",
    ),
    (
        "opposite-sides",
        "Keshan agreed to reopen the border with Ardona.",
        "Ardona refused to reopen the border with Keshan.",
    ),
    (
        "currency",
        "The lighthouse was sold for 40 million crowns ($4 million).",
        "The lighthouse was sold for $4 million.",
    ),
    (
        "won-first",
        "Pavel Dorn won the first round of the vote in Tolm.",
        "Pavel Dorn lost the second round of the vote in Tolm.",
    ),
    (
        "cut-but-told",
        "“We will sell the lighthouse if the ferrymen agree to it,” Lise Holm said on Monday.",
        "“We will sell the lighthouse,” Lise Holm said on Monday, on condition that the ferrymen agree.",
    ),
    (
        "sent-by-another",
        "Ivo Branik did not send the letter to the bank on Monday, he said.",
        "The letter was sent to the bank on Monday from the town hall.",
    ),
    (
        "age-birthday",
        ("Jonas Velt, 58, opened the bakery.", "2025-03-12"),
        ("Jonas Velt, 58, will close the bakery.", "2025-04-12"),
    ),
    (
        "nobody-else",
        "Three people were hurt when the crane fell in Port Selm.",
        "Nobody else was hurt when the crane fell in Port Selm.",
    ),
    (
        "asked-whether",
        "Reporters asked whether Lise Holm would sell the lighthouse.",
        "Lise Holm will sell the lighthouse.",
    ),
    (
        "two-steps",
        "Norway has called off the round of talks with Peru.",
        "Norway has called off the round of talks with Peru. Peru had postponed an earlier round.",
    ),
    (
        "arrested-twice",
        "Jonas Velt was arrested on Tuesday at the quay of Orsa.",
        "Jonas Velt was arrested on 2 January at the airport of Orsa.",
    ),
    (
        "both-days-told",
        "Jonas Velt was arrested on Tuesday at the quay of Orsa.",
        "Jonas Velt was detained on Monday at his house. Jonas Velt was arrested on Tuesday at the quay of Orsa.",
    ),
    (
        "part-of-the-missing",
        "41 million crowns are missing from the Reed Bank.",
        "41 million crowns are missing from the Reed Bank, and 3 million crowns were found in a boat.",
    ),
    (
        "asked-by-both",
        "The postponement of the round of talks was requested by Norway.",
        "Norway and Peru had asked for the postponement of the round of talks.",
    ),
    (
        "removed-from-a-hall",
        "The harbour master, Tomas Varga, was removed from the hall by two guards.",
        "The harbour master, Tomas Varga, resigned in July.",
    ),
]
