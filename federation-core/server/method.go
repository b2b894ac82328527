package server

import "net/http"

// responder finds the answer to a GET.
type responder func(r *http.Request) answer

const (
	readable = "GET, HEAD, OPTIONS"
	writable = "POST, OPTIONS"
)

// get serves a path that is read. A body has no place in that: who signs one may mean anything
// by it.
func (s *Server) get(pattern string, find responder) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodOptions:
			options(w, readable)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			notAllowed(w, r, readable)
		case r.ContentLength != 0:
			w.Header().Set("Connection", "close")
			plain(http.StatusBadRequest, "a GET has no body").write(w, r)
		default:
			find(r).write(w, r)
		}
	})
}

// open serves a path that anybody may read, from the pages of other sites too (CORS).
func (s *Server) open(pattern string, find responder) {
	s.get(pattern, func(r *http.Request) answer {
		a := find(r)
		return a.with("Access-Control-Allow-Origin", "*")
	})
}

// post serves a path that takes deliveries.
func (s *Server) post(pattern string, inbox http.Handler) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		switch r.Method {
		case http.MethodOptions:
			options(w, writable)
		case http.MethodPost:
			w.Header().Set("Cache-Control", notStored)
			inbox.ServeHTTP(w, r)
		default:
			notAllowed(w, r, writable)
		}
	})
}

func options(w http.ResponseWriter, methods string) {
	w.Header().Set("Allow", methods)
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Allow-Methods", methods)
	w.WriteHeader(http.StatusNoContent)
}

func notAllowed(w http.ResponseWriter, r *http.Request, methods string) {
	a := plain(http.StatusMethodNotAllowed, "this takes "+methods)
	a.with("Allow", methods).write(w, r)
}
