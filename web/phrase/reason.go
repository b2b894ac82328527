package phrase

import "strings"

// Reason says a failure's reason in words. A reason that nobody has put into
// words yet comes out as its own word, spelt with spaces.
func Reason(word string) string {
	if text, ok := reasons()[word]; ok {
		return text
	}
	if status, ok := strings.CutPrefix(word, "http_"); ok && len(status) == 3 {
		return "HTTP status " + status + " instead of a document"
	}
	return sentence(word)
}

func reasons() map[string]string {
	return map[string]string{
		"dns_nxdomain": "The name is not known in the DNS",
		"dns_timeout":  "No name server answered in time",
		"dns_failure":  "The name could not be looked up",

		"tcp_refused":   "The server refused the connection",
		"tcp_reset":     "The connection was cut before an answer came",
		"tcp_timeout":   "No connection in time",
		"no_route":      "We had no route to the server",
		"network_error": "The network gave no answer",
		"blocked_addr":  "The name leads to an address that is not public",

		"tls_expired":           "The certificate is not valid at this date",
		"tls_wrong_host":        "The certificate is for another name",
		"tls_unknown_authority": "The certificate is not from a known authority",
		"tls_timeout":           "Encryption was not agreed on in time",
		"tls_handshake":         "Encryption could not be agreed on",

		"header_timeout":   "No answer began in time",
		"header_too_large": "The header of the answer is too large",
		"body_timeout":     "The answer did not end in time",
		"body_too_slow":    "The answer came too slowly",
		"body_too_large":   "The answer is too large",
		"bad_gzip":         "The answer is not validly compressed",
		"encoding_refused": "The answer is encoded in a way we do not read",
		"http_protocol":    "The answer is not valid HTTP",
		"visit_timeout":    "The visit took too long",

		"moved":              "It redirects to another domain",
		"redirect_loop":      "It redirects in a circle",
		"redirect_downgrade": "It redirects to an unencrypted address",
		"too_many_redirects": "It redirects too many times",
		"url_refused":        "It leads to an address that must not be asked",

		"json_byte_order_mark": "The document begins with a byte order mark",
		"json_duplicate_key":   "The document names a field twice",
		"json_empty":           "The document is empty",
		"json_invalid_utf8":    "The document is not valid text",
		"json_malformed":       "The document is not valid JSON",
		"json_number_too_long": "The document has a number that is too long",
		"json_too_deep":        "The document is nested too deeply",
		"json_too_large":       "The document is too large",
		"json_too_many_keys":   "The document has too many fields",
		"json_too_many_values": "The document has too many values",
		"json_trailing_data":   "The document goes on after its end",

		"noindex":              "The document asks not to be indexed",
		"no_instance_document": "The document does not describe a server",
		"nodeinfo_elsewhere":   "Its nodeinfo is on another domain",
		"nodeinfo_no_link":     "Nodeinfo is not where it should be",
		"nodeinfo_no_software": "Nodeinfo does not name its software",
		"not_json":             "A web page instead of a document",
		"robots_forbidden":     "Its robots.txt asks us to stay away",
		"robots_postponed":     "Its robots.txt could not be read, so nothing was asked",

		"peers_not_a_list_of_names": "The list of peers is not a list of names",

		"cancelled":      "We broke the visit off",
		"panic":          "A fault in our program ended the visit",
		"too_many_files": "We had too many connections open",
		"own_outage":     "We had an outage of our own at that time, so nothing is known",
		"network_outage": "The whole network around the server could not be reached, so nothing is known of it alone",
	}
}

// Note says a remark of a visit's log in words: reasons in it, which are spelt in
// snake_case, come out as Reason says them.
func Note(text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		bare := strings.TrimRight(word, ";,.")
		if strings.Contains(bare, "_") && strings.Trim(bare, "abcdefghijklmnopqrstuvwxyz0123456789_") == "" {
			words[i] = lower(Reason(bare)) + word[len(bare):]
		}
	}
	return strings.Join(words, " ")
}

// lower makes a sentence fit for the middle of another. Abbreviations stay.
func lower(text string) string {
	if text == "" || len(text) > 1 && text[1] >= 'A' && text[1] <= 'Z' {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}
