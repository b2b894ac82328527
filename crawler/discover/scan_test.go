package discover

import (
	"bufio"
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// The scanner takes exactly the documents that encoding/json takes for an array,
// and reads the same names out of them.
func TestTheScannerAgreesWithEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(rapid.String(), 0, 8).Draw(t, "names")
		document, err := json.MarshalIndent(names, "", rapid.SampledFrom([]string{"", " ", "\t"}).Draw(t, "indent"))
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		if err := json.Unmarshal(document, &want); err != nil {
			t.Fatal(err)
		}
		s := scanner{r: bufio.NewReader(iotest.OneByteReader(bytes.NewReader(document)))}
		s.offer = func(name string, ok bool) {
			if ok {
				got = append(got, name)
			}
		}
		if _, err := s.read(mastodonPeers); err != nil || !slices.Equal(got, want) {
			t.Fatalf("%s reads as %q, %v; want %q", document, got, err, want)
		}
		cut := rapid.IntRange(0, len(document)-1).Draw(t, "cut")
		if _, err := Peers(bytes.NewReader(document[:cut]), 5, rng()); err == nil {
			t.Fatalf("%q is taken for a whole list", document[:cut])
		}
	})
}
