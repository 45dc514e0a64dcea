# Debian packages: installed when they are missing and we may; otherwise the exact command is printed.
# A missing package is no error here: the hub and the tests say themselves what they cannot do without it.

has_package() {
  case $1 in
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v postgres >/dev/null ;;
    xmlsec1) command -v xmlsec1 >/dev/null ;;
    libxml2-utils) command -v xmllint >/dev/null ;;
    openssl) command -v openssl >/dev/null ;;
    chromium) command -v chromium >/dev/null ;;
    python3-zeep) [ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import zeep' 2>/dev/null ;;
    *) dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed' ;;
  esac
}

ensure_packages() {
  local package missing=() prefix=()
  for package in "$@"; do
    has_package "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  if ! command -v apt-get >/dev/null; then
    say "not found on this machine: ${missing[*]} (named as in Debian). Install them with the system's package manager."
    return 0
  fi
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      prefix=(sudo -n)
    else
      say "missing: ${missing[*]}. Install them with: sudo apt-get install -y --no-install-recommends ${missing[*]}"
      return 0
    fi
  fi
  if [ -n "${IHUB_BUILD_NO_INSTALL:-}" ]; then
    say "missing: ${missing[*]} (not installed: IHUB_BUILD_NO_INSTALL is set)."
    return 0
  fi

  say "installing Debian packages: ${missing[*]}"
  mkdir -p "$root/artifacts"
  local log=$root/artifacts/apt.log
  apt_get update >"$log" 2>&1 || true
  keep_postgresql_private
  if ! apt_get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
    say "the installation failed, repairing and trying once more"
    apt_get --fix-broken install -y >>"$log" 2>&1 || true
    apt_get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 || {
      tail -n 5 "$log" >&2
      say "could not install them (log: $log). Try: sudo apt-get install -y --no-install-recommends ${missing[*]}"
    }
  fi
}

apt_get() { "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" </dev/null; }

# The hub runs a private server of its own; Debian would make and start a public one beside it.
keep_postgresql_private() {
  case " ${missing[*]} " in *' postgresql '*) ;; *) return 0 ;; esac
  local file=/etc/postgresql-common/createcluster.conf
  [ -e "$file" ] || apt_get install -y --no-install-recommends postgresql-common >>"$log" 2>&1 || return 0
  if [ -e "$file" ]; then
    "${prefix[@]}" sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' "$file"
  fi
}
