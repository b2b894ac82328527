package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/net/html"

	"landfall"
	"landfall/internal/httpkit"
	"landfall/web/tongue"
)

const operatorToken = "otters-hold-hands-asleep"

// notedDesk is a desk that notes what is done at it.
type notedDesk struct {
	notices []landfall.Notice
	done    []string
	fails   error
}

func (d *notedDesk) Notices(context.Context) ([]landfall.Notice, error) { return d.notices, nil }

func (d *notedDesk) Confirm(_ context.Context, id string, to landfall.NoticeState, why string) error {
	d.done = append(d.done, fmt.Sprintf("%s %s: %s", id, to, why))
	return d.fails
}

func (d *notedDesk) Retract(_ context.Context, id, why string) error {
	d.done = append(d.done, id+" retract: "+why)
	return d.fails
}

func (d *notedDesk) Merge(_ context.Context, id, into string) error {
	d.done = append(d.done, id+" into "+into)
	return d.fails
}

func heldNotice(id string, host landfall.Host, state landfall.NoticeState) landfall.Notice {
	return landfall.Notice{
		ID: id, Host: host, State: state, Found: now.Add(-time.Hour),
		Statements: []landfall.NoticeStatement{{
			Source: landfall.NoticeFromText, URL: "javascript:alert(1)", Quote: "We close <script>alert(1)</script> soon.", FirstSeen: now, LastSeen: now,
		}},
		Events: []landfall.NoticeEvent{{At: now, To: state, By: "text", Why: "A closing is stated."}},
	}
}

// operated is a site with a desk, at a time that can be set.
func operated(t *testing.T, desk *notedDesk, token string) (engine *gin.Engine, clock *time.Time) {
	t.Helper()
	at := now
	clock = &at
	origin, err := httpkit.NewSameOrigin("")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(everyone()...)
	cfg := DefaultConfig()
	cfg.PublicURL, cfg.OperatorToken = "https://landfall-sim.org", token
	site := New(cfg, Deps{
		Directory: w, History: w, Entries: w, Now: func() time.Time { return *clock }, SameOrigin: origin, Desk: desk,
		SubmitLimit: httpkit.NewRateLimit(httpkit.RateConfig{PerMinute: 20, Clients: 10}, func() time.Time { return *clock }),
	})
	engine, err = httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{
		Logger: slog.New(slog.DiscardHandler), Metrics: prometheus.NewRegistry(), Now: time.Now, ErrorPage: site.ErrorPage,
	})
	if err != nil {
		t.Fatal(err)
	}
	site.Register(engine)
	return engine, clock
}

// send asks for a page with a session, or posts a form if there is one.
func send(engine http.Handler, path, session string, form url.Values, site string) *httptest.ResponseRecorder {
	method := http.MethodGet
	if form != nil {
		method = http.MethodPost
	}
	r := httptest.NewRequest(method, "http://landfall-sim.org"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", site)
	if session != "" {
		r.AddCookie(&http.Cookie{Name: operatorCookie, Value: session})
	}
	w := httptest.NewRecorder()
	engine.ServeHTTP(w, r)
	return w
}

func signInTo(t *testing.T, engine *gin.Engine) string {
	t.Helper()
	got := send(engine, "/operator", "", url.Values{"token": {operatorToken}}, "same-origin")
	cookies := got.Result().Cookies()
	if got.Code != http.StatusSeeOther || len(cookies) != 1 {
		t.Fatalf("%d, %d cookies", got.Code, len(cookies))
	}
	if c := cookies[0]; !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/operator" {
		t.Errorf("cookie %v", c)
	}
	return cookies[0].Value
}

func TestOnlyTheOperatorSeesTheDesk(t *testing.T) {
	desk := &notedDesk{notices: []landfall.Notice{heldNotice("a1", "quiet-harbour-sim.social", landfall.NoticeReported)}}
	engine, clock := operated(t, desk, operatorToken)
	session := signInTo(t, engine)
	until, digest, _ := strings.Cut(session, ".")
	for name, forged := range map[string]string{
		"none": "", "longer": until + "9." + digest, "no digest": until + ".", "made up": "9999999999.00",
		"of another token": newOperatorKey("another-token-of-an-operator").session(now), "of no token": newOperatorKey("").session(now),
	} {
		got := send(engine, "/operator", forged, nil, "none")
		if body := got.Body.String(); got.Code != http.StatusOK || strings.Contains(body, "quiet-harbour") || !strings.Contains(body, `name="token"`) {
			t.Errorf("%s: %d, %.200s", name, got.Code, body)
		}
		if got := send(engine, "/operator/notices/a1", forged, url.Values{"action": {"confirm"}, "why": {"seen"}}, "same-origin"); got.Code != http.StatusSeeOther || len(desk.done) != 0 {
			t.Errorf("%s: %d, done %v", name, got.Code, desk.done)
		}
	}
	got := send(engine, "/operator", session, nil, "none")
	body := got.Body.String()
	for _, want := range []string{"quiet-harbour-sim.social", "Waiting for you (1)", "We close &lt;script&gt;", `content="noindex"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the desk does not say %q", want)
		}
	}
	if strings.Contains(body, `href="javascript:`) || got.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("an address that runs is a link, or the page is kept: %q", got.Header().Get("Cache-Control"))
	}
	*clock = clock.Add(sessionLasts)
	if got := send(engine, "/operator", session, nil, "none"); strings.Contains(got.Body.String(), "quiet-harbour") {
		t.Error("the session does not end")
	}
}

func TestAWrongTokenIsRefused(t *testing.T) {
	engine, _ := operated(t, &notedDesk{}, operatorToken)
	for _, token := range []string{"", "guess", operatorToken + " "} {
		if got := send(engine, "/operator", "", url.Values{"token": {token}}, "same-origin"); got.Code != http.StatusForbidden || len(got.Result().Cookies()) != 0 {
			t.Errorf("%q: %d", token, got.Code)
		}
	}
	refused := 0
	for range 40 {
		if send(engine, "/operator", "", url.Values{"token": {"guess"}}, "same-origin").Code == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused == 0 {
		t.Error("guessing is not bounded")
	}
	without, _ := operated(t, &notedDesk{}, "")
	if got := send(without, "/operator", "", nil, "none"); got.Code != http.StatusNotFound {
		t.Errorf("without a token the page is there: %d", got.Code)
	}
}

func TestTheOperatorDecides(t *testing.T) {
	desk := &notedDesk{notices: []landfall.Notice{
		heldNotice("a1", "quiet-harbour-sim.social", landfall.NoticeReported), heldNotice("a2", "quiet-harbour-sim.social", landfall.NoticeVanished),
	}}
	engine, _ := operated(t, desk, operatorToken)
	session := signInTo(t, engine)
	for _, step := range []struct {
		form url.Values
		site string
		code int
		done string
	}{
		{url.Values{"action": {"confirm"}, "why": {" seen it "}}, "same-origin", http.StatusSeeOther, "a1 confirmed: seen it"},
		{url.Values{"action": {"cancelled"}, "why": {"they stay"}}, "same-origin", http.StatusSeeOther, "a1 cancelled: they stay"},
		{url.Values{"action": {"handed-over"}, "why": {"new hands"}}, "same-origin", http.StatusSeeOther, "a1 handed_over: new hands"},
		{url.Values{"action": {"retract"}, "why": {"a café"}}, "same-origin", http.StatusSeeOther, "a1 retract: a café"},
		{url.Values{"action": {"merge"}, "into": {"a2"}}, "same-origin", http.StatusSeeOther, "a1 into a2"},
		{url.Values{"action": {"confirm"}, "why": {"  "}}, "same-origin", http.StatusUnprocessableEntity, ""},
		{url.Values{"action": {"delete"}, "why": {"x"}}, "same-origin", http.StatusUnprocessableEntity, ""},
		{url.Values{"action": {"confirm"}, "why": {"x"}}, "cross-site", http.StatusForbidden, ""},
	} {
		desk.done = nil
		got := send(engine, "/operator/notices/a1", session, step.form, step.site)
		if got.Code != step.code || strings.Join(desk.done, ",") != step.done {
			t.Errorf("%v from %s: %d, done %q; want %d, %q", step.form, step.site, got.Code, desk.done, step.code, step.done)
		}
	}
	desk.fails = fmt.Errorf("a1: %w", landfall.ErrInvalid)
	if got := send(engine, "/operator/notices/a1", session, url.Values{"action": {"merge"}, "into": {"a2"}}, "same-origin"); !strings.Contains(got.Body.String(), "Somebody may have been faster") {
		t.Errorf("a merge asks for a reason: %d", got.Code)
	}
	if got := send(engine, "/operator/notices/a1", session, url.Values{"action": {"confirm"}, "why": {"x"}}, "same-origin"); !strings.Contains(got.Body.String(), "Nothing is changed") {
		t.Errorf("%d, %.300s", got.Code, got.Body)
	}
}

func TestTheDeskIsInTheReadersLanguage(t *testing.T) {
	dated := heldNotice("b9", "harbour-bay-sim.social", landfall.NoticeCounting)
	dated.ClosesFrom, dated.ClosesTo = now.AddDate(0, 0, 40), now.AddDate(0, 0, 50)
	desk := &notedDesk{notices: []landfall.Notice{
		heldNotice("b7", "quiet-harbour-sim.social", landfall.NoticeReported), heldNotice("b8", "quiet-harbour-sim.social", landfall.NoticeRetracted), dated,
	}}
	w := newWorld(everyone()...)
	deps := Deps{Directory: w, History: w, Entries: w, Now: clock, Desk: desk, Logger: slog.New(slog.DiscardHandler)}
	site := serving(t, New(Config{OperatorToken: operatorToken}, deps), tongue.English(), tongue.Pseudo(false))
	known := namesKnown()
	checkSaid(t, "signing in", known, foreign(t, site, "/operator", http.StatusOK))

	got := send(site, "/en-xa/operator", "", url.Values{"token": {operatorToken}}, "same-origin")
	cookies := got.Result().Cookies()
	if got.Header().Get("Location") != "/en-xa/operator" || len(cookies) != 1 || cookies[0].Path != "/en-xa/operator" {
		t.Fatalf("signed in, it leads to %q with the cookies %v", got.Header().Get("Location"), cookies)
	}
	for name, answer := range map[string]*httptest.ResponseRecorder{
		"the desk":      send(site, "/en-xa/operator?done=b7", cookies[0].Value, nil, "none"),
		"without a why": send(site, "/en-xa/operator/notices/b7", cookies[0].Value, url.Values{"action": {"confirm"}}, "same-origin"),
		"a wrong token": send(site, "/en-xa/operator", "", url.Values{"token": {"otters"}}, "same-origin"),
	} {
		doc, err := html.Parse(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		checkSaid(t, name, known, doc)
		for _, form := range elements(doc, "form") {
			if action, _ := attr(form, "action"); !strings.HasPrefix(action, "/en-xa/") {
				t.Errorf("%s: a form leads to %s", name, action)
			}
		}
	}
}
