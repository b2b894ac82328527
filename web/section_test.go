package web

import "net/http"

// sectionedPages are those of topics.
func sectionedPages() map[string]int {
	return map[string]int{
		"/topics":                  http.StatusOK,
		"/topics/books":            http.StatusOK,
		"/topics/music/metal":      http.StatusOK,
		"/topics/adult":            http.StatusOK,
		"/topics/adult?show=adult": http.StatusOK,
		"/topics/cheese":           http.StatusNotFound,
		"/topics/music/cheese":     http.StatusNotFound,
	}
}
