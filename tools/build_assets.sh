#!/bin/sh
# Rebuild the committed styles, fonts, marks and map from npm: the same input gives the same bytes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out="${1:-$here/../src/licet/service/base/static/base}"
map="${2:-$here/../src/licet/service/registers/world}"
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
# A browser that takes it packed gets a seventh of the bytes; -n keeps name and time out, so that it is the same each time.
gzip -9 -n -k -f "$out/licet.css"

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
  (cd "$out" && sha256sum -- *.css *.gz *.svg *.woff2 | awk '{print "| " $2 " | " $1 " |"}')
} > "$out/VENDOR.md"

# The map of the registers: shapes by country code, projected once, drawn by the service itself.
mkdir -p "$map"
node "$work/world.mjs" > "$map/world.json"
cp "$work/node_modules/world-atlas/LICENSE" "$map/LICENSE-world-atlas.txt"
{
  echo "# What is vendored here"
  echo
  echo "Made by \`make assets\` (\`tools/build_assets.sh\`, \`tools/assets/world.mjs\`) from npm packages; nothing here is edited by hand."
  echo
  echo "| package | version | licence | used for |"
  echo "| --- | --- | --- | --- |"
  echo "| world-atlas | $(version world-atlas) | $(licence world-atlas) | shapes of countries 1:110 million, places of smaller states 1:50 million; its source, Natural Earth, is in the public domain |"
  echo "| d3-geo | $(version d3-geo) | $(licence d3-geo) | the equal-earth projection; nothing of it is shipped |"
  echo "| topojson-client | $(version topojson-client) | $(licence topojson-client) | reads the shapes; nothing of it is shipped |"
  echo "| i18n-iso-countries | $(version i18n-iso-countries) | $(licence i18n-iso-countries) | country codes for numbers; nothing of it is shipped |"
  echo
  echo "Borders are those of the source. They say nothing about whose they are."
  echo
  echo "| file | sha256 |"
  echo "| --- | --- |"
  (cd "$map" && sha256sum -- *.json | awk '{print "| " $2 " | " $1 " |"}')
} > "$map/VENDOR.md"
