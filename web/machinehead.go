package web

// machineHead is what the head of a page tells programs.
type machineHead struct {
	// Site is where the world finds the site, "" if nowhere: then there is no search for
	// browsers, because it needs an address.
	Site string
	// Data is what the page states in terms of schema.org, each a document of its own.
	Data []linkedData
	// Picture is what other sites show beside a link to the page.
	Picture socialPicture
}
