# syntax=docker/dockerfile:1
# Landfall in a container: built with cgo, for DuckDB, and run as nobody in particular.

FROM node:22.21.1-bookworm-slim AS data
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM golang:1.26.6-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
COPY --from=data /src/node_modules node_modules
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    (cd tools/data && go run .) && cd tools/assets && go run .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=1 go build -trimpath -ldflags="-s -w" -o /landfall ./cmd/landfall

FROM debian:12.12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl libstdc++6 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/landfall --create-home landfall
COPY --from=build /landfall /usr/local/bin/landfall
USER landfall
ENV LANDFALL_DATA=/var/lib/landfall \
    LANDFALL_LISTEN=0.0.0.0:8080 \
    LANDFALL_OPS_LISTEN=0.0.0.0:9090 \
    LANDFALL_LOG_FORMAT=json
VOLUME /var/lib/landfall
EXPOSE 8080 9090
# SIGTERM gives leases back and ships what is spooled.
STOPSIGNAL SIGTERM
ENTRYPOINT ["landfall"]
CMD ["serve", "--no-demo"]
