# Builds when something changed since the last build: names, sizes and times of all sources and the SDK's version are compared.

build_host() { build_when_changed host hub/IntegrationHub.Host/IntegrationHub.Host.csproj hub adapters workflows schemas portal; }

build_all() {
  build_when_changed all IntegrationHub.sln hub adapters workflows schemas portal tests
  install_peers
}

build_when_changed() {
  local name=$1 target=$2 stamp fingerprint log
  shift 2
  mkdir -p "$root/artifacts/build"
  stamp=$root/artifacts/build/$name.stamp
  log=$root/artifacts/build/$name.log
  exec 9>"$root/artifacts/build/lock"
  if command -v flock >/dev/null; then flock 9; fi
  fingerprint=$(fingerprint_of "$@")
  if [ -e "$host" ] && [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$fingerprint" ]; then
    exec 9>&-
    return
  fi
  say "building ($configuration) …"
  rm -f "$stamp"
  if ! compile "$target" >"$log" 2>&1 </dev/null 9>&-; then
    grep -E '(error|warning) ' "$log" | sort -u | head -n 40 >&2 || tail -n 40 "$log" >&2
    die "the build failed (log: $log)."
  fi
  # The build writes no sources, so the fingerprint taken before it is the one that was built.
  printf '%s' "$fingerprint" >"$stamp"
  exec 9>&-
}

# One compiler for all projects: to start it and its analyzers anew costs more than most projects do. Its pipe belongs to this build alone, and it ends with it.
compile() {
  local pipe=ihub-$$ status=0 server
  (cd "$root" && "$dotnet" build "$1" -c "$configuration" -nodeReuse:false -v quiet -clp:NoSummary -p:UseSharedCompilation=true -p:SharedCompilationId="$pipe") || status=$?
  server=$(cd "$root" && "$dotnet" --info | sed -n 's/^ *Base Path: *//p')Roslyn/bincore/VBCSCompiler.dll
  [ ! -e "$server" ] || "$dotnet" "$server" -shutdown "-pipename:$pipe" || say "the compiler of this build ends by itself in ten minutes."
  return "$status"
}

fingerprint_of() {
  (
    cd "$root"
    "$dotnet" --list-sdks
    existing=()
    for folder in "$@"; do [ -d "$folder" ] && existing+=("$folder"); done
    find "${existing[@]}" -type d \( -name bin -o -name obj -o -name node_modules -o -name TestResults \) -prune -o \
      -type f ! -name '*.md' ! -name packages.lock.json -printf '%p %s %T@\n' | LC_ALL=C sort
    find . -maxdepth 1 -type f \( -name '*.props' -o -name '*.targets' -o -name '*.sln' -o -name '*.txt' -o -name global.json -o -name .editorconfig \) \
      -printf '%p %s %T@\n' | LC_ALL=C sort
  ) | sha256sum | cut -d' ' -f1
}

# The outside peers from npm, where the folder of the peer tests brings a lock file.
install_peers() {
  local folder=$root/tests/peers
  [ -e "$folder/package-lock.json" ] || return 0
  if ! command -v npm >/dev/null; then
    say "npm is missing: the tests with outside peers from npm say that they were skipped."
    return 0
  fi
  if [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then return 0; fi
  say "installing the outside peers of the tests (npm ci) …"
  (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error) >&2 </dev/null \
    || say "npm ci failed in tests/peers: the tests with outside peers say that they were skipped."
}
