#!/usr/bin/env bash
# The whole story with curl: sign up, top up with the test provider, make a key, call a model, see the charge.
# Needs a running server (npm start), curl and node. Usage: docs/examples/curl.sh [http://localhost:3000]
set -euo pipefail

server=${1:-http://localhost:3000}
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT

# A field of the JSON on standard input: field order.id
field() { node -e 'process.stdout.write(String(process.argv[1].split(".").reduce((at, key) => at[key], JSON.parse(require("fs").readFileSync(0)))))' "$1"; }

# A request as the signed-in person: the cookie, and the origin that a browser would send with it.
ask() { curl -sS --fail-with-body -b "$jar" -c "$jar" -H "origin: $server" -H 'content-type: application/json' "$@"; }

echo "== Sign up: 3 welcome credits"
email="curl-$(date +%s)-$$@example.com"
ask "$server/api/auth/sign-up/email" -d "{\"name\":\"Curl\",\"email\":\"$email\",\"password\":\"correct horse battery\"}" >/dev/null
ask "$server/api/billing/summary" | field available; echo " credits"

echo "== Top up 10 CNY with the test provider: 1000 credits more"
checkout=$(ask "$server/api/payments/create" -H "idempotency-key: $email-1" -d '{"amount":"10.00","currency":"CNY"}')
order=$(field order.id <<<"$checkout")
token=$(field checkoutUrl <<<"$checkout" | sed 's/.*[?&]t=//')
ask -X POST "$server/api/mockpay/$order/pay?t=$token" -d '{}'; echo
ask "$server/api/billing/summary" | field available; echo " credits"

echo "== Make an API key and call a model"
key=$(ask "$server/api/keys" -d '{"name":"curl example"}' | field key)
answer=$(curl -sS --fail-with-body -D - "$server/v1/chat/completions" \
  -H "authorization: Bearer $key" -H 'content-type: application/json' \
  -d '{"model":"demo-small","messages":[{"role":"user","content":"What is a fare box?"}]}')
echo "$answer"
receipt=$(sed -n 's/^x-farebox-receipt: *\([^[:space:]]*\).*/\1/ip' <<<"$answer")

echo "== The receipt, and the balance"
ask "$server/api/receipts/$receipt"; echo
ask "$server/api/billing/summary" | field available; echo " credits"
