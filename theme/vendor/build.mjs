// Writes assets/vendor/minisearch.js: npm install && npm run build. The same versions give the same bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { transform } from "esbuild";

const folder = process.argv[2] ?? "../client_ledger_theme/assets/vendor";
const read = (file) => readFileSync(`node_modules/minisearch/${file}`, "utf8");
const { version } = JSON.parse(read("package.json"));
const { code } = await transform(read("dist/umd/index.js"), { minify: true, legalComments: "none", charset: "utf8" });
writeFileSync(`${folder}/minisearch.js`, `/*!\nminisearch ${version}\n\n${read("LICENSE.txt").trim()}\n*/\n${code}`);
