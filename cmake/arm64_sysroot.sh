#!/usr/bin/env bash
# Unpacks Debian's arm64 packages of what Inkling links, and all that these need, into FOLDER/sysroot,
# for cmake/arm64.cmake. Nothing is installed: apt keeps state of its own in FOLDER, so that the
# machine need not become one of two architectures, nor this be run as root.
#
#   arm64_sysroot.sh FOLDER PACKAGE...
#
# Exits with 3 when the packages cannot be had. A folder with the same packages is left as it is.
set -euo pipefail

folder="$(realpath -m "$1")"
shift
sysroot="$folder/sysroot"
wanted="$*"
if [[ -f "$folder/packages" && "$(<"$folder/packages")" == "$wanted" ]]; then exit 0; fi

if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
  printf 'arm64_sysroot: no apt-get or dpkg-deb here\n' >&2
  exit 3
fi
rm -rf "$folder/packages" "$sysroot"
mkdir -p "$folder"/state/lists/partial "$folder"/cache/archives/partial "$sysroot"
: >"$folder/state/status" # nothing is installed there: apt fetches what the packages stand on, too
cat >"$folder/apt.conf" <<END
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
APT::Install-Recommends "false";
APT::Sandbox::User "$(id -un)";
Dir::State "$folder/state";
Dir::State::status "$folder/state/status";
Dir::Cache "$folder/cache";
END
export APT_CONFIG="$folder/apt.conf"
# Sources of other makers may have nothing for arm64; what is missing shows in the next step.
apt-get -q update >&2 || true
apt-get -q install -y --download-only "$@" >&2 || exit 3

for package in "$folder"/cache/archives/*.deb; do dpkg-deb --extract "$package" "$sysroot"; done
# Links to /lib/… mean the sysroot's.
while IFS= read -r link; do
  ln -sfnr "$sysroot$(readlink "$link")" "$link"
done < <(find "$sysroot" -type l -lname '/*')
rm -rf "$folder/cache" "$folder/state"
printf '%s' "$wanted" >"$folder/packages"
