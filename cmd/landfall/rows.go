package main

import (
	"time"

	"landfall"
)

// instanceRow is one exported instance. A number that is not known is null (an
// empty cell in CSV), and its _reason says why.
type instanceRow struct {
	Host              string   `json:"host"`
	Software          string   `json:"software"`
	Version           string   `json:"version"`
	SignupMode        string   `json:"signup_mode"`
	UsersTotal        *int64   `json:"users_total"`
	UsersActiveMonth  *int64   `json:"users_active_month"`
	Posts             *int64   `json:"posts"`
	Rules             []string `json:"rules"`     // null if not stated, [] if there are none
	Languages         []string `json:"languages"` // BCP 47; null if not stated
	Description       string   `json:"description"`
	LastSeen          *string  `json:"last_seen"` // RFC 3339, UTC
	Status            string   `json:"status"`
	Name              string   `json:"name"`
	SignupNotClosed   bool     `json:"signup_not_closed"` // true: known to take people, not known how
	SignupBasis       string   `json:"signup_basis"`
	UsersTotalReason  string   `json:"users_total_reason"`
	ActiveMonthReason string   `json:"users_active_month_reason"`
	PostsReason       string   `json:"posts_reason"`
	HasContact        *bool    `json:"has_contact"`     // null if not stated, as all that follows
	ApprovalWait      *int64   `json:"approval_wait_s"` // seconds
	MaxCharacters     *int64   `json:"max_characters"`
	BlocksTotal       *int64   `json:"blocks_total"` // servers on a published list
	ClosesAt          *string  `json:"closes_at"`    // RFC 3339, UTC: the end that it has announced for machines
}

func newInstanceRow(in landfall.Instance) instanceRow {
	f := &in.Facts
	row := instanceRow{
		Host: in.Host.String(), Status: string(in.Status), LastSeen: stamp(in.LastSeen),
		Software: f.Software.Name, Version: f.Software.Version,
		Name: f.Name, Description: f.Description,
		SignupMode: string(landfall.SignupUnknown), SignupNotClosed: f.Signup.NotClosed, SignupBasis: f.Signup.Basis,
		UsersTotal: f.Users.Ptr(), UsersActiveMonth: f.ActiveMonth.Ptr(), Posts: f.Posts.Ptr(),
		UsersTotalReason: reason(f.Users), ActiveMonthReason: reason(f.ActiveMonth), PostsReason: reason(f.Posts),
	}
	if f.Stated(landfall.FieldSignup) {
		row.SignupMode = string(f.Signup.Mode)
	}
	if f.Stated(landfall.FieldRules) {
		row.Rules = make([]string, len(f.Rules))
		for i, rule := range f.Rules {
			row.Rules[i] = rule.Text
		}
	}
	if f.Stated(landfall.FieldLanguages) {
		row.Languages = append([]string{}, f.Languages...)
	}
	row.addDetails(f)
	return row
}

func (row *instanceRow) addDetails(f *landfall.Facts) {
	if f.Stated(landfall.FieldContact) {
		row.HasContact = &f.Contact
	}
	if f.Stated(landfall.FieldWait) {
		seconds := int64(f.ApprovalWait / time.Second)
		row.ApprovalWait = &seconds
	}
	if f.Stated(landfall.FieldCharacters) {
		row.MaxCharacters = &f.MaxCharacters
	}
	if f.Blocks.Published {
		row.BlocksTotal = &f.Blocks.Total
	}
	if f.Stated(landfall.FieldSunset) {
		row.ClosesAt = stamp(f.Sunset.Closes)
	}
}

// reason says why a count is missing or doubted; a field nobody has read yet has
// the zero Count, which carries no reason of its own.
func reason(c landfall.Count) string {
	if !c.Known && c.Reason == "" {
		return landfall.WhyNotStated
	}
	return c.Reason
}

// stamp formats a time, nil if it is zero.
func stamp(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Format(time.RFC3339)
	return &text
}

// observationRow is one exported visit. Phases are in milliseconds; null means
// that the phase was not measured.
type observationRow struct {
	ID          string   `json:"id"`
	Host        string   `json:"host"`
	At          string   `json:"at"`
	Outcome     string   `json:"outcome"`
	Class       string   `json:"class"`
	Reason      string   `json:"reason"`
	Status      *int64   `json:"http_status"`
	TookMS      float64  `json:"took_ms"`
	DNSMS       *float64 `json:"dns_ms"`
	TCPMS       *float64 `json:"tcp_ms"`
	TLSMS       *float64 `json:"tls_ms"`
	FirstByteMS *float64 `json:"first_byte_ms"`
	TransferMS  *float64 `json:"transfer_ms"`
	ClickMS     *float64 `json:"click_ms"`
	Requests    int64    `json:"requests"`
	Software    string   `json:"software"`
	Version     string   `json:"version"`
	SignupMode  string   `json:"signup_mode"`
	// A count that is missing or doubted has a reason; empty of visits that were not
	// answered.
	UsersTotal        *int64  `json:"users_total"`
	UsersActiveMonth  *int64  `json:"users_active_month"`
	Posts             *int64  `json:"posts"`
	UsersTotalReason  string  `json:"users_total_reason"`
	ActiveMonthReason string  `json:"users_active_month_reason"`
	PostsReason       string  `json:"posts_reason"`
	Vantage           string  `json:"vantage"`
	IPFamily          string  `json:"ip_family"` // of the connection; empty or null if not known, as all that follows
	HasIPv6           *bool   `json:"has_ipv6"`
	TLSVersion        string  `json:"tls_version"`
	HTTPVersion       string  `json:"http_version"`
	OffersHTTP3       *bool   `json:"offers_http3"`
	CertExpires       *string `json:"certificate_expires"` // RFC 3339, UTC
}

func newObservationRow(o landfall.Observation) observationRow {
	f := &o.Facts
	row := observationRow{
		ID: o.ID, Host: o.Host.String(), At: o.At.UTC().Format(time.RFC3339Nano),
		Outcome: string(o.Outcome), Class: string(o.Class), Reason: o.Reason,
		TookMS: milli(o.Took), Requests: int64(o.Requests),
		Software: f.Software.Name, Version: f.Software.Version, SignupMode: string(f.Signup.Mode),
		UsersTotal: f.Users.Ptr(), UsersActiveMonth: f.ActiveMonth.Ptr(), Posts: f.Posts.Ptr(),
		UsersTotalReason: f.Users.Reason, ActiveMonthReason: f.ActiveMonth.Reason, PostsReason: f.Posts.Reason,
		Vantage: o.Vantage, IPFamily: o.Connection.Family, HasIPv6: o.Connection.IPv6, TLSVersion: o.Connection.TLS,
		HTTPVersion: o.Connection.HTTP, CertExpires: stamp(o.Connection.CertExpires),
	}
	if o.Connection.HTTP != "" {
		row.OffersHTTP3 = &o.Connection.HTTP3
	}
	if o.Status != 0 {
		status := int64(o.Status)
		row.Status = &status
	}
	if first := o.First; !first.IsZero() {
		row.DNSMS, row.TCPMS, row.TLSMS = phase(first.DNS), phase(first.TCP), phase(first.TLS)
		row.FirstByteMS, row.TransferMS = phase(first.FirstByte), phase(first.Transfer)
	}
	row.ClickMS = phase(o.Click.Click())
	return row
}

func milli(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func phase(d time.Duration) *float64 {
	if d == 0 {
		return nil
	}
	ms := milli(d)
	return &ms
}
