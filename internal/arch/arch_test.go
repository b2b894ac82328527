// Package arch checks that imports only ever point one way, that heavy
// dependencies have one door, and that only netguard reaches outside.
package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "landfall"

// allowed lists, for each folder, the folders of ours it may import. A folder
// may always import below itself; nothing may import cmd.
var allowed = map[string][]string{
	".":                  {},
	"schema":             {},
	"federation-core":    {},
	"directory":          {"."},
	"crawler":            {".", "federation-core", "internal/netguard"},
	"api":                {".", "directory", "internal/httpkit", "internal/rows"},
	"web":                {".", "directory", "internal/httpkit", "internal/rows"},
	"internal/httpkit":   {"."},
	"internal/netguard":  {"."},
	"internal/document":  {"."},
	"internal/heap":      {},
	"internal/rows":      {},
	"internal/spool":     {".", "schema"},
	"internal/sqlstore":  {".", "schema", "directory", "federation-core"},
	"internal/duckstore": {".", "schema", "directory", "internal/document"},
	"internal/chstore":   {".", "schema", "directory", "internal/document"},
	"internal/storetest": {".", "directory", "federation-core"},
	"internal/sim":       {},
	"internal/chserver":  {},
	"internal/pgserver":  {},
	"internal/wan":       {},
	"internal/fixtures":  {},
	"internal/gallery":   {".", "directory"},
	"tools":              {"directory"},
}

// doors lists, for each heavy dependency, the only folders or files that may
// import it.
var doors = map[string][]string{
	"github.com/gocolly/colly/v2":              {"crawler/collect"},
	"github.com/robfig/cron/v3":                {"crawler/schedule.go"},
	"golang.org/x/image":                       {"crawler/icon", "web/social"},
	"github.com/ClickHouse/clickhouse-go/v2":   {"internal/chstore", "internal/chserver"},
	"github.com/duckdb/duckdb-go/v2":           {"internal/duckstore"},
	"modernc.org/sqlite":                       {"internal/sqlstore", "internal/spool"},
	"github.com/jackc/pgx/v5":                  {"internal/sqlstore", "internal/pgserver"},
	"github.com/gin-gonic/gin":                 {"api", "web", "internal/httpkit", "cmd"},
	"github.com/a-h/templ":                     {"web"},
	"github.com/microcosm-cc/bluemonday":       {"crawler/probe", "federation-core/markup"},
	"github.com/go-json-experiment/json":       {"federation-core/vocab", "federation-core/webfinger"},
	"mvdan.cc/xurls/v2":                        {"federation-core/markup"},
	"github.com/alecthomas/kong":               {"cmd/landfall"},
	"gopkg.in/yaml.v3":                         {"cmd/landfall", "directory/topic/taxonomy.go", "directory/place/gazetteer.go", "directory/rule/lists.go", "directory/notice", "directory/promise", "directory/moving", "directory/starting", "internal/fixtures", "web/tongue"},
	"github.com/nicksnyder/go-i18n/v2":         {"web/tongue"},
	"github.com/go-playground/locales":         {"web/tongue"},
	"github.com/oschwald/maxminddb-golang/v2":  {"directory/place/network", "tools/data"},
	"github.com/abadojack/whatlanggo":          {"directory/language"},
	"gonum.org/v1/gonum":                       {"directory/peers"},
	"github.com/dunglas/httpsfv":               {"federation-core/httpsig"},
	"github.com/santhosh-tekuri/jsonschema/v6": {"federation-core/schematest"},
	"github.com/yaronf/httpsign":               {}, // tests alone
	"code.superseriousbusiness.org/httpsig":    {}, // tests alone
}

// enters reports whether the file at p stands behind one of the doors.
func enters(p string, may []string) bool {
	return slices.ContainsFunc(may, func(door string) bool { return p == door || strings.HasPrefix(p, door+"/") })
}

// folder maps a slash path below the module root to the folder its rule is under.
func folder(dir string) string {
	parts := strings.Split(dir, "/")
	if parts[0] == "internal" && len(parts) > 1 {
		return path.Join(parts[:2]...)
	}
	return parts[0]
}

// sources calls visit with every Go file of the module that is no test.
func sources(t *testing.T, mode parser.Mode, visit func(p string, file *ast.File)) {
	t.Helper()
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go"):
			return nil
		}
		src, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), p, src, mode)
		if err != nil {
			return err
		}
		visit(p, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestImports reads the sources itself rather than asking `go list`: the test
// cache tracks files a test opens, not files a child process opens.
func TestImports(t *testing.T) {
	sources(t, parser.ImportsOnly, func(p string, file *ast.File) {
		from := folder(path.Dir(p))
		for _, spec := range file.Imports {
			imp := strings.Trim(spec.Path.Value, `"`)
			for dep, may := range doors {
				if (imp == dep || strings.HasPrefix(imp, dep+"/")) && !enters(p, may) {
					t.Errorf("%s imports %s: only %v may", p, imp, may)
				}
			}
			if imp == module || strings.HasPrefix(imp, module+"/") {
				checkOurs(t, p, from, strings.TrimPrefix(imp, module))
			}
		}
	})
}

// checkOurs judges one import of ours; rest is its path below the module.
func checkOurs(t *testing.T, p, from, rest string) {
	t.Helper()
	if from == "cmd" {
		return
	}
	to := "."
	if rest != "" {
		to = folder(rest[1:])
	}
	may, known := allowed[from]
	if !known {
		t.Errorf("%s: folder %q has no rule yet; add one to allowed", p, from)
	} else if to != from && !slices.Contains(may, to) {
		t.Errorf("%s imports %s: %s may import only %v", p, module+rest, from, may)
	}
}

// outside lists what dials or builds a client, by package. Only netguard may
// name these: everything else is handed a guarded session.
var outside = map[string][]string{
	"net/http": {"Get", "Head", "Post", "PostForm", "Client", "DefaultClient", "Transport", "DefaultTransport"},
	"net": {
		"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "DialUnix", "Dialer", "Resolver", "DefaultResolver",
		"LookupHost", "LookupIP", "LookupAddr", "LookupCNAME", "LookupTXT", "LookupMX", "LookupNS", "LookupSRV", "LookupPort",
	},
	"crypto/tls": {"Dial", "DialWithDialer", "Dialer", "Client"},
	"net/rpc":    {"Dial", "DialHTTP"},
	"net/smtp":   {"Dial", "SendMail"},
}

// TestNoRawHTTPOrDial fails on any package but netguard that names a way out.
func TestNoRawHTTPOrDial(t *testing.T) {
	sources(t, parser.SkipObjectResolution, func(p string, file *ast.File) {
		if strings.HasPrefix(p, "internal/netguard/") {
			return
		}
		names := map[string]string{} // local name → package
		for _, spec := range file.Imports {
			imp := strings.Trim(spec.Path.Value, `"`)
			local := path.Base(imp)
			if spec.Name != nil {
				local = spec.Name.Name
			}
			names[local] = imp
		}
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := selector.X.(*ast.Ident); ok && slices.Contains(outside[names[pkg.Name]], selector.Sel.Name) {
				t.Errorf("%s names %s.%s: only internal/netguard goes outside", p, names[pkg.Name], selector.Sel.Name)
			}
			return true
		})
	})
}
