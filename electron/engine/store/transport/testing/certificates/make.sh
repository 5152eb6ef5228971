#!/bin/sh
# Makes the certificates beside it, which tests of TLS use. They are committed, so that no machine needs openssl to
# run the tests; run it again only to change them. The keys guard nothing.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/index"
cat > "$work/ca.cnf" <<CNF
[ca]
default_ca = own
[own]
dir = $work
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
CNF
key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1-key.pem"; }
# name, common name, extension. From 2020 on: a machine's clock may be behind the one this ran on.
self() {
  key "$1"
  openssl req -new -key "$1-key.pem" -subj "/CN=$2" -addext "$3" -out "$work/$1.csr"
  openssl ca -batch -notext -config "$work/ca.cnf" -selfsign -keyfile "$1-key.pem" \
    -startdate 20200101000000Z -enddate 21200101000000Z -in "$work/$1.csr" -out "$1.pem"
}
# name, common name, alternative names, from, to
signed() {
  key "$1"
  openssl req -new -key "$1-key.pem" -subj "/CN=$2" -addext "subjectAltName=$3" -addext "basicConstraints=CA:FALSE" -out "$work/$1.csr"
  openssl ca -batch -notext -config "$work/ca.cnf" -cert authority.pem -keyfile authority-key.pem \
    -startdate "$4" -enddate "$5" -in "$work/$1.csr" -out "$1.pem"
}
self authority 'Test authority' 'basicConstraints=critical,CA:TRUE'
names='DNS:store.test,DNS:*.store.test,IP:127.0.0.1,IP:::1'
signed good store.test "$names" 20200101000000Z 21200101000000Z
signed expired store.test "$names" 20200101000000Z 20210101000000Z
signed other-host elsewhere.test 'DNS:elsewhere.test' 20200101000000Z 21200101000000Z
self self-signed store.test "subjectAltName=$names"
self self-signed-again store.test "subjectAltName=$names"
# Of a stand-in for AWS's STS, which is trusted where NODE_EXTRA_CA_CERTS names it.
self sts sts.us-east-1.amazonaws.com 'subjectAltName=DNS:sts.us-east-1.amazonaws.com'
# Nobody signs with it again.
rm authority-key.pem
