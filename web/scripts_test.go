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
		scripts int
		lazy    bool
	}{
		{name: "nothing is built", bundles: fstest.MapFS{}, scripts: 1},
		{name: "all is built", bundles: built, scripts: 3, lazy: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(everyone()...)
			site := New(Config{Version: "0.1.0"}, Deps{Directory: w, History: w, Now: clock})
			site.static = newStatic(tt.bundles)
			served := serving(t, site, tongue.English())
			doc := document(t, served, "/servers?signup=any", http.StatusOK)
			scripts := elements(doc, "script")
			if len(scripts) != tt.scripts {
				t.Errorf("%d scripts, want %d", len(scripts), tt.scripts)
			}
			for _, script := range scripts {
				src, _ := attr(script, "src")
				get(t, served, src)
			}
			if _, lazy := attr(scripts[0], "data-timeline"); lazy != tt.lazy {
				t.Errorf("the script for charts is offered: %v, want %v", lazy, tt.lazy)
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
