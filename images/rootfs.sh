#!/usr/bin/env bash
# rootfs.sh JDK OUT: a root file system that holds a Java runtime and the C library that it needs, and nothing else: no shell, no
# package manager. The runtime is cut from a JDK by its own jlink; glibc comes from this machine's Debian mirror (apt-get download).
set -euo pipefail
jdk=$1 out=$2
modules=java.base,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml
modules+=,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
stamp="$("$jdk/bin/java" -version 2>&1 | sed -n 3p) $modules"
if [ -f "$out/.stamp" ] && [ "$(cat "$out/.stamp")" = "$stamp" ]; then exit 0; fi
rm -rf "$out" && mkdir -p "$out/root" "$out/deb"

"$jdk/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-6 \
  --output "$out/root/jre"
# Jib gives every file this time, and a class-data archive is void when the file of the modules has another.
find "$out/root/jre" -exec touch -h -d @1 {} +
"$out/root/jre/bin/java" -Xshare:dump >/dev/null

(cd "$out/deb" && apt-get download -q libc6 >/dev/null 2>&1) || { echo "images: apt-get cannot download libc6" >&2; exit 1; }
mkdir "$out/libc"
dpkg-deb -x "$out"/deb/libc6_*.deb "$out/libc"
(cd "$out/libc"
  # What a JVM and Netty load, with the loader; no gconv modules, no programs.
  for name in ld-linux libc libm libdl libpthread librt libresolv libnss_files libnss_dns libutil; do
    find . \( -type f -o -type l \) -name "$name*.so*" ! -name '*malloc_debug*' ! -name '*memusage*'
  done | sort -u | while read -r file; do
    # Links become files: Jib would follow them, absolute ones into this machine.
    from=$file
    if [ -L "$file" ]; then
      link=$(readlink "$file")
      case $link in /*) from=.$link ;; *) from=$(dirname "$file")/$link ;; esac
    fi
    mkdir -p "$out/root/$(dirname "$file")" && cp "$from" "$out/root/$file"
  done
  mkdir -p "$out/root/usr/share/doc/libc6" && cp usr/share/doc/libc6/copyright "$out/root/usr/share/doc/libc6/")

mkdir -p "$out/root/etc" "$out/root/var/lib/cortex" "$out/root/tmp"
printf 'root:x:0:0:root:/:/none\ncortex:x:65532:65532:cortex:/var/lib/cortex:/none\n' > "$out/root/etc/passwd"
printf 'root:x:0:\ncortex:x:65532:\n' > "$out/root/etc/group"
printf 'hosts: files dns\n' > "$out/root/etc/nsswitch.conf"
echo "$stamp" > "$out/.stamp"
