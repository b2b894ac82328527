package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"landfall"
	"landfall/directory/language"
	"landfall/directory/place"
	"landfall/directory/reading"
	"landfall/directory/rule"
	"landfall/directory/topic"
	"landfall/internal/netguard/strictjson"
)

// explainCmd says what the directory makes of texts, and why.
type explainCmd struct {
	Topics explainTopicsCmd `cmd:"" help:"Say what instances are about, and why."`
	Notice explainNoticeCmd `cmd:"" help:"Say whether texts announce that a server closes, and when."`
	Host   explainHostCmd   `cmd:"" help:"Say the same of an instance that is known, with all that is known of it."`
	Report explainReportCmd `cmd:"" help:"Say how well the taxonomy does on the instances that are known."`
}

// explainTopicsCmd reads descriptions of instances and writes their topics.
type explainTopicsCmd struct {
	File string `arg:"" help:"NDJSON with one instance a line; - is standard input." type:"existingfile" placeholder:"FILE"`
	All  bool   `help:"Write as well what is not sure enough to be shown, and what is ruled out."`
}

// Help gives the shapes.
func (explainTopicsCmd) Help() string {
	return `Each line of FILE is an object with host, name, description, rules (a list of texts) and tags (hashtags
that are talked about, with or without "#"); all but host may be missing or null. For each line one object is
written: host; topics (each with id, confidence from 0 to 1 and evidence); places (community_for, legally_based
and hosted_in, each a list like topics); languages (each declared, observed or both); rules (each with tag,
stance and the sentence that says so). What is in no list is not known. Nothing is fetched and nothing stored.
Input that is not of this shape ends the command with exit code 2 and the number of the line; the lines before
it are answered.`
}

// explained is one answer.
type explained struct {
	Host      landfall.Host      `json:"host"`
	Topics    []topic.Finding    `json:"topics"`
	Suggested []topic.Finding    `json:"suggested,omitempty"`
	RuledOut  []topic.Finding    `json:"ruled_out,omitempty"`
	Places    explainedPlaces    `json:"places"`
	Languages []language.Finding `json:"languages"`
	Rules     rule.Result        `json:"rules"`
}

// explainedPlaces are the answers to three questions that are never mixed up.
type explainedPlaces struct {
	CommunityFor []place.Finding `json:"community_for"`
	LegallyBased []place.Finding `json:"legally_based"`
	HostedIn     []place.Finding `json:"hosted_in"`
	Suggested    []place.Finding `json:"suggested,omitempty"` // whom it may be for
}

// maxExplainLine bounds one line of input in bytes.
const maxExplainLine = 1 << 20

// Run answers line by line.
func (c *explainTopicsCmd) Run(ctx context.Context, e *env) error {
	in := io.Reader(os.Stdin)
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return fmt.Errorf("explain: %w: %w", landfall.ErrInvalid, err)
		}
		defer file.Close()
		in = file
	}
	classifier := topic.NewClassifier(topic.Default())
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 64<<10), maxExplainLine)
	n := 0
	for ; lines.Scan(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if len(strings.TrimSpace(lines.Text())) == 0 {
			continue
		}
		input, err := readExplainLine(lines.Bytes())
		if err != nil {
			return fmt.Errorf("%s: line %d: %w", c.File, n+1, err)
		}
		if err := e.jsonLine(explain(input.Host, answerTo(input, classifier.Classify(input)), c.All)); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("%s: line %d: %w: longer than %d bytes", c.File, n+1, landfall.ErrInvalid, maxExplainLine)
	}
	return lines.Err()
}

func answerTo(in topic.Input, topics topic.Result) *reading.Reading {
	languages := language.Find(language.Input{Texts: in.Texts})
	return &reading.Reading{
		Topics: topics, Languages: languages, Rules: rule.Default().Read(in.Texts),
		Places: place.Default().Find(place.Input{Host: in.Host, Texts: in.Texts, Languages: language.Observed(languages)}),
	}
}

// explain writes a reading down, with what is not shown if all is set.
func explain(host landfall.Host, r *reading.Reading, all bool) explained {
	out := explained{
		Host: host, Topics: rounded(r.Topics.Topics), Languages: append([]language.Finding{}, r.Languages...),
		Rules: append(rule.Result{}, r.Rules...),
		Places: explainedPlaces{
			CommunityFor: roundedPlaces(r.Places.CommunityFor.Shown),
			LegallyBased: roundedPlaces(r.Places.LegallyBased.Shown),
			HostedIn:     roundedPlaces(r.Places.HostedIn.Shown),
		},
	}
	if all {
		out.Suggested, out.RuledOut = rounded(r.Topics.Suggested), rounded(r.Topics.RuledOut)
		out.Places.Suggested = roundedPlaces(r.Places.CommunityFor.Suggested)
	}
	return out
}

// rounded returns the findings with confidences of three decimals.
func rounded(findings []topic.Finding) []topic.Finding {
	out := append([]topic.Finding{}, findings...)
	for i := range out {
		out[i].Confidence = decimals(out[i].Confidence)
	}
	return out
}

func roundedPlaces(findings []place.Finding) []place.Finding {
	out := append([]place.Finding{}, findings...)
	for i := range out {
		out[i].Confidence = decimals(out[i].Confidence)
	}
	return out
}

func decimals(confidence float64) float64 { return math.Round(1000*confidence) / 1000 }

var explainKeys = []string{"host", "name", "description", "rules", "tags"}

// readExplainLine reads one line; what is wrong with it is landfall.ErrInvalid.
func readExplainLine(line []byte) (topic.Input, error) {
	doc, err := strictjson.Parse(line)
	if err != nil {
		return topic.Input{}, fmt.Errorf("%w: %w", landfall.ErrInvalid, err)
	}
	members, ok := doc.Object()
	if !ok {
		return topic.Input{}, fmt.Errorf("%w: not an object", landfall.ErrInvalid)
	}
	for key := range members {
		if !slices.Contains(explainKeys, key) {
			return topic.Input{}, fmt.Errorf("%w: unknown key %q", landfall.ErrInvalid, oneLine(key))
		}
	}
	return explainInput(doc)
}

func explainInput(doc strictjson.Value) (in topic.Input, err error) {
	if !doc.Get("host").Exists() {
		return in, fmt.Errorf("%w: host is missing", landfall.ErrInvalid)
	}
	name, ok := doc.Get("host").Text()
	if !ok {
		return in, fmt.Errorf("%w: host must be a text", landfall.ErrInvalid)
	}
	if in.Host, err = explainHost(name); err != nil {
		return in, err
	}
	for _, source := range []topic.Source{topic.SourceName, topic.SourceDescription} {
		value := doc.Get(string(source))
		text, ok := value.Text()
		if !ok && value.Exists() && !value.IsNull() {
			return in, fmt.Errorf("%w: %s must be a text", landfall.ErrInvalid, source)
		}
		in.Texts = append(in.Texts, topic.Text{Source: source, Text: text})
	}
	rules, err := textsOf(doc, "rules")
	if err != nil {
		return in, err
	}
	in.Texts = append(in.Texts, topic.Text{Source: topic.SourceRules, Text: strings.Join(rules, "\n\n")})
	tags, err := textsOf(doc, "tags")
	for _, tag := range tags {
		in.Tags = append(in.Tags, topic.PlainTag(tag))
	}
	return in, err
}

// explainHost reads a host name. Names that no instance can have, such as those in
// examples, are fine here: nothing is fetched.
func explainHost(name string) (landfall.Host, error) {
	host, err := landfall.ParseHost(name)
	var fault *landfall.HostError
	if errors.As(err, &fault) && (fault.Fault == landfall.HostSpecialUse || fault.Fault == landfall.HostUnknownSuffix) {
		return landfall.Host(strings.ToLower(name)), nil
	}
	return host, err
}

// textsOf returns a list of texts, or nothing if there is none or it is null.
func textsOf(doc strictjson.Value, key string) ([]string, error) {
	value := doc.Get(key)
	if !value.Exists() || value.IsNull() {
		return nil, nil
	}
	elements, ok := value.Array()
	var texts []string
	for _, element := range elements {
		text, isText := element.Text()
		ok = ok && isText
		texts = append(texts, text)
	}
	if !ok {
		return nil, fmt.Errorf("%w: %s must be a list of texts", landfall.ErrInvalid, key)
	}
	return texts, nil
}
