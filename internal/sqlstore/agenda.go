package sqlstore

import (
	"database/sql"
	"strings"

	"landfall"
)

// agendaColumns are the columns of the frontier that make an agenda. No other table
// has columns of these names.
const agendaColumns = `health_at_us, profile_at_us, peers_at_us, allowed_at_us, claimed, document, fields`

// agendaRow is an agenda as the table holds it.
type agendaRow struct {
	health                  int64
	profile, peers, allowed sql.NullInt64
	claimed                 int64
	document, stated        string
}

// fields returns where to scan agendaColumns.
func (r *agendaRow) fields() []any {
	return []any{&r.health, &r.profile, &r.peers, &r.allowed, &r.claimed, &r.document, &r.stated}
}

func (r *agendaRow) agenda() landfall.Agenda {
	a := landfall.Agenda{
		Health:   timeOf(r.health),
		Profile:  timeOrZero(r.profile),
		Peers:    timeOrZero(r.peers),
		Allowed:  timeOrZero(r.allowed),
		Claimed:  r.claimed != 0,
		Document: r.document,
	}
	for field := range strings.FieldsSeq(r.stated) {
		a.Fields = append(a.Fields, landfall.Field(field))
	}
	return a
}

// scheduleColumns are those of a batch of scheduleRow.
func scheduleColumns() []column {
	return []column{
		{"host", text}, {"due_at_us", number}, {"health_at_us", number}, {"profile_at_us", number}, {"peers_at_us", number},
		{"allowed_at_us", number}, {"claimed", number}, {"document", text}, {"fields", text},
	}
}

// scheduleRow is a host with its agenda and what follows from it: when it is due.
func scheduleRow(host string, a landfall.Agenda) []any {
	claimed := int64(0)
	if a.Claimed {
		claimed = 1
	}
	fields := make([]string, len(a.Fields))
	for i, field := range a.Fields {
		fields[i] = string(field)
	}
	return []any{
		host, a.Due().UnixMicro(), a.Health.UnixMicro(), microsOrNull(a.Profile), microsOrNull(a.Peers),
		microsOrNull(a.Allowed), claimed, clean(a.Document), strings.Join(fields, " "),
	}
}

// setAgenda are the assignments of an UPDATE of the frontier from such a batch.
const setAgenda = `due_at_us = b.due_at_us, health_at_us = b.health_at_us, profile_at_us = b.profile_at_us,
			peers_at_us = b.peers_at_us, allowed_at_us = b.allowed_at_us, claimed = b.claimed,
			document = b.document, fields = b.fields`
