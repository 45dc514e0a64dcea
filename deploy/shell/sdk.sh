# Finds a .NET SDK that can build this: the one on the path, else the usual places.

sdk_wanted=10

find_sdk() {
  local candidate found=
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-/nowhere}/dotnet" "$HOME/.dotnet/dotnet" \
    /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet /usr/local/share/dotnet/dotnet /opt/dotnet/dotnet; do
    [ -n "$candidate" ] && [ -x "$candidate" ] || continue
    found=$candidate
    if "$candidate" --list-sdks 2>/dev/null | grep -q "^$sdk_wanted\."; then
      dotnet=$candidate
      return
    fi
  done
  if [ -n "$found" ]; then
    say "the .NET SDK here is too old: $("$found" --list-sdks 2>/dev/null | awk '{print $1}' | paste -sd' ' -) (in $(dirname "$found")), version $sdk_wanted is needed."
  else
    say "no .NET SDK found, version $sdk_wanted is needed."
  fi
  die "Get it from https://dot.net/download, or set DOTNET_ROOT to the folder it is in."
}
