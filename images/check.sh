#!/usr/bin/env bash
# check.sh FOLDER [API_SERVER_JAR]: unpacks cortex-router.tar and cortex-operator.tar as a container engine would, and starts what they say
# in a root file system that cannot be written, as the user that they say. Needs root (chroot, mount) and curl, but no container
# engine. With the sandbox's jar the operator is given an API server to lead against.
set -euo pipefail
folder=$1 sandbox=${2:-}
[ "$(id -u)" = 0 ] || { echo "images: check.sh needs root; not checked" >&2; exit 0; }
if [ -z "${CORTEX_CHECK_UNSHARED:-}" ]; then
  # Mounts of its own, gone with this process.
  CORTEX_CHECK_UNSHARED=1 exec unshare --mount --propagation private "$0" "$@"
fi
work=$(mktemp -d)
port=$((20000 + RANDOM % 10000))
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  for mount in $(grep -o "$work[^ ]*" /proc/mounts | sort -r); do umount "$mount" || true; done
  rm -rf "$work"
}
trap cleanup EXIT

unpack() {
  local name=$1 root=$work/$1
  mkdir -p "$work/$name.image" "$root"
  tar -xf "$folder/cortex-$name.tar" -C "$work/$name.image"
  for layer in $(grep -o '"Layers":\[[^]]*' "$work/$name.image/manifest.json" | grep -o '[0-9a-f]*\.tar\.gz'); do
    tar --warning=no-unknown-keyword -xzf "$work/$name.image/$layer" -C "$root"
  done
  mkdir -p "$root/proc" "$root/tmp" "$root/var/lib/cortex"
  mount --bind "$root" "$root"
  mount -o remount,ro,bind "$root"
  mount --bind /proc "$root/proc"
  # What pods may write to: the chart gives the operator /tmp, the operator gives a router /var/lib/cortex.
  case $name in operator) written=tmp ;; router) written=var/lib/cortex ;; esac
  mount -t tmpfs -o mode=1777,size=64m tmpfs "$root/$written"
  echo "$name: $(($(stat -c %s "$folder/cortex-$name.tar") / 1048576)) MiB packed, $(du -smx "$root" | cut -f1) MiB unpacked"
}

# The entry point and the user of an image, one word a line.
configuration() { cat "$work/$1.image/config.json"; }
entrypoint() { configuration "$1" | grep -o '"Entrypoint":\[[^]]*' | sed 's/.*\[//' | tr ',' '\n' | tr -d '"'; }
user() { configuration "$1" | grep -o '"User":"[^"]*' | cut -d'"' -f4; }

# run NAME LOG ENVIRONMENT... -- ARGUMENTS...
run() {
  local name=$1 log=$2; shift 2
  local environment=()
  while [ "$1" != -- ]; do environment+=("$1"); shift; done
  shift
  local command
  mapfile -t command < <(entrypoint "$name")
  # An archive that does not fit would be passed over in silence; here it is an error.
  env -i "${environment[@]}" JAVA_TOOL_OPTIONS="-Xshare:on -Xlog:class+load:file=/$written/classes.log" \
    "$(command -v chroot)" --userspec="$(user "$name")" "$work/$name" "${command[@]}" "$@" >"$log" 2>&1 &
  pids+=($!)
}

await() {
  local what=$1 url=$2 pid=$3 log=$4
  for _ in $(seq 400); do
    if curl -fsS --max-time 2 "$url" >/dev/null 2>&1; then
      echo "$what answers after $(($(date +%s%3N) - started)) ms, as user $(awk '/^Uid/ {print $2}' "/proc/$pid/status")"
      return
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
  done
  tail -30 "$log" >&2; echo "images: $what does not answer at $url" >&2; exit 1
}

archived() {
  local log=$work/$1/$written/classes.log shared all
  shared=$(grep -c "shared objects file" "$log"); all=$(grep -c "source:" "$log")
  echo "$1: $shared of $all classes from the archive"
  [ $((shared * 10)) -gt $((all * 7)) ] || { echo "images: the archive of $1 is hardly used" >&2; exit 1; }
}

unpack router
started=$(date +%s%3N)
run router "$work/router.log" OPENAI_API_KEY=sk-check CORTEX_STATE_DIR=/var/lib/cortex -- run --port $port --admin-port $((port + 1))
await router "http://127.0.0.1:$((port + 1))/healthz" "${pids[-1]}" "$work/router.log"
grep -q "native transport" "$work/router.log" || { echo "images: the router has no native transport" >&2; exit 1; }
archived router
if chroot --userspec="$(user router)" "$work/router" /jre/bin/java -version >/dev/null 2>&1 \
  && touch "$work/router/app/written" 2>/dev/null; then
  echo "images: the root file system can be written" >&2; exit 1
fi

unpack operator
if [ -f "$sandbox" ]; then
  java -jar "$sandbox" apiserver --crds "$(dirname "$0")/../crds/manifests" --kubeconfig "$work/kubeconfig" >"$work/apiserver.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 100); do [ -s "$work/kubeconfig" ] && break; sleep 0.2; done
  cp "$work/kubeconfig" "$work/operator/tmp/kubeconfig"
  chmod 644 "$work/operator/tmp/kubeconfig"
  started=$(date +%s%3N)
  run operator "$work/operator.log" -- --kubeconfig /tmp/kubeconfig --health-port $((port + 2))
  await operator "http://127.0.0.1:$((port + 2))/readyz" "${pids[-1]}" "$work/operator.log"
  archived operator
else
  run operator "$work/operator.log" -- --version
  wait "${pids[-1]}" && grep cortex-operator "$work/operator.log"
fi
