#!/usr/bin/env bash
# Serves a simulated network with the program as it is released, and has Lighthouse look at it.
# Takes the program.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")"
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error
work=$(mktemp -d)
started=()
end() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap end EXIT
lab=${LAB:-127.0.0.1:8453} site=${SITE:-127.0.0.1:8454}
"$program" sim --hosts 120 --listen "$lab" --ca "$work/ca.pem" --seeds "$work/seeds" --seed-hosts 10 >"$work/sim.log" 2>&1 &
started+=($!)
until [ -s "$work/seeds" ] && [ -s "$work/ca.pem" ]; do sleep .2; done
inLab=(--lab-dial "$lab" --lab-ca "$work/ca.pem" --data "$work/data" --log-level warn)
"$program" "${inLab[@]}" crawl --once --seeds "$work/seeds" >/dev/null
"$program" "${inLab[@]}" --public-url "http://$site" serve --listen "$site" >"$work/serve.log" 2>&1 &
started+=($!)
until curl -fs -o /dev/null "http://$site/readyz"; do sleep .2; done
node run.mjs "http://$site"
