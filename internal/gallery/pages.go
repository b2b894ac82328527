package gallery

import (
	"maps"
	"net/http"

	"landfall/directory/stats"
)

// Pages are the addresses of every kind of page and state, with their statuses.
func Pages() map[string]int {
	all := map[string]int{
		"/":                   http.StatusOK,
		"/servers":            http.StatusOK,
		"/servers?page=2":     http.StatusOK,
		"/servers?view=table": http.StatusOK,
		"/servers?view=table&sort=active&signup=any": http.StatusOK,
		"/servers?q=harbour&signup=any&speed=fast":   http.StatusOK,
		"/servers?q=nothing+is+called+this&lang=eo":  http.StatusOK,
		"/servers?speed=warp&sort=luck":              http.StatusOK,
		"/s/quiet-harbour-sim.social":                http.StatusOK,
		"/s/lost-lantern-sim.online":                 http.StatusOK,
		"/s/nameless-cove-sim.net":                   http.StatusOK,
		"/s/open-door-sim.chat":                      http.StatusOK,
		"/s/mina-sim.blog":                           http.StatusOK,
		"/s/tiny-boat-sim.club":                      http.StatusOK,
		"/s/quiet-harbour-sim.social/diary":          http.StatusOK,
		"/s/lost-lantern-sim.online/diary":           http.StatusOK,
		"/s/mina-sim.blog/diary":                     http.StatusOK,
		"/s/never-heard-of-sim.social/diary":         http.StatusOK,
		"/s/opted-out-sim.social/diary":              http.StatusOK,
		"/s/another-name-sim.social/diary":           http.StatusOK,
		"/s/blocked-sim.social/diary":                http.StatusOK,
		"/s/a.farm-sim.club/diary":                   http.StatusOK,
		"/servers?q=never-heard-of-sim.social":       http.StatusOK,
		"/check":                                     http.StatusOK,
		"/check?domain=quiet-harbour-sim.social":     http.StatusOK,
		"/check?domain=lost-lantern-sim.online":      http.StatusOK,
		"/check?domain=mina-sim.blog":                http.StatusOK,
		"/check?domain=opted-out-sim.social":         http.StatusOK,
		"/check?domain=never-heard-of-sim.social":    http.StatusOK,
		"/check?domain=a.farm-sim.club":              http.StatusOK,
		"/check?domain=no+name":                      http.StatusOK,
		"/which":                                     http.StatusOK,
		"/which?host=quiet-harbour-sim.social":       http.StatusOK,
		"/which?mail=never-heard-of-sim.social":      http.StatusOK,
		"/diary?host=no+name":                        http.StatusBadRequest,
		"/notices":                                   http.StatusOK,
		"/notices?state=closing&software=mastodon":   http.StatusOK,
		"/notices?host=farewell-sim.social":          http.StatusOK,
		"/notices?size=huge":                         http.StatusOK,
		"/notices?state=warp&page=none":              http.StatusOK,
		"/notices?page=9":                            http.StatusOK,
		"/notices/n-farew":                           http.StatusOK,
		"/notices/n-haste":                           http.StatusOK,
		"/notices/n-linge":                           http.StatusOK,
		"/notices/never-heard-of":                    http.StatusNotFound,
		"/notices/n-somed":                           http.StatusOK,
		"/notices/n-kindl":                           http.StatusOK,
		"/notices/n-mist-":                           http.StatusOK,
		"/notices/n-remai":                           http.StatusOK,
		"/notices/n-newha":                           http.StatusOK,
		"/notices/n-before":                          http.StatusOK,
		"/notices/n-whisp":                           http.StatusNotFound, // only reported
		"/gone":                                      http.StatusOK,
		"/gone?q=MIST":                               http.StatusOK,
		"/gone?q=nothing+is+called+this":             http.StatusOK,
		"/gone?page=7":                               http.StatusOK,
		"/gone/before-our-time-sim.town":             http.StatusOK,
		"/gone/farewell-sim.social":                  http.StatusOK,
		"/gone/whisper-sim.cafe":                     http.StatusNotFound,
		"/gone/quiet-harbour-sim.social":             http.StatusNotFound,
		"/gone/no_name":                              http.StatusNotFound,
		"/s/farewell-sim.social":                     http.StatusOK,
		"/s/kindly-sim.club":                         http.StatusOK,
		"/servers?show=closing&signup=any&q=bay":     http.StatusOK,
		"/crawler":                                   http.StatusOK,
		"/about":                                     http.StatusOK,
		"/add":                                       http.StatusOK,
		"/accessibility":                             http.StatusOK,
		"/privacy":                                   http.StatusOK,
		"/s/never-heard-of-sim.social":               http.StatusNotFound,
		"/nowhere":                                   http.StatusNotFound,
	}
	return together(all, choosingPages(), guidePages(), SectionedPages(), serverSubPages(), networkPages())
}

// choosingPages are the addresses of finding, comparing and ranks, with their statuses.
func choosingPages() map[string]int {
	return map[string]int{
		"/find":                     http.StatusOK,
		"/find?step=1":              http.StatusOK,
		"/find?step=2":              http.StatusOK,
		"/find?step=3&lang=de":      http.StatusOK,
		"/find?step=3b&topic=music": http.StatusOK,
		"/find?step=3b":             http.StatusOK,
		"/find?step=4":              http.StatusOK,
		"/find?step=9&topic=luck&matter=small,lively": http.StatusOK,
		"/find?rv=v1":                         http.StatusOK,
		"/find?lang=de&more=5&place=de&rv=v1": http.StatusOK,
		"/find?kind=video&join=now&rv=v1":     http.StatusOK,
		"/compare":                            http.StatusOK,
		"/compare?d=quiet-harbour-sim.social": http.StatusOK,
		"/compare?s=quiet-harbour-sim.social&s=mina-sim.blog&s=never-heard-of-sim.social":                                 http.StatusOK,
		"/compare?d=hiroba-sim.jp,nameless-cove-sim.net,farewell-sim.social,lost-lantern-sim.online,mina-sim.blog&diff=1": http.StatusOK,
		"/s/quiet-harbour-sim.social/ranking":        http.StatusOK,
		"/s/port-3-sim.social/ranking?lang=fr&rv=v1": http.StatusOK,
		"/s/my-own-dinghy-sim.name/ranking":          http.StatusOK,
		"/s/never-heard-of-sim.social/ranking":       http.StatusNotFound,
		"/ranking/changelog":                         http.StatusOK,
	}
}

// guidePages are the addresses of the pages that lead somebody through something, or explain
// it.
func guidePages() map[string]int {
	return map[string]int{
		"/methodology":                            http.StatusOK,
		"/opt-out":                                http.StatusOK,
		"/methodology/speed":                      http.StatusOK,
		"/methodology/uptime":                     http.StatusOK,
		"/methodology/ranking":                    http.StatusOK,
		"/methodology/topics":                     http.StatusOK,
		"/methodology/places":                     http.StatusOK,
		"/methodology/rules":                      http.StatusOK,
		"/methodology/sign-up":                    http.StatusOK,
		"/move":                                   http.StatusOK,
		"/move/mastodon":                          http.StatusOK,
		"/move/mastodon?by=2026-11-20":            http.StatusOK,
		"/move/mastodon?by=tomorrow":              http.StatusOK,
		"/move/mastodon?from=open-door-sim.chat":  http.StatusOK,
		"/move/mastodon?from=farewell-sim.social": http.StatusOK,
		"/move/mastodon?from=kindly-sim.club":     http.StatusOK,
		"/move/generic":                           http.StatusOK,
		"/start":                                  http.StatusOK,
		"/start/need":                             http.StatusOK,
		"/start/people":                           http.StatusOK,
		"/start/people?people=3000":               http.StatusOK,
		"/start/domain":                           http.StatusOK,
		"/start/software":                         http.StatusOK,
		"/start/software?for=video&team=one&people=100&budget=30": http.StatusOK,
		"/start/software?for=shouting&team=robots":                http.StatusOK,
		"/start/hosting": http.StatusOK,
		"/start/cost":    http.StatusOK,
		"/start/cost?people=20&sw=gotosocial&media=photos&months=24&memory_to=9": http.StatusOK,
		"/start/cost?people=none&memory_from=99999&sw=abacus":                    http.StatusOK,
		"/start/upkeep": http.StatusOK,
		"/start/rules":  http.StatusOK,
		"/start/rules?r=hate:forbidden&r=adult:restricted,minimum-age:16": http.StatusOK,
		"/start/rules?r=noise:forbidden&in=xx":                            http.StatusOK,
		"/start/law":                                                      http.StatusOK,
		"/start/ending":                                                   http.StatusOK,
		"/start/launch":                                                   http.StatusOK,
		"/start/no-such-step":                                             http.StatusNotFound,
		"/move/no-such-software":                                          http.StatusNotFound,
	}
}

// SectionedPages are those of topics, places, languages and software.
func SectionedPages() map[string]int {
	return map[string]int{
		"/topics":                           http.StatusOK,
		"/topics/books":                     http.StatusOK,
		"/topics/music/metal":               http.StatusOK,
		"/topics/adult":                     http.StatusOK,
		"/topics/adult?show=adult":          http.StatusOK,
		"/topics/cheese":                    http.StatusNotFound,
		"/places":                           http.StatusOK,
		"/places?meaning=hosted_in":         http.StatusOK,
		"/places?meaning=legally_based":     http.StatusOK,
		"/places?meaning=luck":              http.StatusOK,
		"/places/jp":                        http.StatusOK,
		"/places/jp/kyoto":                  http.StatusOK,
		"/places/de":                        http.StatusOK,
		"/places/de?meaning=hosted_in":      http.StatusOK,
		"/places/de?meaning=legally_based":  http.StatusOK,
		"/places/is":                        http.StatusOK,
		"/places/jp/atlantis":               http.StatusNotFound,
		"/places/as24940?meaning=hosted_in": http.StatusNotFound,
		"/languages":                        http.StatusOK,
		"/languages/de":                     http.StatusOK,
		"/languages/zu":                     http.StatusOK,
		"/languages/qq":                     http.StatusNotFound,
		"/software":                         http.StatusOK,
		"/software/mastodon":                http.StatusOK,
		"/software/misskey":                 http.StatusOK,
		"/software/takahe":                  http.StatusOK,
		"/software/nobody-runs-this":        http.StatusNotFound,
		"/software/family:mastodon":         http.StatusNotFound,
		"/topics/music/cheese":              http.StatusNotFound,
	}
}

// serverSubPages are the pages below those of servers.
func serverSubPages() map[string]int {
	all := map[string]int{
		"/s/quiet-harbour-sim.social/rules": http.StatusOK,
		"/s/farewell-sim.social/rules":      http.StatusOK,
		"/s/farewell-sim.social/diary":      http.StatusOK,
		"/s/never-heard-of-sim.social/join": http.StatusNotFound,
	}
	for _, host := range []string{"quiet-harbour-sim.social", "lost-lantern-sim.online", "nameless-cove-sim.net", "open-door-sim.chat", "mina-sim.blog", "tiny-boat-sim.club", "farewell-sim.social", "hiroba-sim.jp"} {
		all["/s/"+host+"/join"] = http.StatusOK
		all["/s/"+host+"/speed"] = http.StatusOK
		all["/s/"+host+"/connections"] = http.StatusOK
		all["/s/"+host+"/history"] = http.StatusOK
		all["/s/"+host+"/incidents"] = http.StatusOK
	}
	for _, query := range []string{"speed?period=7d", "speed?period=1y", "speed?period=warp", "history?field=version,rules", "history?field=warp"} {
		all["/s/quiet-harbour-sim.social/"+query] = http.StatusOK
	}
	return all
}

// networkPages are the pages on the network as a whole.
func networkPages() map[string]int {
	all := map[string]int{"/stats": http.StatusOK, "/stats/nothing": http.StatusNotFound, "/status": http.StatusOK,
		"/stats/map": http.StatusOK, "/stats/map?by=hosted": http.StatusOK, "/stats/graph": http.StatusOK, "/stats/graph?host=port-7-sim.social": http.StatusOK, "/stats/graph?host=never-heard-of-sim.social": http.StatusOK, "/stats/graph?host=no+name": http.StatusOK,
		"/stats/map?by=warp": http.StatusOK}
	for _, id := range stats.IDs() {
		all["/stats/"+id] = http.StatusOK
	}
	return all
}

// together adds lists of pages to the first.
func together(all map[string]int, more ...map[string]int) map[string]int {
	for _, list := range more {
		maps.Copy(all, list)
	}
	return all
}
