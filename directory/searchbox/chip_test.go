package searchbox

import (
	"testing"
)

func TestChipsAreAnAddress(t *testing.T) {
	p := standard().Parse("jazz berlin metal open fast xyzzy no ads")
	want := "place=de.berlin&q=xyzzy&rules=advertising%3Aforbidden&signup=open&speed=fast&topic=music.jazz-classical%2Cmusic.metal"
	if got := p.Values().Encode(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestAChipCanBeTakenBack(t *testing.T) {
	p := standard().Parse("metal berlin xyzzy")
	text := p.AsText(0)
	if got, want := shown(standard().Parse(text)), `place=de.berlin [xyzzy "metal"]`; got != want {
		t.Errorf("%q is %s, want %s", text, got, want)
	}
}
