# SPDX-License-Identifier: MIT
# Sourced by examples/run and tests/run: sees to the packages of a bare Debian 12.

# need_packages PACKAGE...: installs what is not there yet; without the network it needs nothing
# that is installed already.
need_packages() {
	missing=
	for package in "$@"; do
		dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
			missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	if [ "$(id -u)" = 0 ]; then
		as_root=
	elif command -v sudo >/dev/null 2>&1; then
		as_root=sudo
	else
		echo "These packages are missing:$missing" >&2
		echo "Have root run: apt-get install$missing" >&2
		exit 69
	fi
	echo "Installing:$missing"
	# shellcheck disable=SC2086 # the list is split on purpose
	if ! { $as_root apt-get -qq update &&
		$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends \
			-y $missing; } >"${TMPDIR:-/tmp}/rebound-packages.log" 2>&1; then
		tail -n 3 "${TMPDIR:-/tmp}/rebound-packages.log" >&2
		echo "These packages could not be installed:$missing" >&2
		echo "With a network, run: apt-get update && apt-get install$missing" >&2
		exit 69
	fi
}

build_packages="gcc cmake make pkg-config libc6-dev libglib2.0-dev libgmime-3.0-dev libidn2-dev liblua5.4-dev
libpcre2-dev libpsl-dev libsqlite3-dev libyajl-dev nettle-dev libcurl4-openssl-dev"
test_packages="check clang libclang-rt-14-dev lua-check valgrind"
