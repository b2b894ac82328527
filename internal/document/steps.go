package document

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"landfall"
)

// step is a [landfall.Step] as it is kept: most of a visit's steps are requests to
// the host itself, whose URLs are kept without "https://" and the host's name.
type step struct {
	// Work, in a step of its own before all others, is what the visit was to find out.
	Work   landfall.Work `json:"work,omitempty"`
	URL    string        `json:"url"`
	Status int           `json:"status,omitempty"`
	Bytes  int64         `json:"bytes,omitempty"`
	TookUS int64         `json:"took_us"`
	Note   string        `json:"note,omitempty"`
}

// Steps encodes the log of a visit and what it was for; nil if there is neither.
func Steps(o *landfall.Observation) ([]byte, error) {
	if len(o.Steps) == 0 && o.Work == 0 {
		return nil, nil
	}
	base := "https://" + string(o.Host)
	kept := make([]step, 0, len(o.Steps)+1)
	if o.Work != 0 {
		kept = append(kept, step{Work: o.Work})
	}
	for _, s := range o.Steps {
		at := s.URL
		if path, own := strings.CutPrefix(s.URL, base); own && strings.HasPrefix(path, "/") {
			at = path
		}
		kept = append(kept, step{URL: at, Status: s.Status, Bytes: s.Bytes, TookUS: s.Took.Microseconds(), Note: s.Note})
	}
	body, err := json.Marshal(kept)
	if err != nil {
		return nil, fmt.Errorf("encode steps: %w", err)
	}
	return body, nil
}

// ReadSteps decodes what [Steps] made into the visit, whose host is known.
func ReadSteps(o *landfall.Observation, body []byte) error {
	var kept []step
	if err := json.Unmarshal(body, &kept); err != nil {
		return fmt.Errorf("decode steps of %s: %w", o.ID, err)
	}
	if len(kept) > 0 && kept[0].Work != 0 {
		o.Work, kept = kept[0].Work, kept[1:]
	}
	if len(kept) == 0 {
		return nil
	}
	base := "https://" + string(o.Host)
	o.Steps = make([]landfall.Step, len(kept))
	for i, s := range kept {
		o.Steps[i] = landfall.Step{
			URL: s.URL, Status: s.Status, Bytes: s.Bytes,
			Took: time.Duration(s.TookUS) * time.Microsecond, Note: s.Note,
		}
		if strings.HasPrefix(s.URL, "/") {
			o.Steps[i].URL = base + s.URL
		}
	}
	return nil
}
