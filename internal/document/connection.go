package document

import (
	"encoding/json"
	"fmt"

	"landfall"
)

// Connection encodes what a visit's connection was like; nil if nothing is known.
func Connection(o *landfall.Observation) ([]byte, error) {
	if o.Connection.IsZero() {
		return nil, nil
	}
	body, err := json.Marshal(&o.Connection)
	if err != nil {
		return nil, fmt.Errorf("encode connection: %w", err)
	}
	return body, nil
}

// ReadConnection decodes what [Connection] made into the visit.
func ReadConnection(o *landfall.Observation, body []byte) error {
	if len(body) == 0 {
		return nil
	}
	if err := json.Unmarshal(body, &o.Connection); err != nil {
		return fmt.Errorf("decode connection of %s: %w", o.ID, err)
	}
	return nil
}
