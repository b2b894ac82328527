package gallery

import (
	"fmt"
	"html/template"
	"net/http"
)

// indexPage is the list of worlds. It is for those who work on the pages, and in English alone.
var indexPage = template.Must(template.New("gallery").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Gallery of pages – Landfall</title>
<link rel="stylesheet" href="/site.css">
</head>
<body>
<aside class="demo" aria-label="Demonstration"><div class="wrap"><p><strong>Demonstration:</strong> these servers are simulated. None of them exists. All data are samples.</p></div></aside>
<main class="wrap">
<h1>Gallery of pages</h1>
<p>Every page in every state that it can be in. Time stands still there.</p>
{{- if .Elsewhere}}
<p>You came by the name {{.Name}}. The names below lead to the machine that your browser is on: they need the demonstration, or a port forwarded to it, on that one.</p>
{{- end}}
{{- range .Worlds}}
<h2 id="{{.Name}}"><a href="{{.Base}}/">{{.Name}}</a></h2>
<p>{{.What}}{{if not .Pages}} <a href="?world={{.Name}}#{{.Name}}">Every page</a>{{end}}</p>
{{- if .Pages}}
<ul>
{{- $base := .Base}}
{{- range .Pages}}
<li><a href="{{$base}}{{.}}">{{.}}</a></li>
{{- end}}
</ul>
{{- end}}
{{- end}}
</main>
</body>
</html>
`))

// indexWorld is what the list says of a world.
type indexWorld struct {
	Name, What string
	Base       template.URL // its origin, of our own names and a port
	Pages      []string     // paths with queries, if they are asked for
}

// index sends the list of worlds, with the pages of one if it is asked for, to somebody who came
// by a name and port.
func (g *Gallery) index(w http.ResponseWriter, r *http.Request, name, port string) {
	data := struct {
		Name      string
		Elsewhere bool
		Worlds    []indexWorld
	}{Name: name, Elsewhere: !onThisMachine(name)}
	for i := range g.worlds {
		e := &g.worlds[i]
		var pages []string
		if r.URL.Query().Get("world") == e.Name {
			var err error
			if pages, err = e.listed(r.Context()); err != nil {
				http.Error(w, fmt.Sprintf("the world %s cannot be listed: %v", e.Name, err), http.StatusInternalServerError)
				return
			}
		}
		data.Worlds = append(data.Worlds, indexWorld{e.Name, e.What, template.URL("http://" + e.Name + Below + port), pages})
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	_ = indexPage.Execute(w, data) // whoever is gone needs no list
}
