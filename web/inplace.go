package web

import "github.com/a-h/templ"

// The attributes by which enhance.js changes a list in place. Without that script they mean
// nothing, and forms and links lead to whole pages.

// refines are those of the form that a list is in: what is sent takes the form from the page
// that it would lead to, and leaves what is the same alone.
func refines() templ.Attributes {
	return templ.Attributes{
		"data-refines": "", "data-hx-boost": inPlaceSwap, "data-hx-trigger": "refine delay:100ms, submit", "data-hx-sync": "this:replace",
	}
}

// inPlace are those of links that lead to another state of the same list.
func inPlace() templ.Attributes {
	return templ.Attributes{"data-hx-boost:inherited": inPlaceSwap}
}

// inPlaceSwap leaves the address to the script, which knows the canonical one.
const inPlaceSwap = "swap:outerMorph target:#search select:#search push:false"
