package phrase

import (
	"context"
	"strconv"
	"strings"

	"landfall/web/tongue"
)

// Reason says a failure's reason in words. A reason that nobody has put into
// words yet comes out as its own word, spelt with spaces.
func Reason(ctx context.Context, word string) string {
	if text, ok := reasons()[word]; ok {
		return tongue.Say(ctx, text)
	}
	if text, ok := strings.CutPrefix(word, "http_"); ok {
		if status, err := strconv.Atoi(text); err == nil {
			return Status(ctx, status)
		}
	}
	return sentence(word)
}

// Status says what an HTTP status means where a document should be, as
// [landfall.ExplainStatus] does in English.
func Status(ctx context.Context, status int) string {
	args := []any{"status", strconv.Itoa(status)}
	switch {
	case status == 401 || status == 403:
		return tongue.Say(ctx, "The answer is refused (HTTP {status})", args...)
	case status == 404 || status == 405 || status == 406:
		return tongue.Say(ctx, "There is nothing at this path (HTTP {status})", args...)
	case status == 410:
		return tongue.Say(ctx, "It says that it is gone for good (HTTP {status})", args...)
	case status == 429:
		return tongue.Say(ctx, "It says that there were too many requests (HTTP {status})", args...)
	case status == 503:
		return tongue.Say(ctx, "It is overloaded or in maintenance (HTTP {status})", args...)
	case status >= 520 && status <= 530:
		return tongue.Say(ctx, "The network in front of it cannot reach the server (HTTP {status})", args...)
	case status >= 500:
		return tongue.Say(ctx, "A server error (HTTP {status})", args...)
	}
	return tongue.Say(ctx, "An answer that is no document (HTTP {status})", args...)
}

func reasons() map[string]string {
	return map[string]string{
		"dns_nxdomain": tongue.Mark("The name is not known in the DNS"),
		"dns_timeout":  tongue.Mark("No name server answered in time"),
		"dns_failure":  tongue.Mark("The name could not be looked up"),

		"tcp_refused":   tongue.Mark("The server refused the connection"),
		"tcp_reset":     tongue.Mark("The connection was cut before an answer came"),
		"tcp_timeout":   tongue.Mark("No connection in time"),
		"no_route":      tongue.Mark("We had no route to the server"),
		"network_error": tongue.Mark("The network gave no answer"),
		"blocked_addr":  tongue.Mark("The name leads to an address that is not public"),

		"tls_expired":           tongue.Mark("The certificate is not valid at this date"),
		"tls_wrong_host":        tongue.Mark("The certificate is for another name"),
		"tls_unknown_authority": tongue.Mark("The certificate is from no known authority, or its intermediate certificates are missing"),
		"tls_timeout":           tongue.Mark("Encryption was not agreed on in time"),
		"tls_handshake":         tongue.Mark("Encryption could not be agreed on"),

		"header_timeout":   tongue.Mark("No answer began in time"),
		"header_too_large": tongue.Mark("The header of the answer is too large"),
		"body_timeout":     tongue.Mark("The answer did not end in time"),
		"body_too_slow":    tongue.Mark("The answer came too slowly"),
		"body_too_large":   tongue.Mark("The answer is too large"),
		"bad_gzip":         tongue.Mark("The answer is not validly compressed"),
		"encoding_refused": tongue.Mark("The answer is encoded in a way we do not read"),
		"http_malformed":   tongue.Mark("The answer is not valid HTTP"),
		"http_protocol":    tongue.Mark("The answer is not valid HTTP"),
		"visit_timeout":    tongue.Mark("The visit took too long"),

		"moved":              tongue.Mark("It redirects to another domain"),
		"redirect_loop":      tongue.Mark("It redirects in a circle"),
		"redirect_downgrade": tongue.Mark("It redirects to an unencrypted address"),
		"too_many_redirects": tongue.Mark("It redirects too many times"),
		"url_refused":        tongue.Mark("It leads to an address that must not be asked"),

		"json_byte_order_mark": tongue.Mark("The document begins with a byte order mark"),
		"json_duplicate_key":   tongue.Mark("The document names a field twice"),
		"json_empty":           tongue.Mark("The document is empty"),
		"json_invalid_utf8":    tongue.Mark("The document is not valid text"),
		"json_malformed":       tongue.Mark("The document is not valid JSON"),
		"json_number_too_long": tongue.Mark("The document has a number that is too long"),
		"json_too_deep":        tongue.Mark("The document is nested too deeply"),
		"json_too_large":       tongue.Mark("The document is too large"),
		"json_too_many_keys":   tongue.Mark("The document has too many fields"),
		"json_too_many_values": tongue.Mark("The document has too many values"),
		"json_trailing_data":   tongue.Mark("The document goes on after its end"),

		"noindex":              tongue.Mark("The document asks not to be indexed"),
		"no_instance_document": tongue.Mark("The document does not describe a server"),
		"nodeinfo_elsewhere":   tongue.Mark("Its nodeinfo is on another domain"),
		"nodeinfo_no_link":     tongue.Mark("Nodeinfo is not where it should be"),
		"nodeinfo_no_software": tongue.Mark("Nodeinfo does not name its software"),
		"not_json":             tongue.Mark("A web page instead of a document"),
		"robots_forbidden":     tongue.Mark("Its robots.txt asks us to stay away"),
		"opted_out":            tongue.Mark("A document of it asks not to be counted"),
		"robots_postponed":     tongue.Mark("Its robots.txt could not be read, so nothing was asked"),

		"robots_unavailable": tongue.Mark("Its robots.txt could not be read, so nothing was asked"),
		"asked_for_time":     tongue.Mark("It wants more time between requests than a visit waits"),

		"peers_not_a_list_of_names": tongue.Mark("The list of peers is not a list of names"),

		"cancelled":      tongue.Mark("We broke the visit off"),
		"panic":          tongue.Mark("A fault in our program ended the visit"),
		"too_many_files": tongue.Mark("We had too many connections open"),
		"network_busy":   tongue.Mark("Its network had its share of requests already"),
		"own_outage":     tongue.Mark("We had an outage of our own at that time, so nothing is known"),
		"network_outage": tongue.Mark("The whole network around the server could not be reached, so nothing is known of it alone"),
	}
}

// Note says a remark of a visit's log in words: reasons in it, which are spelt in
// snake_case, come out as Reason says them.
func Note(ctx context.Context, text string) string {
	words := strings.Fields(text)
	for i, word := range words {
		bare := strings.TrimRight(word, ";,.")
		if strings.Contains(bare, "_") && strings.Trim(bare, "abcdefghijklmnopqrstuvwxyz0123456789_") == "" {
			words[i] = Within(ctx, Reason(ctx, bare)) + word[len(bare):]
		}
	}
	return strings.Join(words, " ")
}

// Within returns a sentence as it stands inside another: English begins it small.
func Within(ctx context.Context, text string) string {
	if tongue.From(ctx) != tongue.English() || text == "" || len(text) > 1 && text[1] >= 'A' && text[1] <= 'Z' {
		return text
	}
	return strings.ToLower(text[:1]) + text[1:]
}
