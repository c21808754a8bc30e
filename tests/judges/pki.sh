#!/usr/bin/env bash
# OpenSSL with its GOST engine asks the running authority: OCSP by POST and GET, with and without a nonce, before and after a revocation;
# revocation lists and issuers from where certificates say they are; time stamps by every digest, and those inside of the demo's signatures.
#
#   tests/judges/pki.sh BINARY
# shellcheck source=tests/judges/frame.sh
. "$(dirname "$0")/frame.sh"
cd "$scratch"

cat >gost.cnf <<'CNF'
openssl_conf = all
[all]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
CNF
export OPENSSL_CONF=$scratch/gost.cnf

base=http://127.0.0.1:$(port)
pki=$(port)
export SURGUCH_PKI__PUBLIC_URL=http://127.0.0.1:$pki/pki SURGUCH_PKI__LISTEN=127.0.0.1:$pki
"$surguch" demo --exit --data data --out demo >demo.out 2>demo.log || fail "the demo"
"$surguch" serve --data data --listen "${base#http://}" >serve.out 2>serve.log &
server=$!
started_up serve.out || fail "the server does not start"

# says WORDS COMMAND…: whether the command prints them, whatever it returns.
says() {
    local words=$1
    shift
    "$@" >said.out 2>&1 || true
    grep -qiF "$words" said.out
}

# ---- certificates out of a signature: everybody's who signed, and their issuer
ca=demo/ca.pem
awk '/BEGIN/ { n++ } { print > ("ca." n ".pem") }' $ca
issuing=ca.2.pem
says 'Issuing' openssl x509 -in $issuing -noout -subject || fail "the issuing authority is not the second of the chain"
first=$(find demo/signatures -name '*.1.p7s' | sort | head -n 1)
signed=demo/original/$(basename "${first%.1.p7s}")
openssl cms -verify -binary -inform DER -purpose any -content "$signed" -in "$first" -CAfile $ca -signer signer.pem -out /dev/null 2>/dev/null ||
    fail "a signature of the demo"
openssl x509 -in signer.pem -noout -subject >signer.subject
serial=0x$(openssl x509 -in signer.pem -noout -serial | cut -d= -f2)
url=$(openssl x509 -in signer.pem -noout -ocsp_uri)
[ "$url" = "http://127.0.0.1:$pki/pki/ocsp" ] || fail "the OCSP address is $url"

# asked WORD ARGUMENTS…: OpenSSL asks, believes the answer, and reads the word in it.
asked() {
    local word=$1
    shift
    openssl ocsp -issuer $issuing "$@" -url "$url" -CAfile $ca >ocsp.out 2>&1 || fail "openssl ocsp $*"
    grep -q 'Response verify OK' ocsp.out || fail "not believed: $*"
    grep -q ": $word" ocsp.out || fail "not $word: $*"
}
for md in -sha1 -sha256 -md_gost12_256; do
    asked good $md -serial "$serial" -no_nonce
    asked good $md -serial "$serial" -nonce
    ! grep -qi 'no nonce' ocsp.out || fail "the nonce is not repeated ($md)"
done
asked unknown -serial 0x0102030405060708 -no_nonce

# ---- the same by GET, with what caches need
openssl ocsp -issuer $issuing -serial "$serial" -no_nonce -reqout o.req >/dev/null 2>&1
in_path=$(base64 -w0 o.req | sed 's#+#%2B#g; s#/#%2F#g; s#=#%3D#g')
curl -sS -D o.head -o o.der "$url/$in_path" || fail "GET"
says ': good' openssl ocsp -issuer $issuing -serial "$serial" -no_nonce -respin o.der -CAfile $ca || fail "GET is not good"
grep -qi '^content-type: application/ocsp-response' o.head && grep -qi '^cache-control: public, max-age=60' o.head || fail "headers of GET"
tag=$(grep -i '^etag:' o.head | cut -d' ' -f2 | tr -d '\r')
[ "$(status -H "If-None-Match: $tag" "$url/$in_path")" = 304 ] || fail "an answer that the asker has is sent again"
[ "$(status "$url/%25")" = 404 ] || fail "no Base64 is answered"
[ "$(status -X POST -H 'content-type: text/plain' --data x "$url")" = 415 ] || fail "another media type is taken"
[ "$(head -c 20000 /dev/zero | status -X POST -H 'content-type: application/ocsp-request' --data-binary @- "$url")" = 413 ] || fail "a long request is read"
# an issuer that nobody here knows
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout other.key -out other.pem -subj /CN=other -days 2 2>/dev/null
says 'unauthorized (6)' openssl ocsp -issuer other.pem -serial 1 -url "$url" -CAfile $ca || fail "another authority's certificates are spoken of"
printf 'rubbish' | curl -sS -H 'content-type: application/ocsp-request' --data-binary @- "$url" -o o.der
says 'malformedrequest (1)' openssl ocsp -respin o.der -noverify -resp_text || fail "rubbish is not called malformed"

# ---- revocation is seen within a second, by answer and by list
thumbprint=$(openssl x509 -in signer.pem -noout -fingerprint -sha1 | cut -d= -f2 | tr -d :)
id=$(awk -F'\t' -v sha1="sha1=$thumbprint" '$1 == "certificate" && $5 == sha1 { print $2 }' demo/report.txt)
[ -n "$id" ] || fail "the signer stands not in the report"
"$surguch" admin --data data ca suspend "$id" >admin.out 2>&1 || fail "suspend"
sleep 1
asked revoked -serial "$serial" -no_nonce
grep -q 'certificateHold' ocsp.out || fail "a hold is not called so"
"$surguch" admin --data data ca resume "$id" >admin.out 2>&1 || fail "resume"
sleep 1
asked good -serial "$serial" -no_nonce
"$surguch" admin --data data ca revoke "$id" --reason key_compromise >admin.out 2>&1 || fail "revoke"
sleep 1
asked revoked -serial "$serial" -no_nonce
grep -q 'keyCompromise' ocsp.out || fail "the reason is not told"
list=$(openssl x509 -in signer.pem -noout -ext crlDistributionPoints | grep -o 'http://[^ ]*')
curl -sfS "$list" -o list.der && openssl crl -inform DER -in list.der -out list.pem || fail "no list at $list"
if openssl verify -crl_check -CRLfile list.pem -CAfile $ca signer.pem >verify.out 2>&1; then fail "the list does not revoke"; fi
grep -q 'certificate revoked' verify.out || fail "the list does not revoke"
issuer=$(openssl x509 -in signer.pem -noout -ext authorityInfoAccess | grep -o 'http://[^ ]*\.cer')
curl -sfS "$issuer" -o issuer.der && cmp -s issuer.der <(openssl x509 -in $issuing -outform DER) || fail "no issuer at $issuer"
[ -z "$("$surguch" admin --data data ca self-check 2>&1 | grep -v 'as it should be')" ] || fail "the self-check"

# ---- time stamps
tsa=http://127.0.0.1:$pki/pki/tsa
ask_stamp() { curl -sfS -H 'content-type: application/timestamp-query' --data-binary @q.tsq "$tsa" -o r.tsr || fail "no answer of the TSA"; }
echo 'Договор' >doc
for md in sha256 sha384 sha512 md_gost12_256 md_gost12_512; do
    openssl ts -query -data doc -$md -cert -out q.tsq 2>/dev/null
    ask_stamp
    openssl ts -verify -queryfile q.tsq -in r.tsr -CAfile $ca >ts.out 2>&1 || fail "a stamp by $md"
    openssl ts -reply -in r.tsr -text >ts.out 2>/dev/null
    grep -oi 'serial number: .*' ts.out >>serials
done
[ "$(sort -u serials | wc -l)" = 5 ] || fail "a serial number came twice"
openssl ts -reply -in r.tsr -token_out -out t.tst 2>/dev/null
openssl pkcs7 -inform DER -in t.tst -print_certs -out t.pem 2>/dev/null
openssl x509 -in t.pem -noout -text >t.txt
[ "$(grep -A1 'Extended Key Usage: critical' t.txt | tail -n 1 | tr -d ' ')" = TimeStamping ] ||
    fail "the purpose of the TSA is not critical and alone"
openssl ts -query -data doc -sha1 -cert -out q.tsq 2>/dev/null
ask_stamp
says 'unrecognized or unsupported algorithm' openssl ts -reply -in r.tsr -text || fail "SHA-1 is stamped"
openssl ts -query -data doc -sha256 -tspolicy 1.2.3.4 -out q.tsq 2>/dev/null
ask_stamp
says 'policy is not supported' openssl ts -reply -in r.tsr -text || fail "a foreign policy is stamped"

# ---- every signature of the demo bears one, over the very octets of its value
python3 - demo/signatures <<'PY' || fail "a signature without a stamp"
import pathlib, sys
STAMP = bytes.fromhex("060b2a864886f70d010910020e")
for file in pathlib.Path(sys.argv[1]).glob("*.p7s"):
    assert file.read_bytes().count(STAMP) == 1, file
PY
for algorithm in GOST2012-256 ECDSA-P256; do
    awk -F'\t' -v a=$algorithm '$1 == "signature" && $4 == a { n++ } END { exit n == 0 }' demo/report.txt || fail "no signature of $algorithm in the report"
done
curl -sf "$base/metrics" >/dev/null && fail "metrics are open"
stop || fail "no graceful end"
echo "OCSP, lists, issuers and time stamps judged by $(openssl version)"
