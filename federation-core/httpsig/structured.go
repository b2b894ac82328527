package httpsig

import (
	"net/http"
	"time"

	"github.com/dunglas/httpsfv"
)

// parseStructured reads the Signature-Input and Signature headers of RFC 9421 section 4.
func parseStructured(header http.Header) (*statement, error) {
	label, input, err := only(header, "Signature-Input")
	if err != nil {
		return nil, err
	}
	list, ok := input.(httpsfv.InnerList)
	if !ok {
		return nil, refuse(Malformed)
	}
	s := &statement{scheme: RFC9421}
	if err := s.readList(list); err != nil {
		return nil, err
	}
	name, value, err := only(header, "Signature")
	if err != nil {
		return nil, err
	}
	if name != label {
		return nil, refuse(SeveralSignatures)
	}
	item, _ := value.(httpsfv.Item)
	if s.signature, ok = item.Value.([]byte); !ok || len(s.signature) == 0 {
		return nil, refuse(Malformed)
	}
	return s, nil
}

// readList reads what a signature covers and its parameters.
func (s *statement) readList(list httpsfv.InnerList) error {
	if len(list.Params.Names()) > maxParams {
		return refuse(TooLarge)
	}
	for _, item := range list.Items {
		name, ok := item.Value.(string)
		if !ok {
			return refuse(Malformed)
		}
		if len(item.Params.Names()) > 0 {
			return refuse(UnknownComponent)
		}
		s.covered = append(s.covered, name)
	}
	if err := s.readParams(list.Params); err != nil {
		return err
	}
	var err error
	if s.params, err = httpsfv.Marshal(list); err != nil {
		return refuse(Malformed)
	}
	return nil
}

func (s *statement) readParams(params *httpsfv.Params) error {
	var algorithm string
	for name, into := range map[string]*string{"keyid": &s.keyID, "alg": &algorithm} {
		if value, ok := params.Get(name); ok {
			if *into, ok = value.(string); !ok {
				return refuse(Malformed)
			}
		}
	}
	for name, into := range map[string]*time.Time{"created": &s.created, "expires": &s.expires} {
		if value, ok := params.Get(name); ok {
			seconds, ok := value.(int64)
			if !ok || seconds < 0 {
				return refuse(Malformed)
			}
			*into = time.Unix(seconds, 0).UTC()
		}
	}
	switch algorithm {
	case algRSA, algEd25519, "":
		s.algorithm = algorithm
		return nil
	}
	return refuse(BadAlgorithm)
}

// only is the one member of a dictionary header of one line.
func only(header http.Header, name string) (string, httpsfv.Member, error) {
	text, err := once(header, name, SeveralSignatures)
	if err != nil {
		return "", nil, err
	}
	members, err := dictionary(text)
	if err != nil {
		return "", nil, err
	}
	if len(members.Names()) != 1 {
		return "", nil, refuse(SeveralSignatures)
	}
	label := members.Names()[0]
	member, _ := members.Get(label)
	return label, member, nil
}

// dictionary parses a dictionary (RFC 9651 section 3.2) in which nothing is said twice. The
// standard lets the last of two win, so that two readers may see two things: here the
// separators are counted, and there must be as many as members and parameters.
func dictionary(text string) (*httpsfv.Dictionary, error) {
	members, err := httpsfv.UnmarshalDictionary([]string{text})
	if err != nil {
		return nil, refuse(Malformed)
	}
	params := 0
	for _, name := range members.Names() {
		switch member, _ := members.Get(name); member := member.(type) {
		case httpsfv.Item:
			params += len(member.Params.Names())
		case httpsfv.InnerList:
			params += len(member.Params.Names())
			for _, item := range member.Items {
				params += len(item.Params.Names())
			}
		}
	}
	commas, semicolons := separators(text)
	if semicolons != params || commas != max(0, len(members.Names())-1) {
		return nil, refuse(Duplicate)
	}
	return members, nil
}

// separators counts the commas and semicolons of a structured field that are not in strings.
func separators(text string) (commas, semicolons int) {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			commas++
		case c == ';' && !quoted:
			semicolons++
		}
	}
	return commas, semicolons
}
