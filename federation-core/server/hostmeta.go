package server

import "net/http"

// hostMeta tells old software where WebFinger is (RFC 6415 section 3).
func (s *Server) hostMeta(*http.Request) answer {
	return answer{
		status: http.StatusOK, kind: "application/xrd+xml; charset=utf-8", cache: shared,
		body: []byte(`<?xml version="1.0" encoding="UTF-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
  <Link rel="lrdd" type="application/jrd+json" template="` + s.Site.Origin() + `/.well-known/webfinger?resource={uri}"/>
</XRD>
`),
	}
}
