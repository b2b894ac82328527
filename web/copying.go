package web

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"landfall/web/tongue"
)

// copies are the attributes of a button that copies an address, or the text of the element
// that is named by "#" and its id. It is hidden until a script
// says that it can.
func copies(ctx context.Context, address string) templ.Attributes {
	done := tongue.Say(ctx, "Link copied")
	if strings.HasPrefix(address, "#") {
		done = tongue.Say(ctx, "Copied")
	}
	return templ.Attributes{
		"data-copy": address, "data-copied": done, "data-failed": tongue.Say(ctx, "Could not copy"), "hidden": true,
	}
}
