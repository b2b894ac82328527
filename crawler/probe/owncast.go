package probe

import (
	"context"

	"landfall"
)

// owncast is Owncast, which serves one live stream.
//
// Documents: /api/config. Nobody can join: nodeinfo says openRegistrations=false.
var owncast = family{
	names: []string{"owncast"},
	read: func(ctx context.Context, r *run) {
		r.do("config", func() error { return r.v.owncastConfig(ctx) })
	},
}

// Source: https://owncast.online/api/latest/, webserver/handlers/config.go
func (v *Visit) owncastConfig(ctx context.Context) error {
	p, err := v.page(ctx, "/api/config", rankFamily)
	if p, err = v.own(p, err, "name", "version"); err != nil {
		return err
	}
	p.name("name")
	p.description("summary")
	p.extended("extraPageContent")
	p.link(landfall.FieldIcon, "logo")
	return nil
}
