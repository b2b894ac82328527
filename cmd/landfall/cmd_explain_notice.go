package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"landfall"
	"landfall/directory/notice"
)

// explainNoticeCmd reads texts and says whether they announce a closing.
type explainNoticeCmd struct {
	Files  []string `arg:"" name:"file" help:"Texts, Markdown or HTML; - is standard input." placeholder:"FILE"`
	Posted string   `help:"Day on which the texts were published, for “in three months” and days without a year." placeholder:"DATE"`
	Host   string   `help:"Server whose own texts these are: what is said of this name is said of itself." placeholder:"HOST"`
}

// Help gives the shape.
func (explainNoticeCmd) Help() string {
	return `For each FILE one JSON object is written: file; verdict (notice: the people of a server say that it closes or has
closed; report: somebody else says so; none); confidence, from 0 to 1; stage (considering, announced, postponed,
cancelled, handed over, read-only, closed, or null); announced and closes (RFC 3339, or null where it is not stated);
quote, the sentence that says so; words, what in it led there. For a part of a month closes is its last day, and
closes_from its first; date_doubt says why a day is not to be trusted. A date in the head of a Markdown file counts
unless --posted gives another. Nothing is fetched and nothing stored. A file that cannot be read ends the command with
an error; those before it are answered.`
}

// explainedNotice is one answer.
type explainedNotice struct {
	File       string         `json:"file"`
	Verdict    notice.Verdict `json:"verdict"`
	Confidence float64        `json:"confidence"`
	Stage      *notice.Stage  `json:"stage"`
	Announced  *time.Time     `json:"announced"`
	Closes     *time.Time     `json:"closes"`
	ClosesFrom *time.Time     `json:"closes_from,omitempty"`
	DateDoubt  string         `json:"date_doubt,omitempty"`
	Quote      string         `json:"quote"`
	Words      []string       `json:"words"`
}

// maxNotice bounds one file in bytes.
const maxNotice = 4 << 20

// Run answers file by file.
func (c *explainNoticeCmd) Run(ctx context.Context, e *env) error {
	posted, err := c.posted()
	if err != nil {
		return err
	}
	for _, file := range c.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		text, err := readBounded(file, maxNotice)
		if err != nil {
			return fmt.Errorf("explain: %w", err)
		}
		plain := notice.PlainText(text)
		in := notice.Input{Text: plain.Text, Host: c.Host, Posted: posted}
		if posted.IsZero() {
			in.Posted = plain.Posted
		}
		if err := e.jsonLine(newExplainedNotice(file, notice.Default().Detect(in))); err != nil {
			return err
		}
	}
	return nil
}

// posted reads the day given; zero if none is.
func (c *explainNoticeCmd) posted() (time.Time, error) {
	if c.Posted == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if at, err := time.Parse(layout, c.Posted); err == nil {
			return at.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("explain: %w: --posted %q is no day such as 2026-08-19", landfall.ErrInvalid, c.Posted)
}

func newExplainedNotice(file string, r notice.Result) explainedNotice {
	out := explainedNotice{
		File: file, Verdict: r.Verdict, Confidence: r.Confidence, Quote: r.Quote, Words: append([]string{}, r.Words...),
		Announced: timeOrNull(r.Announced), Closes: timeOrNull(r.Closes.To), DateDoubt: r.Closes.Doubt,
	}
	if r.Stage != "" {
		out.Stage = &r.Stage
	}
	if !r.Closes.From.Equal(r.Closes.To) {
		out.ClosesFrom = &r.Closes.From
	}
	return out
}

func timeOrNull(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// readBounded reads a file, or standard input for "-", of at most limit bytes.
func readBounded(file string, limit int64) (string, error) {
	in := io.Reader(os.Stdin)
	if file != "-" {
		f, err := os.Open(file)
		if errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("%w: %w", landfall.ErrInvalid, err)
		}
		if err != nil {
			return "", err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("%s: %w", file, err)
	case int64(len(data)) > limit:
		return "", fmt.Errorf("%s: %w: larger than %d bytes", file, landfall.ErrInvalid, limit)
	}
	return string(data), nil
}
