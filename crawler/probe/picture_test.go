package probe

import (
	"testing"

	"landfall"
)

// An instance's own picture is stated, and not the one that its software has for all.
func TestPicturesThatComeWithMastodonSayNothing(t *testing.T) {
	const own = "https://quiet-harbour-sim.social/system/site_uploads/files/000/000/001/@1x/"
	for name, tt := range map[string]struct{ document, thumbnail, icon string }{
		"presets":         {`"thumbnail":{"url":"https://quiet-harbour-sim.social/packs/preview-1.png"},"icon":[{"src":"https://quiet-harbour-sim.social/packs/icons/36.png","size":"36x36"}]`, "", ""},
		"its own":         {`"thumbnail":{"url":"` + own + `t.png"},"icon":[{"src":"` + own + `36.png","size":"36x36"},{"src":"` + own + `512.png","size":"512x512"},{"src":"` + own + `144.png","size":"144x144"}]`, own + "t.png", own + "144.png"},
		"small ones only": {`"icon":[{"src":"` + own + `48.png","size":"48x48"},{"src":"` + own + `36.png","size":"36x36"}]`, "", own + "48.png"},
		"a person's":      {`"thumbnail":{"url":"https://quiet-harbour-sim.social/@admin/a.png"},"icon":[{"src":"https://quiet-harbour-sim.social/@2xadmin/a.png","size":"96x96"}]`, "", ""},
		"nonsense":        {`"thumbnail":7,"icon":[{"src":"` + own + `a.png","size":"large"},{"size":"96x96"},"x",null,{"src":"javascript:1","size":"96x96"}]`, "", ""},
		"another shape":   {`"thumbnail":null,"icon":{"src":"` + own + `a.png","size":"96x96"}`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := visit(t, with(nil, pathV2, `{"domain":"x","title":"Quiet","version":"4.5.2",`+tt.document+`}`))
			f := &r.Facts
			if f.Thumbnail != tt.thumbnail || f.Stated(landfall.FieldThumbnail) != (tt.thumbnail != "") {
				t.Errorf("thumbnail %q, want %q", f.Thumbnail, tt.thumbnail)
			}
			if f.Icon != tt.icon || f.Stated(landfall.FieldIcon) != (tt.icon != "") {
				t.Errorf("icon %q, want %q", f.Icon, tt.icon)
			}
		})
	}
}
