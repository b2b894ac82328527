package sim

const notFoundPage = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Not found</title></head><body><h1>404</h1><p>The page you are looking for isn't here.</p></body></html>\n"

const robotsMastodonText = `# See http://www.robotstxt.org/robotstxt.html for documentation on how to use the robots.txt file

User-agent: GPTBot
Disallow: /

User-agent: *
Disallow: /media_proxy/
Disallow: /interact/
`

const robotsGoToSocialText = `# Crawlers that only read and train.
User-agent: GPTBot
User-agent: CCBot
User-agent: Amazonbot
Disallow: /

User-agent: *
Crawl-delay: 500
Disallow: /api/
Disallow: /auth/
Disallow: /oauth/
Disallow: /check_your_email
Disallow: /wait_for_approval
Disallow: /account_disabled
Disallow: /signup
Disallow: /fileserver/
Disallow: /users/
Disallow: /emoji/
Disallow: /admin
Disallow: /user
Disallow: /settings/
Disallow: /about/suspended
Disallow: /.well-known/webfinger
Disallow: /.well-known/nodeinfo
Disallow: /nodeinfo
`

// robotsMessyText means "Disallow: /nodeinfo/2.1" and nothing else: a byte order
// mark, every kind of line end, comments, unknown and misplaced lines.
const robotsMessyText = "\xef\xbb\xbfDisallow: /before/any/group\r\n" +
	"Sitemap: https://elsewhere-sim.social/sitemap.xml\r\r\n" +
	"USER-AGENT : *   # everybody\r" +
	"Noindex: /\n" +
	"disallow:/nodeinfo/2.1#comment\r\n" +
	"Host: elsewhere-sim.social\n" +
	"Disallow\n: /\n" +
	"User-agent: otherbot\nDisallow: /\n"

// robotsPadding is a line of comment. Enough of them after the rules take a file
// past the 500 KiB that a parser must read (RFC 9309 §2.5).
const robotsPadding = "# padding padding padding padding padding padding padding padding padding padding padding padding\n"
