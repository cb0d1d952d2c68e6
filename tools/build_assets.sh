#!/bin/sh
# Rebuild the committed styles, fonts and marks from npm: the same input gives the same bytes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out="${1:-$here/../src/licet/service/base/static/base}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$here"/assets/* "$work"
(cd "$work" && npm install --ignore-scripts --no-audit --no-fund --no-package-lock --silent)
mkdir -p "$out"
"$work/node_modules/.bin/sass" --style=compressed --no-source-map --quiet-deps --load-path="$work/node_modules" \
  "$work/licet.scss" "$out/licet.css"
for weight in 400 700; do
  cp "$work/node_modules/@fontsource/public-sans/files/public-sans-latin-$weight-normal.woff2" "$out/public-sans-$weight.woff2"
  cp "$work/node_modules/@fontsource/public-sans/files/public-sans-latin-ext-$weight-normal.woff2" "$out/public-sans-ext-$weight.woff2"
done
cp "$work/node_modules/@fontsource/public-sans/LICENSE" "$out/LICENSE-public-sans.txt"
cp "$here/assets/LICENSE-govuk-frontend.txt" "$out"
cp "$work/licet-mark.svg" "$work/licet-mark-light.svg" "$out"

version() { node -p "require('$work/node_modules/$1/package.json').version"; }
licence() { node -p "require('$work/node_modules/$1/package.json').license"; }
{
  echo "# What is vendored here"
  echo
  echo "Made by \`make assets\` (\`tools/build_assets.sh\`) from npm packages; nothing here is edited by hand."
  echo
  echo "| package | version | licence | used for |"
  echo "| --- | --- | --- | --- |"
  echo "| govuk-frontend | $(version govuk-frontend) | $(licence govuk-frontend) | styles compiled into licet.css with our own brand: no crown, no GOV.UK name, no GDS Transport |"
  echo "| @fontsource/public-sans | $(version @fontsource/public-sans) | $(licence @fontsource/public-sans) | the four font files |"
  echo "| sass | $(version sass) | $(licence sass) | the compiler; nothing of it is shipped |"
  echo
  echo "The marks are Licet's own."
  echo
  echo "| file | sha256 |"
  echo "| --- | --- |"
  (cd "$out" && sha256sum -- *.css *.svg *.woff2 | awk '{print "| " $2 " | " $1 " |"}')
} > "$out/VENDOR.md"
