package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// historyPage is what changed of a server.
type historyPage struct {
	frame
	serverTop
	Notes []directory.Note
	// Partial is set if the record could not be read just now.
	Partial bool
	Fields  []option // to choose from; Selected are chosen
	Months  []changeMonth
	Shown   int // changes
	All     int // changes without a choice
	More    bool
	Clear   string // the page without a choice, empty if there is none
	Known   time.Time
	CSV     string
}

// changeMonth is what changed in a month, the newest first.
type changeMonth struct {
	Name    string
	Changes []changeView
}

// changeView is one change.
type changeView struct {
	At            time.Time
	Field         string
	Before, After string
	Theirs        bool   // the values are words of the server
	Rules         string // where the change of rules is told, empty of other fields and if nowhere
	Unspoken      bool   // of rules there is no value to show
}

// keyField is the parameter of what changed: names of fields.
const keyField = "field"

// historyPath is the one address of a server's history of some fields, or of the file of it
// with an ending such as ".csv".
func historyPath(host landfall.Host, ending string, fields []landfall.ChangeField) string {
	path := tabHistory.path(host) + ending
	if len(fields) == 0 {
		return path
	}
	var names []string
	for _, f := range fields {
		names = append(names, string(f))
	}
	slices.Sort(names)
	return path + "?" + keyField + "=" + strings.Join(names, ",")
}

// fieldsAsked reads which fields are asked for, none if all are.
func fieldsAsked(ctx context.Context, values url.Values) (fields []landfall.ChangeField, notes []directory.Note) {
	for _, text := range values[keyField] {
		for name := range strings.SplitSeq(text, ",") {
			field := landfall.ChangeField(name)
			switch {
			case name == "" || slices.Contains(fields, field):
			case slices.Contains(past.Fields(), field):
				fields = append(fields, field)
			default:
				notes = append(notes, directory.Note(tongue.Say(ctx, "Nothing is kept of changes of “{field}”. It was left out.", "field", clip(name, 40))))
			}
		}
	}
	if len(fields) == len(past.Fields()) {
		fields = nil
	}
	return fields, notes
}

// changed answers /s/{host}/history.
func (s *Site) changed(c *gin.Context) error {
	server, err := s.answeredAt(c, tabHistory)
	if server == nil {
		return err
	}
	ctx := c.Request.Context()
	fields, notes := fieldsAsked(ctx, c.Request.URL.Query())
	page := s.newHistoryPage(ctx, server, fields)
	page.Notes = notes
	return s.render(c, http.StatusOK, historyTempl(page))
}

func (s *Site) newHistoryPage(ctx context.Context, server *directory.Server, fields []landfall.ChangeField) historyPage {
	id := newIdentity(server)
	path := func(ending string) string { return historyPath(server.Host, ending, fields) }
	f := s.frame(ctx, path(""), tongue.Say(ctx, "History of {server}", "server", id.Domain),
		tongue.Say(ctx, "What changed on {server}: sign-up, rules, software and versions.", "server", id.Domain))
	f.Here, f.NoIndex, f.JSONAlternative, f.Twins = "/servers", hiddenSubPage(server, f.Now) || len(fields) > 0, path(".json"), tableTwins(path)
	page := historyPage{
		frame: f, serverTop: s.newServerTop(ctx, server, server.Summary, tabHistory), Known: server.Discovered, CSV: path(".csv"),
	}
	for _, field := range past.Fields() {
		page.Fields = append(page.Fields, option{Value: string(field), Label: changeLabel(ctx, field), Selected: slices.Contains(fields, field)})
	}
	if len(fields) > 0 {
		page.Clear = historyPath(server.Host, "", nil)
	}
	history, err := s.deps.Past.History(ctx, server.Host)
	if err != nil {
		s.deps.Logger.WarnContext(ctx, "page shown without its history", "host", server.Host, "error", err)
		page.Partial = true
		return page
	}
	only := history.Of(fields)
	page.All, page.Shown, page.More = len(history.Changes), len(only.Changes), history.More || len(only.Changes) > changesShown
	for _, change := range only.Changes[:min(len(only.Changes), changesShown)] {
		page.add(ctx, s.newChange(ctx, change))
	}
	return page
}

// changesShown is how many changes a page shows.
const changesShown = 200

// add puts a change into its month.
func (p *historyPage) add(ctx context.Context, c changeView) {
	month := tongue.Month(ctx, c.At)
	if last := len(p.Months) - 1; last < 0 || p.Months[last].Name != month {
		p.Months = append(p.Months, changeMonth{Name: month})
	}
	last := &p.Months[len(p.Months)-1]
	last.Changes = append(last.Changes, c)
}

func (s *Site) newChange(ctx context.Context, c landfall.Change) changeView {
	v := changeView{At: c.At, Field: changeLabel(ctx, c.Field), Before: directory.Visible(c.Before), After: directory.Visible(c.After), Theirs: true}
	switch c.Field {
	case landfall.ChangeSignup:
		said := func(mode string) string {
			return phrase.SignupShort(ctx, landfall.Signup{Mode: landfall.SignupMode(mode)})
		}
		v.Before, v.After, v.Theirs = said(c.Before), said(c.After), false
	case landfall.ChangeSoftware:
		v.Before, v.After = directory.SoftwareLabel(v.Before), directory.SoftwareLabel(v.After)
	case landfall.ChangeRules:
		if v.Unspoken = true; s.deps.Wordings != nil {
			v.Rules = rulesPath(c.Host)
		}
	case landfall.ChangeVersion:
	}
	return v
}

// changeLabel is what a field is called that can change.
func changeLabel(ctx context.Context, field landfall.ChangeField) string {
	switch field {
	case landfall.ChangeSignup:
		return tongue.Say(ctx, "Sign-up")
	case landfall.ChangeRules:
		return tongue.Say(ctx, "Rules")
	case landfall.ChangeSoftware:
		return tongue.Say(ctx, "Software")
	case landfall.ChangeVersion:
		return tongue.Say(ctx, "Version")
	}
	return string(field)
}
