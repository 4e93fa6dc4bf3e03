#!/usr/bin/env bash
# Installs what the tests make real images with: engines, builders and rivals, each at a version that was tried.
# Debian 12, as root. Run it again at any time: what is there already is left alone.
set -euo pipefail

lab="${PLIMSOLL_LAB:-$HOME/.cache/plimsoll-lab}"
bin="$lab/bin"
mkdir -p "$bin"

packages=(docker.io docker-registry skopeo buildah podman umoci debootstrap busybox-static attr libcap2-bin openssl zstd ca-certificates)
missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" != 0 ]; then
    echo "install.sh: ${missing[*]} must be installed, which needs root" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

# go_tool MODULE VERSION PACKAGE…: the binaries of PACKAGE at VERSION, unless they are there at this version.
go_tool() {
  local module="$1" version="$2" package
  shift 2
  for package in "$@"; do
    if ! go version -m "$bin/$(basename "$package")" 2>/dev/null | grep -q "^	mod	$module	$version	"; then
      echo "install.sh: $package@$version"
      # Inside a module, since `go install PACKAGE@VERSION` refuses modules that replace their dependencies.
      local work
      work="$(mktemp -d)"
      (cd "$work" && go mod init lab && go get "$package@$version" && GOBIN="$bin" go install "$package") >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        exit 1
      }
      rm -rf "$work"
    fi
  done
}

if ! command -v go >/dev/null; then
  echo 'install.sh: Go 1.24 or later must be on PATH: https://go.dev/dl' >&2
  exit 1
fi
go_tool github.com/wagoodman/dive v0.13.2-0.20250516191726-d6c691947f8f github.com/wagoodman/dive/cmd/dive
go_tool github.com/nektos/act v0.2.89 github.com/nektos/act
go_tool github.com/google/go-containerregistry v0.22.1 github.com/google/go-containerregistry/cmd/crane
go_tool github.com/docker/buildx v0.19.3 github.com/docker/buildx/cmd/buildx
# An engine of today beside Debian's of 2022: it keeps images as containerd does, or as engines always did.
CGO_ENABLED=0 go_tool github.com/moby/moby/v2 v2.0.0-beta.24 github.com/moby/moby/v2/cmd/dockerd
go_tool github.com/moby/buildkit v0.18.2 github.com/moby/buildkit/cmd/buildkitd github.com/moby/buildkit/cmd/buildctl

# Ours, on the libraries that podman and stand-alone converters write layers with a table of contents with.
libraries=(github.com/containerd/stargz-snapshotter/estargz@v0.16.3 github.com/containers/storage@v1.59.1)
source="$(cd "$(dirname "$0")" && pwd)/convert-layer"
recipe="$(cat "$source/main.go" - <<<"${libraries[*]}" | sha256sum | cut -c 1-16)"
if [ ! -x "$bin/convert-layer" ] || [ "$(cat "$bin/.convert-layer" 2>/dev/null)" != "$recipe" ]; then
  echo 'install.sh: convert-layer'
  work="$(mktemp -d)"
  cp "$source/main.go" "$work"
  (cd "$work" && go mod init lab && go get "${libraries[@]}" && go mod tidy && CGO_ENABLED=0 go build -o "$bin/convert-layer" .) >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
  }
  echo "$recipe" >"$bin/.convert-layer"
  rm -rf "$work"
fi

# The oldest Node that package.json promises to run on; the tests themselves run on a newer one.
oldest=20.19.0
if [ "$("$lab/oldest/node_modules/.bin/node" --version 2>/dev/null || true)" != "v$oldest" ]; then
  echo "install.sh: node@$oldest"
  mkdir -p "$lab/oldest"
  (cd "$lab/oldest" && npm install --silent --no-audit --no-fund --no-package-lock --prefix . "node@$oldest")
fi
