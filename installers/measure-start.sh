#!/usr/bin/env bash
# Measures, without a display, the time from launch until the first screen shows its data, in the tree of the last
# ./mvnw package: plain and with a cache made ahead of time. Yardstick of the same run: `java -version`.
#
#   installers/measure-start.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-7}
tree=target/countinghouse
[ -x "$tree/bin/countinghouse" ] || ./mvnw -q -DskipTests package
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export COUNTINGHOUSE_HOME=$work/home
headless='-Dglass.platform=Headless -Dprism.order=sw'

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# One start: waits until the log tells how long it took, ends the program, prints the milliseconds.
start() {
  local log=$COUNTINGHOUSE_HOME/countinghouse.log pid
  rm -f "$log"
  COUNTINGHOUSE_JAVA_OPTIONS="$headless ${1:-}" "$tree/bin/countinghouse" >"$work/out" 2>&1 &
  pid=$!
  for _ in $(seq 600); do
    if grep -q 'Usable after' "$log" 2>/dev/null; then break; fi
    sleep 0.1
  done
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  sed -n 's/.*Usable after \([0-9]*\) ms.*/\1/p' "$log"
}

java_version() {
  local began
  began=$(date +%s%N)
  "$java" -version 2>/dev/null
  echo $((($(date +%s%N) - began) / 1000000))
}

"$tree/bin/countinghouse" sample >/dev/null
"$tree/bin/countinghouse" bill --period 2023-11 >/dev/null
java=$(for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk*; do
  if grep -q '^JAVA_VERSION="25[".]' "$home/release" 2>/dev/null; then
    echo "$home/bin/java"
    break
  fi
done)

yardstick=$(for _ in $(seq "$rounds"); do java_version; done | median)
rm -f "$tree/lib/countinghouse.aot"
start >/dev/null
plain=$(for _ in $(seq "$rounds"); do start; done | median)
start "-XX:AOTCacheOutput=$PWD/$tree/lib/countinghouse.aot" >/dev/null
[ -f "$tree/lib/countinghouse.aot" ] || { echo "No cache was made; try again." >&2; exit 1; }
cached=$(for _ in $(seq "$rounds"); do start; done | median)
rm -f "$tree/lib/countinghouse.aot"
awk -v p="$plain" -v c="$cached" -v y="$yardstick" 'BEGIN {
  printf "java -version %d ms; usable plain %d ms (%.1f times); with the cache %d ms (%.1f times, %.2f of plain)\n", y, p, p / y, c, c / y, c / p }'
