// Builds served/age.js and served/LICENSES.txt: npm install && npm run build. The same versions give the same bytes.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const served = process.argv[2] ?? "served";
const packages = Object.keys(JSON.parse(readFileSync("package.json", "utf8")).dependencies);
const read = (name, file) => readFileSync(`node_modules/${name}/${file}`, "utf8");
const version = (name) => JSON.parse(read(name, "package.json")).version;
const unused = { name: "unused", setup: (steps) => steps.onResolve(
  { filter: /^@noble\/(post-quantum\/hybrid|curves\/(nist|ed25519))\.js$/ },
  () => ({ path: new URL("source/unused.mjs", import.meta.url).pathname }),
) };

await build({
  entryPoints: ["source/age.mjs"],
  outfile: `${served}/age.js`,
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "age",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  banner: { js: `/* ${packages.map((name) => `${name} ${version(name)}`).join(", ")}; licences in LICENSES.txt */` },
  plugins: [unused],
});

const licence = (name) => read(name, readdirSync(`node_modules/${name}`).find((file) => /^licen[cs]e/i.test(file)));
const texts = packages.map((name) => `${name} ${version(name)}\n\n${licence(name).trim()}\n`);
writeFileSync(`${served}/LICENSES.txt`, `age.js contains:\n\n${texts.join(`\n${"-".repeat(78)}\n\n`)}`);
