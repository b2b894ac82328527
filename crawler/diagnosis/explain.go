package diagnosis

import (
	"strconv"
	"strings"

	"landfall"
	"landfall/internal/netguard"
)

// explained is a failure's reason in words, and what an admin can do about it.
type explained struct {
	what, fix string
	ours      bool // it says nothing about the host
}

func (e explained) level() Level {
	if e.ours {
		return Unknown
	}
	return Fail
}

func explainError(err error) explained {
	reason, class := netguard.Classify(err)
	e := explain(reason, 0)
	e.ours = class == landfall.ClassOurs
	return e
}

// explain knows the reasons of observations. One that nobody has put into words is
// its own words.
func explain(reason string, status int) explained {
	if e, ok := reasons[reason]; ok {
		return e
	}
	if code, ok := strings.CutPrefix(reason, "http_"); ok {
		if n, err := strconv.Atoi(code); err == nil {
			return explainStatus(n)
		}
	}
	if status != 0 && status/100 != 2 {
		return explainStatus(status)
	}
	return explained{what: strings.ReplaceAll(reason, "_", " ")}
}

func explainStatus(status int) explained {
	code := " (HTTP " + strconv.Itoa(status) + ")"
	switch {
	case status == 401 || status == 403:
		return explained{what: "the answer is refused" + code, fix: "allow this path for everybody; it is public by design. A firewall or a block of unknown crawlers may be in front of it"}
	case status == 404 || status == 405 || status == 406:
		return explained{what: "there is nothing at this path" + code, fix: "pass the path on to the server software; a reverse proxy may answer /.well-known by itself"}
	case status == 410:
		return explained{what: "it says that it is gone for good" + code, fix: "if it is not, let it answer with 200; Mastodon answers so after self-destruct"}
	case status == 429:
		return explained{what: "it says that there were too many requests" + code, fix: "allow a handful of requests an hour from one address, or name Landfall in the limiter's exceptions"}
	case status == 503:
		return explained{what: "it is overloaded or in maintenance" + code, fix: "look at the server's own log; if it is maintenance, a Retry-After header says for how long"}
	case status >= 520 && status <= 530:
		return explained{what: "the network in front of it cannot reach the server" + code, fix: "check that the server behind the content network is up, and that it lets that network in"}
	case status >= 500:
		return explained{what: "a server error" + code, fix: "look at the server's own log at this moment: the reverse proxy may not reach the software behind it"}
	}
	return explained{what: "an answer that is no document" + code}
}

const (
	fixJSON     = "send plain JSON as RFC 8259 has it; if the software writes it itself, please report it there"
	fixFirewall = "check that the web server runs and that a firewall lets port 443 in from everywhere"
	fixSlow     = "look what the server waits for: a worker, the database, or a proxy in front of it"
	fixCertbot  = "get a certificate that names the host from an authority that browsers trust, with its intermediate certificates"
)

var reasons = map[string]explained{
	"dns_nxdomain": {what: "the name does not exist", fix: "publish an A or AAAA record; check that the domain has not lapsed"},
	"dns_timeout":  {what: "our name server did not answer in time", ours: true},
	"dns_failure":  {what: "our name server could not find the name", ours: true},

	"tcp_refused":   {what: "the connection was refused", fix: fixFirewall},
	"tcp_reset":     {what: "the connection was cut", fix: "something in front of the server may block this machine's network; ask whoever runs the firewall"},
	"tcp_timeout":   {what: "no connection in time", fix: fixFirewall},
	"no_route":      {what: "this machine has no route to it", ours: true},
	"network_error": {what: "no usable answer came", fix: "look whether it is valid HTTP (a Location header may be broken), and at the server's own log"},
	"blocked_addr":  {what: "the name leads to no address of the Internet", fix: "publish only addresses that the Internet can reach"},

	"tls_expired":           {what: "the certificate is not valid at this date", fix: "renew it, and look why it was not renewed by itself"},
	"tls_wrong_host":        {what: "the certificate is for other names", fix: fixCertbot},
	"tls_unknown_authority": {what: "the certificate is from no known authority, or its intermediate certificates are missing", fix: fixCertbot},
	"tls_timeout":           {what: "encryption was not agreed on in time", fix: fixSlow},
	"tls_handshake":         {what: "encryption could not be agreed on", fix: "offer TLS 1.2 or 1.3 on port 443; plain HTTP may be answering there"},

	"header_timeout":   {what: "no answer began in time", fix: fixSlow},
	"header_too_large": {what: "the header of the answer is too large", fix: "send smaller headers; many cookies add up"},
	"body_timeout":     {what: "the answer did not end in time", fix: fixSlow},
	"body_too_slow":    {what: "the answer came too slowly", fix: fixSlow},
	"body_too_large":   {what: "the answer is too large", fix: "documents of an instance are well below a megabyte; look what is in this one"},
	"bad_gzip":         {what: "the answer is not validly compressed", fix: "a proxy may compress what is compressed already"},
	"encoding_refused": {what: "the answer is encoded in a way that was not asked for", fix: "send gzip or nothing, as Accept-Encoding says"},
	"http_malformed":   {what: "the answer is no valid HTTP", fix: "answer HTTPS on port 443; look what stands in front of the server"},
	"http_protocol":    {what: "the answer is no valid HTTP", fix: "answer HTTPS on port 443"},
	"visit_timeout":    {what: "the visit took too long", fix: fixSlow},

	"moved":              {what: "it redirects to another domain", fix: "that domain is the instance, then: look at it, or end the redirect"},
	"redirect_loop":      {what: "it redirects in a circle", fix: "look at the redirects of the reverse proxy: often http against https behind a proxy"},
	"redirect_downgrade": {what: "it redirects to an unencrypted address", fix: "redirect to https only"},
	"too_many_redirects": {what: "it redirects more than three times", fix: "redirect at once to where the document is"},
	"url_refused":        {what: "it leads to an address that must not be asked", fix: "link to the instance's own public https address"},

	"json_byte_order_mark": {what: "it begins with a byte order mark", fix: fixJSON},
	"json_duplicate_key":   {what: "it names a field twice", fix: fixJSON},
	"json_empty":           {what: "it is empty", fix: fixJSON},
	"json_invalid_utf8":    {what: "it is not UTF-8", fix: fixJSON},
	"json_malformed":       {what: "it is no valid JSON", fix: fixJSON},
	"json_number_too_long": {what: "it has a number that is too long", fix: fixJSON},
	"json_too_deep":        {what: "it is nested too deeply", fix: fixJSON},
	"json_too_large":       {what: "it is too large", fix: fixJSON},
	"json_too_many_keys":   {what: "it has too many fields", fix: fixJSON},
	"json_too_many_values": {what: "it has too many values", fix: fixJSON},
	"json_trailing_data":   {what: "it goes on after its end", fix: fixJSON},

	"noindex":              {what: "its X-Robots-Tag asks not to be indexed", fix: "if you want to be listed, do not send X-Robots-Tag: noindex with this document"},
	"opted_out":            {what: "a document of it asks not to be counted", fix: "if you want to be listed, switch off hide_in_statistics, private or noindex in its settings"},
	"no_instance_document": {what: "the document describes no server", fix: "this host runs no fediverse software, or hides it"},
	"nodeinfo_elsewhere":   {what: "its nodeinfo is on another domain", fix: "let the links lead to the same domain; or look at that other one"},
	"nodeinfo_no_link":     {what: "it links to no nodeinfo document", fix: "link to one with a rel that ends in /schema/2.0 or 2.1"},
	"nodeinfo_no_software": {what: "it does not name its software", fix: "state software.name, in small letters, digits and hyphens"},
	"not_json":             {what: "a web page instead of JSON", fix: "pass the path on to the server software; a content network or a check for robots may answer in its place"},
	"robots_forbidden":     {what: "robots.txt forbids it", fix: "if you want to be listed, allow it to Landfall"},
	"robots_postponed":     {what: "robots.txt could not be read, so that nothing was asked", fix: "answer robots.txt with 200, or 404 if there is none"},
	"robots_unavailable":   {what: "robots.txt could not be read, so that nothing was asked", fix: "answer robots.txt with 200, or 404 if there is none"},
	"asked_for_time":       {what: "it wants more time between requests than this visit waited", fix: ""},

	"peers_not_a_list_of_names": {what: "the list is no list of names", fix: fixJSON},

	"cancelled":      {what: "the visit was broken off", ours: true},
	"too_many_files": {what: "this machine had too many connections open", ours: true},
	"network_busy":   {what: "its network had its share of requests already", ours: true},
	"own_outage":     {what: "we had an outage of our own, so that nothing is known", ours: true},
	"network_outage": {what: "the whole network around it could not be reached, so that nothing is known of it alone", ours: true},
}
