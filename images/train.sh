#!/usr/bin/env bash
# train.sh JAR ARCHIVE PROGRAM JAVA [FLAGS...]: runs one of our programs until it answers, or has said why it cannot, ends it, and keeps the
# classes that it loaded as a class-data archive. For the images, and for the cache of ./cortex.
set -euo pipefail
jar=$1 archive=$2 program=$3 java=$4
shift 4
flags=(-XX:ArchiveClassesAtExit="$archive" "$@")
state=$(mktemp -d)
pid=
# shellcheck disable=SC2064
trap '[ -z "$pid" ] || kill -KILL $pid 2>/dev/null || true; rm -rf "$state"' EXIT

# A router that is asked for a model whose provider is itself, so that it serves, calls and hears a refusal in one process; and a policy
# that breaks a rule, so that what judges it is in the archive too.
resources() {
  cat <<TEXT
apiVersion: cortexllm.dev/v1alpha1
kind: LLMProvider
metadata: {name: self}
spec: {format: OpenAI, baseUrl: "http://127.0.0.1:$1/v1", models: [{name: nothing}]}
---
apiVersion: cortexllm.dev/v1alpha1
kind: RoutingPolicy
metadata: {name: training}
spec: {models: [training], targets: [{name: self, providerRef: {name: self}, model: nothing}]}
---
apiVersion: cortexllm.dev/v1alpha1
kind: RoutingPolicy
metadata: {name: broken}
spec: {models: [broken], targets: [{name: nobody}]}
TEXT
}

ask() {
  local body='{"model":"training","messages":[{"role":"user","content":"Hello"}]}' line
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s' \
    ${#body} "$body" >&3
  read -r -t 30 line <&3
  exec 3>&-
  echo "asked: $line"
}

case $program in
  operator)
    # No API server answers there: client, reconcilers, link and certificates are all made before it says so.
    printf 'apiVersion: v1\nkind: Config\ncurrent-context: c\nclusters: [{name: c, cluster: {server: "http://127.0.0.1:9"}}]\nusers: [{name: u, user: {}}]\ncontexts: [{name: c, context: {cluster: c, user: u}}]\n' > "$state/kubeconfig"
    "$java" "${flags[@]}" -jar "$jar" --kubeconfig "$state/kubeconfig" --health-port 0 || true ;;
  router)
    port=$((20000 + RANDOM % 12000))
    mkdir "$state/resources" "$state/state"
    resources $port > "$state/resources/training.yaml"
    "$java" "${flags[@]}" -jar "$jar" run "$state/resources" --port $port --admin-port 0 --state-dir "$state/state" \
      --endpoint-lag 0s --event-loops 1 >"$state/log" 2>&1 &
    pid=$!
    # However long it takes: an archive of half a start would be of half a use.
    until grep -q "serving configuration" "$state/log"; do
      kill -0 $pid 2>/dev/null && [ "$SECONDS" -lt 180 ] || { cat "$state/log"; exit 1; }
      sleep 0.2
    done
    ask $port
    kill -TERM $pid 2>/dev/null || true
    wait $pid || true
    pid= ;;
esac
