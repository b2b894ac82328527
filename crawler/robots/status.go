package robots

// ForStatus returns what an answer to /robots.txt means (RFC 9309 §2.3.1): 2xx is
// parsed; a redirect that led nowhere within five hops, and 4xx, mean that there
// is no file and everything is allowed; everything else, and 429, mean that the
// file is unreadable for now and forbids everything.
func ForStatus(status int, body []byte) *File {
	switch {
	case status/100 == 2:
		return Parse(body)
	case status == 429:
		return Unreadable()
	case status/100 == 3, status/100 == 4:
		return AllowAll()
	}
	return Unreadable()
}

// MaxRedirects is how many hops a robots.txt is followed over, to other hosts
// too (RFC 9309 §2.3.1.2).
const MaxRedirects = 5

// AllowAll returns the file of a host that has none.
func AllowAll() *File { return &File{verdict: allowAll, cost: 64} }

// Unreadable returns the file of a host whose robots.txt could not be had: a
// server error, a timeout, a broken connection, an answer that is too slow or
// not decodable. It forbids everything until it is asked for again.
func Unreadable() *File { return &File{verdict: unreadable, cost: 64} }
