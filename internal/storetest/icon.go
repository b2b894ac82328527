package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// IconStore is a frontier that keeps pictures as well.
type IconStore interface {
	FrontierStore
	Icon(ctx context.Context, host landfall.Host) (landfall.Icon, error)
	Picture(ctx context.Context, id string) (landfall.Picture, error)
	Icons(ctx context.Context, fn func(host landfall.Host, id string) error) error
	SaveIcons(ctx context.Context, icons []landfall.Icon, most int64) error
}

// plenty is room for all pictures of a test.
const plenty = 1 << 20

// Icon runs the suite of pictures. Each call of open opens an empty database.
func Icon(t *testing.T, open func(t *testing.T) IconStore) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, IconStore)
	}{
		{"APictureIsKept", aPictureIsKept},
		{"ALaterPictureTakesItsPlace", aLaterPictureTakesItsPlace},
		{"APictureGoesWithItsHost", aPictureGoesWithItsHost},
		{"WhoRefusesHasNoPicture", whoRefusesHasNoPicture},
		{"PicturesHaveTheirRoom", picturesHaveTheirRoom},
		{"ManyPicturesAreWalked", manyPicturesAreWalked},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := open(t)
			t.Cleanup(func() {
				if err := s.Integrity(context.Background()); err != nil {
					t.Error(err)
				}
				s.Close()
			})
			test.run(t, s)
		})
	}
}

func iconOf(host landfall.Host, at time.Time, id, body string) landfall.Icon {
	return landfall.Icon{
		Host: host, Source: "https://" + string(host) + "/icon.png", At: at,
		Picture: landfall.Picture{ID: id, Media: "image/png", Body: []byte(body)},
	}
}

func saveIcons(t *testing.T, s IconStore, most int64, icons ...landfall.Icon) {
	t.Helper()
	if err := s.SaveIcons(t.Context(), icons, most); err != nil {
		t.Fatal(err)
	}
}

func shownIcons(t *testing.T, s IconStore) map[landfall.Host]string {
	t.Helper()
	shown := map[landfall.Host]string{}
	err := s.Icons(t.Context(), func(host landfall.Host, id string) error {
		shown[host] = id
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return shown
}

func aPictureIsKept(t *testing.T, s IconStore) {
	add(t, s, Hosts(0, 3), start)
	before := revisionOf(t, s)
	icon := iconOf(Host(0), start, "aa", "\x00\xff pixels")
	none := landfall.Icon{Host: Host(1), Source: "https://x/y", At: start, Reason: "icon_broken"}
	saveIcons(t, s, plenty, icon, none, iconOf(Host(7), start, "bb", "of a stranger"))
	got, err := s.Picture(t.Context(), "aa")
	if diff := cmp.Diff(icon.Picture, got); err != nil || diff != "" {
		t.Errorf("Picture: %v (-want +got):\n%s", err, diff)
	}
	icon.Body = nil
	for _, want := range []landfall.Icon{icon, none} {
		got, err := s.Icon(t.Context(), want.Host)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("Icon: %v (-want +got):\n%s", err, diff)
		}
	}
	if diff := cmp.Diff(map[landfall.Host]string{Host(0): "aa"}, shownIcons(t, s)); diff != "" {
		t.Errorf("Icons (-want +got):\n%s", diff)
	}
	for _, id := range []string{"", "bb", "cc", "\x00'"} {
		_, err := s.Picture(t.Context(), id)
		wantError(t, "Picture "+id, err, landfall.ErrNotFound)
	}
	_, err = s.Icon(t.Context(), Host(2))
	wantError(t, "Icon that nobody asked for", err, landfall.ErrNotFound)
	if revisionOf(t, s) <= before {
		t.Error("the revision did not move on")
	}
}

func aLaterPictureTakesItsPlace(t *testing.T, s IconStore) {
	add(t, s, Hosts(0, 2), start)
	saveIcons(t, s, plenty, iconOf(Host(0), start, "aa", "same"), iconOf(Host(1), start, "aa", "same"))
	later := start.Add(time.Hour)
	saveIcons(t, s, plenty, iconOf(Host(0), later, "bb", "new"))
	if diff := cmp.Diff(map[landfall.Host]string{Host(0): "bb", Host(1): "aa"}, shownIcons(t, s)); diff != "" {
		t.Errorf("Icons (-want +got):\n%s", diff)
	}
	if _, err := s.Picture(t.Context(), "aa"); err != nil {
		t.Errorf("the picture that another host has as well: %v", err)
	}
	saveIcons(t, s, plenty, landfall.Icon{Host: Host(1), Source: "x", At: later, Reason: "http_404"})
	_, err := s.Picture(t.Context(), "aa")
	wantError(t, "a picture that nobody has any more", err, landfall.ErrNotFound)
}

func aPictureGoesWithItsHost(t *testing.T, s IconStore) {
	add(t, s, Hosts(0, 2), start)
	saveIcons(t, s, plenty, iconOf(Host(0), start, "aa", "a"))
	forget(t, s, Host(0), start)
	_, err := s.Picture(t.Context(), "aa")
	wantError(t, "the picture of a forgotten host", err, landfall.ErrNotFound)
	saveIcons(t, s, plenty, iconOf(Host(0), start, "aa", "a"))
	if got := shownIcons(t, s); len(got) != 0 {
		t.Errorf("pictures %v; want none of a forgotten host", got)
	}
}

// whoRefusesHasNoPicture has a visit refused of a host whose picture is kept, and
// another picture come in late.
func whoRefusesHasNoPicture(t *testing.T, s IconStore) {
	add(t, s, Hosts(0, 1), start)
	saveIcons(t, s, plenty, iconOf(Host(0), start, "aa", "a"))
	held := leaseOne(t, s, "w", start)
	complete(t, s, landfall.Visited{Lease: held, Observation: &landfall.Observation{
		ID: "1", Host: Host(0), At: start, Outcome: landfall.OutcomeRefused, Class: landfall.ClassTheirs, Reason: "robots_forbidden",
	}})
	_, err := s.Icon(t.Context(), Host(0))
	wantError(t, "Icon", err, landfall.ErrNotFound)
	saveIcons(t, s, plenty, iconOf(Host(0), start, "aa", "a"))
	_, err = s.Picture(t.Context(), "aa")
	wantError(t, "Picture", err, landfall.ErrNotFound)
}

func picturesHaveTheirRoom(t *testing.T, s IconStore) {
	add(t, s, Hosts(0, 4), start)
	large := string(make([]byte, landfall.PictureBytes+1))
	saveIcons(t, s, 10, iconOf(Host(0), start, "aa", "12345"), iconOf(Host(1), start, "bb", "123456"), iconOf(Host(2), start, "cc", "1234"))
	saveIcons(t, s, plenty, iconOf(Host(3), start, "dd", large))
	if diff := cmp.Diff(map[landfall.Host]string{Host(0): "aa", Host(2): "cc"}, shownIcons(t, s)); diff != "" {
		t.Errorf("Icons (-want +got):\n%s", diff)
	}
	for _, host := range []landfall.Host{Host(1), Host(3)} {
		if icon, err := s.Icon(t.Context(), host); err != nil || icon.Reason != "icon_no_room" {
			t.Errorf("Icon of %s = %+v, %v", host, icon, err)
		}
	}
}

func manyPicturesAreWalked(t *testing.T, s IconStore) {
	const n = 1_203
	add(t, s, Hosts(0, n), start)
	icons := make([]landfall.Icon, n)
	for i := range icons {
		icons[i] = iconOf(Host(i), start, "aa", "a")
	}
	saveIcons(t, s, plenty, icons...)
	if got := len(shownIcons(t, s)); got != n {
		t.Errorf("%d pictures; want %d", got, n)
	}
}
