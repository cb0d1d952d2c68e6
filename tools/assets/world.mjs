// The countries of world-atlas as one drawing: equal-earth projection, SVG paths by ISO 3166 code, dots for states too
// small for the coarse shapes. Antarctica is left out. Writes JSON to standard output.
import { readFileSync } from "node:fs";
import { geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const read = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}`, import.meta.url)));
const countries = (scale) => {
  const world = read(`world-atlas/countries-${scale}.json`);
  return feature(world, world.objects.countries).features.filter((f) => f.id !== "010");
};
const codes = new Map(read("i18n-iso-countries/codes.json").map(([two, , number]) => [number, two]));
const coarse = countries("110m");
const fine = countries("50m");
const [width, margin] = [960, 4];
const all = { type: "FeatureCollection", features: coarse };
const projection = geoEqualEarth();
projection.fitExtent([[margin, margin], [width - margin, 1000]], all);
const path = geoPath(projection).digits(1);
const [[, top], [, bottom]] = path.bounds(all);
projection.translate([projection.translate()[0], projection.translate()[1] - top + margin]);

const round = (number) => Math.round(number * 10) / 10;
const shapes = {};
const nameless = [];
for (const country of coarse) {
  const code = codes.get(country.id);
  if (code) shapes[code] = path(country);
  else nameless.push(path(country)); // no code of its own in ISO 3166: drawn, never filled
}
const dots = {};
for (const country of fine) {
  const code = codes.get(country.id);
  if (code && !(code in shapes)) dots[code] = projection(geoCentroid(country)).map(round);
}
const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const height = Math.ceil(bottom - top + 2 * margin);
process.stdout.write(JSON.stringify({ width, height, shapes: sorted(shapes), nameless, dots: sorted(dots) }, null, 0) + "\n");
