package starting

import (
	"landfall/directory/rule"
)

// Draft is one rule that somebody may take over: what it is about, what it says of it, and
// the words. [rule.Reader] reads the words as just that.
type Draft struct {
	Tag    rule.Tag
	Stance rule.Stance
	Age    int // of a minimum age
	Text   string
}

// Drafts returns all drafts, those of one tag after each other, in the order of [rule.Tags].
func Drafts() []Draft { return drafts }

// Closing are the sentences that any list of rules ends with.
var Closing = []string{
	"If you break a rule, we talk to you first where we can. What harms others is taken down at once, and accounts that keep on doing so are closed.",
	"If you think that we were wrong, write to us: somebody else than the one who decided looks at it again.",
}

var drafts = []Draft{
	{rule.Hate, rule.Forbidden, 0, "No hate speech: no racism, sexism, homophobia, transphobia or antisemitism."},
	{rule.Harassment, rule.Forbidden, 0, "No harassment: no threats, no stalking, no doxxing."},
	{rule.Adult, rule.Forbidden, 0, "No pornography."},
	{rule.Adult, rule.Restricted, 0, "Pornography and nudity must be marked as sensitive."},
	{rule.Adult, rule.Allowed, 0, "Pornography is allowed."},
	{rule.Gore, rule.Forbidden, 0, "No gore and no graphic violence."},
	{rule.Gore, rule.Restricted, 0, "Gore and graphic violence must be behind a content warning."},
	{rule.AIGenerated, rule.Forbidden, 0, "No AI-generated content."},
	{rule.AIGenerated, rule.Restricted, 0, "AI-generated content must be labelled."},
	{rule.AIGenerated, rule.Allowed, 0, "AI-generated content is allowed."},
	{rule.Advertising, rule.Forbidden, 0, "No advertising."},
	{rule.Advertising, rule.Restricted, 0, "No excessive advertising: what you make yourself may be mentioned in moderation."},
	{rule.Bots, rule.Forbidden, 0, "No bots."},
	{rule.Bots, rule.Restricted, 0, "Bots must be marked as bots."},
	{rule.Bots, rule.Allowed, 0, "Bots are welcome."},
	{rule.Spam, rule.Forbidden, 0, "No spam."},
	{rule.Politics, rule.Restricted, 0, "Politics must be behind a content warning."},
	{rule.Politics, rule.Allowed, 0, "Politics is allowed."},
	{rule.AltText, rule.Restricted, 0, "Please add alt text to your images."},
	{rule.MinimumAge, rule.Restricted, 13, "You must be at least 13 years old."},
	{rule.MinimumAge, rule.Restricted, 16, "You must be at least 16 years old."},
	{rule.MinimumAge, rule.Restricted, 18, "You must be at least 18 years old."},
}

func ruleWords() []string {
	words := append([]string{}, Closing...)
	for _, d := range drafts {
		words = append(words, d.Text)
	}
	return words
}
