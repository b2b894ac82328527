package web

import (
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/directory"
	"landfall/directory/moving"
	"landfall/directory/notice"
	"landfall/directory/rank"
	"landfall/directory/starting"
	"landfall/directory/stats"
	"landfall/directory/wizard"
)

// texts are what there is to translate: each English text with its form for 1, "" of one
// that counts nothing.
type texts map[string]string

// methodFiles have the texts on methods and for admins, which a language may leave English.
var methodFiles = []string{"methodology_templ.go", "methodology.go", "methodmeasured_templ.go", "methodread_templ.go", "methodranking_templ.go", "signupmethod_templ.go", "signupmethod.go", "crawlerpage_templ.go", "crawlerpage.go", "operator_templ.go", "operator.go", "rankchanges_templ.go",
	"move.go", "move_templ.go", "moveguide.go", "moveguide_templ.go",
	"start.go", "start_templ.go", "startpeople.go", "startsoftware.go", "startsoftware_templ.go", "starthosting.go", "startcost.go", "startcost_templ.go",
	"startrules.go", "query.go", "amount.go", "optout.go", "optout_templ.go",
}

// TestMessagesAreListed keeps the lists of what there is to translate: messages/en.txt, and
// messages/en-method.txt with the texts on methods. UPDATE=1 writes them anew.
func TestMessagesAreListed(t *testing.T) {
	page, method := texts{}, texts{}
	pageTexts(t, ".", page, method)
	for _, dir := range []string{"../directory/rank", "../directory/wizard"} {
		pageTexts(t, dir, page, method)
	}
	for _, text := range slices.Concat(directory.Words(), rank.Words(), wizard.Words(), stats.Words(), notice.Words(), statusTexts(), faultTexts(t)) {
		page[text] = ""
	}
	for _, name := range []string{"../directory/check", "../facts_lines.go"} {
		pageTexts(t, name, method, method)
	}
	checkTexts(t, method)
	for _, text := range slices.Concat(moving.Words(), starting.Words(), rank.Method()) {
		if _, ok := page[text]; !ok && text != "" {
			method[text] = ""
		}
	}
	for text := range page {
		delete(method, text)
	}
	compareList(t, "tongue/messages/en.txt", page)
	compareList(t, "tongue/messages/en-method.txt", method)
}

func compareList(t *testing.T, name string, list texts) {
	t.Helper()
	var lines []string
	for _, text := range slices.Sorted(maps.Keys(list)) {
		if strings.ContainsAny(text, "\n\t") {
			t.Errorf("%q is more than a line", text)
		}
		if one := list[text]; one != "" {
			text += "\t" + one
		}
		lines = append(lines, text)
	}
	want := strings.Join(lines, "\n") + "\n"
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil { //nolint:gosec // it is committed
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), want); diff != "" {
		t.Errorf("%s is old; UPDATE=1 go test ./web -run TestMessagesAreListed writes it (-there +needed):\n%s", name, diff)
	}
}

// alone is a text that is a value and no words.
var alone = regexp.MustCompile(`^\{\w+\}$`)

// pageTexts finds the texts in the code of pages, or of what they say for others.
func pageTexts(t *testing.T, dir string, page, method texts) {
	t.Helper()
	for name, file := range parsed(t, dir) {
		base := filepath.Base(name)
		list := page
		if slices.Contains(methodFiles, base) {
			list = method
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			first, forms := textArguments(called(call), strings.Contains(name, "tongue/"))
			if forms == 0 || len(call.Args) < first+forms {
				return true
			}
			text, ok := literal(call.Args[first+forms-1])
			if !ok || text == "" || alone.MatchString(text) {
				return true
			}
			one := ""
			if forms == 2 {
				one, _ = literal(call.Args[first])
			}
			list[text] = one
			return true
		})
	}
}

// textArguments tells which argument of a function is the first English text, and how many
// forms of it there are; 0 if it takes none.
func textArguments(name string, inside bool) (first, forms int) {
	switch {
	case name == "tongue.Say", inside && name == "Say":
		return 1, 1
	case name == "tongue.Mark", name == "rich", name == "landfall.Say", name == "Say":
		return 0, 1
	case name == "tongue.Count":
		return 2, 2
	case name == "richCount", name == "landfall.SayCount", name == "SayCount":
		return 1, 2
	}
	return 0, 0
}

// parsed returns the Go files below a directory, without tests.
func parsed(t *testing.T, dir string) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files[path], err = parser.ParseFile(gotoken.NewFileSet(), path, nil, 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return fmt.Sprint(f.X) + "." + f.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != gotoken.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// checkTexts adds the names of the lines of a check, and what they say that is not in a call.
func checkTexts(t *testing.T, list texts) {
	t.Helper()
	add := func(e ast.Expr) {
		if text, ok := literal(e); ok && text != "" {
			list[text] = ""
		}
	}
	files := parsed(t, "../directory/check")
	for _, name := range []string{"../remedy.go", "../facts_lines.go"} {
		maps.Copy(files, parsed(t, name))
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				switch name := called(n); {
				case strings.HasSuffix(name, ".line"):
					add(n.Args[2])
				case strings.HasSuffix(name, ".pass"):
					add(n.Args[1])
				}
			case *ast.KeyValueExpr:
				if key := fmt.Sprint(n.Key); key == "Why" || key == "Fix" {
					add(n.Value)
				}
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if strings.HasPrefix(name.Name, "Section") || strings.HasPrefix(name.Name, "fix") || name.Name == "howToReturn" {
						add(n.Values[i])
					}
				}
			}
			return true
		})
	}
}

// statusTexts are the titles of problems.
func statusTexts() []string {
	var all []string
	for _, status := range []int{400, 403, 404, 405, 408, 413, 422, 429, 500, 503, 504} {
		all = append(all, http.StatusText(status))
	}
	return all
}

// faultTexts say what is wrong with a name.
func faultTexts(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, file := range parsed(t, "../host_fault.go") {
		ast.Inspect(file, func(n ast.Node) bool {
			if back, ok := n.(*ast.ReturnStmt); ok && len(back.Results) == 1 {
				if text, ok := literal(back.Results[0]); ok {
					all = append(all, text)
				}
			}
			return true
		})
	}
	return all
}
