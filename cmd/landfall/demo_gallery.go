package main

import (
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall/api"
	"landfall/directory/past"
	"landfall/directory/peers"
	"landfall/internal/gallery"
	"landfall/internal/httpkit"
	"landfall/web"
)

// besideGallery serves a demo's site and, at their own names, the sites of the gallery.
func (e *env) besideGallery(s *site) http.Handler {
	_, port, _ := net.SplitHostPort(s.listener.Addr().String())
	return gallery.New(s.handler, func(sample gallery.Sample) (http.Handler, error) {
		return e.sampleSite(sample.Make(), "http://"+net.JoinHostPort(sample.Name+gallery.Below, port))
	})
}

// sampleSite makes the pages and the API over an invented world that is found at an address. It
// takes what visitors send and forgets it, and logs nothing: what fails there is meant to.
func (e *env) sampleSite(w *gallery.World, address string) (http.Handler, error) {
	logger := slog.New(slog.DiscardHandler)
	origin, err := httpkit.NewSameOrigin("")
	if err != nil {
		return nil, err
	}
	reader, known := past.NewReader(w, gallery.Clock), gallery.Acquaintance(w)
	graph := func() *peers.Graph { return known }
	cfg := e.webConfig(true)
	cfg.PublicURL = ""
	pages := web.New(cfg, web.Deps{
		Directory: w, History: w, Past: reader, Graph: graph, Entries: w, Wordings: w, Pictures: w, Finds: sampleFinds,
		Submit: w.Submit, TakeTip: w.TakeTip, OptOuts: w, SubmitLimit: newSubmitLimit(time.Now), SameOrigin: origin,
		Now: gallery.Clock, Logger: logger,
	})
	engine, err := httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{
		Logger: logger, Metrics: prometheus.NewRegistry(), Now: time.Now, ErrorPage: pages.ErrorPage,
	})
	if err != nil {
		return nil, err
	}
	pages.Register(engine)
	api.Register(engine, api.Deps{
		Directory: w, History: w, Past: reader, Graph: graph, Entries: w, Wordings: w,
		Now: gallery.Clock, Logger: logger, SameOrigin: origin, Site: address,
	})
	return api.Formats(engine), nil
}

func sampleFinds() []web.Find {
	var list []web.Find
	for _, f := range gallery.Finds() {
		list = append(list, web.Find(f))
	}
	return list
}
