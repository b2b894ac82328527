package notice

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Plain is the text of a document, with the day that it states for itself.
type Plain struct {
	Text   string
	Posted time.Time // from its front matter; zero if it has none
}

// PlainText reads a plain text, Markdown or HTML. Titles become sentences of their own.
func PlainText(text string) Plain {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\r\n", "\n")
	var p Plain
	head, body := frontMatter(text)
	var lines []string
	for line := range strings.SplitSeq(head, "\n") {
		key, value, _ := strings.Cut(line, ":")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "title", "description", "summary":
			lines = append(lines, value)
		case "date", "published", "publishdate":
			if found := days().find(value, time.Time{}); len(found) > 0 {
				p.Posted = midnight(found[0].From)
			}
		}
	}
	if tag.MatchString(body) {
		body = fromHTML(body)
	}
	lines = append(lines, fromMarkdown(body))
	p.Text = strings.TrimSpace(strings.Join(lines, "\n\n"))
	return p
}

// frontMatter splits the block of keys off that starts many Markdown files.
func frontMatter(text string) (head, body string) {
	rest, found := strings.CutPrefix(strings.TrimLeft(text, "\ufeff \n"), "---\n")
	if !found && !keyLine.MatchString(rest) {
		return "", text
	}
	head, body, found = strings.Cut(rest, "\n---")
	if !found {
		return "", text
	}
	return head, body
}

// keyLine matches the first line of such a block that some write without the line above.
var keyLine = regexp.MustCompile(`^(?i)(?:title|date|layout|slug):\s`)

var tag = regexp.MustCompile(`(?i)</?(?:p|br|div|h[1-6]|li|ul|a|strong|em|b|i|html|body|span|blockquote)\b[^>]*>`)

// blocks end a sentence where they begin or end.
var blocks = map[string]bool{
	"p": true, "div": true, "li": true, "ul": true, "ol": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"table": true, "tr": true, "blockquote": true, "section": true, "article": true, "header": true, "footer": true, "title": true, "hr": true,
}

// fromHTML returns the text of HTML, without scripts and styles.
func fromHTML(text string) string {
	var out strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(text))
	skip := ""
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken { // the end: a tokenizer of a string finds no other
			return out.String()
		}
		name, _ := tokens.TagName()
		switch tag := string(name); {
		case kind == html.TextToken && skip == "":
			out.Write(tokens.Text())
		case kind == html.StartTagToken && (tag == "script" || tag == "style"):
			skip = tag
		case kind == html.EndTagToken && tag == skip:
			skip = ""
		case tag == "br":
			out.WriteByte('\n')
		case blocks[tag]:
			out.WriteString("\n\n")
		}
	}
}

var (
	markImages  = regexp.MustCompile(`!\[[^\]]*\]\([^)]*\)`)
	markLinks   = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	markHeading = regexp.MustCompile(`(?m)^\s{0,3}#{1,6}\s*(.*?)\s*#*$`)
	markFence   = regexp.MustCompile("(?s)```.*?```")
	markItem    = regexp.MustCompile(`(?m)^\s*(?:[-*+]|\d+\.)\s+`)
	markQuote   = regexp.MustCompile(`(?m)^\s*>\s?`)
)

// fromMarkdown drops the signs of Markdown.
func fromMarkdown(text string) string {
	text = markFence.ReplaceAllString(text, "\n\n")
	text = markImages.ReplaceAllString(text, " ")
	text = markLinks.ReplaceAllString(text, "$1")
	text = markHeading.ReplaceAllString(text, "\n\n$1\n\n")
	text = markQuote.ReplaceAllString(text, "")
	text = markItem.ReplaceAllString(text, "\n\n")
	return strings.NewReplacer("**", "", "__", "", "`", "").Replace(text)
}
