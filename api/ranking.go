package api

import (
	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory/rank"
	"landfall/internal/httpkit"
)

// rankingDocument is the answer of GET /servers/{host}/ranking: where a server stands for
// the answers of the wizard in the address, and why not first.
type rankingDocument struct {
	Host    string  `json:"host"`
	AsOf    *string `json:"as_of"`
	Query   string  `json:"query"`
	Version string  `json:"ranking_version"`
	Week    string  `json:"week"`
	Place   *int    `json:"place"`  // from 1; null: it is not recommended
	Ranked  int     `json:"ranked"` // how many are
	// Reasons are why it is not recommended, StoodBack the limit that made it stand behind
	// the first three.
	Reasons   []rankingReason `json:"reasons"`
	StoodBack *rankingReason  `json:"stood_back"`
	Score     *score          `json:"score"` // null: it is in no list
	Ahead     []rankingAhead  `json:"ahead"` // those of the first three that stand before it
}

type rankingReason struct {
	Code rank.Code `json:"code"`
	Text string    `json:"text"`
}

type rankingAhead struct {
	Host  string        `json:"host"`
	Href  string        `json:"href"`
	Total float64       `json:"total"`
	ByLot bool          `json:"by_lot"` // the two are equals
	More  []rankingGain `json:"more"`
}

type rankingGain struct {
	scorePart
	Gain float64 `json:"gain"` // by how many points it has more
}

// ranking answers GET /servers/{host}/ranking.
func (a *api) ranking(c *gin.Context) error {
	host, err := landfall.ParseHost(c.Param("host"))
	if err != nil {
		return badParameter("host", "It is not the name of a host: a name only, below a public suffix.")
	}
	answers, err := parseAnswers(c.Request.URL.RawQuery)
	if err != nil {
		return err
	}
	answers = answers.Alone()
	snapshot := a.deps.Directory.Load()
	why, ok := snapshot.WhyNot(host, answers.Asked())
	if !ok {
		return landfall.ErrNotFound
	}
	c.Header("Cache-Control", cacheFor)
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), "ranking", host.String(), answers.Canonical())) {
		return nil
	}
	d := rankingDocument{
		Host: host.String(), AsOf: moment(snapshot.Totals().At), Query: answers.Canonical(), Version: rank.Version,
		Week: snapshot.Candidates().Week(), Ranked: why.Ranked, Reasons: []rankingReason{}, Ahead: []rankingAhead{},
	}
	if why.Place > 0 {
		d.Place = &why.Place
	}
	for _, r := range why.Reasons {
		d.Reasons = append(d.Reasons, rankingReason{r.Code, r.Text.String()})
	}
	if why.Stood != nil {
		d.StoodBack = &rankingReason{why.Stood.Code, why.Stood.Text.String()}
	}
	if len(why.Score.Parts) > 0 {
		s := newScore(why.Score)
		d.Score = &s
	}
	for _, ahead := range why.Ahead {
		d.Ahead = append(d.Ahead, newRankingAhead(ahead))
	}
	return send(c, d)
}

func newRankingAhead(a rank.Ahead) rankingAhead {
	out := rankingAhead{a.Host.String(), Prefix + "/servers/" + a.Host.String(), pointsOf(a.Total), a.ByLot, []rankingGain{}}
	for _, g := range a.More {
		out.More = append(out.More, rankingGain{newScorePart(g.Part), pointsOf(g.More)})
	}
	return out
}
