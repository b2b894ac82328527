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
	URL    string `json:"url"`
	Status int    `json:"status,omitempty"`
	Bytes  int64  `json:"bytes,omitempty"`
	TookUS int64  `json:"took_us"`
	Note   string `json:"note,omitempty"`
}

// Steps encodes the log of a visit; nil if there is none.
func Steps(o *landfall.Observation) ([]byte, error) {
	if len(o.Steps) == 0 {
		return nil, nil
	}
	base := "https://" + string(o.Host)
	kept := make([]step, len(o.Steps))
	for i, s := range o.Steps {
		kept[i] = step{URL: s.URL, Status: s.Status, Bytes: s.Bytes, TookUS: s.Took.Microseconds(), Note: s.Note}
		if path, own := strings.CutPrefix(s.URL, base); own && strings.HasPrefix(path, "/") {
			kept[i].URL = path
		}
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
