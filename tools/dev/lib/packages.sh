# shellcheck shell=bash
# shellcheck disable=SC2154 # root and build are set by common.sh
# need NEED…: what tools/dev/packages.list names for these needs is installed when this returns.

need() {
  local release missing
  if [[ "${THROUGHLINE_PACKAGES:-}" == present ]]; then return; fi
  release="$(debian_release)"
  if [[ -z "$release" ]]; then explain_unknown_system "$@"; fi
  mapfile -t missing < <(listed_packages "$release" "$@" | drop_installed)
  if ((${#missing[@]} > 0)); then install_packages "${missing[@]}"; fi
}

# 12, 13, …; nothing where the system is not a Debian release that we know.
debian_release() {
  local id version
  [[ -r /etc/os-release ]] || return 0
  id="$(. /etc/os-release && echo "${ID:-}")"
  version="$(. /etc/os-release && echo "${VERSION_ID:-}")"
  if [[ "$id" == debian && "$version" =~ ^[0-9]+$ ]] && ((version >= 12)); then echo "$version"; fi
}

# listed_packages RELEASE NEED…: "package" or "package:command" lines.
listed_packages() {
  local release="$1"
  shift
  awk -v release="$release" -v needs=" $* " \
    '!/^#/ && NF && index(needs, " " $1 " ") && $2 <= release { print $3 }' \
    "$root/tools/dev/packages.list"
}

drop_installed() {
  local packages=() entry package command
  while read -r entry; do
    package="${entry%%:*}"
    command="${entry#"$package"}"
    if [[ -n "$command" ]] && command -v "${command#:}" >/dev/null; then continue; fi
    packages+=("$package")
  done
  if ((${#packages[@]} == 0)); then return; fi
  # dpkg-query fails when one is unknown to it; that one is then simply not in its answer.
  comm -23 <(printf '%s\n' "${packages[@]}" | sort -u) \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null |
      sed -n 's/^installed //p' | sort -u)
}

install_packages() {
  local as_root=(env DEBIAN_FRONTEND=noninteractive)
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "not root and no sudo; please install: $*"
    as_root=(sudo "${as_root[@]}")
  fi
  say "Installing from Debian: $*"
  local apt=("${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 -y)
  quietly apt-update "${apt[@]}" update || exit 1
  quietly apt-install "${apt[@]}" install --no-install-recommends "$@" || exit 1
}

explain_unknown_system() {
  local packages
  packages="$(listed_packages 9999 "$@" | sed 's/:.*//' | sort -u | paste -sd ' ')"
  say "./dev installs packages only on Debian 12 and later, and this is another system."
  say "Please install what these Debian packages hold: $packages"
  say "Then start again with THROUGHLINE_PACKAGES=present ./dev …"
  exit 1
}
