package httpsig

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// parseCavage reads a Signature header of draft-cavage-http-signatures-12 section 2.1.
func parseCavage(header http.Header) (*statement, error) {
	text, err := once(header, "Signature", SeveralSignatures)
	if err != nil {
		return nil, err
	}
	params, err := cavageParams(text)
	if err != nil {
		return nil, err
	}
	// The draft wants names of headers in lower case, and signs them so however they are listed.
	s := &statement{scheme: Cavage, keyID: params["keyid"], covered: strings.Fields(strings.ToLower(params["headers"]))}
	if s.signature, err = base64.StdEncoding.Strict().DecodeString(params["signature"]); err != nil || len(s.signature) == 0 {
		return nil, refuse(Malformed)
	}
	if s.created, err = cavageTime(params["created"]); err != nil {
		return nil, err
	}
	if s.expires, err = cavageTime(params["expires"]); err != nil {
		return nil, err
	}
	switch params["algorithm"] {
	case "rsa-sha256":
		s.algorithm = algRSA
	case "hs2019", "":
	default:
		return nil, refuse(BadAlgorithm)
	}
	return s, nil
}

// special is the value of a component in parentheses. By section 2.3 of the draft,
// (created) and (expires) are not for the algorithms named in old drafts.
func (s *statement) special(m message, name string) (string, error) {
	at := s.created
	switch name {
	case "(request-target)":
		return strings.ToLower(m.method) + " " + m.target, nil
	case "(created)":
	case "(expires)":
		at = s.expires
	default:
		return "", refuse(UnknownComponent)
	}
	if s.algorithm == algRSA {
		return "", refuse(BadAlgorithm)
	}
	if at.IsZero() {
		return "", refuse(MissingComponent)
	}
	return strconv.FormatInt(at.Unix(), 10), nil
}

// cavageParams are the parameters, by their names in lower case, each of them once.
func cavageParams(text string) (map[string]string, error) {
	params := map[string]string{}
	for more := true; more; {
		name, rest, _ := strings.Cut(text, "=")
		name = strings.ToLower(strings.Trim(name, " \t"))
		if name == "" || strings.ContainsAny(name, "\", \t") {
			return nil, refuse(Malformed)
		}
		var value string
		var ok bool
		if value, text, more, ok = cavageValue(rest); !ok {
			return nil, refuse(Malformed)
		}
		if _, twice := params[name]; twice {
			return nil, refuse(Duplicate)
		}
		if params[name] = value; len(params) > maxParams {
			return nil, refuse(TooLarge)
		}
	}
	return params, nil
}

// cavageValue takes a value off the text, quoted or bare, and the comma after it. Nothing in
// quotes is escaped: a value that would need it has no place in a signature.
func cavageValue(text string) (value, rest string, more, ok bool) {
	if quoted, is := strings.CutPrefix(text, `"`); is {
		if value, rest, ok = strings.Cut(quoted, `"`); !ok || strings.Contains(value, `\`) {
			return "", "", false, false
		}
		rest = strings.TrimLeft(rest, " \t")
		after, more := strings.CutPrefix(rest, ",")
		return value, after, more, more || rest == ""
	}
	value, rest, more = strings.Cut(text, ",")
	value = strings.Trim(value, " \t")
	return value, rest, more, value != "" && !strings.ContainsAny(value, "\"\\ \t")
}

// cavageTime reads seconds since 1970, written in the one way that signing writes them.
func cavageTime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seconds < 0 || strconv.FormatInt(seconds, 10) != text {
		return time.Time{}, refuse(Malformed)
	}
	return time.Unix(seconds, 0).UTC(), nil
}
