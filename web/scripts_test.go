package web

import (
	"io/fs"
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"landfall/web/tongue"
)

// TestPagesAskForTheScriptsThatWereBuilt holds the scripts of the list of servers against what
// the build made: none, or all. Whatever it is, the form and its links are the same.
func TestPagesAskForTheScriptsThatWereBuilt(t *testing.T) {
	built := fstest.MapFS{}
	for _, name := range bundled {
		built["dist/"+name] = &fstest.MapFile{Data: []byte("// " + name)}
	}
	for _, tt := range []struct {
		name    string
		bundles fs.FS
		built   bool
	}{
		{name: "nothing is built", bundles: fstest.MapFS{}},
		{name: "all is built", bundles: built, built: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(everyone()...)
			site := New(Config{Version: "0.1.0"}, Deps{Directory: w, History: w, Now: clock})
			site.static = newStatic(tt.bundles)
			served := serving(t, site, tongue.English())
			doc := document(t, served, "/servers?signup=any", http.StatusOK)
			// The page waits for none but the first, which fetches the others.
			scripts := elements(doc, "script")
			if len(scripts) != 1 {
				t.Fatalf("%d scripts, want 1", len(scripts))
			}
			for _, name := range []string{"src", "data-timeline", "data-timeline-style", "data-network", "data-suggest", "data-enhance"} {
				address, offered := attr(scripts[0], name)
				if want := tt.built || name == "src"; offered != want {
					t.Errorf("%s is offered: %v, want %v", name, offered, want)
				} else if offered && get(t, served, address).Code != http.StatusOK {
					t.Errorf("%s is %s, which is not there", name, address)
				}
			}
			var actions []string
			for _, form := range elements(doc, "form") {
				action, _ := attr(form, "action")
				actions = append(actions, action)
			}
			if diff := cmp.Diff([]string{"/servers", "/compare"}, actions); diff != "" {
				t.Errorf("forms (-want +got):\n%s", diff)
			}
		})
	}
}
