#!/usr/bin/env bash
# layout.sh WORK VERSION [JDK]: everything that Jib packs, below WORK. Linux with apt-get and dpkg-deb; no container engine, no root.
set -euo pipefail
work=$1 version=$2 jdk=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
wanted=25

fits() { [ -x "$1/bin/jlink" ] && grep -q "^JAVA_VERSION=\"$wanted[.\"]" "$1/release" 2>/dev/null; }
if [ -z "$jdk" ]; then
  for candidate in "${CORTEX_IMAGE_JDK:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -n "$candidate" ] && fits "$candidate"; then jdk=$candidate; break; fi
  done
fi
[ -n "$jdk" ] && fits "$jdk" || { echo "images: a JDK $wanted with jlink is needed: set CORTEX_IMAGE_JDK or -Dimage.jdk=…" >&2; exit 1; }

mkdir -p "$work" "$work/../classes" # Jib wants a folder of classes, though there are none
"$here/rootfs.sh" "$jdk" "$work/rootfs"
"$here/application.sh" "$work/rootfs" "$here/../operator/target" "$here/../operator/target/cortex-operator-$version.jar" \
  "$work/operator" operator
"$here/application.sh" "$work/rootfs" "$here/../router-runtime/target" "$here/../router-runtime/target/cortex-router-$version.jar" \
  "$work/router" router
