package web

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"testing"
)

var (
	token  = regexp.MustCompile(`(?m)^\s*(--[a-z0-9-]+): light-dark\((#[0-9A-F]{3,6}), (#[0-9A-F]{3,6})\);`)
	before = regexp.MustCompile(`(--[a-z0-9-]+): (#[0-9A-F]{3,6});`)
	hue    = regexp.MustCompile(`\.hue-(\d+) \{ fill: hsl\((\d+) (\d+)% (\d+)%\); \}`)
)

// TestTokensHaveContrast computes every pair that pages put on each other, in both
// themes: 4.5 for text, 3 for shapes (WCAG 2.2, 1.4.3 and 1.4.11).
func TestTokensHaveContrast(t *testing.T) {
	themes := tokens(t)
	check := func(theme map[string]string, name, front, back string, least float64) {
		if theme[front] == "" || theme[back] == "" {
			t.Errorf("%s: no token %s or %s", name, front, back)
		} else if c := contrast(rgb(t, theme[front]), rgb(t, theme[back])); c < least {
			t.Errorf("%s: %s on %s has %.2f; want %.1f", name, front, back, c, least)
		}
	}
	for name, theme := range themes {
		for _, text := range []string{"--ink", "--muted", "--link", "--accent", "--unknown"} {
			check(theme, name, text, "--bg", 4.5)
			check(theme, name, text, "--surface", 4.5)
		}
		for _, word := range []string{"--fast", "--good", "--moderate", "--slow", "--unknown", "--notice"} {
			check(theme, name, word, word+"-soft", 4.5)
			check(theme, name, word, "--surface", 4.5)
		}
		for _, back := range []string{"--accent", "--accent-hover"} {
			check(theme, name, "--on-accent", back, 4.5)
		}
		check(theme, name, "--accent", "--accent-soft", 4.5)
		check(theme, name, "--ink", "--accent-soft", 4.5)
		check(theme, name, "--ink", "--sunken", 4.5)
		check(theme, name, "--ink", "--notice-soft", 4.5)
		for _, shape := range []string{"--control", "--focus", "--bar-up", "--bar-partial", "--bar-silent", "--bar-none", "--c1", "--c2", "--c3", "--c4", "--c6"} {
			check(theme, name, shape, "--surface", 3)
			check(theme, name, shape, "--bg", 3)
		}
	}
}

// tokens reads both themes, and sees that the ones for older browsers are the same.
func tokens(t *testing.T) map[string]map[string]string {
	t.Helper()
	css := sheet(t, "tokens")
	light, dark := map[string]string{}, map[string]string{}
	for _, m := range token.FindAllStringSubmatch(css, -1) {
		light[m[1]], dark[m[1]] = m[2], m[3]
	}
	old := before.FindAllStringSubmatch(css, -1)
	if len(light) < 30 || len(old) != 2*len(light) {
		t.Fatalf("%d tokens, and %d for older browsers", len(light), len(old))
	}
	for i, m := range old {
		theme := light
		if i >= len(light) {
			theme = dark
		}
		if theme[m[1]] != m[2] {
			t.Errorf("%s is %s, and %s for older browsers", m[1], theme[m[1]], m[2])
		}
	}
	return map[string]map[string]string{"light": light, "dark": dark}
}

func TestLettersOfIconsHaveContrast(t *testing.T) {
	found := hue.FindAllStringSubmatch(sheet(t, "card"), -1)
	if len(found) != hues {
		t.Fatalf("%d colours of icons; want %d", len(found), hues)
	}
	for i, m := range found {
		if m[1] != strconv.Itoa(i) {
			t.Errorf("colour %d is called %s", i, m[1])
		}
		if c := contrast([3]float64{1, 1, 1}, hsl(number(t, m[2]), number(t, m[3])/100, number(t, m[4])/100)); c < 4.5 {
			t.Errorf("white on colour %d has %.2f", i, c)
		}
	}
}

func sheet(t *testing.T, name string) string {
	t.Helper()
	css, err := staticFiles.ReadFile("static/css/" + name + ".css")
	if err != nil {
		t.Fatal(err)
	}
	return string(css)
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// rgb reads "#abc" or "#aabbcc" as parts from 0 to 1.
func rgb(t *testing.T, hex string) [3]float64 {
	t.Helper()
	digits := hex[1:]
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	var r, g, b int
	if _, err := fmt.Sscanf(digits, "%02x%02x%02x", &r, &g, &b); err != nil {
		t.Fatalf("%s: %v", hex, err)
	}
	return [3]float64{float64(r) / 255, float64(g) / 255, float64(b) / 255}
}

func hsl(h, s, l float64) [3]float64 {
	a := s * min(l, 1-l)
	part := func(n float64) float64 {
		k := math.Mod(n+h/30, 12)
		return l - a*max(-1, min(k-3, 9-k, 1))
	}
	return [3]float64{part(0), part(8), part(4)}
}

// contrast follows WCAG 2.2's definition of contrast ratio.
func contrast(a, b [3]float64) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(c [3]float64) float64 {
	for i, v := range c {
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
}
