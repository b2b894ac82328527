package api

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/rank"
	"landfall/directory/wizard"
	"landfall/internal/httpkit"
)

// findDocument is the answer of GET /find: what the wizard finds for the answers in the
// address. Its sentences are in English.
type findDocument struct {
	AsOf    *string `json:"as_of"`
	Query   string  `json:"query"` // as understood, in canonical form
	Version string  `json:"ranking_version"`
	Week    string  `json:"week"` // whose lots equals were drawn by
	Found   int     `json:"found"`
	// Servers are the first three, More those asked for beyond, and Newcomers would fit but
	// are too new to be recommended.
	Servers   []foundServer `json:"servers"`
	More      []foundServer `json:"more"`
	Newcomers []foundServer `json:"newcomers"`
	Unmet     []string      `json:"unmet"`
	// Ways are answers to drop if nothing was found.
	Ways []foundWay `json:"ways"`
	// Compare and Next are addresses; null: there is none.
	Compare *string `json:"compare"`
	Next    *string `json:"next"`
}

// foundServer is a server, what speaks for it, and what against it.
type foundServer struct {
	row
	Place    int      `json:"place"` // from 1
	Reasons  []string `json:"reasons"`
	Drawback string   `json:"drawback"`
	Score    score    `json:"score"`
}

// score is a score of 100 points, item by item.
type score struct {
	Total float64     `json:"total"`
	Parts []scorePart `json:"parts"`
}

type scorePart struct {
	Key    string  `json:"key"`
	Points float64 `json:"points"`
	Most   float64 `json:"most"`
	Known  bool    `json:"known"` // if not, it counts as 0.4 of the most
	Asked  bool    `json:"asked_for"`
	Why    string  `json:"why"`
}

type foundWay struct {
	Label string `json:"label"`
	Found int    `json:"found"`
	Href  string `json:"href"`
}

// parseAnswers reads the answers of the wizard. Every bad value is named.
func parseAnswers(raw string) (wizard.Answers, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return wizard.Answers{}, badParameter("(query)", "The query string is not well formed.")
	}
	values.Del(wizard.KeyStep)
	answers, notes := wizard.Parse(values)
	var fault httpkit.ParameterError
	for _, note := range notes {
		fault.Parameters = append(fault.Parameters, httpkit.Parameter{Name: "(query)", Detail: string(note)})
	}
	if len(fault.Parameters) > 0 {
		return answers, &fault
	}
	return answers, nil
}

// find answers GET /find.
func (a *api) find(c *gin.Context) error {
	answers, err := parseAnswers(c.Request.URL.RawQuery)
	if err != nil {
		return err
	}
	snapshot := a.deps.Directory.Load()
	c.Header("Cache-Control", cacheFor)
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), "find", answers.Canonical())) {
		return nil
	}
	result := wizard.Find(snapshot.Candidates(), answers)
	d := findDocument{
		AsOf: moment(snapshot.Totals().At), Query: answers.Canonical(), Version: result.Version, Week: result.Week, Found: result.Found,
		Servers: newFoundServers(snapshot, result.Cards), More: newFoundServers(snapshot, result.Others),
		Newcomers: newFoundServers(snapshot, result.Newcomers), Unmet: []string{}, Ways: []foundWay{},
	}
	for _, unmet := range result.Unmet {
		d.Unmet = append(d.Unmet, unmet.String())
	}
	for _, w := range result.Ways {
		d.Ways = append(d.Ways, foundWay{w.Label.String(), w.Found, Prefix + "/find?" + w.Query})
	}
	if len(result.Cards) > 1 {
		d.Compare = text(Prefix + "/compare?" + result.Compare)
	}
	if result.More != "" {
		d.Next = text(Prefix + "/find?" + result.More)
	}
	return send(c, d)
}

func newFoundServers(snapshot *directory.Snapshot, cards []wizard.Card) []foundServer {
	list := make([]foundServer, 0, len(cards))
	for _, card := range cards {
		server := snapshot.Server(card.Host)
		found := foundServer{row: newRow(server), Place: card.Place, Reasons: []string{}, Drawback: card.Drawback.String(), Score: newScore(card.Score)}
		for _, reason := range card.Reasons {
			found.Reasons = append(found.Reasons, reason.Why.String())
		}
		list = append(list, found)
	}
	return list
}

func newScore(s rank.Score) score {
	out := score{Total: pointsOf(s.Total), Parts: make([]scorePart, 0, len(s.Parts))}
	for _, p := range s.Parts {
		out.Parts = append(out.Parts, newScorePart(p))
	}
	return out
}

func newScorePart(p rank.Part) scorePart {
	return scorePart{p.Key, pointsOf(p.Points), pointsOf(p.Weight), p.Known, p.Asked, p.Why.String()}
}

// pointsOf returns points, which are counted in tenths.
func pointsOf(p rank.Points) float64 {
	const tenths = 10
	return float64(p) / tenths
}
