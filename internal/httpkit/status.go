package httpkit

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall"
)

// StatusError is an error that knows its HTTP status. Its detail is shown to the
// client, so it is a sentence that gives nothing away.
type StatusError struct {
	Status int
	Detail string
}

// Error returns the detail.
func (e *StatusError) Error() string { return e.Detail }

// ParameterError names the parameters of a request that break a rule. It is a
// [landfall.ErrInvalid].
type ParameterError struct{ Parameters []Parameter }

// Parameter is a parameter of a request and what is wrong with its value.
type Parameter struct {
	Name   string `json:"name"`
	Detail string `json:"detail"`
}

// Error returns what is wrong with the first parameter.
func (e *ParameterError) Error() string {
	if len(e.Parameters) == 0 {
		return "a parameter is invalid"
	}
	return e.Parameters[0].Name + ": " + e.Parameters[0].Detail
}

// Unwrap returns [landfall.ErrInvalid].
func (e *ParameterError) Unwrap() error { return landfall.ErrInvalid }

// StatusOf returns the HTTP status of an error: this is the one table. What it does
// not know is our own failure.
func StatusOf(err error) int {
	var known *StatusError
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &known):
		return known.Status
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, landfall.ErrInvalid):
		return http.StatusBadRequest
	case errors.Is(err, landfall.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, landfall.ErrUnavailable),
		errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

func notFound(*gin.Context) error { return landfall.ErrNotFound }

func methodNotAllowed(c *gin.Context) error {
	return &StatusError{
		Status: http.StatusMethodNotAllowed,
		Detail: "This address answers " + c.Writer.Header().Get("Allow") + " only.",
	}
}
