package notice

import (
	"regexp"
	"slices"
	"strings"
)

// lasts reports whether a sentence says how many hours or minutes something takes, or from
// which time of day to which: nothing closes for good from two to four.
func (s *sentence) lasts() bool {
	from, to := s.From[s.Words[s.first].Start], s.From[s.Words[s.end-1].End]
	return days().lasts(spell(strings.ToValidUTF8(s.Orig[from:min(to, len(s.Orig))], "")))
}

// lasts reports whether a spelled text names a span of hours or minutes.
func (c *calendar) lasts(text string) bool {
	if clockSpan.MatchString(text) || c.fromTo(text) || signSpan.MatchString(text) {
		return true
	}
	for _, m := range c.span.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(c.notFor, m[1]) {
			return true
		}
	}
	return false
}

// fromTo reports whether a text names a span of bare numbers that are no days of a month.
func (c *calendar) fromTo(text string) bool {
	return slices.ContainsFunc(fromTo.FindAllString(text, -1), func(m string) bool {
		words := strings.Fields(m)
		return c.months[words[len(words)-1]] == 0
	})
}

// spanOf returns the expression for a number of hours or minutes with the word before it.
func spanOf(w *dayWords, numbers words) *regexp.Regexp {
	return regexp.MustCompile(`(?:^|([\pL']+)\s+)(?:\d{1,2}|` + anyOf(numbers)[1:] + `\s+` + anyOf(w.Units["hour"], w.Minutes) + `(?:[^\pL]|$)`)
}

var (
	// clockSpan matches the time from one time of day to another: "22 bis 24 Uhr".
	clockSpan = regexp.MustCompile(`\b\d{1,2}(?:[:h.]\d{2})?\s*(?:uhr|h|am|pm|utc|cet)?\s*(?:-|–|—|~|〜|～|to|and|bis|und|a|et|y|e|al|alle|hasta|as|ate|tot|en|do|i|до|и|і|から|到|至|부터|إلى)\s*\d{1,2}(?::\d{2}|\s?h(?:\d{2})?\b|\s?uhr\b|\s?am\b|\s?pm\b|\s?utc\b|\s?cet\b|\s?uur\b)`)
	// fromTo matches the same of bare numbers after "from".
	fromTo = regexp.MustCompile(`(?:^|[^\pL])(?:from|between|von|zwischen|de|entre|desde|das|dalle|tra|van|tussen|od|z|с|з|від)\s+\d{1,2}(?::\d{2})?\s+(?:to|and|until|bis|und|a|et|y|e|hasta|as|ate|alle|tot|en|do|i|до|и|і|та)\s+\d{1,2}(?::\d{2})?(?:\s*(?:uhr|h|am|pm|utc|uur|ч|год))?(?:\s+\pL{4,}|[.,!]|$)`)
	// signSpan matches a number of hours or minutes where no spaces part words.
	signSpan = regexp.MustCompile(`(?:\d{1,2}|[一二两兩三四五六七八九十半数幾几]+)\s*(?:(?:個|个)?(?:小时|小時|分钟|分鐘)|時間|分間|시간|분간)(?:半)?\s*(?:ほど|程度|くらい|ぐらい|ばかり|間|の予定|左右|동안|정도|가량|간)`)
)
