package landfall

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// RulesDigest is a short name for the instance's rules as they are worded, equal
// only if they are: 32 hexadecimal digits, empty if it states none.
func (f *Facts) RulesDigest() string {
	if !f.Stated(FieldRules) {
		return ""
	}
	return digestRules(f.Rules)
}

func digestRules(rules []Rule) string {
	text, err := json.Marshal(rules)
	if err != nil {
		panic(err) // of strings
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}
