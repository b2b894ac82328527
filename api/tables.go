package api

import (
	"bytes"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall/internal/httpkit"
	"landfall/internal/rows"
)

// sendRows answers with flat rows as CSV or NDJSON.
func sendRows[R any](c *gin.Context, format string, list []R) error {
	var body bytes.Buffer
	var shape R
	table := rows.New(&body, format, shape)
	for _, row := range list {
		if err := table.Write(row); err != nil {
			return err
		}
	}
	if err := table.Close(); err != nil {
		return err
	}
	media := "application/x-ndjson"
	if format == rows.CSV {
		media = "text/csv; charset=utf-8; header=present"
	}
	c.Header("Cache-Control", cacheFor)
	if !httpkit.NotModified(c, httpkit.ETag(body.Bytes())) {
		c.Data(http.StatusOK, media, body.Bytes())
	}
	return nil
}
