package web

import (
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/searchbox"
	"landfall/directory/topic"
)

// The parameters of the search box beside those of a query.
const (
	// keyAs with asText says that what was typed is to be searched for as it is.
	keyAs  = "as"
	asText = "text"
	// keySaid is what was typed, where it was read as filters. It changes nothing in the
	// result and is in no canonical address.
	keySaid = "said"
)

// commonWords is newWords, made once for all sites: it is the same for each, takes a second and
// changes nothing after that.
var commonWords = sync.OnceValue(newWords)

// Warm makes beforehand what the first reader who types something would wait a second for.
func Warm() { commonWords() }

// newWords returns a parser of what people type, with the vocabulary that Landfall comes
// with. It takes most of a second to make.
func newWords() *searchbox.Parser {
	var programs []searchbox.Software
	for _, name := range directory.KnownSoftware() {
		programs = append(programs, searchbox.Software{Name: name, Label: directory.SoftwareLabel(name)})
	}
	return searchbox.New(searchbox.Standard(directory.KnownLanguages(), programs, nil))
}

// readWords redirects to the filters that the words in the search box mean, if they mean
// any. The name of a server is left to the search, which finds it.
func (s *Site) readWords(c *gin.Context) bool {
	values := c.Request.URL.Query()
	text := strings.TrimSpace(values.Get(directory.KeyText))
	if text == "" || len(text) > directory.MaxText || values.Get(keyAs) == asText {
		return false
	}
	parsed := commonWords().Parse(text)
	for _, chip := range parsed.Chips {
		if chip.Key == searchbox.KeyServer {
			return false
		}
	}
	if len(parsed.Chips) == 0 {
		return false
	}
	for key, chosen := range parsed.Values() {
		switch key {
		case directory.KeyText:
		case directory.KeySignup: // who says how wants that and nothing else
			values[key] = chosen
		default:
			values[key] = append(values[key], chosen...)
		}
	}
	values.Set(directory.KeyText, parsed.Text)
	values.Del(directory.KeyPage)
	query, _ := directory.ParseQuery(values)
	for _, id := range query.Chosen[directory.KeyTopic] {
		if directory.AdultTopic(topic.ID(id)) { // who types it asks for it
			query = query.With(directory.KeyShow, append(query.Chosen[directory.KeyShow], directory.ShowAdult)...)
		}
	}
	path := serversPath(query)
	join := "?"
	if strings.Contains(path, "?") {
		join = "&"
	}
	s.redirect(c, http.StatusFound, path+join+keySaid+"="+url.QueryEscape(text))
	return true
}

// said is what was typed, where it was read as filters, and the way to search for it as
// text instead.
type said struct{ Text, AsText string }

func newSaid(values url.Values) said {
	text := strings.TrimSpace(values.Get(keySaid))
	if text == "" || len(text) > directory.MaxText {
		return said{}
	}
	return said{text, "/servers?" + directory.KeyText + "=" + url.QueryEscape(text) + "&" + keyAs + "=" + asText}
}
