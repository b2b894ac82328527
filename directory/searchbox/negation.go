package searchbox

// maxSigns is how many tokens a negation or the name of a tag may have.
const maxSigns = 6

// at returns how many tokens from i on are the longest phrase that a set has; 0: none is.
func (r *reader) at(i int, has func(key []byte) bool) (count int) {
	var buffer [64]byte
	key := buffer[:0]
	for end := i; end < min(len(r.tokens), i+maxSigns); end++ {
		t := &r.tokens[end]
		if t.quoted || end > i && !continues(t) {
			break
		}
		key = phrase(key, t)
		if has(key) {
			count = end + 1 - i
		}
	}
	return count
}

func (r *reader) negates(i int) int {
	return r.at(i, func(key []byte) bool { return r.negation[string(key)] })
}
func (r *reader) tag(i int) int {
	return r.at(i, func(key []byte) bool { _, ok := r.rules[string(key)]; return ok })
}

// forbidden returns the tags of rules that the input wants forbidden: "no ads or porn",
// "ad-free".
func (r *reader) forbidden() (spans []span) {
	for i := 0; i < len(r.tokens); i++ {
		if count := r.negates(i); count > 0 {
			spans = append(spans, r.after(i, i+count)...)
		} else if r.tokens[i].minus {
			spans = append(spans, r.after(i, i)...)
		} else if count := r.tag(i); count > 0 {
			if more := r.at(i+count, func(key []byte) bool { return r.behind[string(key)] }); more > 0 && !r.tokens[i+count].apart {
				spans = append(spans, r.rule(i, i, i+count, i+count+more))
			}
		}
		if len(spans) > 0 {
			i = max(i, spans[len(spans)-1].end-1)
		}
	}
	return spans
}

// after returns the tags named from next on, which a negation at first goes before. If it
// goes on to what is no tag, all of it is left to the text.
func (r *reader) after(first, next int) (spans []span) {
	for {
		for next < len(r.tokens) && joining[r.tokens[next].text] && !r.tokens[next].apart {
			next++
		}
		if next == len(r.tokens) || next > first && r.tokens[next].apart {
			return nil
		}
		count := r.tag(next)
		if count == 0 {
			return nil
		}
		spans = append(spans, r.rule(first, next, next+count, next+count))
		first = next + count
		if first == len(r.tokens) || !also[r.tokens[first].text] || r.tokens[first].apart {
			return spans
		}
		next = first + 1
	}
}

// rule returns the span of a tag at tokens[from:to], with what negates it before and behind.
func (r *reader) rule(first, from, to, end int) span {
	var key []byte
	for i := from; i < to; i++ {
		key = phrase(key, &r.tokens[i])
	}
	return span{first, end, r.rules[string(key)], true}
}

// affirmed returns the spans that nothing negates.
func (r *reader) affirmed(spans []span) (kept []span) {
	armed, last := false, false
	for i := 0; i < len(r.tokens); {
		t := &r.tokens[i]
		if t.apart {
			armed, last = false, false
		}
		if len(spans) > 0 && spans[0].first == i {
			s := spans[0]
			spans = spans[1:]
			rule := s.term.Key == KeyRules
			last = armed || t.minus || rule || t.sign && r.at(s.end, func(key []byte) bool { return r.behind[string(key)] }) > 0
			if rule || !last {
				kept = append(kept, s)
			}
			armed, i = false, s.end
			continue
		}
		switch count := r.negates(i); {
		case t.quoted:
			armed, last = false, false
		case count > 0:
			armed = true
			i += count - 1
		case also[t.text]:
			armed = armed || last
		case joining[t.text]:
		default:
			armed, last = false, armed
		}
		i++
	}
	return kept
}
