package sim

var english = tongue{
	code: "en", weight: 62, suffixes: []string{"org.uk", "co.uk", "ie", "ca", "nz"},
	cities: []string{"Glasgow", "Toronto", "Dublin", "Wellington", "Portland", "Bristol", "Austin", "Halifax"},
	topics: [...]string{
		"people of every kind", "art and illustration", "photography", "music", "books and writing",
		"games", "free software", "science", "astronomy", "gardening",
		"birds and birding", "cycling", "cooking", "history", "trains and public transport",
		"climate and energy", "teaching", "film", "knitting and crafts", "cats",
	},
	titles: []string{"%s", "%s Social", "The %s", "%s Commons", "%s Online"},
	about: []string{
		"A friendly place for %s.", "An independent community about %s.",
		"We care about %s, and about each other.", "A small corner of the fediverse for %s.",
	},
	from: []string{"A home for people in and around %s.", "The instance of %s, run by its own people.", "For %s and everyone who misses it."},
	more: []string{
		"Moderated by people, financed by donations, free of advertising.",
		"New here? Say hello with an introduction.",
		"Hosted on renewable energy.",
		"We keep backups, and we keep calm.",
		"Run by a non-profit association.",
	},
	long: []string{
		"We started as a few friends with a spare server and grew by word of mouth. Decisions are taken in the open, twice a year, by everybody who helps.",
		"Reports are read within a day. We warn first, limit second and suspend only when nothing else helps.",
		"The server costs a little money every month. If you can, help to pay for it; if you can't, you are as welcome.",
		"We do not run experiments on you, we do not sell data and we delete logs after seven days.",
	},
	asks:    []string{"Tell us in a few words why you would like to join; we answer within two days.", "Applications are read by hand, so that spam stays out."},
	shut:    []string{"We are full at the moment.", "Sign-up is closed; please choose another instance."},
	closing: "This server is shutting down on %s. Please move your account before then.",
	rules: []rule{
		{"Be kind.", "Assume good faith and leave room for others."},
		{"No racism, sexism, homophobia, transphobia or ableism.", ""},
		{"No harassment, dogpiling or doxxing.", "This includes publishing private messages."},
		{"Mark sensitive images and put a warning on upsetting texts.", ""},
		{"No illegal content.", "The law of the country of the server counts."},
		{"No spam and no advertising.", ""},
		{"Bots must say that they are bots.", "Post at most once an hour to the public timelines."},
		{"Describe your images for people who cannot see them.", ""},
		{"Do not spread falsehoods about health or elections.", ""},
		{"No accounts that pretend to be somebody else.", ""},
		{"Generated pictures and texts must be marked as such.", ""},
		{"You must be at least 16 years old.", ""},
	},
}
