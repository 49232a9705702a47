#!/usr/bin/env bash
# application.sh ROOTFS TARGET JAR OUT PROGRAM: lays out /app of an image beside a root file system (rootfs.sh), runs the program
# once with the very runtime of the image, and keeps the classes that it loaded as an archive. The runtime refuses an archive whose
# jars have another time or size: Jib gives every file the same time, and so does this.
set -euo pipefail
rootfs=$1 target=$2 jar=$3 out=$4; shift 4
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$out" && mkdir -p "$out/libs/app/lib" "$out/own/app"
cp "$target"/lib/*.jar "$out/libs/app/lib/"
arch=$(uname -m | sed 's/^arm64$/aarch64/;s/^aarch64$/aarch_64/')
mkdir -p "$out/libs/app/native"
for native in "$out"/libs/app/lib/netty-transport-native-*-linux-*.jar; do
  [ -e "$native" ] || continue
  # On the library path Netty needs no folder to unpack it to; what other processors would need is left out.
  case $native in *"$arch".jar) unzip -q -o -j "$native" 'META-INF/native/*.so' -d "$out/libs/app/native" ;; esac
  rm "$native"
done
# What is ours changes with every build, the rest does not: two layers.
mkdir -p "$out/own/app/lib"
mv "$out"/libs/app/lib/cortex-*.jar "$out/own/app/lib/"
cp "$jar" "$out/own/app/"

world=$out/world
mkdir -p "$world" && cp -a "$rootfs/root/." "$world/" && cp -a "$out/libs/." "$out/own/." "$world/"
find "$world" -exec touch -h -d @1 {} +
main=$(basename "$jar")
# In a folder of its own, so that the class path is the one in the image: CDS compares what follows a common beginning.
"$here/train.sh" "$world/app/$main" "$out/app.jsa" "$1" "$world/jre/bin/java" -XX:+UseSerialGC -XX:-UsePerfData \
  --sun-misc-unsafe-memory-access=allow -Djava.library.path="$world/app/native" >"$out/training.log" 2>&1 \
  || { cat "$out/training.log" >&2; echo "images: the training run of $main failed" >&2; exit 1; }
[ -s "$out/app.jsa" ] || { tail -20 "$out/training.log" >&2; echo "images: no class-data archive was made" >&2; exit 1; }
mv "$out/app.jsa" "$out/own/app/app.jsa"
chmod -R a+rX,go-w "$out/libs" "$out/own" "$rootfs/root"
rm -rf "$world"
