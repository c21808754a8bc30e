#!/usr/bin/env bash
# The proxies of docs/operations.md as they stand there, over TLS in front of a server: a large upload and download, and whose address a
# call has.
#
#   tests/judges/proxies.sh BINARY
. "$(dirname "$0")/frame.sh"
cd "$scratch"
main=$(port) front=$(port) caddy=$(port)

# example LANGUAGE: the block of the chapter that is written in it
example() {
    awk -v fence="\`\`\`$1" '/^### / { inside = /Behind a proxy/ } /^## / { inside = 0 } inside && /^```$/ { code = 0 }
        inside && code { print } inside && $0 == fence { code = 1 }' "$repository/docs/operations.md"
}
for language in toml nginx caddy; do [ -n "$(example "$language")" ] || fail "docs/operations.md has no example in $language"; done

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout office.key -out office.pem -subj /CN=office.example.ru \
    -addext subjectAltName=DNS:office.example.ru -days 2 2>openssl.out || fail "no certificate"
# Where things listen and lie is all that differs from what a reader copies.
example toml | sed "s#127.0.0.1:8080#127.0.0.1:$main#" >surguch.toml
{
    [ "$(id -u)" != 0 ] || echo 'user root;'
    echo "daemon off; pid $scratch/nginx.pid; error_log $scratch/nginx.log; events {} http { access_log off; client_body_temp_path $scratch;"
    example nginx | sed -e "s#listen 443#listen 127.0.0.1:$front#" -e "s#127.0.0.1:8080#127.0.0.1:$main#" -e "s#/etc/ssl/#$scratch/#"
    echo '}'
} >nginx.conf
{
    printf '{\n    admin off\n    auto_https disable_redirects\n    skip_install_trust\n}\n'
    example caddy | sed -e "s#^office.example.ru {#office.example.ru:$caddy {\n    tls $scratch/office.pem $scratch/office.key#" \
        -e "s#127.0.0.1:8080#127.0.0.1:$main#"
} >Caddyfile
"$surguch" serve --config surguch.toml --data data >server.out 2>server.log &
server=$!
started_up server.out || fail "the server does not start"
nginx -p "$scratch" -c nginx.conf >nginx.out 2>&1 &
started+=($!)
HOME=$scratch caddy run --config Caddyfile --adapter caddyfile >caddy.out 2>&1 &
started+=($!)

everybody=$("$surguch" admin api-key create --data data 2>/dev/null)
bound=$("$surguch" admin api-key create --data data --address 127.0.0.2/32 2>/dev/null)
head -c 100000000 /dev/urandom >large.bin
user=""
for proxy in "nginx $front" "Caddy $caddy"; do
    read -r name address <<<"$proxy"
    url=https://office.example.ru:$address
    # through NAME ADDRESS OPTIONS…: as a caller at this address of the loopback
    through() { curl -s -m 60 --cacert office.pem --resolve "office.example.ru:$address:127.0.0.1" --interface "$1" "${@:2}"; }
    for _ in $(seq 200); do [ "$(through 127.0.0.1 -o ready.json -w '%{http_code}' "$url/readyz")" != 200 ] || break; sleep 0.05; done
    [ "$(through 127.0.0.1 -o ready.json -w '%{http_code} %{http_version}' "$url/readyz")" = "200 2" ] || fail "$name: not ready over HTTP/2"

    code() { through "$1" -o answer.json -w '%{http_code}' "$url/v1/events" -H "Authorization: Bearer $bound" "${@:2}"; }
    [ "$(code 127.0.0.2)" = 200 ] || fail "$name: the caller's address is not seen: $(cat answer.json)"
    [ "$(code 127.0.0.3)" != 200 ] || fail "$name: a key works from where it must not"
    [ "$(code 127.0.0.3 -H 'X-Forwarded-For: 127.0.0.2')" != 200 ] || fail "$name: a caller can pretend another address by X-Forwarded-For"
    [ "$(code 127.0.0.3 -H 'Forwarded: for=127.0.0.2')" != 200 ] || fail "$name: a caller can pretend another address by Forwarded"

    auth=(-H "Authorization: Bearer $everybody")
    [ -n "$user" ] || user=$(through 127.0.0.1 "$url/v1/users" "${auth[@]}" -H 'Idempotency-Key: "proxies"' -H 'Content-Type: application/json' \
        -d '{"phone":"+79160000001","surname":"Дальняя","name":"Дорога"}' | field id) || fail "$name: nobody is registered"
    form="{\"name\":\"Большой\",\"participants\":[{\"order\":1,\"role\":\"signer\",\"user_id\":\"$user\"}]}"
    through 127.0.0.1 "$url/v1/packages" "${auth[@]}" -H "Idempotency-Key: \"proxies-$name\"" -F "package=$form;type=application/json" \
        -F "file=@large.bin;type=application/octet-stream" >package.json
    file=$(python3 -c 'import json; print(json.load(open("package.json"))["files"][0]["id"])') || fail "$name: no upload: $(cat package.json)"
    through 127.0.0.1 "$url/v1/files/$file/content" "${auth[@]}" | cmp - large.bin || fail "$name: another file came back"
    through 127.0.0.1 "$url/v1/files/nothing" "${auth[@]}" | grep -q '"type":"https://office.example.ru/' || fail "$name: links lead elsewhere"
    echo "$name: ok"
done
stop || fail "the server ended with an error"
