#!/usr/bin/env bash
# train.sh JAR ARCHIVE JAVA PROGRAM: runs one of our programs until it answers, or has said why it cannot, and ends it.
set -euo pipefail
jar=$1 archive=$2 java=$3 program=$4
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
flags=(-XX:ArchiveClassesAtExit="$archive" -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow -XX:-UsePerfData
  -Djava.library.path="$(dirname "$jar")/native")
case $program in
  operator)
    # No API server answers there: client, reconcilers, link and certificates are all made before it says so.
    printf 'apiVersion: v1\nkind: Config\ncurrent-context: c\nclusters: [{name: c, cluster: {server: "http://127.0.0.1:9"}}]\nusers: [{name: u, user: {}}]\ncontexts: [{name: c, context: {cluster: c, user: u}}]\n' > "$state/kubeconfig"
    "$java" "${flags[@]}" -jar "$jar" --kubeconfig "$state/kubeconfig" --health-port 0 || true ;;
  router)
    OPENAI_API_KEY=sk-training CORTEX_STATE_DIR=$state "$java" "${flags[@]}" -jar "$jar" run --port 0 --admin-port 0 \
      --endpoint-lag 0s --event-loops 1 >"$state/log" 2>&1 &
    pid=$!
    # However long it takes: an archive of half a start would be of half a use.
    until grep -q "serving on" "$state/log"; do
      kill -0 $pid 2>/dev/null && [ "$SECONDS" -lt 180 ] || { cat "$state/log"; exit 1; }
      sleep 0.2
    done
    kill -TERM $pid 2>/dev/null || true
    wait $pid || true ;;
esac
