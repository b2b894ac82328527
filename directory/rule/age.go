package rule

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"landfall/directory/lexicon"
)

// agePatterns match a minimum age in a folded text. What is from 13 to 21 years is taken
// for one, and only with a word that says that it is somebody's age.
var agePatterns = []*regexp.Regexp{
	regexp.MustCompile(`\b(?:at least|minimum age(?: is| of|:)?|must be|be over|are over|age of|aged|older than|younger than|under the age of|not under|nobody under|no one under|users under) (?:the age of )?(1[3-9]|2[01])\b(?:\+| ?(?:years?|yrs?|or older|or over|or above|and older|and over|and up)\b|[.,;!)\n]|$| to (?:join|use|register|sign))`),
	regexp.MustCompile(`\b(1[3-9]|2[01])\+? (?:years old|years of age|years or older|or older|or over|and older|and over|and up)\b`),
	regexp.MustCompile(`\b(1[3-9]|2[01])\+ only\b|\bonly (1[3-9]|2[01])\+`),
	regexp.MustCompile(`\b(?:mindestens|mindestalter(?: von| ist|:)?|ab|uber|alter als|junger als|unter) (1[3-9]|2[01])(?: jahre|\)| und alter|$| sein)`),
	regexp.MustCompile(`\b(?:plus de|moins de|au moins|minimum|age de) (1[3-9]|2[01]) ans\b`),
	regexp.MustCompile(`\b(?:mayor(?:es)? de|menor(?:es)? de|al menos|mas de|minima(?: de|:)?|tener) (1[3-9]|2[01])\b(?: anos)?`),
	regexp.MustCompile(`\b(?:maior(?:es)? de|menor(?:es)? de|pelo menos|mais de|minima(?: de|:)?) (1[3-9]|2[01])\b(?: anos)?`),
	regexp.MustCompile(`\b(?:almeno|minimo|maggiori di|minori di|meno di|piu di|compiuto) (1[3-9]|2[01]) anni\b`),
	regexp.MustCompile(`\b(?:minimaal|ten minste|ouder dan|jonger dan|vanaf) (1[3-9]|2[01])(?: jaar)?\b`),
	regexp.MustCompile(`(1[3-9]|2[01]) ?[歳才](?:以上|未満|に満たない)`),
	regexp.MustCompile(`(?:만 ?)?(1[3-9]|2[01]) ?세 ?(?:이상|미만)`),
	regexp.MustCompile(`(1[3-9]|2[01]) ?(?:周岁|岁|歲)(?:以上|以下|未满|未滿)`),
	regexp.MustCompile(`\b(?:co najmniej|conajmniej|przynajmniej|minimum|ukonczone|ukonczyc|ukonczy\pL+|skonczone|powyzej|ponizej|starsz\pL+ niz|starsi niz|mlodsz\pL+ niz|mlodsi niz) (1[3-9]|2[01]) (?:lat|rok)\b`),
	regexp.MustCompile(`\b(1[3-9]|2[01])\.? (?:rok|roku) zycia\b`),
	regexp.MustCompile(`\b(?:minimalny wiek|wiek minimalny)(?: to| wynosi|:)? (1[3-9]|2[01])\b`),
	// \b is ASCII's, and a letter such as й is и once it is folded.
	regexp.MustCompile(`(?:щонаименше|принаимні|не менше|не менш як|не менше ніж|старш\pL+(?: за)?|молодш\pL+(?: за)?|виповни\pL+|особ\pL+ (?:віком )?(?:до|від)) (1[3-9]|2[01]) рок`),
	regexp.MustCompile(`(?:не менее|не моложе|не младше|старше|младше|моложе|исполни\pL+|достиг\pL+|лиц\pL* (?:до|от)) (1[3-9]|2[01])(?: ти)? (?:лет|год)`),
	regexp.MustCompile(`(?:мінімальнии вік|минимальныи возраст)(?: становить| составляет|:)? (1[3-9]|2[01])(?:\D|$)`),
	regexp.MustCompile(`(1[3-9]|2[01]|١[٣-٩]|٢[٠١]) ?(?:سنة|عاما|عام) (?:على الاقل|فما فوق|فاكثر|او اكثر)`),
	regexp.MustCompile(`(?:يقل عمر\pL*|يقل سن\pL*|تقل اعمار\pL*) عن (1[3-9]|2[01]|١[٣-٩]|٢[٠١])(?:\PN|$)`),
	regexp.MustCompile(`(?:دون|فوق|تحت|اقل من|اكبر من|اصغر من|تجاوز\pL*) (?:سن (?:ال)?(1[3-9]|2[01]|١[٣-٩]|٢[٠١])(?:\PN|$)|(?:ال)?(1[3-9]|2[01]|١[٣-٩]|٢[٠١]) ?(?:سنة|عاما|عام))`),
}

// easternDigits writes the digits of Arabic as Go reads them.
var easternDigits = strings.NewReplacer("٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9")

// ages returns the lowest age that a text states as a minimum.
func (r *Reader) ages(text lexicon.Text) Result {
	f := lexicon.Fold(lexicon.Mask(text.Head()))
	var result Result
	for _, pattern := range agePatterns {
		for _, at := range pattern.FindAllStringSubmatchIndex(f.Text, -1) {
			for i := 2; i < len(at); i += 2 {
				if at[i] < 0 || strings.HasPrefix(f.Text[at[1]:], "閲覧") { // who may look at something
					continue
				}
				age, err := strconv.Atoi(easternDigits.Replace(f.Text[at[i]:at[i+1]]))
				if err == nil {
					result = append(result, r.age(text, f, at, age))
				}
			}
		}
	}
	slices.SortStableFunc(result, func(a, b Finding) int { return a.Age - b.Age })
	return result[:min(1, len(result))]
}

func (r *Reader) age(text lexicon.Text, f *lexicon.Folded, at []int, age int) Finding {
	snippet := lexicon.Snippet(text.Head(), f.From[at[0]], f.From[at[1]])
	weight := weightRules
	if text.Source != lexicon.Rules {
		weight = weightAbout
	}
	return Finding{Tag: MinimumAge, Stance: Restricted, Age: age, Sentence: snippet, Evidence: []lexicon.Evidence{{
		Source: text.Source, Term: f.Text[at[0]:at[1]], Text: snippet, Weight: weight,
		FirstSeen: text.FirstSeen, LastSeen: text.LastSeen, Rule: r.rule,
	}}}
}
