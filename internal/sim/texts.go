package sim

import "strings"

// texts are what an instance says of itself.
type texts struct {
	title       string
	description string // one or two sentences, plain
	extended    string // HTML
	rules       []rule
	languages   []string
}

func (in *instance) texts() texts {
	c, t := in.chance(forTexts), in.traits.tongue
	var out texts
	out.title = fill(pick(c, t.titles), properName(in.name))
	switch {
	case in.traits.city != "":
		out.description = fill(pick(c, t.from), in.traits.city)
	case c.hit(0.9) || in.protected():
		out.description = fill(pick(c, t.about), t.topics[in.traits.topic])
	}
	if out.description != "" && c.hit(0.6) {
		out.description += " " + pick(c, t.more)
	}
	out.rules = drawRules(c, t)
	out.languages = in.languages(c)
	if c.hit(0.5) {
		out.extended = extended(c, in, out.description)
	}
	if date := in.closing(); date != "" {
		out.description = strings.TrimSpace(fill(t.closing, date) + " " + out.description)
	}
	if in.kind == HostileText {
		in.poison(&out)
	}
	return out
}

func (in *instance) languages(c *chance) []string {
	own := in.traits.tongue.code
	bilingual := 9.0
	if own == "en" {
		bilingual = 0
	}
	return [][]string{
		{own}, {own, "en"}, {"en"}, {}, // the third is the default nobody changed
	}[weighted(c, []float64{72, bilingual, 9, 10})]
}

// drawRules takes up to twelve rules in the tongue's own order.
func drawRules(c *chance, t *tongue) []rule {
	if c.hit(0.25) {
		return nil
	}
	share := 0.3 + 0.7*c.float()
	var rules []rule
	for _, r := range t.rules {
		if c.hit(share) {
			rules = append(rules, r)
		}
	}
	return rules
}

func extended(c *chance, in *instance, description string) string {
	var b strings.Builder
	b.WriteString("<h2>" + escape(properName(in.name)) + "</h2>\n")
	if description != "" {
		b.WriteString("<p>" + escape(description) + "</p>\n")
	}
	for _, paragraph := range in.traits.tongue.long {
		if c.hit(0.7) {
			b.WriteString("<p>" + escape(paragraph) + "</p>\n")
		}
	}
	if c.hit(0.3) {
		b.WriteString(`<p><a href="https://` + in.name + `/about/more" rel="nofollow">` + escape(in.name) + "</a><br />&copy;</p>\n")
	}
	return b.String()
}

// fill puts value in the place of the format's one %s.
func fill(format, value string) string { return strings.Replace(format, "%s", value, 1) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escape makes plain text fit for HTML.
func escape(text string) string { return escaper.Replace(text) }
