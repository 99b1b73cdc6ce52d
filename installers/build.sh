#!/usr/bin/env bash
# Makes, on Linux, an application image with its own Java runtime and a .deb of it, and starts both once.
#
#   installers/build.sh            from the tree of the last ./mvnw package (packages first when there is none)
#   installers/build.sh --image    the application image only
#
# Result: target/installers/countinghouse/ and target/installers/countinghouse_VERSION_ARCHITECTURE.deb
set -euo pipefail
cd "$(dirname "$0")/.."

# The cache of class data is only used while every file has the time it had when the cache was made.
file_time=2026-01-01T00:00:00Z
tree=target/countinghouse
out=target/installers
work=$out/work

find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if [ -x "$candidate/bin/jpackage" ] && grep -q '^JAVA_VERSION="25[".]' "$candidate/release" 2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  echo "A JDK 25 with jpackage is needed: install one (for example Eclipse Temurin 25) or set JAVA_HOME to it." >&2
  exit 1
}

say() { printf '== %s\n' "$*"; }

# JavaFX goes into the runtime: a cache is not used with a module path that was moved.
make_runtime() {
  say "Java runtime"
  "$jdk/bin/jlink" --output "$work/runtime" --module-path "$tree/lib/javafx" \
    --add-modules "$(grep -v '^#' installers/runtime.modules | paste -sd,)" \
    --strip-java-debug-attributes --no-man-pages --no-header-files --include-locales=en,de --generate-cds-archive
}

make_image() {
  say "Application image"
  mkdir "$work/input"
  cp "$tree"/lib/*.jar "$work/input"
  "$jdk/bin/jpackage" --type app-image --dest "$out" --name countinghouse --app-version "$version" \
    --input "$work/input" --main-jar "countinghouse-$version.jar" --runtime-image "$work/runtime" \
    --icon installers/icon/countinghouse-256.png \
    @installers/common.options @installers/launch.options
  settle "$out/countinghouse"
}

settle() { find "$1" -exec touch --no-dereference --date="$file_time" {} +; }

# Runs the tour once to record what the start needs, and lets every later start use it.
train() {
  say "Ahead-of-time cache"
  local image=$out/countinghouse app=$out/countinghouse/lib/app
  if JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput=$PWD/$app/countinghouse.aot" COUNTINGHOUSE_HOME=$work/training \
    "$image/bin/countinghouse" tour --out "$work/training-tour" >"$work/training.log" 2>&1 &&
    [ -f "$app/countinghouse.aot" ]; then
    sed -i 's|^\[JavaOptions\]|&\njava-options=-XX:AOTCache=$APPDIR/countinghouse.aot\njava-options=-Xlog:aot*=off\njava-options=-Xlog:cds*=off|' \
      "$app/countinghouse.cfg"
  else
    rm -f "$app/countinghouse.aot"
    echo "No cache could be made, the program starts without one; see $work/training.log" >&2
  fi
}

# Starts the program in $1 as a person would, with an empty data home: its version, and every screen without a display.
check() {
  say "Check $1"
  local answer
  answer=$("$1/bin/countinghouse" --version 2>&1)
  if [ "$answer" != "Countinghouse $version" ]; then
    printf 'The program answers this to --version instead of "Countinghouse %s":\n%s\n' "$version" "$answer" >&2
    exit 1
  fi
  if [ -f "$1/lib/app/countinghouse.aot" ] &&
    ! _JAVA_OPTIONS=-XX:AOTMode=on "$1/bin/countinghouse" --version >/dev/null 2>&1; then
    echo "The ahead-of-time cache does not fit the program it lies in; it starts, but slower." >&2
    exit 1
  fi
  rm -rf "$work/check"
  mkdir -p "$work/check"
  COUNTINGHOUSE_HOME=$work/check/home "$1/bin/countinghouse" tour --out "$work/check/tour" >"$work/check.log" 2>&1 || {
    tail -n 20 "$work/check.log" >&2
    echo "The tour failed." >&2
    exit 1
  }
  printf '%s, %s pictures of screens\n' "$answer" "$(find "$work/check/tour" -name '*.png' | wc -l)"
}

# jpackage gives the files new times, so its package is opened, settled and closed again.
make_package() {
  say "Debian package"
  DPKG_DEB_COMPRESSOR_TYPE=none "$jdk/bin/jpackage" --dest "$work" --name countinghouse --app-version "$version" \
    --app-image "$out/countinghouse" --icon installers/icon/countinghouse-256.png \
    --linux-deb-maintainer "${COUNTINGHOUSE_MAINTAINER:-maintainers@countinghouse.example}" \
    @installers/common.options @installers/linux/deb.options
  local made
  made=$(find "$work" -maxdepth 1 -name 'countinghouse_*.deb')
  dpkg-deb -R "$made" "$work/package"
  settle "$work/package/opt"
  DPKG_DEB_COMPRESSOR_TYPE=zstd dpkg-deb --root-owner-group -b "$work/package" "$out/$(basename "$made")" >/dev/null
  dpkg-deb -x "$out/$(basename "$made")" "$work/unpacked"
}

jdk=$(find_jdk)
[ -x "$tree/bin/countinghouse" ] || ./mvnw -q -DskipTests package
version=$(basename "$tree"/lib/countinghouse-*.jar .jar)
version=${version#countinghouse-}
rm -rf "$out"
mkdir -p "$work"

make_runtime
make_image
train
check "$out/countinghouse"
if [ "${1:-}" != --image ]; then
  make_package
  check "$work/unpacked/opt/countinghouse"
fi
rm -rf "$work"
du -sh "$out"/countinghouse "$out"/*.deb 2>/dev/null
