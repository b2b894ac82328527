package landfall

import (
	"strconv"
	"strings"
)

// Remedy is the reason of a failure in words, and what the admin of an instance can do
// about it.
type Remedy struct {
	What string // "the name does not exist": fit for the middle of a sentence
	Fix  string // empty if there is nothing to do
	Ours bool   // it says nothing about the instance
}

// Explain knows the reasons of observations. One that nobody has put into words is
// its own words.
func Explain(reason string, status int) Remedy {
	if e, ok := remedies[reason]; ok {
		return e
	}
	if code, ok := strings.CutPrefix(reason, "http_"); ok {
		if n, err := strconv.Atoi(code); err == nil {
			return ExplainStatus(n)
		}
	}
	if status != 0 && status/100 != 2 {
		return ExplainStatus(status)
	}
	return Remedy{What: strings.ReplaceAll(reason, "_", " ")}
}

// ExplainStatus explains an HTTP status where a document should be.
func ExplainStatus(status int) Remedy {
	code := " (HTTP " + strconv.Itoa(status) + ")"
	switch {
	case status == 401 || status == 403:
		return Remedy{What: "the answer is refused" + code, Fix: "allow this path for everybody; it is public by design. A firewall or a block of unknown crawlers may be in front of it"}
	case status == 404 || status == 405 || status == 406:
		return Remedy{What: "there is nothing at this path" + code, Fix: "pass the path on to the server software; a reverse proxy may answer /.well-known by itself"}
	case status == 410:
		return Remedy{What: "it says that it is gone for good" + code, Fix: "if it is not, let it answer with 200; Mastodon answers so after self-destruct"}
	case status == 429:
		return Remedy{What: "it says that there were too many requests" + code, Fix: "allow a handful of requests an hour from one address, or name Landfall in the limiter's exceptions"}
	case status == 503:
		return Remedy{What: "it is overloaded or in maintenance" + code, Fix: "look at the server's own log; if it is maintenance, a Retry-After header says for how long"}
	case status >= 520 && status <= 530:
		return Remedy{What: "the network in front of it cannot reach the server" + code, Fix: "check that the server behind the content network is up, and that it lets that network in"}
	case status >= 500:
		return Remedy{What: "a server error" + code, Fix: "look at the server's own log at this moment: the reverse proxy may not reach the software behind it"}
	}
	return Remedy{What: "an answer that is no document" + code}
}

const (
	fixJSON     = "send plain JSON as RFC 8259 has it; if the software writes it itself, please report it there"
	fixFirewall = "check that the web server runs and that a firewall lets port 443 in from everywhere"
	fixSlow     = "look what the server waits for: a worker, the database, or a proxy in front of it"
	fixCertbot  = "get a certificate that names the host from an authority that browsers trust, with its intermediate certificates"
)

// remedies are by the reasons of observations.
var remedies = map[string]Remedy{
	"dns_nxdomain": {What: "the name does not exist", Fix: "publish an A or AAAA record; check that the domain has not lapsed"},
	"dns_timeout":  {What: "our name server did not answer in time", Ours: true},
	"dns_failure":  {What: "our name server could not find the name", Ours: true},

	"tcp_refused":   {What: "the connection was refused", Fix: fixFirewall},
	"tcp_reset":     {What: "the connection was cut", Fix: "something in front of the server may block this machine's network; ask whoever runs the firewall"},
	"tcp_timeout":   {What: "no connection in time", Fix: fixFirewall},
	"no_route":      {What: "this machine has no route to it", Ours: true},
	"network_error": {What: "no usable answer came", Fix: "look whether it is valid HTTP (a Location header may be broken), and at the server's own log"},
	"blocked_addr":  {What: "the name leads to no address of the Internet", Fix: "publish only addresses that the Internet can reach"},

	"tls_expired":           {What: "the certificate is not valid at this date", Fix: "renew it, and look why it was not renewed by itself"},
	"tls_wrong_host":        {What: "the certificate is for other names", Fix: fixCertbot},
	"tls_unknown_authority": {What: "the certificate is from no known authority, or its intermediate certificates are missing", Fix: fixCertbot},
	"tls_timeout":           {What: "encryption was not agreed on in time", Fix: fixSlow},
	"tls_handshake":         {What: "encryption could not be agreed on", Fix: "offer TLS 1.2 or 1.3 on port 443; plain HTTP may be answering there"},

	"header_timeout":   {What: "no answer began in time", Fix: fixSlow},
	"header_too_large": {What: "the header of the answer is too large", Fix: "send smaller headers; many cookies add up"},
	"body_timeout":     {What: "the answer did not end in time", Fix: fixSlow},
	"body_too_slow":    {What: "the answer came too slowly", Fix: fixSlow},
	"body_too_large":   {What: "the answer is too large", Fix: "documents of an instance are well below a megabyte; look what is in this one"},
	"bad_gzip":         {What: "the answer is not validly compressed", Fix: "a proxy may compress what is compressed already"},
	"encoding_refused": {What: "the answer is encoded in a way that was not asked for", Fix: "send gzip or nothing, as Accept-Encoding says"},
	"http_malformed":   {What: "the answer is no valid HTTP", Fix: "answer HTTPS on port 443; look what stands in front of the server"},
	"http_protocol":    {What: "the answer is no valid HTTP", Fix: "answer HTTPS on port 443"},
	"visit_timeout":    {What: "the visit took too long", Fix: fixSlow},

	"moved":              {What: "it redirects to another domain", Fix: "that domain is the instance, then: look at it, or end the redirect"},
	"redirect_loop":      {What: "it redirects in a circle", Fix: "look at the redirects of the reverse proxy: often http against https behind a proxy"},
	"redirect_downgrade": {What: "it redirects to an unencrypted address", Fix: "redirect to https only"},
	"too_many_redirects": {What: "it redirects more than three times", Fix: "redirect at once to where the document is"},
	"url_refused":        {What: "it leads to an address that must not be asked", Fix: "link to the instance's own public https address"},

	"json_byte_order_mark": {What: "it begins with a byte order mark", Fix: fixJSON},
	"json_duplicate_key":   {What: "it names a field twice", Fix: fixJSON},
	"json_empty":           {What: "it is empty", Fix: fixJSON},
	"json_invalid_utf8":    {What: "it is not UTF-8", Fix: fixJSON},
	"json_malformed":       {What: "it is no valid JSON", Fix: fixJSON},
	"json_number_too_long": {What: "it has a number that is too long", Fix: fixJSON},
	"json_too_deep":        {What: "it is nested too deeply", Fix: fixJSON},
	"json_too_large":       {What: "it is too large", Fix: fixJSON},
	"json_too_many_keys":   {What: "it has too many fields", Fix: fixJSON},
	"json_too_many_values": {What: "it has too many values", Fix: fixJSON},
	"json_trailing_data":   {What: "it goes on after its end", Fix: fixJSON},

	"noindex":              {What: "its X-Robots-Tag asks not to be indexed", Fix: "if you want to be listed, do not send X-Robots-Tag: noindex with this document"},
	"opted_out":            {What: "a document of it asks not to be counted", Fix: "if you want to be listed, switch off hide_in_statistics, private or noindex in its settings"},
	"no_instance_document": {What: "the document describes no server", Fix: "this host runs no fediverse software, or hides it"},
	"nodeinfo_elsewhere":   {What: "its nodeinfo is on another domain", Fix: "let the links lead to the same domain; or look at that other one"},
	"nodeinfo_no_link":     {What: "it links to no nodeinfo document", Fix: "link to one with a rel that ends in /schema/2.0 or 2.1"},
	"nodeinfo_no_software": {What: "it does not name its software", Fix: "state software.name, in small letters, digits and hyphens"},
	"not_json":             {What: "a web page instead of JSON", Fix: "pass the path on to the server software; a content network or a check for robots may answer in its place"},
	"robots_forbidden":     {What: "robots.txt forbids it", Fix: "if you want to be listed, allow it to Landfall"},
	"robots_postponed":     {What: "robots.txt could not be read, so that nothing was asked", Fix: "answer robots.txt with 200, or 404 if there is none"},
	"robots_unavailable":   {What: "robots.txt could not be read, so that nothing was asked", Fix: "answer robots.txt with 200, or 404 if there is none"},
	"asked_for_time":       {What: "it wants more time between requests than this visit waited", Fix: ""},

	"peers_not_a_list_of_names": {What: "the list is no list of names", Fix: fixJSON},

	"cancelled":      {What: "the visit was broken off", Ours: true},
	"too_many_files": {What: "this machine had too many connections open", Ours: true},
	"network_busy":   {What: "its network had its share of requests already", Ours: true},
	"own_outage":     {What: "we had an outage of our own, so that nothing is known", Ours: true},
	"network_outage": {What: "the whole network around it could not be reached, so that nothing is known of it alone", Ours: true},
}
