# Sourced by the commands of this folder: where things are, a folder and processes that go when the command ends, and what measures.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$here/../../auth-app/target/auth-app.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
connections=16
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

die() {
  echo "$*" >&2
  exit 1
}

# The settings that a command was given, without what they say of secrets and places.
settings() {
  local name
  for name in WARM USERS $(compgen -e MUNJIGI_); do
    case $name in
      MUNJIGI_DATABASE_URL) echo -n "$name=${!name%%//*}… " ;;
      *SECRET* | *_URL) echo -n "$name=… " ;;
      *) echo -n "${!name:+$name=${!name} }" ;;
    esac
  done
}

# Takes --json FILE out of the arguments, and keeps the command for that file.
command="$(settings)benchmarks/load/$(basename "$0")${*:+ $*}"
json=
arguments=()
while [ $# -gt 0 ]; do
  if [ "$1" = --json ]; then
    json=${2:?--json wants a file}
    shift 2
  else
    arguments+=("$1")
    shift
  fi
done
set -- ${arguments[@]+"${arguments[@]}"}

field() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }
median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
cpu_ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }
machine_ticks() { awk '/^cpu / {print $2 + $3 + $4 + $7 + $8}' /proc/stat; }
resident_mb() { awk '/VmRSS/ {printf "%.0f\n", $2 / 1024}' "/proc/$1/status"; }
java_version() { "$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p'; }

# Until a process answers at all at a URL, whatever the status: connection refused is the only failure.
await() {
  until curl -s -o "$work/ignored" "$2"; do
    kill -0 "$1" 2>/dev/null || die "it has ended, and never answered at $2"
    sleep 0.1
  done
}

# Compiled, so that its start and its memory have no compiler in them. Takes the body that it is to answer, and the port.
bare_route() {
  [ -e "$work/BareRoute.class" ] || "${java}c" -cp "$jar" -d "$work" "$here/BareRoute.java"
  BODY=$1 exec "$java" ${JAVA_OPTS:-} -cp "$jar:$work" BareRoute "$2"
}

# Where others use the machine too, LOCK names a file that is locked by whoever measures.
lock() { if [ -n "${LOCK:-}" ]; then exec 9>"$LOCK" && flock 9; fi; }
unlock() { if [ -n "${LOCK:-}" ]; then flock -u 9; fi; }

# Who is under load, with what, the server's process, seconds, script, URL, and a header if there is to be one. A line in runs for each:
# who, what, requests per second, p50 and p99 in milliseconds, failures, microseconds of server CPU a call, and the cores that were busy with
# neither server nor client. Where these are not next to none, rates and latencies tell of others' work as much as of ours.
measure() {
  local who=$1 what=$2 server=$3 seconds=$4 script=$5 url=$6 header=${7:-X-Nothing: to say} machine ours TIMEFORMAT='%3U %3S' result client
  machine=$(machine_ticks)
  ours=$(cpu_ticks "$server")
  { time wrk -t1 -c"$connections" -d"${seconds}s" --timeout 10s -s "$here/$script" -H "$header" "$url" >"$work/wrk"; } 2>"$work/client"
  machine=$(($(machine_ticks) - machine))
  ours=$(($(cpu_ticks "$server") - ours))
  result=$(sed -n 's/^RESULT //p' "$work/wrk")
  client=$(tail -1 "$work/client")
  [ -n "$result" ] || die "$who could not be measured: $what"
  awk -v to="$who $what" -v r="$result" -v ours="$ours" -v all="$machine" -v client="$client" -v hz="$(getconf CLK_TCK)" -v s="$seconds" \
    'BEGIN {
      split(r, f, " "); split(client, c, " ")
      others = (all - ours) / hz / s - (c[1] + c[2]) / s
      printf "%s %s %.0f %.2f\n", to, r, (f[1] > 0 ? ours / hz * 1e6 / (f[1] * s) : 0), (others > 0 ? others : 0)
    }' >>"$work/${runs:-runs}"
}

# What was measured so far, and on what, as JSON.
results() {
  jq -nR -L "$here" --arg command "$command" --arg seconds "$seconds" --arg rounds "$rounds" --arg connections "$connections" \
    --arg cores "$(nproc)" --arg processor "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" \
    --arg memory "$(awk '/MemTotal/ {printf "%.0f", $2 / 1048576}' /proc/meminfo)" \
    --arg system "$(. /etc/os-release && echo "$PRETTY_NAME"), Linux $(uname -r | cut -d- -f1)" --arg java "$(java_version)" \
    --arg commit "$(git -C "$here" describe --always --dirty)" --arg options "${JAVA_OPTS:-}" 'include "results"; results' "$work/runs"
}
