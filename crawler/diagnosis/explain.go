package diagnosis

import (
	"landfall"
	"landfall/internal/netguard"
)

// levelOf is how a line comes out that tells a failure.
func levelOf(e landfall.Remedy) Level {
	if e.Ours {
		return Unknown
	}
	return Fail
}

func explainError(err error) landfall.Remedy {
	reason, class := netguard.Classify(err)
	e := landfall.Explain(reason, 0)
	e.Ours = class == landfall.ClassOurs
	return e
}
