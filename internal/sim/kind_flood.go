package sim

import (
	"bufio"
	"fmt"
	"net/http"
)

// floodNames is how many peers a flooding instance states.
const floodNames = 500_000

// flood writes the peers list of a flooding instance as it goes.
func flood(c *call, _ *document) {
	c.w.Header().Set("Content-Type", mediaJSON)
	c.w.WriteHeader(http.StatusOK)
	w := bufio.NewWriterSize(c.w, 32<<10)
	stream := c.in.chance(forPeers)
	for i := range floodNames {
		opening := ','
		if i == 0 {
			opening = '['
		}
		_, err := fmt.Fprintf(w, "%c\"%s-%s-%d-sim.%s\"", opening, pick(stream, nameFirst), pick(stream, nameSecond), i, pick(stream, nameSuffixes))
		if err != nil || c.r.Context().Err() != nil {
			return
		}
	}
	tell(w, []byte("]"))
	_ = w.Flush()
}
