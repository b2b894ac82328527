package web

import (
	"context"

	"github.com/a-h/templ"

	"landfall/web/tongue"
)

// copies are the attributes of a button that copies an address. It is hidden until a script
// says that it can.
func copies(ctx context.Context, address string) templ.Attributes {
	return templ.Attributes{
		"data-copy": address, "data-copied": tongue.Say(ctx, "Link copied"), "data-failed": tongue.Say(ctx, "Could not copy"), "hidden": true,
	}
}
