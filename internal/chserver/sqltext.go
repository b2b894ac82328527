package chserver

// The little that must be known of a query's text: which protocol exchange it
// needs, and where chDB wants it without its format.

import (
	"regexp"
	"strings"
)

var (
	literalRe = regexp.MustCompile("(?s)'(?:[^'\\\\]|\\\\.|'')*'|`(?:[^`\\\\]|\\\\.)*`|\"(?:[^\"\\\\]|\\\\.)*\"|--[^\n]*|/\\*.*?\\*/")
	insertRe  = regexp.MustCompile(`(?is)^\s*INSERT\s+INTO\s`)
	inlineRe  = regexp.MustCompile(`(?is)\b(SELECT|WATCH|INFILE|(VALUES|FORMAT\s+\w+)\b\s*\S)`)
	tailRe    = regexp.MustCompile(`(?is)\s*(;|\bVALUES|\bFORMAT\s+\w+)\s*$`)
	targetRe  = regexp.MustCompile(`(?is)^\s*INSERT\s+INTO\s+(?:TABLE\s+)?(FUNCTION\s+\w+\s*\([^()]*\)|[\w.]+)\s*(\(.*?\))?\s*(?:SETTINGS\b.*)?$`)
	selectRe  = regexp.MustCompile(`(?is)^[\s(]*(SELECT|WITH)\b`)
	showRe    = regexp.MustCompile(`(?is)^\s*(SHOW|DESC|DESCRIBE|EXISTS|EXPLAIN|CHECK)\b`)
)

// mask blanks literals and comments, keeping every offset.
func mask(sql string) string {
	return literalRe.ReplaceAllStringFunc(sql, func(s string) string {
		if s[0] == '-' || s[0] == '/' {
			return strings.Repeat(" ", len(s))
		}
		return strings.Repeat("q", len(s))
	})
}

// takesData says that the client will send this query's rows as blocks.
func takesData(sql string) bool {
	m := mask(sql)
	return insertRe.MatchString(m) && !inlineRe.MatchString(strings.TrimRight(m, "; \n\t"))
}

// chopTail removes a closing ';', VALUES or FORMAT x: chDB is given the format
// apart from the query.
func chopTail(sql string) string {
	for {
		loc := tailRe.FindStringIndex(mask(sql))
		if loc == nil {
			return sql
		}
		sql = sql[:loc[0]]
	}
}

// insertTarget cuts an INSERT into its table and its column list, if any.
func insertTarget(sql string) (table, columns string, ok bool) {
	m := targetRe.FindStringSubmatchIndex(mask(sql))
	if m == nil {
		return "", "", false
	}
	table = strings.TrimPrefix(sql[m[2]:m[3]], "FUNCTION ")
	if m[4] >= 0 {
		columns = sql[m[4]+1 : m[5]-1]
	}
	return table, columns, true
}

// clause cuts sql at the first of the words outside parentheses and quotes.
func clause(sql string, words ...string) (head, tail string) {
	m, depth := mask(sql), 0
	for i := range len(m) {
		switch m[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
		for _, w := range words {
			if depth == 0 && strings.HasPrefix(m[i:], w) {
				return sql[:i], sql[i:]
			}
		}
	}
	return sql, ""
}

var (
	quoter   = strings.NewReplacer(`\`, `\\`, `'`, `\'`)
	unquoter = strings.NewReplacer(`\\`, `\`, `\'`, `'`, `\n`, "\n", `\r`, "\r", `\t`, "\t", `\0`, "\x00")
)

// quote makes a string literal.
func quote(s string) string { return "'" + quoter.Replace(s) + "'" }

// unquote undoes quote, and leaves anything else as it is.
func unquote(s string) string {
	if len(s) > 1 && s[0] == '\'' && s[len(s)-1] == '\'' {
		return unquoter.Replace(s[1 : len(s)-1])
	}
	return s
}

// quoteName makes an identifier.
func quoteName(s string) string {
	return "`" + strings.NewReplacer(`\`, `\\`, "`", "\\`").Replace(s) + "`"
}
